"""Milestones in the columns of the Social Climate Fund, and a consultation with the progress of what it changed."""

import csv
import io
from dataclasses import replace
from datetime import date

from contract.consultation import Observation
from contract.progress import Manual, Milestone
from data_access.intake.decidim import ConsultationSheet
from indicators.progress.city_plan import CITY_PLAN
from indicators.progress.standing import standing
from reports.progress.consultation_file import with_progress
from reports.progress.fund_template import HEADS, fund_csv, fund_rows
from reports.progress.overview import Overview

TODAY = date(2026, 11, 28)
OWN = replace(
    CITY_PLAN["2.1"],
    owner="Direzione Casa",
    milestones=(
        Milestone("a", "=Rules", due=date(2027, 3, 31), description="Criteria are voted."),
        Milestone("b", "Sites", due=date(2027, 4, 1), counts="first_sites", baseline=1, goal=3),
        Milestone("c", "Edition", counts="editions", is_yearly=True),
    ),
)
OVERVIEW = Overview(TODAY, (standing(OWN, [], TODAY),), {})


def test_milestones_and_targets_have_their_own_columns():
    first, second, third = fund_rows(OVERVIEW, "en").to_dict("records")
    assert (first["number"], first["type"], first["quarter"], first["year"]) == ("1", "milestone", "1", "2027")
    assert (first["unit"], first["goal"], first["description"]) == ("", "", "Criteria are voted.")
    assert (second["type"], second["unit"], second["baseline"], second["goal"], second["quarter"]) == (
        "target", "estates of tier 1 served", "1", "3", "2",
    )  # fmt: skip
    assert (third["year"], third["verification"], third["responsible"]) == (
        "every year",
        "not stated",
        "Direzione Casa",
    )


def test_the_file_has_the_headings_and_no_formula():
    rows = list(csv.reader(io.StringIO(fund_csv(OVERVIEW, "it"))))
    assert len(rows) == 4 and len(rows[0]) == len(HEADS)
    assert rows[1][3] == "'=Rules"


def test_a_result_that_changed_activities_has_their_progress():
    sheet = ConsultationSheet("results.csv", ("id", "title/it", "progress"), ";",
                              {key: {"id": key, "title/it": "A", "progress": "7"} for key in "123"})  # fmt: skip
    judged = standing(replace(OWN, manual=Manual(0.455, "So.", "Ada")), [], TODAY)
    told = {
        "results:1": Observation(sheet.rows["1"], "accepted", "Yes.", ("2.1",)),
        "results:2": Observation(sheet.rows["2"], "accepted", "Yes.", ("9.9",)),
        "results:3": Observation(sheet.rows["3"], "", "", ("2.1",)),
    }
    after = with_progress(sheet, told, [judged])
    assert [row["progress"] for row in after.rows.values()] == ["46", "7", "7"]
    assert with_progress(sheet, {}, [judged]) == sheet
