"""The plan command: the embedded sample and the real files, in order, with what is not known."""

import csv
import io
import json

import pandas as pd
import pytest

from data_access.editions import SAMPLE, read_table
from data_access.intake.mappings import read_mapping
from data_access.intake.sources import read_sources
from data_access.publishing.publish import publish
from data_access.records.database import open_records
from indicators.help_desk.criteria import CRITERIA
from reports.__main__ import main
from reports.help_desk.plan import plan_rows
from tests.data_access.intake.test_sources_real import REAL, milan, needs_real_data
from tests.reports.help_desk.saved_plan import chances, decision, save
from tests.whole_city import whole_city

EDITION = str(SAMPLE / "2023")


def plan(capsys, *options, edition=EDITION):
    assert main(["plan", edition, "--draws", "500", *options]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_estate_has_its_row_in_the_order_of_the_plan(capsys):
    told = plan(capsys, "--language", "en")
    rows = told["estates"]
    assert told["is_demonstration"] is True
    assert sum(told["choices"]["weights"].values()) == pytest.approx(1)
    tiers = [row["tier"] for row in rows]
    assert tiers == sorted(tiers)
    assert [tiers.count(tier) for tier in (0, 1, 2)] == [2, 3, 5]
    assert {row["name"] for row in rows[:2]} == {"Via Saint Bon 6", "Via Giuffrè 8 - Via Villani 3"}
    for row in rows:
        assert sum(row[f"part_{name}"] for name in CRITERIA) == pytest.approx(row["score"])
        assert row["why"]
        assert row["is_kept"] or 0 <= row["chance_tier_1"] <= row["chance_tier_2"] <= 1


def test_csv_says_the_same(capsys):
    rows = plan(capsys)["estates"]
    assert main(["plan", EDITION, "--draws", "500", "--format", "csv"]) == 0
    told = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["complex_id"] for row in told] == [row["complex_id"] for row in rows]
    assert list(told[0]) == list(rows[0])


def test_weights_numbers_and_overrules_are_inputs(capsys, tmp_path):
    weights = tmp_path / "weights.toml"
    weights.write_text("certificate = 2\n")
    told = plan(capsys, "--weights", "room=1", str(weights), "--tier-1-sites", "1", "--tier-2-sites", "0")
    assert told["choices"]["weights"]["certificate"] == pytest.approx(2 / 3)
    first = next(row for row in told["estates"] if row["tier"] == 1)
    overrules = tmp_path / "overrules.json"
    overrules.write_text(json.dumps([{"complex_id": first["complex_id"], "action": "bar", "reason": "Works in the room",
                                      "name": "A. Rossi"}]))  # fmt: skip
    again = plan(capsys, "--weights", "room=1", str(weights), "--tier-1-sites", "1", "--tier-2-sites", "0",
                 "--overrules", str(overrules))  # fmt: skip
    barred = next(row for row in again["estates"] if row["is_overruled"])
    assert (barred["complex_id"], barred["tier"], barred["computed_tier"]) == (first["complex_id"], 3, 1)
    assert barred["overruled_by"] == "A. Rossi"
    assert barred["why"].startswith(
        "A. Rossi ha deciso il livello 3 (Works in the room); il solo calcolo dice livello 1"
    )
    assert all(isinstance(row[name], int) for row in again["estates"] for name in ("tier", "computed_tier"))


