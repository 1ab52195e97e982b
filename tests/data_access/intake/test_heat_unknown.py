"""Unknown heating bills are those of homes with shared heating, whatever a source counts."""

import pandas as pd
import pytest

from contract.errors import Severity
from contract.tables import HOUSEHOLDS, high_column, low_column
from data_access.intake.contracts import as_table
from data_access.intake.mappings import BadMapping, Part, as_mapping, read_mapping, write_mapping
from tests.data_access.intake.test_contracts import extract_with, raw_table

WITH_NONE = Part("households", heat_unknown_with=("none",))
SHARED = {"heating_own": "40", "heating_central": "30", "heating_district": "20", "heating_none": "10"}


def read(part=None, **cells):
    return as_table(raw_table(extract_with(**SHARED | cells)), HOUSEHOLDS, part or Part("households"))


def told(faults, code):
    return [(fault.row, fault.found, fault.expected, fault.severity) for fault in faults if fault.code == code]


@pytest.mark.parametrize(
    ("unknown", "rows"), [("50", []), ("51", [(2, "51", "≤ 30 + 20 (heating_central + heating_district)", "warning")])]
)
def test_more_unknown_bills_than_shared_heating_is_a_finding_with_its_row(unknown, rows):
    frame, faults = read(heat_unknown=unknown)
    assert told(faults, "heat_unknown_above_shared") == rows
    assert frame.loc[2, "heat_unknown"] == int(unknown)


def test_where_a_way_of_heating_is_not_told_nothing_is_said():
    assert told(read(heat_unknown="90", heating_district="")[1], "heat_unknown_above_shared") == []


def test_a_mark_of_the_source_is_read_at_its_least():
    part = Part("households", withheld={"*": "52-60", "x": "50-60"})
    for mark, count in (("*", 1), ("x", 0)):
        faults = read(part, heat_unknown=mark)[1]
        assert len(told(faults, "heat_unknown_above_shared")) == count


@pytest.mark.parametrize(("modes", "left"), [(("none",), 50), (("own", "none"), 10), (("own",), 20)])
def test_homes_that_the_source_counts_too_are_taken_off(modes, left):
    frame, faults = read(Part("households", heat_unknown_with=modes), heat_unknown="60")
    assert frame.loc[2, "heat_unknown"] == left
    assert not [fault for fault in faults if fault.code.startswith("heat_unknown") and fault.row == 2]


def test_fewer_than_the_other_homes_is_told_and_read_as_none():
    frame, faults = read(WITH_NONE, heat_unknown="9")
    assert frame.loc[2, "heat_unknown"] == 0
    assert told(faults, "heat_unknown_below_others") == [(2, "9", "≥ 10", Severity.WARNING)]
    assert told(read(WITH_NONE, heat_unknown="10")[1], "heat_unknown_below_others") == []


def test_a_missing_count_leaves_the_cell_missing():
    for cells in ({"heat_unknown": ""}, {"heating_none": ""}):
        frame, faults = read(WITH_NONE, **cells)
        assert pd.isna(frame.loc[2, "heat_unknown"])
        assert told(faults, "heat_unknown_below_others") == []


@pytest.mark.parametrize(
    ("cells", "ends"),
    [
        ({"heat_unknown": "30-34"}, (20, 24)),
        ({"heat_unknown": "30", "heating_none": "5-9"}, (21, 25)),
        ({"heat_unknown": "7-12", "heating_none": "5-9"}, (0, 7)),
        ({"heat_unknown": "≥ 30"}, (20, float("inf"))),
    ],
)
def test_of_withheld_counts_the_difference_is_an_interval(cells, ends):
    frame, _ = read(WITH_NONE, **cells)
    assert (frame.loc[2, low_column("heat_unknown")], frame.loc[2, high_column("heat_unknown")]) == ends
    assert pd.isna(frame.loc[2, "heat_unknown"])
    assert frame.loc[3:, low_column("heat_unknown")].isna().all()
    assert frame.loc[3:, "heat_unknown"].notna().all()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[households]\nheat_unknown_with = ["central"]\n', "unknown_choice"),
        ('[households]\nheat_unknown_with = ["senza"]\n', "unknown_choice"),
        ("[households]\nheat_unknown_with = [1]\n", "unknown_choice"),
        ('[households]\nheat_unknown_with = "none"\n', "mapping_type"),
        ('[venues]\nheat_unknown_with = ["none"]\n', "unknown_option"),
    ],
)
def test_a_mapping_that_says_it_wrongly_is_refused(text, code):
    with pytest.raises(BadMapping) as error:
        as_mapping(text)
    assert [fault.code for fault in error.value.faults] == [code]


def test_the_mapping_of_diogene_says_it_and_is_written_again():
    mapping = read_mapping("diogene")
    assert mapping.part("households").heat_unknown_with == ("none",)
    assert as_mapping(write_mapping(mapping)) == mapping
