"""Missing heating bills imputed from counts alone, on simulated households whose truth is known."""

import numpy as np
import pandas as pd
import pytest

from contract.tables import CUTOFFS
from indicators.basis.assumptions import Assumptions
from indicators.basis.tally import CellIntervals
from indicators.catalogue.registry import Choices, compute_figures, get_indicator
from indicators.plausible.ranges import read_known, share
from indicators.small_areas.heat_imputation import fit_bills, imputed_figures
from tests.indicators.area_frames import EXACT, USUAL, area_frame

NILS, SECTIONS_OF_EACH, HOUSEHOLDS = 30, 12, 160
POVERTY = get_indicator("energy_poverty_10")


class Town:
    """Households of `NILS` neighbourhoods; of shared heating bills the share `known` reaches the archive."""

    def __init__(self, seed, known=0.1, spread=0.0):
        rng = np.random.default_rng(seed)
        count = NILS * SECTIONS_OF_EACH * HOUSEHOLDS
        self.section = np.arange(count) // HOUSEHOLDS
        self.nil = self.section // SECTIONS_OF_EACH
        wealth = rng.normal(0, 0.25, NILS)[self.nil]
        income = 30_000 * np.exp(wealth + rng.normal(0, 0.6, count))
        habit = np.exp(rng.normal(0, 0.4, count)) * (income / 30_000) ** 0.2
        is_shared = rng.random(count) < rng.uniform(0.3, 0.9, NILS)[self.nil]
        dearness = np.exp(rng.normal(0, spread, NILS))[self.nil]
        self.electricity, self.gas = 470 * habit, np.where(is_shared, 100, 770) * habit
        self.heat = np.where(is_shared, 1100 * dearness, 0) * habit * np.exp(rng.normal(0, 0.1, count))
        self.income, self.is_shared = income, is_shared
        self.knows_income = rng.random(count) < 0.95
        self.knows_heat = ~is_shared | (rng.random(count) < known)

    def truth(self, place, cutoff=10):
        spend = self.electricity + self.gas + self.heat
        return np.bincount(place, spend > cutoff / 100 * self.income) / np.bincount(place)

    def cells(self, place, rule=EXACT):
        both = self.knows_income & self.knows_heat
        told = {
            "households": np.ones(len(place)), "income_known": self.knows_income, "spend_known": self.knows_heat,
            "both_known": both, "heat_unknown": ~self.knows_heat, "heating_central": self.is_shared,
            "heating_district": np.zeros(len(place)), "electricity_eur": self.electricity * both,
            "gas_eur": self.gas * both, "heat_eur": self.heat * both,
        }  # fmt: skip
        partial = self.electricity + self.gas + np.where(self.knows_heat, self.heat, 0)
        for cut in CUTOFFS:
            is_over = (partial > cut / 100 * self.income) & self.knows_income
            told |= {f"above_{cut:02d}": is_over, f"valid_above_{cut:02d}": is_over & self.knows_heat}
        return area_frame(rule, **{name: np.bincount(place, values) for name, values in told.items()})

    def imputed(self, level, cutoff=10):
        """Figures and shares of "nil" or "section"."""
        nil = self.cells(self.nil)
        bills = fit_bills(nil, self.cells(self.section, USUAL))
        if level == "nil":
            city = self.cells(np.zeros_like(self.nil))
            own, above, place, ratio = nil, city, np.zeros(NILS, dtype=int), bills.ratio
        else:
            own, above = self.cells(self.section, USUAL), nil
            place = np.arange(NILS * SECTIONS_OF_EACH) // SECTIONS_OF_EACH
            ratio = bills.ratio[place]
        told = imputed_share(CellIntervals(own), CellIntervals(above), place, ratio, cutoff)
        figures = compute_figures(own, POVERTY, Choices(cutoff=cutoff))
        return figures, imputed_figures(figures, told)


def imputed_share(counts, above, place, ratio, cutoff):
    """Where those without an income are as often poor as the others: the estimate of every page."""
    return share(read_known(counts, above, place, ratio, cutoff), Assumptions())


def fitted(town):
    return fit_bills(town.cells(town.nil), town.cells(town.section, USUAL))


