"""What the register of estates is asked before a plan believes it."""

import pandas as pd
import pytest

from data_access.intake.mapping_parts import Part
from data_access.intake.register_checks import register_faults

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
