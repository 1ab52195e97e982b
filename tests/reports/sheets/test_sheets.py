"""Sheets of areas, the yearbook, the map on a page: as files, with the figures of the pages."""

import re
import shutil
import subprocess
import time
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from contract.errors import UnknownName
from data_access.editions import SAMPLE, find_edition
from indicators.catalogue.registry import INDICATORS, Choices, get_indicator
from reports.__main__ import main
from reports.addresses.made_codes import codes_text
from reports.addresses.observatory_fields import COMPARISON_FIELDS
from reports.decks.asked import Asked
from reports.decks.map_scene import map_body
from reports.help_desk.plan_command import plan_document
from reports.maps.picture_file import map_page_pdf, map_page_png
from reports.numbers import interval, quantity, share
from reports.reading.edition_reading import EditionReading
from reports.sheets.area_sheet import area_body, areas_of, areas_pdf
from reports.sheets.estate_sheet import estate_page, estate_pdf
from reports.sheets.made_sheet import made_body, made_pdf, read_pieces
from reports.sheets.yearbook import opening_page, yearbook_pdf
from ui.kept import areas as kept_areas
from ui.kept import editions as kept

READ = EditionReading(find_edition(SAMPLE / "2023"))
DAY = date(2026, 11, 28)


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize(("level", "area"), [("nil", "55"), ("municipio", "9"), ("nil", "88")])
def test_a_sheet_says_what_the_pages_say(level, area, language):
    body = area_body(READ, level, area, language)
    choices = Choices(is_heat_imputed=True)
    page = kept_areas.figures(kept.edition(2023), level, "energy_poverty_10", choices).loc[area]
    assert body.facts[0].number == share(page["estimate"], language)
    assert len(body.table.rows) == len(INDICATORS)
    for row, indicator in zip(body.table.rows, INDICATORS.values(), strict=True):
        own = kept_areas.figures(kept.edition(2023), level, indicator.id, choices).loc[area]
        assert row[1] == quantity(own["estimate"], indicator.unit, language)
        if "plausible_low" not in own:
            assert row[2] == interval(own["minimum"], own["maximum"], indicator.unit, language)
    assert READ.names(level)[area] in body.map.alt


def test_every_neighbourhood_has_a_sheet_and_the_yearbook_a_page_for_each():
    told = []
    areas = areas_of(READ, "municipio")
    content = areas_pdf(READ, areas, "it", DAY, lambda done, every: told.append((done, every)))
    assert content.startswith(b"%PDF") and told[-1] == (9, 9)
    assert all(area_body(READ, "nil", str(area), "it").facts for area in READ.areas("nil").index)


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_yearbook_opens_with_the_citys_answer_its_levels_and_its_years(language):
    beside = {year: EditionReading(find_edition(SAMPLE / str(year))) for year in (2021, 2022)} | {2023: READ}
    page = opening_page(READ, beside, language)
    choices = Choices(is_heat_imputed=True)
    told = {
        year: kept_areas.figures(kept.edition(year), "city", "energy_poverty_10", choices).iloc[0] for year in beside
    }
    assert page.body.facts[0].number == share(told[2023]["estimate"], language)
    assert page.body.table.rows[0][0].startswith("1. ") and page.body.map.legend
    municipi, years = page.parts
    assert len(municipi.table.rows) == 9
    assert years.table.rows == tuple(
        (str(year), share(each["estimate"], language),
         interval(each["plausible_low"], each["plausible_high"], "share", language))
        for year, each in sorted(told.items())
    )  # fmt: skip
    for area, line in zip(READ.areas("municipio").index, municipi.table.rows, strict=True):
        assert line[1] == area_body(READ, "municipio", str(area), language).facts[0].number
    one = yearbook_pdf(READ, beside, [], language, DAY)
    assert one.count(b"/Type /Page\n") + one.count(b"/Type/Page/") == 1
    assert len(opening_page(READ, {2023: READ}, language).parts) == 1


@pytest.mark.parametrize("language", ["it", "en"])
def test_a_whole_neighbourhood_made_by_hand_says_what_its_own_sheet_says(language):
    own, made = area_body(READ, "nil", "55", language), made_body(READ, "nil", ["55"], language)
    assert made.facts[0].number == own.facts[0].number and made.facts[1].number == own.facts[1].number
    by_label = {row[0]: row[1:] for row in made.table.rows}
    assert next(iter(by_label.values())) == own.table.rows[0][1:]
    assert READ.names("nil")["55"] in made.notes[0] and made.map.alt != own.map.alt
    assert made.map.svg == own.map.svg


