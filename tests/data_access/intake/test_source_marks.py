"""Cells that arrive withheld are intervals: never zero, never missing, and no sum of them looks exact."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.errors import Severity
from contract.orders import tightened
from contract.tables import CUTOFFS, HOUSEHOLDS, LEVELS, high_column, low_column
from data_access.editions import read_areas
from data_access.intake.contracts import as_table
from data_access.intake.mappings import BadMapping, Mapping, Part, as_mapping, read_mapping, write_mapping
from data_access.intake.source_marks import (
    highest,
    interval_of,
    lowest,
)
from data_access.intake.sources import read_sources
from data_access.privacy.attack import attack
from data_access.publishing.publish import publish
from tests.data_access.intake.test_contracts import extract_with, raw_table
from tests.data_access.intake.test_sources_real import REAL, milan, needs_real_data
from tests.data_access.small_city import SmallCity
from tests.data_access.small_publication import small_sources

ABOVE = [f"above_{cut:02d}" for cut in CUTOFFS]


def read(part=None, **cells):
    return as_table(raw_table(extract_with(**cells)), HOUSEHOLDS, part or Part("households"))


def ends(frame, cell, row=2):
    return frame.loc[row, low_column(cell)], frame.loc[row, high_column(cell)]


def errors(faults):
    return {fault.code for fault in faults if fault.severity is Severity.ERROR}


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("<5", (0, 4)),
        ("< 5", (0, 4)),
        ("≤4", (0, 4)),
        ("<1", (0, 0)),
        (">95", (96, np.inf)),
        ("≥ 96", (96, np.inf)),
        ("1-4", (1, 4)),
        ("1–4", (1, 4)),
        ("4-4", (4, 4)),
        ("<0", None),
        ("4-1", None),
        ("5-", None),
        ("-5", None),
        ("12", None),
        ("", None),
        ("<", None),
    ],
)
def test_what_a_mark_says_by_itself(text, interval):
    assert interval_of(text) == interval


@pytest.mark.parametrize(
    ("text", "interval"), [("<5", (0, 4)), ("*", (0, np.inf)), ("c", (0, np.inf)), ("..", (0, np.inf)), ("1-4", (1, 4))]
)
def test_a_withheld_cell_is_neither_zero_nor_missing(text, interval):
    frame, faults = read(renters=text)
    assert ends(frame, "renters") == interval
    assert frame.loc[3:, low_column("renters")].isna().all()
    assert frame["renters"].tolist() == [pd.NA, 30, 30]
    assert errors(faults) == set()


def test_an_empty_cell_is_missing_unless_the_mapping_says_withheld():
    frame, faults = read(renters="")
    assert low_column("renters") not in frame
    assert "withheld_cells" not in {fault.code for fault in faults}
    frame, faults = read(Part("households", withheld={"": "1-4"}), renters="", households="")
    assert ends(frame, "renters") == ends(frame, "households") == (1, 4)
    assert "absent_value" not in errors(faults)


def test_what_the_mapping_says_wins_and_is_only_noticed():
    part = Part("households", withheld={"<5": "1-4", "*": "0-9", "x": "7-"})
    frame, faults = read(part, renters="<5", in_arrears="*", heat_unknown="x")
    assert [ends(frame, cell) for cell in ("renters", "in_arrears", "heat_unknown")] == [(1, 4), (0, 9), (7, np.inf)]
    found = [fault for fault in faults if fault.code == "withheld_cells"]
    assert {fault.severity for fault in found} == {Severity.NOTICE}
    assert [(fault.column, fault.values) for fault in found] == [
        (cell, {"count": "1"}) for cell in ("heat_unknown", "renters", "in_arrears")
    ]


def test_a_mark_that_nobody_explained_is_a_warning_with_its_column_count_and_reading():
    _, faults = read(renters="<5", in_arrears="1-4")
    found = {fault.column: fault for fault in faults if fault.code == "withheld_cells"}
    assert found["renters"].severity is Severity.WARNING
    assert found["renters"].found == "<5: 0–4"
    assert found["in_arrears"].severity is Severity.NOTICE
    assert "tra quali conteggi" in found["renters"].sentence("it")


def test_a_withheld_sum_of_money_is_any_sum():
    part = Part("households", withheld={"*": "1-4"})
    frame, faults = read(part, income_eur="*", gas_eur="*")
    assert ends(frame, "income_eur") == ends(frame, "gas_eur") == (0, np.inf)
    assert errors(faults) == set()


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"epc_known": "10-20", "epc_fg": "11-30"}, set()),
        ({"epc_known": "<5", "epc_fg": "5"}, {"part_above_whole"}),
        ({"epc_known": "<6", "epc_fg": "5"}, set()),
        ({"renters": ">100"}, {"part_above_whole"}),
        ({"renters": "≥100"}, set()),
        ({"above_10": "<5"}, {"growing_cutoff", "valid_above_all"}),
        ({"above_10": "*"}, set()),
        ({"above_05": "<30", "above_06": "*", "above_08": "32"}, {"growing_cutoff"}),
        ({"above_05": "<33", "above_06": "*", "above_08": "32"}, set()),
        ({"heating_own": "*"}, set()),
        ({"heating_own": ">40"}, {"heating_above_households"}),
        ({"valid_above_10": "*", "excess_eur": "*"}, set()),
    ],
)
def test_only_what_is_impossible_is_a_fault(cells, codes):
    assert errors(read(**cells)[1]) == codes


def test_the_fault_shows_the_mark():
    _, faults = read(epc_known="<5", epc_fg="5")
    (fault,) = [fault for fault in faults if fault.code == "part_above_whole"]
    assert (fault.found, fault.expected) == ("5", "≤ <5 (epc_known)")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 60), min_size=7, max_size=7), st.lists(st.integers(0, 5), min_size=7, max_size=7), st.data()
)
def test_the_truth_is_within_what_is_narrowed_and_never_a_fault(counts, widths, data):
    counts = sorted(counts, reverse=True)
    hidden = data.draw(st.sets(st.integers(0, 6)))
    cells = {
        name: f"{max(count - width, 0)}-{count + width}" if place in hidden else str(count)
        for place, (name, count, width) in enumerate(zip(ABOVE, counts, widths, strict=True))
    }
    frame, faults = read(**cells, **{f"valid_{name}": "0" for name in ABOVE}, excess_eur="0", households="100")
    assert errors(faults) == set()
    low, high = tightened(lowest(frame), highest(frame), HOUSEHOLDS)
    for name, count in zip(ABOVE, counts, strict=True):
        assert low.loc[2, name] <= count <= high.loc[2, name]


def withheld_city(tmp_path):
    city = SmallCity(tmp_path)
    city.cell(3, "N_FAM_AFFITTO", "<5")
    return city.read()


def test_an_extract_with_withheld_cells_is_read_with_its_report(tmp_path):
    sources = withheld_city(tmp_path)
    assert errors(sources.faults) == set()
    (fault,) = [fault for fault in sources.faults if fault.code == "withheld_cells"]
    assert (fault.column, fault.values["count"]) == ("N_FAM_AFFITTO", "1")
    assert sources.households[[low_column("renters"), high_column("renters")]].loc[1].tolist() == [0, 4]


def with_marks(sources, cell, *ends):
    """The sources with the cells of the first sections withheld, between these ends."""
    households = sources.households.assign(**{low_column(cell): pd.NA, high_column(cell): pd.NA})
    for place, (low, high) in enumerate(ends):
        households.loc[place, [cell, low_column(cell), high_column(cell)]] = [pd.NA, low, high]
    return replace(sources, households=households)


def test_cells_that_the_source_withheld_are_published_as_such_and_so_are_their_sums(tmp_path):
    sources = with_marks(small_sources(rows={place: {"renters": 12} for place in range(12)}), "renters", (0, 4))
    edition = publish(sources, tmp_path)
    areas = {level: read_areas(edition, level) for level in LEVELS}
    assert areas["section"]["renters_state"].tolist() == ["source"] + ["shown"] * 11
    assert areas["nil"]["renters_state"].to_dict() == {"1": "source", "2": "shown", "3": "shown"}
    assert areas["municipio"]["renters_state"].to_dict() == {"1": "source", "2": "shown"}
    assert areas["city"]["renters_state"].tolist() == ["source"]
    for frame in areas.values():
        assert frame["renters"].isna().tolist() == (frame["renters_state"] == "source").tolist()
        ends = frame[[low_column("renters"), high_column("renters")]].astype(int)
        assert ((ends.iloc[:, 0] == 0) | (ends.iloc[:, 1] >= 3)).all()
    first, nil = areas["section"].iloc[0], areas["nil"].loc["1"]
    assert first[low_column("renters")] == 0 and first[high_column("renters")] >= 4
    assert nil[low_column("renters")] <= 36 and nil[high_column("renters")] >= 40
    assert attack(tmp_path) == []


def test_a_sum_that_holds_a_mark_tells_no_exact_number_of_the_others(tmp_path):
    """Least: what is known of the others; told as it is it would be an exact total beside their windows."""
    edition = publish(
        with_marks(small_sources(rows={place: {"renters": 12} for place in range(12)}), "renters", (0, 4)), tmp_path
    )
    nil = read_areas(edition, "nil").loc["1"]
    assert (nil[low_column("renters")], nil[high_column("renters")]) != (36, 40)


def test_a_city_of_which_every_small_cell_arrives_withheld_is_published(tmp_path):
    rows = {place: {"renters": 12 if place % 3 else None, "in_arrears": 5} for place in range(36)}
    sources = with_marks(small_sources(rows=rows, count=36), "renters")
    for place in range(0, 36, 3):
        sources.households.loc[place, [low_column("renters"), high_column("renters")]] = [0, 4]
    edition = publish(sources, tmp_path)
    assert (read_areas(edition, "section")["renters_state"] == "source").sum() == 12
    assert attack(tmp_path) == []


def test_a_mapping_with_marks_is_written_and_read_again():
    mapping = Mapping("mia", parts={"households": Part("households", withheld={"": "0-", "<5": "1-4", "..": "0-0"})})
    assert as_mapping(write_mapping(mapping)) == mapping


def test_every_wrong_mark_of_a_mapping_is_told():
    text = '[households.withheld]\n"*" = "4-1"\n"c" = "few"\n"<5" = "<5"\nx = 3\n[venues.withheld]\n"*" = "1-4"\n'
    with pytest.raises(BadMapping) as refused:
        as_mapping(text)
    assert [(fault.code, fault.column) for fault in refused.value.faults] == [
        *(("bad_withheld", f'households.withheld."{sign}"') for sign in ("*", "c", "<5", "x")),
        ("unknown_option", "venues.withheld"),
    ]


@needs_real_data
@pytest.mark.real_data
def test_milan_s_extract_with_its_small_counts_withheld_is_read_without_a_fault(tmp_path):
    file = pd.read_csv(REAL / "diogene/diogene_sezioni_2022.csv", sep=";", dtype="str")
    columns = [column for column in file if column.startswith(("N_OLTRE", "V_OLTRE"))]
    is_small = file[columns].isin([str(count) for count in range(1, 5)])
    file[columns] = file[columns].mask(is_small, "<5")
    file.to_csv(tmp_path / "extract.csv", sep=";", index=False)
    sources = read_sources(2022, replace(milan(2022), extract=tmp_path / "extract.csv"), read_mapping("diogene"))
    assert errors(sources.faults) == set()
    told = {fault.column: fault.values["count"] for fault in sources.faults if fault.code == "withheld_cells"}
    assert told == {column: str(count) for column, count in is_small.sum().items() if count}
    exact = read_sources(2022, milan(2022), read_mapping("diogene")).households
    for cell in ABOVE:
        truth, marked = exact[cell], sources.households[low_column(cell)].notna()
        assert truth[marked].between(1, 4).all()
        assert sources.households.loc[~marked, cell].equals(truth[~marked])


def test_unknown_bills_are_bounded_by_no_single_way_of_shared_heating():
    """They may be of homes of either: a bound by the first alone would leave the truth outside."""
    cells = dict.fromkeys((column.name for column in HOUSEHOLDS.columns), np.nan)
    low = pd.DataFrame([cells | {"heat_unknown": 0.0, "heating_central": 2.0, "heating_district": 9.0}])
    high = low.assign(heat_unknown=4.0)
    assert tightened(low, high, HOUSEHOLDS)[1]["heat_unknown"].tolist() == [4.0]
