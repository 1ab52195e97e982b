"""Each indicator on counts small enough to be worked by hand."""

import numpy as np
import pandas as pd
import pytest

from contract.tables import CUTOFFS
from indicators.catalogue.registry import Choices, compute_figures, get_indicator
from tests.indicators.area_frames import USUAL, area_frame, whole_frame, with_counts, withheld


def one(indicator, frame, **choices):
    return compute_figures(frame, get_indicator(indicator), Choices(**choices)).iloc[0]


def triple(figure):
    assert figure["state"] == "shown", figure["reason"]
    return tuple(None if pd.isna(figure[name]) else float(figure[name]) for name in ("minimum", "estimate", "maximum"))


def test_energy_poverty_of_the_worked_example():
    figure = one("energy_poverty_10", area_frame(households=120, both_known=65, above_10=10, valid_above_10=10))
    assert triple(figure) == pytest.approx((10 / 120, 10 / 65, 65 / 120))
    assert [round(100 * share, 2) for share in triple(figure)] == [8.33, 15.38, 54.17]
    assert figure["households"] == 120
    assert figure["coverage"] == pytest.approx(65 / 120)


def test_households_certainly_above_on_partial_spend_leave_fewer_unknown():
    figure = one("energy_poverty_10", area_frame(households=120, both_known=65, above_10=14, valid_above_10=10))
    assert triple(figure) == pytest.approx((14 / 120, 10 / 65, 65 / 120))


def test_the_estimate_is_never_below_the_certain_minimum():
    figure = one("energy_poverty_10", area_frame(households=120, both_known=65, above_10=30, valid_above_10=2))
    assert triple(figure) == pytest.approx((30 / 120, 30 / 120, 57 / 120))


@pytest.mark.parametrize("cutoff", CUTOFFS)
def test_energy_poverty_reads_the_chosen_cutoff(cutoff):
    figure = one("energy_poverty_10", whole_frame(), cutoff=cutoff)
    assert triple(figure)[0] == pytest.approx((40 - cutoff) / 120)


def test_rule_1_a_mean_burden_is_not_a_rate():
    """With log-normal ratios, σ 0.6, burdens of 5, 6, 8, 10% go with about 7, 13, 25, 38% of households above 10%."""
    quantiles = (np.arange(20_000) + 0.5) / 20_000
    normal = np.sort(np.random.default_rng(1).standard_normal(2_000_000))[(quantiles * 2_000_000).astype(int)]
    for burden, rate in ((0.05, 0.07), (0.06, 0.13), (0.08, 0.25), (0.10, 0.38)):
        ratios = np.exp(np.log(burden) - 0.6**2 / 2 + 0.6 * normal)
        above = int((ratios > 0.10).sum())
        frame = area_frame(
            households=20_000, both_known=20_000, above_10=above, valid_above_10=above, income_eur=20_000 * 30_000.0,
            electricity_eur=30_000 * ratios.sum(), gas_eur=0, heat_eur=0,
        )  # fmt: skip
        assert one("energy_burden", frame)["estimate"] == pytest.approx(burden, abs=0.0005)
        assert one("energy_poverty_10", frame)["estimate"] == pytest.approx(rate, abs=0.006)


def test_energy_burden_is_a_ratio_of_sums_without_bounds():
    frame = area_frame(
        households=100, both_known=60, income_eur=1_000_000, electricity_eur=20_000, gas_eur=25_000, heat_eur=5_000
    )
    assert triple(one("energy_burden", frame)) == (None, 0.05, None)


def test_poverty_gap_is_the_mean_excess_of_the_poor():
    frame = area_frame(households=100, both_known=60, valid_above_10=8, excess_eur=3_200)
    assert triple(one("poverty_gap", frame)) == (None, 400, None)


def test_precarity_counts_between_6_and_10_percent():
    frame = area_frame(households=120, both_known=60, above_10=12, valid_above_10=9, valid_above_06=24)
    assert triple(one("precarity", frame)) == pytest.approx((15 / 120, 15 / 60, (15 + 60 - 3) / 120))


def test_precarity_stays_below_what_the_certainly_poor_leave():
    """Of 10 households the only one known in full is precarious, and all nine others are certainly above 10%."""
    frame = area_frame(households=10, both_known=1, above_10=9, valid_above_10=0, valid_above_06=1)
    assert triple(one("precarity", frame)) == pytest.approx((0.1, 0.1, 0.1))


SHOCK = {"households": 120, "both_known": 60, "above_10": 12, "valid_above_10": 9,
         "valid_above_08": 15, "valid_above_06": 24, "valid_above_05": 30}  # fmt: skip