def test_an_area_of_many_pieces_tells_a_dozen_names_and_how_many_others():
    every = [str(area) for area in READ.areas("nil").index]
    body = made_body(READ, "nil", every, "it")
    assert "e altre 76" in body.notes[0] and body.caption.startswith("88 aree (Quartieri (NIL)) di Milano")
    assert body.facts[0].number == share(READ.figures("city", get_indicator("energy_poverty_10"),
                                                      READ.imputed(Choices())).iloc[0]["estimate"], "it")  # fmt: skip
    sections = READ.sections()
    inside = sections.index[(sections["nil_id"] == "55") & sections.index.isin(READ.areas("section").index)]
    told = made_body(READ, "section", list(inside[:20]), "en")
    assert told.notes[0] == f"It is made of: {READ.names('nil')['55']}."
    assert made_pdf(READ, "nil:" + ".".join(every), "it", DAY).startswith(b"%PDF")


@pytest.mark.parametrize("pieces", ["nil:", "nil", "", "city:015146", "planet:1", "nil:999", "nil:10.999"])
def test_a_hand_made_area_that_cannot_be_is_refused_by_the_command(pieces, tmp_path, capsys):
    out = tmp_path / "made.pdf"
    assert main(["sheet", str(SAMPLE / "2023"), "--made", pieces, "--out", str(out)]) == 2
    assert capsys.readouterr().err.strip() and not out.exists()


@pytest.mark.parametrize(("level", "area"), [("nil", "999"), ("city", "015146"), ("planet", "1"), ("nil", "")])
def test_an_area_that_is_not_there_is_named(level, area):
    with pytest.raises(UnknownName, match=level):
        areas_pdf(READ, [(level, area)], "en", DAY)


def test_the_commands_write_a_sheet_a_folder_of_sheets_and_the_yearbook(tmp_path, capsys):
    edition = str(SAMPLE / "2023")
    assert main(["sheet", edition, "--area", "nil:55", "--out", str(tmp_path / "a.pdf")]) == 0
    assert main(["sheet", edition, "--made", "nil:10.11.10", "--out", str(tmp_path / "m.pdf"), "--language", "en"]) == 0
    assert (tmp_path / "m.pdf").read_bytes()[:4] == b"%PDF"
    assert main(["sheet", edition, "--all", "municipio", "--out", str(tmp_path / "all")]) == 0
    assert (
        main(["yearbook", edition, "--level", "municipio", "--out", str(tmp_path / "y.pdf"), "--language", "en"]) == 0
    )
    assert "sheet 9 of 9" in capsys.readouterr().err
    assert len(list((tmp_path / "all").iterdir())) == 9
    assert (tmp_path / "a.pdf").read_bytes()[:4] == (tmp_path / "y.pdf").read_bytes()[:4] == b"%PDF"
    assert main(["sheet", edition, "--area", "nil:x", "--out", str(tmp_path / "b.pdf")]) == 2
    assert not (tmp_path / "b.pdf").exists()


def test_the_map_on_a_page_is_a_picture_or_a_tagged_pdf():
    body = map_body(Asked(READ, {2023: READ}, "mappa", {"level": "section"}, "it"))
    texts = {"title": "#Titolo $x$", "caption": body.caption, "notes": body.notes, "source": "s", "caveat": "c"}
    assert map_page_png(body.map, "it", texts).startswith(b"\x89PNG")
    assert map_page_pdf(body.map, "it", texts).startswith(b"%PDF")
    assert get_indicator("energy_poverty_10").id in body.indicator


@pytest.fixture(scope="module")
def plan():
    return plan_document(SAMPLE / "2023", None, "it")


def test_an_estate_has_a_sheet_with_its_plan_weights_map_and_room_to_sign(plan):
    row = plan.rows.iloc[3]
    page = estate_page(READ, plan, row["complex_id"], "it")
    assert page.title.endswith(row["name"]) and page.body.facts[0].number.startswith(("Livello", "Mantenuto"))
    assert len(page.body.table.rows) == sum(weight > 0 for weight in plan.choices["weights"].values())
    points = sum(float(points.replace(",", ".")) for _, _, points in page.body.table.rows if points != "–")
    assert points == pytest.approx(100 * row["score"], abs=0.5)
    assert row["why"] in page.parts[0].lines and row["name"] in page.body.map.alt
    assert {("Edizione", "2023"), ("Prove dietro ogni probabilità", "10.000"),
            ("Numero che ripete le stesse prove", "20261101")} <= set(page.parts[1].table.rows)  # fmt: skip
    assert len(page.signatures) == 3


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_sheet_of_every_estate_is_one_leaf(plan, language):
    longest = plan.rows.loc[plan.rows["why"].str.len().idxmax(), "complex_id"]
    content = estate_pdf(READ, plan, longest, language, DAY)
    assert content.count(b"/Type /Page\n") + content.count(b"/Type/Page/") == 1


