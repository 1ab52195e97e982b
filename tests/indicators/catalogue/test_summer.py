"""Exposure to summer heat: by hand, and against households whose homes and ages are known."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.catalogue.registry import INDICATORS, compute_figures, get_indicator
from tests.indicators.area_frames import Windows, area_frame, withheld

HAND = {"households": 200, "alone_75_plus": 40, "epc_known": 100, "epc_fg": 60}


def triple(frame):
    figure = compute_figures(frame, get_indicator("heat_exposed")).iloc[0]
    assert figure["state"] == "shown", figure["reason"]
    return tuple(float(figure[name]) for name in ("minimum", "estimate", "maximum"))


def test_without_top_floors_by_hand():
    assert triple(area_frame(**HAND)) == pytest.approx((0, 40 / 200 * 0.6, 40 / 200))


def test_where_nearly_all_homes_overheat_some_must_be_old():
    cells = HAND | {"epc_known": 200, "epc_fg": 190}
    assert triple(area_frame(**cells)) == pytest.approx((30 / 200, 0.2 * 0.95, 40 / 200))


def test_top_floors_raise_the_estimate_where_they_are_counted():
    assert triple(area_frame(**HAND, top_floor=50))[1] == pytest.approx(0.2 * (1 - 0.4 * 0.75))


def test_a_withheld_top_floor_only_widens():
    cells = HAND | {"epc_known": 200, "epc_fg": 10}
    shown = area_frame(**cells, top_floor=0)
    assert triple(shown) == pytest.approx((0, 0.2 * 0.05, 10 / 200))
    closed = withheld(shown, "area-0", "top_floor", "complement")
    assert triple(closed) == pytest.approx((0, 0.2 * 0.05, 40 / 200))


people = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=40)


@given(people, st.booleans(), st.sampled_from([1, 3, 5, 10]))
def test_bounds_hold_the_truth(drawn, counts_top_floors, least_count):
    cells = {
        "households": len(drawn),
        "alone_75_plus": sum(old for old, _, _, _ in drawn),
        "epc_known": sum(known for _, _, known, _ in drawn),
        "epc_fg": sum(leaky and known for _, leaky, known, _ in drawn),
    }
    if counts_top_floors:
        cells["top_floor"] = sum(top for _, _, _, top in drawn)
    figure = compute_figures(area_frame(Windows(least_count), **cells), get_indicator("heat_exposed")).iloc[0]
    truth = sum(old and (leaky or (top and counts_top_floors)) for old, leaky, _, top in drawn) / len(drawn)
    assume(figure["state"] == "shown")
    assert figure["minimum"] - 1e-12 <= truth <= figure["maximum"] + 1e-12


def test_summer_is_never_averaged_with_winter():
    from indicators.catalogue.vulnerability import COMPONENTS

    assert get_indicator("heat_exposed").season == "summer"
    assert all(component.indicator.season != "summer" for component in COMPONENTS)
    assert [each.id for each in INDICATORS.values() if each.season == "summer"] == ["heat_exposed"]