def test_a_price_rise_of_a_quarter_reads_the_count_at_8_percent():
    figure = one("shock_exposed", area_frame(**SHOCK), price_rise=0.25)
    assert triple(figure) == pytest.approx((6 / 120, 6 / 60, (6 + 60 - 3) / 120))


def test_a_shock_between_cutoffs_is_read_on_a_line_and_bounded_by_its_neighbours():
    """Prices +42.857…% move the cut-off to 7%: between 24 households above 6% and 15 above 8% there are 19.5."""
    figure = one("shock_exposed", area_frame(**SHOCK), price_rise=3 / 7)
    assert triple(figure) == pytest.approx((6 / 120, 10.5 / 60, (15 + 60 - 3) / 120))


def test_falling_incomes_move_the_cutoff_too():
    figure = one("shock_exposed", area_frame(**SHOCK), price_rise=0, income_fall=0.2)
    assert triple(figure) == pytest.approx((6 / 120, 6 / 60, 63 / 120))


@pytest.mark.parametrize("price_rise, income_fall", [(0, 0), (1, 0.01), (0, 0.5), (1, 0)])
def test_a_shock_is_refused_where_no_count_reaches(price_rise, income_fall):
    figure = one("shock_exposed", area_frame(**SHOCK), price_rise=price_rise, income_fall=income_fall)
    moved = 10 * (1 - income_fall) / (1 + price_rise)
    expected = "" if 5 <= moved < 10 else "shock_out_of_reach"
    assert figure["reason"] == expected


def test_a_shock_needs_only_the_counts_it_reads():
    cells = {name: value for name, value in SHOCK.items() if name not in ("valid_above_05", "valid_above_06")}
    assert one("shock_exposed", area_frame(**cells), price_rise=0.25)["state"] == "shown"
    assert one("shock_exposed", area_frame(**cells), price_rise=0.5)["reason"] == "not_measured"


HIDDEN = {"households": 120, "spend_known": 80, "below_half_median": 12, "heat_unknown": 40,
          "heating_own": 50, "heating_central": 60, "heating_district": 10, "heating_none": 0}  # fmt: skip


def test_hidden_poverty_over_households_whose_spend_is_known():
    figure = one("hidden_m2", area_frame(**HIDDEN))
    assert triple(figure) == pytest.approx((12 / 120, 12 / 80, 52 / 120))
    assert figure["coverage"] == pytest.approx(80 / 120)


def test_households_whose_way_of_heating_is_unknown_might_hide_poverty_too():
    figure = one("hidden_m2", area_frame(**HIDDEN | {"heating_central": 40}))
    assert triple(figure) == pytest.approx((12 / 120, 12 / 80, 72 / 120))


@pytest.mark.parametrize("heat_unknown, reason", [(60, ""), (61, "heat_bills_missing")])
def test_hidden_poverty_is_refused_where_heating_bills_are_missing(heat_unknown, reason):
    assert one("hidden_m2", area_frame(**HIDDEN | {"heat_unknown": heat_unknown}))["reason"] == reason


@pytest.mark.parametrize("central, reason", [(0, ""), (-1, "heating_modes_missing")])
def test_hidden_poverty_is_refused_where_ways_of_heating_are_unknown(central, reason):
    frame = area_frame(**HIDDEN | {"heating_own": 50, "heating_district": 10 + central, "heating_central": 0})
    assert one("hidden_m2", frame)["reason"] == reason


def test_hidden_poverty_without_any_way_of_heating_is_refused():
    cells = {name: value for name, value in HIDDEN.items() if not name.startswith("heating_")}
    assert one("hidden_m2", area_frame(**cells))["reason"] == "heating_modes_missing"


def test_a_way_of_heating_that_is_withheld_is_not_called_unknown_and_only_widens():
    frame = area_frame(**HIDDEN)
    hidden = withheld(frame, "area-0", "heating_central", "complement")
    assert triple(one("hidden_m2", hidden))[:2] == triple(one("hidden_m2", frame))[:2]
    assert one("hidden_m2", hidden)["maximum"] > one("hidden_m2", frame)["maximum"]


LIHC = {"households": 120, "both_known": 65, "lihc": 13}


def test_low_income_and_high_costs_over_the_households_known_in_full():
    figure = one("lihc_pniec", area_frame(**LIHC))
    assert triple(figure) == pytest.approx((13 / 120, 13 / 65, 68 / 120))
    assert figure["coverage"] == pytest.approx(65 / 120)


LILEE = {"households": 120, "income_known": 110, "epc_known": 50, "lilee": 12}


