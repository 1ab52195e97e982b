"""The figures command: every area and indicator, in full precision, and nothing that is not published."""

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from data_access.editions import find_edition, read_areas
from indicators.basis.assumptions import Box
from indicators.catalogue.registry import INDICATORS, Choices, compute_figures, get_indicator
from reports.__main__ import main
from reports.downloads import figures_csv
from reports.figures import as_csv, as_json, figures_table
from tests.indicators.area_frames import Windows, area_frame
from tests.places import ROOT
from tests.sealed import seal
from ui.kept import areas as cached_areas
from ui.kept import editions as cached

COLUMNS = [
    "indicator_id", "level", "area_id", "area_name", "minimum", "estimate", "maximum", "estimate_low", "estimate_high",
    "households", "households_low", "households_high", "coverage", "state", "reason",
]  # fmt: skip
WITH_RANGE = [
    *COLUMNS[:4], "minimum", "plausible_low", "estimate", "plausible_high", "maximum", *COLUMNS[7:], "assumptions_id",
    "method",
]  # fmt: skip
CHANCE = [
    "complete_chance_low", "complete_chance_high", "complete_smoothed", "complete_smoothed_low",
    "complete_smoothed_high", "complete_above_city", "complete_standing",
]  # fmt: skip
SAMPLE = str(ROOT / "sample_data" / "editions" / "2023")


def published(ids, **cells):
    return area_frame(Windows(least_count=1, least_base=10), **cells).drop(columns="area_name").set_axis(ids)


@pytest.fixture
def edition(tmp_path):
    """A folder as the publisher writes it: three sections (one too small, one not listed), one area per level."""
    folder = tmp_path / "2023"
    folder.mkdir()
    sections = published(["0151460000001", "0151460000002"], households=[120, 6], both_known=[65, 3], above_10=[10, 1],
                         valid_above_10=[10, 1])  # fmt: skip
    sections.rename_axis("section_id").reset_index().to_parquet(folder / "households.parquet")
    pd.DataFrame({"section_id": [*sections.index, "0151460000003"]}).to_parquet(folder / "sections.parquet")
    whole = {"households": [126], "both_known": [68], "above_10": [11], "valid_above_10": [11]}
    places = [("nil", "1", "=DUOMO"), ("municipio", "1", "Municipio 1"), ("city", "015146", "Milano")]
    areas = [published([area], **whole).assign(level=level, area_name=name) for level, area, name in places]
    pd.concat(areas).rename_axis("area_id").reset_index().to_parquet(folder / "areas.parquet")
    return seal(folder)


