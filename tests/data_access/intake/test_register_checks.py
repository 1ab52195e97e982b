"""What the register of estates is asked before a plan believes it."""

import pandas as pd
import pytest

from data_access.intake.mapping_parts import Part
from data_access.intake.register_checks import beyond_section, register_faults

GOOD = {"section_id": "S1", "lon": 9.2, "lat": 45.5, "households": 100, "dwellings": 120}


@pytest.mark.parametrize(
    ("changes", "at", "codes"),
    [
        ({}, "S1", []),
        ({"households": 0}, "S1", ["no_households"]),
        ({"households": 900, "dwellings": 10}, "S1", ["crowded_dwellings"]),
        ({"households": 240}, "S1", []),
        ({"households": 241}, "S1", ["crowded_dwellings"]),
        ({"households": pd.NA, "dwellings": pd.NA}, "S1", []),
        ({"section_id": "S2"}, "S1", ["point_elsewhere"]),
        ({"section_id": pd.NA}, pd.NA, ["in_no_section"]),
        ({"section_id": pd.NA, "lon": pd.NA, "lat": pd.NA}, pd.NA, []),
        ({"section_id": pd.NA}, "S1", []),
    ],
)
def test_each_doubt_is_a_warning_with_its_row(changes, at, codes):
    points = pd.DataFrame([GOOD | changes], index=[7])
    found = pd.Series([at], index=[7], dtype="str").dropna()
    faults = register_faults(points, found, "complessi.csv", Part("complexes"))
    assert [fault.code for fault in faults] == codes
    assert all(fault.row == 7 and fault.severity == "warning" for fault in faults)


SECTIONS = pd.DataFrame({"section_id": ["S1", "S2"], "households": [90, 80], "above_10": [10, 8], "in_arrears": [5, 4]})


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, []),
        ({"vulnerable_households": [6, 4, 8]}, []),
        ({"vulnerable_households": [11, pd.NA, 8]}, [("vulnerable_households", 7, "11")]),
        (
            {"vulnerable_households": [6, 5, 8]},
            [("vulnerable_households", 7, "6"), ("vulnerable_households", 8, "5")],
        ),
        ({"households": [91, 0, 80], "vulnerable_households": [11, 0, 9]}, [("vulnerable_households", 9, "9")]),
        ({"arrears_households": [0, 0, 5]}, [("arrears_households", 9, "5")]),
        ({"section_id": ["S3", "S3", pd.NA], "vulnerable_households": [99, 99, 99]}, []),
    ],
)
def test_a_register_with_more_households_than_the_extract_counts_there_is_told_with_its_rows(changes, told):
    counts = dict.fromkeys(("households", "vulnerable_households", "arrears_households"), [pd.NA] * 3)
    register = pd.DataFrame({"section_id": ["S1", "S1", "S2"]} | counts | changes, index=[7, 8, 9])
    faults = beyond_section(register, SECTIONS, "complessi.csv", Part("complexes"))
    assert [(fault.column, fault.row, fault.found) for fault in faults] == told
    assert all(fault.severity == "warning" for fault in faults)


def test_a_count_that_arrives_withheld_is_all_that_it_can_be():
    sections = SECTIONS.assign(above_10=[pd.NA, 8], above_10_low=[1, pd.NA], above_10_high=[4, pd.NA])
    register = pd.DataFrame({"section_id": ["S1", "S1"], "households": pd.NA, "arrears_households": pd.NA,
                             "vulnerable_households": [4, 0]})  # fmt: skip
    assert beyond_section(register, sections, "complessi.csv", Part("complexes")) == []
    more = register.assign(vulnerable_households=[4, 1])
    assert len(beyond_section(more, sections, "complessi.csv", Part("complexes"))) == 2
