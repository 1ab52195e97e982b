"""A plan as files: the same plan in each, opened again by the programs that read them, with nothing that runs."""

import csv
import io
import json
from contextlib import closing
from dataclasses import replace

import openpyxl
import pandas as pd
import pyogrio
import pytest

from contract.errors import Refused
from data_access.records.database import open_records
from data_access.records.plans import create_plan, read_frozen_rows, sign_off
from indicators.help_desk.criteria import CRITERIA
from reports.downloads import without_formulas
from reports.help_desk.plan import plan_csv, plan_geopackage, plan_json, plan_rows, plan_spreadsheet
from reports.help_desk.plan_sheets import plan_workbook
from reports.help_desk.saved_plans import (
    choices_of,
    content_of,
    overrules_of,
    rows_to_sign,
    saved_document,
    signed_rows,
)
from reports.workbook import workbook_bytes
from tests.reports.help_desk.saved_plan import CHOICES, EDITION, chances, decision, save


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    with closing(open_records(str(tmp_path_factory.mktemp("records")))) as records:
        plan_id = save(records, signed=True).plan_id
        return saved_document(records, plan_id, EDITION.folder.parent, "en")


@pytest.fixture
def records(tmp_path):
    with closing(open_records(str(tmp_path))) as opened:
        yield opened


def sheets(content):
    return {
        sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(io.BytesIO(content))
    }


def test_what_is_saved_makes_the_same_plan_again(records):
    saved = save(records, signed=False)
    assert choices_of(saved.content) == CHOICES
    assert overrules_of(saved.content) == decision().overrules
    told = saved_document(records, saved.plan_id, EDITION.folder.parent, "it")
    pd.testing.assert_frame_equal(told.rows, plan_rows(decision(), chances(), "it"))


def test_a_signed_plan_is_told_by_a_version_that_knows_other_criteria_and_columns(records):
    content = content_of("Old", EDITION, CHOICES, decision().overrules)
    choices = dict(content.choices) | {"weights": {"sunlight": 1.0, "room": 1.0}, "conditions": ("sunlit",)}
    old = create_plan(records, replace(content, choices=choices), "A. Rossi")
    rows = rows_to_sign(decision(), chances()).rename(columns={"part_arrears": "part_sunlight"})
    sign_off(records, old.plan_id, 1, rows.drop(columns="best_place").assign(unknown="sunlight"), "F. Capo")
    told = saved_document(records, old.plan_id, EDITION.folder.parent, "en")
    workbook = sheets(plan_workbook(told, "en"))
    assert "sunlight" in workbook["Parts"][0] and "Arrears" not in workbook["Parts"][0]
    assert dict(workbook["What it rests on"])["Weight: sunlight"] == 1
    assert {line[1] for line in workbook["What is not known"][1:]} == {"sunlight"}
    assert json.loads(plan_json(told, "en"))["choices"]["weights"]["sunlight"] == 0.5
    unsigned = create_plan(records, replace(content, choices=choices), "A. Rossi")
    with pytest.raises(Refused):
        saved_document(records, unsigned.plan_id, EDITION.folder.parent, "en")


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_frozen_rows_are_those_that_were_signed(records, language):
    plan_id = save(records, signed=True).plan_id
    told, made = signed_rows(read_frozen_rows(records, plan_id), language), plan_rows(decision(), chances(), language)
    pd.testing.assert_frame_equal(told[made.columns], made.convert_dtypes(), check_dtype=False)


def test_marks_and_costs_stand_in_the_rows(document):
    rows = document.rows.set_index("complex_id")
    costs = decision().costs.set_index("complex_id")
    assert set(rows.index[rows["is_overruled"]]) == set(costs.index) - {""}
    assert set(rows.index[rows["is_locked"]]) == {
        *rows.index[rows["is_kept"]], *(each.complex_id for each in decision().overrules if each.action == "pin"),
    }  # fmt: skip
    for complex_id in set(costs.index) - {""}:
        assert rows.loc[complex_id, "score_lost"] == pytest.approx(costs.loc[complex_id, "score_lost"])
    assert rows.loc[~rows["is_overruled"], "score_lost"].isna().all()


def test_json_tells_who_saved_and_signed(document):
    told = json.loads(plan_json(document, "en"))
    assert told["saved"]["signed_by"] == "F. Capo"
    assert told["saved"]["fingerprint"] == document.saved.fingerprint
    assert told["choices"]["tier_1_sites"] == 4
    assert [row["complex_id"] for row in told["estates"]] == document.rows["complex_id"].tolist()


def test_csv_runs_nothing(document):
    told = list(csv.DictReader(io.StringIO(plan_csv(document, "en").decode())))
    reasons = {row["reason"] for row in told}
    assert {'\'=HYPERLINK("http://somewhere")', "'+1", "The room is ready", ""} == reasons
    assert {row["overruled_by"] for row in told} == {"'@nna", "A. Rossi", ""}


def test_the_csv_of_the_page_opens_in_italian_spreadsheets(document):
    lines = plan_spreadsheet(document, "it").decode("utf-8-sig").splitlines()
    heads, first = lines[0].split(";"), lines[1].split(";")
    assert first[heads.index("score")] == str(document.rows["score"][0]).replace(".", ",")


@pytest.mark.parametrize("dtype", ["str", "string", "object", "category"])
def test_no_kind_of_text_column_runs(dtype):
    frame = pd.DataFrame({"text": pd.Series(["=1", "a", None], dtype=dtype), "number": [-1.0, 2, 3]})
    told = without_formulas(frame).to_csv(index=False).splitlines()
    assert told == ["text,number", "'=1,-1.0", "a,2.0", ",3.0"]