def test_every_area_and_indicator_has_its_row(edition, capsys):
    assert main(["figures", str(edition)]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 6 * len(INDICATORS)
    assert all(list(row) == COLUMNS for row in rows)
    assert [row["level"] for row in rows if row["indicator_id"] == "coverage"] == [
        "city", "municipio", "nil", "section", "section", "section",
    ]  # fmt: skip


def test_numbers_are_in_full_precision_and_null_where_not_shown(edition, capsys):
    main(["figures", str(edition), "--level", "section", "--indicator", "energy_poverty_10"])
    first, small, absent = json.loads(capsys.readouterr().out)
    assert (first["minimum"], first["estimate"], first["maximum"]) == (10 / 120, 10 / 65, 65 / 120)
    assert first["households"] == 120
    assert (first["state"], first["reason"]) == ("shown", "")
    assert (small["state"], small["reason"], absent["state"]) == ("withheld", "withheld_base", "missing")
    for row in (small, absent):
        assert row["minimum"] is row["estimate"] is row["maximum"] is None
    assert absent["households"] is None


def test_csv_says_the_same_and_runs_nothing(edition, capsys):
    main(["figures", str(edition), "--indicator", "energy_poverty_10", "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0]) == COLUMNS
    assert {row["level"]: row["area_name"] for row in rows}["nil"] == "'=DUOMO"
    assert float(rows[3]["estimate"]) == 10 / 65
    assert rows[4]["estimate"] == ""
    assert rows[3]["area_id"] == "0151460000001"


def test_levels_indicators_and_cutoff_are_chosen(edition, capsys):
    main(["figures", str(edition), "--level", "city", "--indicator", "coverage", "renters", "--indicator", "coverage"])
    rows = json.loads(capsys.readouterr().out)
    assert [(row["level"], row["indicator_id"]) for row in rows] == [("city", "coverage"), ("city", "renters")]
    main(["figures", str(edition), "--level", "city", "--indicator", "energy_poverty_10", "--cutoff", "12"])
    assert json.loads(capsys.readouterr().out)[0]["reason"] == "not_measured"


def test_the_table_is_what_the_pages_show(edition):
    frame = read_areas(find_edition(edition), "section")
    indicator = get_indicator("energy_poverty_10")
    table = figures_table({"section": frame}, [indicator], Choices())
    figures = compute_figures(frame, indicator)
    assert table["area_id"].tolist() == frame.index.tolist()
    for column in figures.columns:
        assert table[column].tolist() == figures[column].tolist() or table[column].equals(
            figures[column].reset_index(drop=True)
        )


def test_json_and_csv_tell_the_same_numbers(edition):
    table = figures_table({"city": read_areas(find_edition(edition), "city")}, INDICATORS.values())
    assert len(table) == len(INDICATORS)
    from_csv = csv.DictReader(io.StringIO(as_csv(table)))
    for told, row in zip(from_csv, json.loads(as_json(table)), strict=True):
        assert {name: "" if value is None else str(value) for name, value in row.items()} == told


@pytest.mark.parametrize("language, word", [("it", None), ("en", "holds no edition")])
def test_a_folder_without_edition_is_refused_in_one_line(tmp_path, capsys, language, word):
    assert main(["--language", language, "figures", str(tmp_path / "1999")]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert word is None or word in told.err


@pytest.mark.parametrize("wrong", [["--indicator", "fuel_poverty"], ["--cutoff", "7"]])
def test_names_and_cutoffs_that_do_not_exist_are_wrong_usage(edition, capsys, wrong):
    assert main(["figures", str(edition), *wrong, "--language", "en"]) == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert wrong[1] in told


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        ["figures"],
        ["figures", "x", "--level", "street"],
        ["figures", "x", "--format", "xml"],
        ["figures", "x", "--cutoff", "ten"],
    ],
)
def test_wrong_usage_ends_with_2(wrong, capsys):
    with pytest.raises(SystemExit) as caught:
        main(wrong)
    assert caught.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["figures", "--help"]])
