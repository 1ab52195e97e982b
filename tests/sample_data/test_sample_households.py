import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from contract.tables import EPC_CLASSES, HEATING_MODES
from data_access.household_counts.section_counts import HOUSEHOLD_COLUMNS
from sample_data.facts import read_nil
from sample_data.households import CONTRACT, make_households, make_year
from sample_data.population import public_housing

BILLS = ["electricity_eur", "gas_eur", "heat_eur"]


def stream(seed):
    return np.random.Generator(np.random.PCG64(seed))


def measured(year):
    """Complete-case rate above 10%, certain minimum and coverage of a year's households."""
    spend = year[BILLS].sum(axis=1, skipna=False)
    is_known = spend.notna() & year["income_eur"].notna()
    rate = (spend > 0.1 * year["income_eur"])[is_known].mean()
    return rate, (year[BILLS].sum(axis=1) > 0.1 * year["income_eur"]).mean(), is_known.mean()


@pytest.mark.parametrize(
    ("year", "rate", "minimum"),
    [
        (2021, (0.05, 0.06), (0.020, 0.030)),
        (2022, (0.12, 0.14), (0.055, 0.065)),
        (2023, (0.08, 0.095), (0.035, 0.045)),
    ],
)
def test_rates_lie_in_the_calibrated_bands(years, year, rate, minimum):
    found_rate, found_minimum, coverage = measured(years[year])
    assert rate[0] <= found_rate <= rate[1]
    assert minimum[0] <= found_minimum <= minimum[1]
    assert 0.38 <= coverage <= 0.44


def test_city_totals_are_those_of_the_facts(households):
    assert len(households) == 751_850
    assert (households["people"] == 1).mean() == pytest.approx(0.536, abs=0.01)
    assert households["is_renter"].mean() == pytest.approx(0.291, abs=0.015)
    assert households["is_alone_75_plus"].mean() == pytest.approx(0.10, abs=0.01)
    modes = households["heating_mode"].value_counts(normalize=True)
    assert modes[list(HEATING_MODES)].to_numpy() == pytest.approx([0.26, 0.61, 0.11, 0.02], abs=0.01)


def test_every_nil_has_the_households_of_the_register(households, sections):
    counts = households["section_id"].map(sections.set_index("section_id")["nil_id"]).value_counts()
    expected = read_nil().set_index("nil_id")["households"]
    assert (counts.reindex(expected.index, fill_value=0) == expected).all()


def test_some_sections_have_nobody_and_some_hardly_anybody(households, sections):
    counts = households["section_id"].value_counts().reindex(sections["section_id"], fill_value=0)
    assert 55 <= (counts == 0).sum() <= 75
    assert 150 <= ((counts > 0) & (counts < 10)).sum() <= 250


def test_public_housing_is_rented_poorer_and_older(households, sections):
    public = households[households["section_id"].isin(public_housing(sections).index)]
    assert (public.groupby("section_id")["is_renter"].mean() >= 0.8).mean() > 0.85
    assert public["income_2019_eur"].mean() < 0.65 * households["income_2019_eur"].mean()
    assert public["is_alone_75_plus"].mean() > 1.2 * households["is_alone_75_plus"].mean()


def test_year_keeps_the_contract(years):
    year = years[2021]
    assert tuple(year.columns) == CONTRACT == HOUSEHOLD_COLUMNS
    assert set(year["heating_mode"]) == set(HEATING_MODES)
    assert set(year["epc_class"].dropna()) == set(EPC_CLASSES)
    assert year["section_id"].str.len().eq(13).all()
    assert (year[[*BILLS, "income_eur"]].min() >= 0).all()


def test_what_the_city_does_not_hold_is_missing(years):
    year = years[2021].assign(is_missing=lambda year: year["heat_eur"].isna())
    missing = year.groupby("heating_mode")["is_missing"].mean()
    assert missing["central"] == pytest.approx(0.93, abs=0.01)
    assert missing[["own", "district", "none"]].max() == 0
    assert year.loc[year["heating_mode"].isin(["own", "none"]), "heat_eur"].eq(0).all()
    assert year["income_eur"].notna().mean() == pytest.approx(0.945, abs=0.005)
    assert year["epc_class"].notna().mean() == pytest.approx(0.42, abs=0.01)


def test_prices_shock_and_relief(years):
    spend = {number: year[BILLS].sum(axis=1, skipna=False).mean() for number, year in years.items()}
    assert spend[2022] / spend[2021] == pytest.approx(1.41, abs=0.02)
    assert spend[2023] / spend[2021] == pytest.approx(1.23, abs=0.02)
    assert years[2021]["income_eur"].mean() == pytest.approx(40_700, rel=0.01)
    assert years[2023]["income_eur"].mean() == pytest.approx(42_500, rel=0.01)


@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_bonus_and_arrears(years, year):
    assert 0.019 <= years[year]["has_bonus"].mean() <= 0.041
    assert 0.039 <= years[year]["is_in_arrears"].mean() <= 0.051


def test_same_seed_same_households(sections, households):
    assert_frame_equal(make_households(sections, stream(2)), households)
    few = households.head(1_000)
    assert_frame_equal(make_year(few, 2022, stream(5)), make_year(few, 2022, stream(5)))
    assert not make_year(few, 2022, stream(5)).equals(make_year(few, 2022, stream(6)))