def test_low_efficiency_over_the_most_that_can_have_both_income_and_certificate():
    """Of 120, 110 have a known income and 50 a certificate: 40 to 50 have both, so up to 80 are not known."""
    figure = one("lilee", area_frame(**LILEE))
    assert triple(figure) == pytest.approx((12 / 120, 12 / 50, (12 + 80) / 120))
    assert figure["coverage"] == pytest.approx(40 / 120)


def test_low_efficiency_is_exact_over_the_certified_homes_where_every_income_is_known():
    figure = one("lilee", area_frame(**LILEE | {"income_known": 120}))
    assert triple(figure) == pytest.approx((12 / 120, 12 / 50, (12 + 70) / 120))
    assert figure["coverage"] == pytest.approx(50 / 120)


def test_low_efficiency_over_the_known_incomes_where_these_are_fewer_than_the_certificates():
    figure = one("lilee", area_frame(**LILEE | {"income_known": 50, "epc_known": 110}))
    assert triple(figure) == pytest.approx((12 / 120, 12 / 50, (12 + 80) / 120))


@pytest.mark.parametrize("incomes, reason", [(95, ""), (94, "overlap_uncounted")])
def test_low_efficiency_is_refused_where_too_few_may_have_both_income_and_certificate(incomes, reason):
    """With 50 certificates, 95 known incomes leave at least 25 households that have both: just half."""
    assert one("lilee", area_frame(**LILEE | {"income_known": incomes}))["reason"] == reason


def test_households_counted_as_low_are_known_to_have_both():
    figure = one("lilee", area_frame(**LILEE | {"income_known": 60, "lilee": 25}))
    assert triple(figure) == pytest.approx((25 / 120, 25 / 50, 1))
    assert one("lilee", area_frame(**LILEE | {"income_known": 60, "lilee": 24}))["reason"] == "overlap_uncounted"


@pytest.mark.parametrize("indicator, cells", [("lihc_pniec", LIHC), ("lilee", LILEE)])
def test_low_incomes_withheld_missing_and_zero_are_three_things(indicator, cells):
    cell = indicator.removesuffix("_pniec")
    frame = area_frame(**cells | {cell: [2, None, 0, 3]})
    frame = withheld(frame, "area-0", cell, "complement")
    figures = compute_figures(frame, get_indicator(indicator))
    assert figures["state"].tolist() == ["withheld", "missing", "shown", "shown"]
    assert figures["reason"].tolist() == ["withheld_complement", "not_measured_here", "", ""]
    assert triple(figures.iloc[2])[:2] == (0, 0)
    assert figures.iloc[:2][["minimum", "estimate", "maximum"]].isna().all(axis=None)
    of_none = area_frame(**{name: count for name, count in cells.items() if name != cell})
    assert one(indicator, of_none)["reason"] == "not_measured"


def test_what_the_source_withheld_is_not_missing():
    frame = withheld(area_frame(households=[120, 120], renters=[2, 30]), "area-0", "renters", "source", 1, 4)
    figures = compute_figures(frame, get_indicator("renters"))
    assert figures["state"].tolist() == ["withheld", "shown"]
    assert figures["reason"].tolist() == ["withheld_source", ""]


@pytest.mark.parametrize(
    "indicator, cell",
    [("coverage", "both_known"), ("old_and_alone", "alone_75_plus"), ("renters", "renters"),
     ("central_heating", "heating_central"), ("in_arrears", "in_arrears")],
)  # fmt: skip
def test_shares_of_all_households(indicator, cell):
    figure = one(indicator, area_frame(households=80, **{cell: 20}))
    assert triple(figure) == (0.25, 0.25, 0.25)
    assert figure["coverage"] == 1


def test_inefficient_homes_over_the_certified_ones():
    figure = one("inefficient_stock", area_frame(households=100, epc_known=40, epc_fg=30))
    assert triple(figure) == (0.30, 0.75, 0.90)


def test_households_in_poverty_for_each_bonus():
    frame = area_frame(households=120, both_known=65, above_10=10, valid_above_10=10, bonus_recipients=5)
    assert triple(one("bonus_gap", frame)) == pytest.approx((2, 120 * 10 / 65 / 5, 13))


def test_only_energy_poverty_follows_the_chosen_cutoff():
    assert triple(one("bonus_gap", whole_frame(), cutoff=20)) == triple(one("bonus_gap", whole_frame()))
    assert triple(one("precarity", whole_frame(), cutoff=20)) == triple(one("precarity", whole_frame()))