def test_the_workbook_has_a_sheet_for_each_question(document):
    told = sheets(plan_workbook(document, "en"))
    assert list(told) == ["Order", "Parts", "Chances", "Decisions", "History", "What is not known", "What it rests on"]
    rows = document.rows
    heads, *order = told["Order"]
    assert [line[heads.index("Code")] for line in order] == rows["complex_id"].tolist()
    kept = int((rows["tier"] == 0).sum())
    assert [line[0] for line in order] == [*"AB"[:kept], *map(str, range(1, len(rows) - kept + 1))]
    assert [line[1] for line in order] == [tier if tier else "kept" for tier in rows["tier"]]
    assert [line[heads.index("Tier before decisions")] for line in order] == [
        tier if tier else "kept" for tier in rows["computed_tier"]
    ]
    vulnerable = [line[heads.index("Vulnerable households")] for line in order]
    for told_value, value in zip(vulnerable, rows["vulnerable_households"], strict=True):
        assert told_value == (pytest.approx(value) if pd.notna(value) else "not known")
    for line, score in zip(told["Parts"][1:], rows["score"], strict=True):
        assert sum(line[3:]) == pytest.approx(score) == line[2]
    assert len(told["Parts"][0]) == 3 + len(CRITERIA)
    kept = int(rows["is_kept"].sum())
    assert [line[2] for line in told["Chances"][1 : kept + 1]] == ["–"] * kept
    assert [line[2] for line in told["Chances"][kept + 1 :]] == pytest.approx(rows["chance_tier_1"].dropna().tolist())
    unknown = {line[0]: line[1] for line in told["What is not known"][1:]}
    for row in rows.itertuples():
        asked = ", ".join(CRITERIA[name].label for name in row.unknown.split())
        assert (unknown.get(row.name) or "") == asked


def test_the_workbook_tells_each_decision_its_cost_and_the_history(document):
    told = sheets(plan_workbook(document, "en"))
    heads, *decisions, together = told["Decisions"]
    assert {line[heads.index("Reason")] for line in decisions} == {each.reason for each in decision().overrules}
    assert together[0] == "All decisions together"
    every = decision().costs.set_index("complex_id").loc[""]
    assert together[heads.index("Score given up")] == pytest.approx(every["score_lost"])
    assert together[heads.index("Vulnerable households given up")] == pytest.approx(every["vulnerable_lost"])
    heads, *history = told["History"]
    assert [line[0] for line in history] == sorted(line[0] for line in history)
    assert {line[heads.index("What happened")] for line in history} == {"saved first", "changed", "signed off"}
    changed = [line for line in history if line[0] == 2]
    assert [line[4] for line in changed] == ["-after the meeting"] * 2
    assert history[-1][-1] == document.saved.fingerprint
    basis = dict(told["What it rests on"])
    assert (basis["Plan"], basis["Code of its link"]) == ("Piano", document.saved.plan_id)
    assert basis["Signed off by"].startswith("F. Capo, ")
    assert basis["Weight: Arrears"] == 0.08
    assert basis["Data"] == "Invented: a demonstration, no real data."


def test_headings_are_italian_where_italian_is_asked(document):
    told = sheets(plan_workbook(document, "it"))
    assert next(iter(told)) == "Ordine" and told["Ordine"][0][:3] == ("Ordine", "Livello", "Complesso")
    assert len(set(told["Ordine"][0])) == len(told["Ordine"][0])


def test_no_cell_of_the_workbook_is_a_formula(document):
    workbook = openpyxl.load_workbook(io.BytesIO(plan_workbook(document, "en")))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]
    assert {'=HYPERLINK("http://somewhere")', "+1", "@nna", "-after the meeting"} <= {cell.value for cell in risky}
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in risky)


def test_a_workbook_takes_names_and_texts_that_spreadsheets_refuse():
    frame = pd.DataFrame({"=head": ["a\x01b", "=1+1", None], "n": [1.5, None, 3]})
    told = sheets(workbook_bytes({"Has/[all]:*?" + "x" * 40: frame}, {"n": "0.0"}, "Title"))
    ((name, rows),) = told.items()
    assert len(name) == 31
    assert rows == [("=head", "n"), ("ab", 1.5), ("=1+1", None), (None, 3)]


def test_the_geopackage_opens_with_points_in_metres(document, tmp_path):
    path = tmp_path / "plan.gpkg"
    path.write_bytes(plan_geopackage(document, "en"))
    assert [name for name, _ in pyogrio.list_layers(path)] == ["complexes", "venues"]
    estates, venues = (pyogrio.read_dataframe(path, layer=layer) for layer in ("complexes", "venues"))
    assert estates.crs == venues.crs == "EPSG:32632"
    assert estates["complex_id"].tolist() == document.rows["complex_id"].tolist()
    assert estates["tier"].tolist() == document.rows["tier"].tolist()
    assert estates["is_locked"].astype(bool).tolist() == document.rows["is_locked"].tolist()
    back = estates.to_crs("EPSG:4326").geometry
    assert back.x.tolist() == pytest.approx(document.rows["lon"].astype(float).tolist())
    assert back.y.tolist() == pytest.approx(document.rows["lat"].astype(float).tolist())
    assert len(venues) == len(document.venues) > 0


def test_estates_without_a_position_have_no_point_and_an_edition_without_venues_an_empty_layer(document, tmp_path):
    path = tmp_path / "plan.gpkg"
    rows = document.rows.assign(lon=document.rows["lon"].mask(document.rows.index == 1))
    path.write_bytes(plan_geopackage(replace(document, rows=rows, venues=document.venues.iloc[:0]), "en"))
    estates = pyogrio.read_dataframe(path, layer="complexes")
    assert estates.geometry.isna().tolist() == [place == 1 for place in range(len(rows))]
    assert len(pyogrio.read_dataframe(path, layer="venues")) == 0