@pytest.mark.parametrize(
    "wrong", [["--weights", "size=1"], ["--weights", "room"], ["--tier-1-sites", "-1"], ["--conditions", "rich"],
              ["--overrules", "nothing.json"], ["--seed", "-1"]],
)  # fmt: skip
def test_wrong_choices_are_refused_in_words(capsys, wrong):
    assert main(["plan", EDITION, *wrong, "--language", "en"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err and len(told.err.splitlines()) >= 2


@pytest.mark.parametrize(
    ("option", "text", "told"),
    [
        ("--overrules", '[\n{"complex_id": C001}]', "wrong, riga 2:"),
        ("--overrules", '{"a":' * 100_000, "wrong: Questo non è un elenco"),
        ("--overrules", '[{"complexes": 1}]', "wrong: Questo non è un elenco"),
        ("--overrules", None, "Non c’è alcun file né cartella"),
        ("--weights", "room = 1\narrears = x", "wrong, riga 2:"),
        ("--weights", 'room = "caso"', "wrong: Il file dei pesi"),
    ],
)
def test_files_that_cannot_be_read_are_told_without_the_words_of_a_parser(capsys, tmp_path, option, text, told):
    if text is not None:
        (tmp_path / "wrong").write_text(text)
    assert main(["plan", EDITION, option, str(tmp_path / "wrong")]) == 1
    said = capsys.readouterr().err
    assert told in said
    assert not any(word in said for word in ("line", "Expecting", "expected", "convert", "Errno", "recursion"))


def test_a_file_of_weights_that_windows_wrote_is_read(capsys, tmp_path):
    (tmp_path / "weights.toml").write_bytes("room = 1\r\n".encode("utf-8-sig"))
    told = plan(capsys, "--weights", str(tmp_path / "weights.toml"))
    assert told["choices"]["weights"]["room"] == 1


@pytest.fixture
def saved(tmp_path, monkeypatch):
    """A plan in records of its own, signed off."""
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    records = open_records()
    plan = save(records, signed=True)
    records.close()
    return plan


def test_a_saved_plan_is_told_as_it_was_signed(capsys, saved):
    assert main(["plan", EDITION, "--plan", saved.plan_id]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["saved"]["name"], told["saved"]["signed_by"]) == ("Piano", "F. Capo")
    assert [row["complex_id"] for row in told["estates"]] == plan_rows(decision(), chances(), "it")[
        "complex_id"
    ].tolist()
    assert sum(row["is_overruled"] for row in told["estates"]) == 3
    assert sum(row["is_locked"] for row in told["estates"]) == 3


@pytest.mark.parametrize(("form", "head"), [("json", b'{"edition"'), ("csv", b"complex_id,"), ("xlsx", b"PK"),
                                            ("gpkg", b"SQLite format 3")])  # fmt: skip
def test_each_format_goes_into_a_file(capsys, tmp_path, saved, form, head):
    out = tmp_path / f"plan.{form}"
    assert main(["plan", EDITION, "--plan", saved.plan_id, "--format", form, "--out", str(out)]) == 0
    assert capsys.readouterr().out == ""
    assert out.read_bytes().startswith(head)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--plan", "nowhere"], "nowhere"),
        (["--plan", "{id}", "--tier-1-sites", "3", "--weights", "room=1"], "--weights"),
        (["--plan", "{id}", "--overrules", "nothing.json"], "--overrules"),
        (["--format", "xlsx"], "--out"),
        (["--out", "/nowhere/plan.json"], "/nowhere/plan.json"),
    ],
)
def test_what_cannot_be_told_is_said(capsys, saved, options, words):
    assert main(["plan", EDITION, *(each.format(id=saved.plan_id) for each in options)]) in (1, 2)
    told = capsys.readouterr()
    assert told.out == "" and words in told.err and "Traceback" not in told.err


def test_a_saved_plan_of_another_year_is_not_told(capsys, saved):
    assert main(["plan", str(SAMPLE / "2022"), "--plan", saved.plan_id, "--language", "en"]) == 1
    assert "edition of 2023" in capsys.readouterr().err


@needs_real_data
@whole_city
@pytest.mark.real_data
def test_real_data_make_a_plan_that_says_what_is_unknown(capsys, tmp_path):
    sources = read_sources(2022, milan(2022, complexes=REAL / "erp/quartieri_erp_seed.csv"), read_mapping("diogene"))
    edition = publish(sources, tmp_path)
    assert len(read_table(edition, "complexes")) == 24
    rows = pd.DataFrame(plan(capsys, "--language", "en", edition=str(tmp_path / "2022"))["estates"])
    rows = rows.set_index("complex_id")
    assert rows.index[rows["tier"] == 0].tolist() == ["SAINTBON", "VILLANI"]
    assert (rows.loc[rows["tier"] > 0, "tier"] == 3).all()
    assert rows.loc[rows["tier"] == 3, "condition"].eq("unknown").all()
    assert [int((rows["tier_if_confirmed"] == tier).sum()) for tier in (1, 2)] == [3, 5]
    assert rows["households"].notna().sum() == 5
    assert rows["vulnerable_households"].notna().sum() <= 5
    assert rows.loc[rows["tier"] == 3, "why"].str.contains("Nobody has confirmed: a social custodian").all()


def test_a_saved_plan_without_a_name_is_not_the_plan_of_the_default_choices(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    assert main(["plan", EDITION, "--plan", ""]) != 0
    assert capsys.readouterr().out == ""