@pytest.mark.parametrize(
    "indicator, cells, reason",
    [
        ("energy_poverty_10", {"both_known": 0, "valid_above_10": 0}, "no_complete_households"),
        ("energy_burden", {"both_known": 0, "income_eur": 0}, "no_complete_households"),
        ("energy_burden", {"income_eur": 0}, "no_income"),
        ("poverty_gap", {"valid_above_10": 0, "excess_eur": 0}, "no_poor_households"),
        ("hidden_m2", {"spend_known": 0, "below_half_median": 0}, "no_known_spend"),
        ("inefficient_stock", {"epc_known": 0, "epc_fg": 0}, "no_certificates"),
        ("lihc_pniec", {"both_known": 0, "lihc": 0}, "no_complete_households"),
        ("lihc_pniec", {"lihc": 66}, "inconsistent_counts"),
        ("lilee", {"epc_known": 0, "lilee": 0}, "no_certificates"),
        ("lilee", {"income_known": 0, "lilee": 0}, "no_known_income"),
        ("lilee", {"lilee": 61}, "inconsistent_counts"),
        ("lilee", {"income_known": 121}, "inconsistent_counts"),
        ("bonus_gap", {"bonus_recipients": 0}, "no_bonus_recipients"),
        ("energy_poverty_10", {"valid_above_10": 66, "above_10": 66}, "inconsistent_counts"),
        ("energy_poverty_10", {"above_10": 90}, "inconsistent_counts"),
        ("renters", {"renters": 121}, "inconsistent_counts"),
    ],
)
def test_denominators_of_zero_and_contradictions_have_their_own_reasons(indicator, cells, reason):
    frame = with_counts(whole_frame(), **cells)
    figure = one(indicator, frame)
    assert (figure["state"], figure["reason"]) == ("missing", reason)
    assert figure[["minimum", "estimate", "maximum"]].isna().all()


POVERTY = {"households": 120, "both_known": 65, "above_10": 14, "valid_above_10": 10}


def windows(**ends):
    """One area whose cells have these ends, and their middle for centre."""
    frame = area_frame(**{name: sum(pair) / 2 for name, pair in ends.items()})
    for name, (low, high) in ends.items():
        frame = frame.assign(**{f"{name}_low": low, f"{name}_high": high})
    return frame


def test_windows_widen_every_number_by_what_they_leave_open():
    """120 ± 1 households, 65 ± 1 known in full, 13 to 15 above on what is known, 9 to 11 of the known in full."""
    ends = {name: (count - 1, count + 1) for name, count in POVERTY.items()}
    figure = one("energy_poverty_10", windows(**ends))
    assert triple(figure) == pytest.approx((13 / 121, 10 / 65, 1 - (64 - 11) / 121))
    assert (figure["estimate_low"], figure["estimate_high"]) == pytest.approx((9 / 66, 11 / 64))
    assert (figure["households"], figure["households_low"], figure["households_high"]) == (120, 119, 121)


def test_a_share_of_all_is_known_to_its_windows():
    figure = one("renters", windows(households=(99, 101), renters=(0, 2)))
    assert triple(figure) == pytest.approx((0, 1 / 100, 2 / 99))


def test_sums_of_money_are_known_to_their_grain():
    ends = {"households": (99, 101), "both_known": (59, 61), "valid_above_10": (7, 9), "excess_eur": (3150, 3250)}
    figure = one("poverty_gap", windows(**ends))
    assert figure["estimate"] == 400
    assert (figure["estimate_low"], figure["estimate_high"]) == (3150 / 9, 3250 / 7)


@pytest.mark.parametrize("low, state", [(0, "missing"), (1, "shown")])
def test_an_estimate_over_households_that_may_be_none_is_not_made(low, state):
    ends = {"households": (40, 42), "both_known": (low, low + 2), "above_10": (0, 2), "valid_above_10": (0, 2)}
    assert one("energy_poverty_10", windows(**ends))["state"] == state


def test_under_the_least_base_no_figure_is_given_and_no_household_is_a_state_of_its_own():
    frame = area_frame(USUAL, **{name: [9, 10, 0] for name in POVERTY})
    figures = compute_figures(frame, get_indicator("coverage"))
    assert figures["state"].tolist() == ["withheld", "shown", "missing"]
    assert figures["reason"].tolist() == ["withheld_base", "", "no_households"]
    assert pd.isna(figures["households"].iloc[0])
    assert figures["households_high"].iloc[0] == 9


def test_low_incomes_and_certificates_that_meet_in_more_than_every_home_are_known_of_all():
    """The middles of windows may: 12 incomes and 12 certificates among 11 homes meet in 13."""
    frame = area_frame(households=11, income_known=11, epc_known=11, lilee=4)
    for cell in ("income_known", "epc_known"):
        frame = frame.assign(**{cell: 12.0, f"{cell}_high": 12})
    assert one("lilee", frame.assign(households_high=12))["coverage"] == 1