def miss(estimate, truth):
    apart = estimate.to_numpy(dtype=float, na_value=np.nan) - truth
    return float(np.sqrt(np.nanmean(apart**2)))


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("cutoff", [8, 10, 12])
def test_by_nil_the_error_is_less_than_half_that_of_complete_cases(seed, cutoff):
    town = Town(seed)
    plain, imputed = town.imputed("nil", cutoff)
    truth = town.truth(town.nil, cutoff)
    assert miss(imputed["estimate"], truth) < 0.5 * miss(plain["estimate"], truth)
    assert miss(imputed["estimate"], truth) < 0.02


@pytest.mark.parametrize("seed", [1, 2])
def test_by_section_it_is_nearer_to_the_truth_too(seed):
    town = Town(seed)
    plain, imputed = town.imputed("section")
    truth = town.truth(town.section)
    assert miss(imputed["estimate"], truth) < 0.75 * miss(plain["estimate"], truth)


def test_the_estimate_stays_within_bounds_which_hold_the_truth():
    town = Town(4)
    for level in ("nil", "section"):
        plain, imputed = town.imputed(level)
        is_shown = plain["state"] == "shown"
        truth = pd.Series(town.truth(getattr(town, level)), plain.index)
        assert (imputed["estimate"][is_shown] >= plain["minimum"][is_shown]).all()
        assert (imputed["estimate"][is_shown] <= plain["maximum"][is_shown]).all()
        assert (truth[is_shown] >= plain["minimum"][is_shown]).all()
        assert (truth[is_shown] <= plain["maximum"][is_shown]).all()
        assert imputed[["minimum", "maximum"]].equals(plain[["minimum", "maximum"]])


def test_where_every_bill_is_known_nothing_is_imputed():
    town = Town(5, known=1.1)
    plain, imputed = town.imputed("nil")
    assert imputed["estimate"].astype(float).tolist() == pytest.approx(plain["estimate"].astype(float).tolist())


def test_the_bills_of_shared_heating_are_told_from_sums():
    town = Town(6)
    bills, shared = fitted(town), town.is_shared & town.knows_heat & town.knows_income
    true = 1 + town.heat[shared].sum() / (town.electricity + town.gas)[shared].sum()
    assert bills.city_ratio == pytest.approx(true, rel=0.05)
    assert bills.city_other_eur == pytest.approx((town.electricity + town.gas)[shared].mean(), rel=0.1)
    assert bills.other_eur == pytest.approx(bills.city_other_eur, rel=0.2)


def test_the_left_out_error_grows_as_nil_differ():
    like, unlike = (fitted(Town(7, spread=spread)).error for spread in (0.0, 0.3))
    assert like < 0.1
    assert unlike > 0.2


def test_a_dearer_bill_makes_a_larger_share():
    town = Town(8)
    nil, city = (CellIntervals(town.cells(place)) for place in (town.nil, np.zeros_like(town.nil)))
    bills, place = fitted(town), np.zeros(NILS, dtype=int)
    low, high = (imputed_share(nil, city, place, 1 + (bills.ratio - 1) * times, 10) for times in (0.8, 1.2))
    assert (low < high).all()


@pytest.mark.parametrize("cell", ["heat_eur", "heating_central", "heat_unknown"])
def test_without_the_cells_there_is_no_bill_to_impute(cell):
    town = Town(9)
    nil, sections = town.cells(town.nil), town.cells(town.section)
    assert fit_bills(nil, sections) is not None
    assert fit_bills(nil.assign(**{cell: pd.NA}), sections) is None
    assert fit_bills(nil, sections.assign(**{cell: pd.NA})) is None


@pytest.mark.parametrize(("gas_eur", "is_told"), [(200, True), (300, False)])
def test_gas_that_cannot_be_that_of_a_kitchen_is_refused(gas_eur, is_told):
    town = Town(11)
    town.gas[town.is_shared] *= gas_eur / 100
    assert (fitted(town) is not None) == is_told


def test_a_share_that_cannot_be_told_is_a_finding():
    plain, _ = Town(10).imputed("nil")
    figures = imputed_figures(plain, np.full(len(plain), np.nan))
    assert set(figures["state"]) == {"missing"}
    assert set(figures["reason"]) == {"heat_not_imputed"}
    assert figures[["minimum", "estimate", "maximum"]].isna().all(axis=None)
