"""Empty cells beside full ones: told before publishing, and a range instead of no figure at all."""

import numpy as np
import pytest

from contract.errors import Severity
from contract.tables import HOUSEHOLDS, State
from data_access.editions import read_areas
from data_access.intake.contracts import as_table
from data_access.intake.cross_checks import check_extract
from data_access.intake.gaps import with_gaps_open
from data_access.intake.mappings import Part
from data_access.intake.raw_tables import RawTable
from data_access.publishing.publish import publish
from tests.data_access.small_city import SmallCity, canonical_extract

PART = Part("households", values={"is_estimated": {"N": "false"}})


def read(part=PART, **cells):
    """The small city's extract with the given cells: {column: {row: text}}."""
    text = canonical_extract()
    text.index = range(2, 18)
    for column, values in cells.items():
        for row, value in values.items():
            text.loc[row, column] = value
    frame, faults = as_table(RawTable("estratto.csv", text), HOUSEHOLDS, part)
    frame, gaps = with_gaps_open(frame, part, "estratto.csv")
    return frame, faults + gaps


def told(faults):
    return {(fault.column, fault.row, fault.values["count"]) for fault in faults if fault.code == "empty_cells"}


def test_a_full_extract_has_no_gap():
    frame, faults = read()
    assert not told(faults)
    assert not [name for name in frame if name.endswith("_low")]


def headline_faults(**cells):
    frame, _ = read(**cells)
    return [fault.code for fault in check_extract(frame, 2023, "estratto.csv", PART) if fault.code == "no_headline"]


def test_an_extract_of_spend_without_its_first_figure_is_asked_about():
    nothing = dict.fromkeys(range(2, 18), "")
    assert headline_faults(above_10=nothing) == ["no_headline"]
    assert headline_faults() == headline_faults(above_10=nothing | {9: "12"}) == []
    # a city's census alone tells no spend, and nobody expects the figure
    assert headline_faults(above_10=nothing, spend_known=nothing) == []


def test_empty_cells_are_told_with_their_number_and_households_and_are_any_number():
    frame, faults = read(above_10={5: "", 7: " "}, income_eur={4: ""})
    assert told(faults) == {("above_10", 5, "2"), ("income_eur", 4, "1")}
    assert frame.loc[[5, 7], "above_10"].isna().all()
    assert frame.loc[[5, 7], ["above_10_low", "above_10_high"]].to_numpy().tolist() == [[0, np.inf]] * 2
    assert frame["above_10_low"].notna().sum() == 2
    fault = next(fault for fault in faults if fault.column == "above_10")
    assert fault.values["share"] == f"{100 * (103 + 105) / sum(range(100, 116)):.0f}"
    assert "range" in fault.sentence("en")
    assert fault.severity == "warning"


def test_where_there_is_nobody_an_empty_cell_is_none():
    zero = ("households", "income_known", "spend_known", "both_known")
    given = [name for name in canonical_extract() if name in HOUSEHOLDS.names[3:] and name != "is_estimated"]
    frame, faults = read(**{name: {3: "0" if name in zero else ""} for name in given})
    assert not told(faults)
    assert (frame.loc[3, ["above_10", "valid_above_10", "income_eur", "renters"]] == 0).all()


def test_a_part_of_nobody_is_none_and_a_column_without_numbers_stays_missing():
    frame, faults = read(epc_known={3: "0"}, epc_fg={3: ""}, in_arrears=dict.fromkeys(range(2, 18), ""))
    assert not told(faults)
    assert frame.loc[3, "epc_fg"] == 0
    assert frame["in_arrears"].isna().all()
    assert "in_arrears_low" not in frame


def test_marks_of_the_source_stay_as_they_are_beside_gaps():
    frame, faults = read(above_10={5: "", 6: "<5"})
    assert told(faults) == {("above_10", 5, "1")}
    assert frame.loc[[5, 6], "above_10_high"].tolist() == [np.inf, 4]
    frame, faults = read(Part("households", values=PART.values, withheld={"": "1-4"}), above_10={5: ""})
    assert not told(faults)
    assert frame.loc[5, "above_10_high"] == 4


def test_one_empty_cell_is_a_withheld_cell_of_the_source_up_to_the_city(tmp_path):
    city = SmallCity(tmp_path)
    city.cell(5, "N_OLTRE_10", "")
    edition = publish(city.read(), tmp_path / "editions")
    told, sections = read_areas(edition, "city").iloc[0], read_areas(edition, "section")
    assert (told["above_10_state"], told["above_12_state"]) == (State.SOURCE, State.SHOWN)
    assert told["above_10_low"] < told["above_10_high"] <= told["households_high"]
    assert (sections["above_10_state"] == State.SOURCE).sum() == 1


SPENDS = {"electricity_eur": "1000", "gas_eur": "500", "heat_eur": "500"}


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"income_eur": "21000", "excess_eur": "0"}, set()),
        ({"income_eur": "20000", "excess_eur": "2000"}, set()),
        ({"income_eur": "20000", "excess_eur": "2001"}, set()),
        ({"income_eur": "20000", "excess_eur": "2001.01"}, {"excess_above_spend"}),
        ({"income_eur": "10000", "excess_eur": "999"}, set()),
        ({"income_eur": "10000", "excess_eur": "998.99"}, {"excess_below_least"}),
        ({"income_eur": "2000", "excess_eur": "1800"}, set()),
        ({"income_eur": "1999.99", "excess_eur": "1800.01"}, {"spend_above_income"}),
        ({"income_eur": "1500", "excess_eur": "", "heat_eur": ""}, set()),
        ({"income_eur": "*", "excess_eur": "1"}, set()),
        ({"income_eur": "10000", "excess_eur": "*"}, set()),
    ],
)
def test_amounts_of_one_row_fit_together_to_the_cent(cells, codes):
    values = SPENDS | cells
    faults = read(**{name: {2: value} for name, value in values.items()})[1]
    money = {"excess_above_spend", "excess_below_least", "spend_above_income"}
    assert {fault.code for fault in faults} & money == codes


@pytest.mark.parametrize(
    ("column", "factor", "is_told"),
    [("REDDITO_TOT_VALIDE", 1, False), ("REDDITO_TOT_VALIDE", 0.001, True), ("REDDITO_TOT_VALIDE", 100, True),
     ("SPESA_GAS_TOT_VALIDE", 1, False), ("SPESA_GAS_TOT_VALIDE", 1000, True), ("SPESA_ELE_TOT_VALIDE", 0.001, True)],
)  # fmt: skip
def test_amounts_in_another_unit_are_asked_about(tmp_path, column, factor, is_told):
    city = SmallCity(tmp_path)
    amounts = city.extract[column].str.replace(",", ".").astype(float) * factor
    city.extract[column] = amounts.map(lambda amount: f"{amount:.2f}".replace(".", ","))
    city.write()
    assert any(fault.code == "unusual_mean" for fault in city.read().faults) is is_told


@pytest.mark.parametrize(("income_year", "told"), [(2021, []), (2023, []), (2024, [("2024", "≤ 2023")])])
def test_incomes_of_a_year_after_the_spend_are_asked_about(income_year, told):
    frame, _ = read()
    faults = check_extract(frame.assign(spend_year=2023, income_year=income_year), 2023, "estratto.csv", PART)
    later = [fault for fault in faults if fault.code == "later_incomes"]
    assert [(fault.found, fault.expected) for fault in later] == told
    assert all(fault.severity is Severity.WARNING and fault.row == frame.index[0] for fault in later)