def test_a_plan_that_an_older_version_froze_has_sheets_too(plan):
    older = plan.rows.drop(columns=["lon", "lat", "chance_tier_1", "vulnerable_households_plausible_low"])
    assert estate_page(READ, replace(plan, rows=older), plan.rows["complex_id"].iloc[0], "en").body.facts


def test_the_command_writes_the_sheet_of_an_estate_and_names_one_that_is_not_there(tmp_path, plan, capsys):
    edition, estate = str(SAMPLE / "2023"), plan.rows["complex_id"].iloc[0]
    assert main(["sheet", edition, "--estate", estate, "--out", str(tmp_path / "e.pdf")]) == 0
    assert (tmp_path / "e.pdf").read_bytes().startswith(b"%PDF")
    assert main(["sheet", edition, "--estate", "X", "--out", str(tmp_path / "x.pdf")]) == 2
    assert "X" in capsys.readouterr().err and not (tmp_path / "x.pdf").exists()


def test_sheets_of_all_neighbourhoods_cost_less_than_the_time_they_may_take():
    """One hundred and twenty seconds for 88; told from eight, in processor time, which a busy machine does not move."""
    areas = [str(area) for area in READ.areas("nil").index]
    areas_pdf(READ, [("nil", area) for area in areas[:1]], "it", DAY)
    start = time.process_time()
    for area in areas[:8]:
        areas_pdf(READ, [("nil", area)], "it", DAY)
    assert (time.process_time() - start) / 8 * len(areas) < 120


@pytest.mark.parametrize("asked", [["--area", "nil:55"], ["--made", "nil:10.11"], ["--all", "municipio"]])
def test_a_plan_is_refused_where_no_estate_is_asked_for(asked, tmp_path, capsys):
    out = tmp_path / "a.pdf"
    edition = ["sheet", str(SAMPLE / "2023"), "--out", str(out), "--language", "en"]
    assert main([*edition, *asked, "--plan", "p"]) == 1
    assert "--plan changes nothing without --estate" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("option", ["--area", "--made", "--estate"])
def test_what_is_asked_for_by_an_empty_name_is_named_as_unknown(option, tmp_path, capsys):
    assert main(["sheet", str(SAMPLE / "2023"), option, "", "--out", str(tmp_path / "a.pdf"), "--language", "en"]) == 2
    assert "None" not in capsys.readouterr().err


class Dotted:
    """A reading of a city whose neighbourhoods have points in their codes."""

    edition = SimpleNamespace(levels=("section", "nil", "city"))

    def areas(self, _level):
        """The areas, of which only the codes are asked for."""
        return pd.DataFrame(index=["A", "A.1", "A.2", "B"])


@pytest.mark.parametrize("codes", [["A.1"], ["A.1", "A.2"], ["A", "B"], ["B", "A.2", "A"]])
def test_codes_with_points_are_read_as_the_page_writes_them(codes):
    text = codes_text(codes, Dotted().areas("nil").index)
    assert COMPARISON_FIELDS["pieces"].is_known(f"nil:{text}")
    assert read_pieces(Dotted(), f"nil:{text}") == ("nil", codes)


def test_codes_with_points_between_points_are_refused_with_what_to_do():
    with pytest.raises(UnknownName, match=r"commas between them, such as nil:A,B; found: “nil:A.1.A.2”"):
        read_pieces(Dotted(), "nil:A.1.A.2")
    assert read_pieces(Dotted(), "nil:A.B") == ("nil", ["A", "B"])


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="Poppler (pdftotext) is not on this machine")
def test_a_name_of_eighty_letters_is_broken_and_does_not_run_off_the_sheet(tmp_path, monkeypatch):
    named = EditionReading(READ.edition)
    monkeypatch.setattr(named, "names", lambda level: READ.names(level).map(lambda _: "Quartiere" + "lunghissimo" * 7))
    (tmp_path / "a.pdf").write_bytes(areas_pdf(named, [("nil", "55")], "it", DAY))
    told = subprocess.run(
        ["pdftotext", "-bbox", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    margin = 595.28 - 45
    ends = [float(end) for end in re.findall(r'xMax="([\d.]+)"', told)]
    assert len(ends) > 50 and max(ends) <= margin
