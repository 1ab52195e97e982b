"""Scenarios: worked by hand, in order, and their bounds against households whose truth is known."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import ObservatoryError
from contract.tables import CELLS, CUTOFFS
from indicators.basis.ladder import make_ladder, rungs
from indicators.basis.scenario_parameters import PRESETS, Scenario, get_preset, kind_of
from indicators.catalogue.registry import Choices, compute_figures, get_indicator
from indicators.scenarios.projection import crossings, project
from tests.indicators.area_frames import Windows, area_frame, counted, whole_frame, windowed, withheld
from tests.indicators.catalogue.test_registry import extracts, households

PERCENTS = (-0.5, -0.2, 0.0, 0.1, 0.25, 0.6, 1.0, 1.5)
scenarios = st.builds(
    Scenario,
    electricity=st.sampled_from(PERCENTS),
    gas=st.sampled_from(PERCENTS),
    heat=st.sampled_from(PERCENTS),
    income=st.sampled_from((-0.3, -0.1, 0.0, 0.2)),
    cutback=st.sampled_from((0.0, 0.1, 0.3)),
    without_bonus=st.booleans(),
)
STAIRS = {f"valid_above_{cut:02d}": 300 - 10 * cut for cut in CUTOFFS}
AREA = {"households": 1200, "both_known": 600, "bonus_recipients": 30, **STAIRS} | {
    f"above_{cut:02d}": 340 - 10 * cut for cut in CUTOFFS
}
SPEND = {"electricity_eur": 500_000, "gas_eur": 300_000, "heat_eur": 200_000}


def projected(scenario, **cells):
    frame = area_frame(**(AREA | SPEND | cells))
    ladder = make_ladder(frame)
    figures = project(frame, ladder, scenario)
    return figures.iloc[0], crossings(ladder, project(frame, ladder, Scenario()), figures, scenario).iloc[0]


def triple(row):
    return tuple(float(row[name]) for name in ("minimum", "estimate", "maximum"))


def test_all_prices_up_by_a_quarter_read_the_counts_at_eight_percent():
    figure, crossing = projected(Scenario(0.25, 0.25, 0.25))
    assert triple(figure) == pytest.approx((260 / 1200, 220 / 600, (600 + 220) / 1200))
    # 20 of the households known in full lie between 8% and 10%; 560 more are unknown and not certainly above 10%
    assert triple(crossing) == pytest.approx((20, (220 - 200) / 600 * 1200, 20 + 600 - 40))


@pytest.mark.parametrize("rise", [0.0625, 0.25, 0.6])
def test_whom_a_scenario_lets_cross_shock_exposed_counts(rise):
    frame = area_frame(**(AREA | SPEND))
    exposed = compute_figures(frame, get_indicator("shock_exposed"), Choices(price_rise=rise)).iloc[0]
    _, crossing = projected(Scenario(rise, rise, rise))
    assert crossing["estimate"] == pytest.approx(float(exposed["estimate"]) * 1200)


def test_between_two_cutoffs_the_estimate_lies_on_a_straight_line():
    figure, _ = projected(Scenario(income=-0.10))
    assert triple(figure) == pytest.approx((240 / 1200, 210 / 600, 820 / 1200))


def test_carriers_bound_the_households_and_the_mix_makes_the_estimate():
    figure, _ = projected(Scenario(electricity=0.5))
    # electricity is half of the spend: bills × 1.25 on the whole, × 1 at least, × 1.5 at most
    assert float(figure["estimate"]) == pytest.approx(220 / 600)
    assert triple(figure)[::2] == pytest.approx((240 / 1200, (600 + 240) / 1200))


def test_cutting_back_undoes_a_rise():
    figure, crossing = projected(Scenario(0.25, 0.25, 0.25, cutback=0.2))
    assert float(figure["estimate"]) == pytest.approx(200 / 600)
    assert triple(crossing) == pytest.approx((0, 0, 0))


def test_lower_prices_let_households_out():
    figure, crossing = projected(Scenario(-0.5, -0.5, -0.5))
    assert triple(figure) == pytest.approx((140 / 1200, 100 / 600, (600 + 100) / 1200))
    # of the 200 known in full 100 leave for certain; of 600 incomplete ones 40 are certainly above 20% today
    assert crossing["minimum"] == -(100 + 600 - 40)
    assert crossing["maximum"] == -100


def test_without_the_bonus_its_recipients_spend_more():
    figure, crossing = projected(Scenario(without_bonus=True))
    # 30% of half the bill and 15% of 30% of it: 19.5% grow back, so the ladder is read at 8.05%
    reached = 220 - 20 * 0.05 / 2
    assert float(figure["estimate"]) == pytest.approx(200 / 600 + 30 * (reached - 200) / 250 / 1200)
    assert float(figure["maximum"]) == pytest.approx((600 + 200 + 30) / 1200)
    assert 0 < crossing["estimate"] <= 30 <= crossing["maximum"]


@pytest.mark.parametrize(("rise", "is_told"), [(1.0, True), (1.01, False)])
def test_the_ladder_ends_at_five_percent(rise, is_told):
    figure, _ = projected(Scenario(rise, rise, rise))
    assert (figure["state"] == "shown") is is_told
    assert figure["reason"] == ("" if is_told else "scenario_out_of_reach")
    assert figure["maximum"] == (850 / 1200 if is_told else 1)


def test_without_the_spend_by_carrier_only_equal_changes_are_told():
    frame = area_frame(**AREA)
    assert project(frame, make_ladder(frame), Scenario(gas=0.2)).iloc[0]["reason"] == "carriers_unknown"
    assert project(frame, make_ladder(frame), Scenario(0.2, 0.2, 0.2)).iloc[0]["state"] == "shown"


def test_a_withheld_count_widens_the_bounds_and_keeps_back_the_estimate():
    frame = area_frame(**(AREA | SPEND))
    hidden = withheld(frame, "area-0", "valid_above_08", "complement", 200, 260)
    figure = project(hidden, make_ladder(hidden), Scenario(0.25, 0.25, 0.25)).iloc[0]
    assert figure["reason"] == "withheld_complement"
    assert pd.isna(figure["estimate"])
    assert figure["minimum"] == pytest.approx(260 / 1200)
    assert figure["maximum"] == pytest.approx((600 + 260) / 1200)


def test_windows_widen_bounds_and_estimate():
    frame = area_frame(**(AREA | SPEND))
    frame = frame.assign(above_08_low=259, above_08_high=261, valid_above_08_low=218, valid_above_08_high=222)
    frame = frame.assign(both_known_low=599, both_known_high=601, households_low=1199, households_high=1201)
    figure = project(frame, make_ladder(frame), Scenario(0.25, 0.25, 0.25)).iloc[0]
    assert triple(figure) == pytest.approx((259 / 1201, 220 / 600, 1 - (599 - 222) / 1201))
    assert (figure["estimate_low"], figure["estimate_high"]) == pytest.approx((218 / 601, 222 / 599))


@given(frame=extracts())
def test_nothing_changed_is_energy_poverty(frame):
    today = project(frame, make_ladder(frame), Scenario())
    known = compute_figures(frame, get_indicator("energy_poverty_10"))
    shown = (known["state"] == "shown").to_numpy() & (today["state"] == "shown").to_numpy()
    for name in ("minimum", "estimate", "maximum"):
        found, expected = (each.loc[shown, name].to_numpy(dtype=float) for each in (today, known))
        assert found == pytest.approx(expected)
    assert (today["state"] == "shown").to_numpy()[(known["state"] == "shown").to_numpy()].all()


@given(frame=extracts(), scenario=scenarios)
def test_figures_are_in_order_and_never_silent(frame, scenario):
    ladder = make_ladder(frame)
    figures = project(frame, ladder, scenario)
    assert figures.index.equals(frame.index)
    shown = figures[figures["state"] == "shown"].astype(dict.fromkeys(("minimum", "estimate", "maximum"), float))
    assert (shown["minimum"] <= shown["estimate"] + 1e-12).all()
    assert (shown["estimate"] <= shown["maximum"] + 1e-12).all()
    assert (figures.loc[figures["state"] != "shown", "reason"] != "").all()
    assert "inconsistent_counts" not in figures["reason"].tolist()
    moved = crossings(ladder, project(frame, ladder, Scenario()), figures, scenario)
    known = moved.dropna()
    assert (known["minimum"] <= known["maximum"]).all()


@given(people=households(), scenario=scenarios, least_count=st.sampled_from([1, 3, 5, 10]))
def test_bounds_hold_the_truth_of_simulated_households(people, scenario, least_count):
    frame, before, _ = counted(people)
    frame = windowed(frame[list(CELLS)], Windows(least_count, 0, 1000.0))
    moved = sum(
        people[carrier] * (1 + getattr(scenario, change)) for carrier, change in
        (("electricity", "electricity"), ("gas", "gas"), ("heat", "heat"))
    )  # fmt: skip
    spend = moved * (1 - scenario.cutback)
    spend = spend.where(np.arange(len(people)) >= (7 if scenario.without_bonus else 0), spend * 1.4)
    after = 100 * spend / (people["income"] * (1 + scenario.income))
    ladder = make_ladder(frame)
    figures = project(frame, ladder, scenario)
    slack = 1e-9
    assert figures.iloc[0]["minimum"] - slack <= (after > 10 - slack).mean()
    assert (after > 10 + slack).mean() <= figures.iloc[0]["maximum"] + slack
    crossed = int((after > 10 + slack).sum()) - int((before > 10).sum())
    found = crossings(ladder, project(frame, ladder, Scenario()), figures, scenario).iloc[0]
    assert found["minimum"] - slack <= crossed <= found["maximum"] + slack


def test_the_bounds_of_withheld_areas_hold_the_truth():
    frame = whole_frame(rows=1)
    exact = project(frame, make_ladder(frame), Scenario(0.25, 0.25, 0.25)).iloc[0]
    closed = whole_frame(rows=1, rule=Windows(least_count=3, least_base=200))
    bounds = project(closed, make_ladder(closed), Scenario(0.25, 0.25, 0.25)).iloc[0]
    assert bounds["minimum"] <= exact["minimum"] <= exact["maximum"] <= bounds["maximum"]


@pytest.mark.parametrize("wrong", [{"electricity": 1.6}, {"income": -0.4}, {"cutback": 0.31}, {"gas": float("nan")}])
def test_numbers_out_of_range_are_refused(wrong):
    with pytest.raises(ObservatoryError, match=next(iter(wrong))):
        Scenario(**wrong)


def test_presets_say_what_they_are():
    assert kind_of(Scenario()) == "realised"
    assert kind_of(get_preset("latest_prices").scenario) == "nowcast"
    assert kind_of(Scenario(gas=0.01)) == "scenario"
    assert all(preset.source for preset in PRESETS.values())
    with pytest.raises(ObservatoryError, match="shock_2022"):
        get_preset("nothing")


@pytest.mark.parametrize(("percent", "cuts"), [(5, (5, 5)), (4.9, (None, 5)), (20.1, (20, None)), (9, (8, 10))])
def test_rungs_around_a_share(percent, cuts):
    found = rungs(percent)
    assert tuple(None if place is None else CUTOFFS[place] for place in (found.below, found.above)) == cuts