def test_help_is_everywhere(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert not ended.value.code
    assert "usage: python -m reports" in capsys.readouterr().out


def test_a_reader_that_leaves_early_is_no_error(edition):
    command = f"'{sys.executable}' -m reports figures '{edition}' --format csv | head -1"
    run = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.startswith("indicator_id")
    assert run.stderr == ""


def test_chance_is_added_when_asked_for(capsys):
    assert main(["figures", SAMPLE, "--level", "section", "--indicator", "energy_poverty_10", "--chance"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert all(list(row) == WITH_RANGE + CHANCE for row in rows)
    shown = [row for row in rows if row["state"] == "shown"]
    assert all(row[CHANCE[0]] <= row[CHANCE[1]] and 0 < row["complete_smoothed"] < 1 for row in shown)
    base = [row for row in rows if row["reason"] == "withheld_base" and row["households"] is None]
    assert base and all(row["complete_smoothed"] is None and row["complete_standing"] == "" for row in base)


def test_chance_is_told_of_every_indicator_and_level_or_left_blank(capsys):
    assert main(["figures", SAMPLE, "--chance", "--level", "municipio"]) == 0
    assert main(["figures", SAMPLE, "--chance", "--level", "city"]) == 0
    rows = [json.loads(line.rstrip(",")) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert len(rows) == 10 * len(INDICATORS)
    for row in rows:
        has_tally = INDICATORS[row["indicator_id"]].tally(Choices()) is not None
        is_told = row["complete_chance_low"] is not None
        assert is_told == (has_tally and row["state"] == "shown") or (has_tally and row["state"] == "withheld")
        assert (row["complete_above_city"] is not None) == (is_told and row["level"] != "city")


def test_windows_travel_with_their_ends():
    frame = area_frame(Windows(3), households=[120], both_known=[65], above_10=[10], valid_above_10=[10])
    (row,) = json.loads(as_json(figures_table({"section": frame}, [get_indicator("energy_poverty_10")])))
    assert row["households_low"] <= 120 <= row["households_high"] == row["households_low"] + 2
    assert row["minimum"] <= 10 / 120 and row["maximum"] >= 65 / 120
    assert row["estimate_low"] <= 10 / 65 <= row["estimate_high"]
    assert row["estimate_high"] - row["estimate_low"] > 2 / 67


def poverty(capsys, *more):
    assert main(["figures", SAMPLE, "--level", "city", "--indicator", "energy_poverty_10", *more]) == 0
    return json.loads(capsys.readouterr().out)[0]


def test_complete_cases_and_a_moved_assumption_are_asked_for(capsys):
    plain, complete, wide = poverty(capsys), poverty(capsys, "--complete-cases"), poverty(capsys, "--bill", "0.4", "2")
    assert list(plain) == WITH_RANGE and list(complete) == COLUMNS
    assert complete["estimate"] < plain["estimate"] == wide["estimate"]
    assert wide["plausible_low"] < plain["plausible_low"] and plain["plausible_high"] < wide["plausible_high"]
    assert wide["assumptions_id"].startswith("bill0.4-2_")


def test_an_assumption_out_of_its_range_is_refused_in_one_line(capsys):
    assert main(["figures", SAMPLE, "--bill", "0.1", "2", "--language", "en"]) == 1
    told = capsys.readouterr()
    assert told.out == "" and len(told.err.splitlines()) == 1


def test_what_the_household_files_tell_of_bills_makes_the_range(tmp_path, capsys):
    folder = tmp_path / "2023"
    shutil.copytree(SAMPLE, folder)
    row = {"spend_year": 2023, "homes": 1000, "mean_log_ratio": 0.7, "spread_log_ratio": 0.2, "correlation": -0.1,
           "left_out_error": 0.05, "other_missing": 0.02}  # fmt: skip
    pd.DataFrame([row]).to_parquet(folder / "city_heat.parquet")
    seal(folder)
    assert main(["figures", str(folder), "--level", "city", "--indicator", "energy_poverty_10"]) == 0
    told, chosen = json.loads(capsys.readouterr().out)[0], poverty(capsys)
    assert told["assumptions_id"].startswith("bill0.91-1.09_")
    assert told["estimate"] == chosen["estimate"]
    assert chosen["plausible_low"] < told["plausible_low"] and told["plausible_high"] < chosen["plausible_high"]


def test_the_page_its_csv_and_the_command_say_the_same_of_a_neighbourhood(capsys):
    main(["figures", SAMPLE, "--level", "nil", "--indicator", "energy_poverty_10"])
    edition, choices = find_edition(Path(SAMPLE)), Choices(is_heat_imputed=True)
    page = cached_areas.figures(edition, "nil", "energy_poverty_10", choices)
    names, doubt = cached.names(edition, "nil"), cached_areas.doubt(edition, "nil", "energy_poverty_10", choices)
    csv_ = csv.DictReader(
        io.StringIO(figures_csv(page, names, "nil", "energy_poverty_10", doubt, "en").decode("utf-8-sig"))
    )
    by_id = {row["area_id"]: row for row in csv_}
    assert list(next(iter(by_id.values()))) == WITH_RANGE + CHANCE
    for row in json.loads(capsys.readouterr().out):
        for name in ("minimum", "plausible_low", "estimate", "plausible_high", "maximum"):
            shown = page.loc[row["area_id"], name]
            assert row[name] == (None if pd.isna(shown) else pytest.approx(shown))
            assert by_id[row["area_id"]][name] == ("" if row[name] is None else str(row[name]))
        assert by_id[row["area_id"]]["assumptions_id"] == row["assumptions_id"] == Box().id


@pytest.mark.parametrize(("language", "said"), [("it", "0,4 e 1; 2 non va bene"), ("en", "0.4 and 1; 2 does not")])
def test_an_assumption_out_of_range_is_told_with_the_numbers_of_the_language(capsys, language, said):
    assert main(["figures", SAMPLE, "--bill", "2", "1", "--language", language]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--bill", "1", "1.2", "--complete-cases"], "--bill changes nothing beside --complete-cases"),
        (
            ["--odds", "1", "2", "--indicator", "renters"],
            "--odds changes nothing without --indicator energy_poverty_10",
        ),
        (["--cutoff", "6", "--indicator", "renters"], "--cutoff changes nothing without --indicator energy_poverty_10"),
    ],
)
def test_an_option_that_moves_no_figure_is_refused_and_not_ignored(capsys, options, told):
    assert main(["figures", SAMPLE, "--level", "city", *options, "--language", "en"]) == 1
    caught = capsys.readouterr()
    assert told in caught.err and caught.out == ""


def test_an_assumption_is_refused_where_the_edition_has_no_plausible_range(capsys, monkeypatch):
    monkeypatch.setattr("reports.__main__.edition_known", lambda *_: lambda _level: None)
    assert main(["figures", SAMPLE, "--spread", "1", "1.1", "--language", "en"]) == 1
    assert "has no plausible range: leave --spread out" in capsys.readouterr().err
