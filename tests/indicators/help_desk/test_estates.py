"""What is known of an estate, and how far what is not known may reach."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.tables import State, state_column
from indicators.basis.intervals import cell_interval, cutoff_interval, share_interval
from indicators.help_desk.criteria import CRITERIA, is_unknown, score_estates
from tests.indicators.help_desk.estate_frames import SECTIONS, estates, section_cells

PLAIN, WITHHELD, MISSING = SECTIONS[3], SECTIONS[0], SECTIONS[1]


def cells(**changes):
    frame = section_cells().loc[[PLAIN]].copy()
    for name, value in changes.items():
        if isinstance(value, str):
            frame[name], frame[state_column(name)] = frame[name].mask(frame[name].notna()), value
        else:
            frame[name] = float(value)
    return frame


def test_a_shown_cell_is_its_value():
    low, high = cell_interval(cells(above_10=12), "above_10")
    assert (low[0], high[0]) == (12, 12)


@pytest.mark.parametrize(
    ("state", "ends"), [(State.COUNT, (1, 119)), (State.BASE, (0, 120)), ("missing", (None, None))]
)
def test_a_withheld_cell_is_an_interval_and_never_zero_or_missing(state, ends):
    low, high = cell_interval(cells(above_10=str(state)), "above_10")
    assert [None if np.isnan(end) else end for end in (low[0], high[0])] == list(ends)


def test_other_cut_offs_narrow_a_withheld_one():
    around = {"above_05": 50, "above_06": 40, "above_08": 30, "above_12": 5, "above_15": 2, "above_20": 1}
    low, high = cutoff_interval(cells(above_10="count", **around), "above", 10)
    assert (low[0], high[0]) == (5, 30)


@given(st.integers(0, 60), st.integers(0, 30), st.integers(0, 30))
def test_the_share_s_bounds_hold_the_published_ones(known, valid, more):
    valid = min(valid, known)
    frame = cells(both_known=known, above_10=valid + more, valid_above_10=valid, **_other_cutoffs(valid + more, valid))
    low, high = share_interval(frame, 10)
    assert low[0] == pytest.approx((valid + more) / 120)
    assert high[0] == pytest.approx(max(low[0], (120 - known + valid) / 120))


def _other_cutoffs(above, valid):
    lower = {
        f"{prefix}_{cut:02d}": count
        for prefix, count in (("above", above), ("valid_above", valid))
        for cut in (5, 6, 8)
    }
    return lower | {f"{prefix}_{cut}": 0 for prefix in ("above", "valid_above") for cut in (12, 15, 20)}


def row(**more):
    return estates([{"complex_id": "A", "name": "A"} | more]).loc["A"]


def test_an_estate_within_its_section_has_the_section_s_bounds():
    estate = row(section_id=PLAIN, households=100)
    low, high = share_interval(cells(), 10)
    assert (estate["vulnerable_rate_low"], estate["vulnerable_rate_high"]) == pytest.approx((low[0], high[0]))
    assert estate["vulnerable_households"] == pytest.approx(100 * estate["vulnerable_rate"])
    assert estate["vulnerable_source"] == "section"
    assert estate["municipio_id"] == "4"


def test_a_section_says_little_of_an_estate_ten_times_as_large():
    estate = row(section_id=PLAIN, households=1200)
    assert estate["vulnerable_rate_high"] >= 0.9
    assert estate["vulnerable_rate_low"] <= 0.1
    unknown = row(section_id=PLAIN)
    assert (unknown["vulnerable_rate_low"], unknown["vulnerable_rate_high"]) == (0, 1)
    assert np.isnan(unknown["vulnerable_households"])


def test_the_register_s_band_comes_before_the_section():
    estate = row(section_id=PLAIN, households=200, vulnerable_band="20_30", arrears_band="over_50")
    assert (estate["vulnerable_rate_low"], estate["vulnerable_rate"], estate["vulnerable_rate_high"]) == (
        0.2,
        0.25,
        0.3,
    )
    assert (estate["vulnerable_households_low"], estate["vulnerable_households_high"]) == (40, 60)
    assert estate["arrears_share_low"] == 0.5
    assert estate["vulnerable_source"] == "estate"


def test_dwellings_bound_the_households():
    estate = row(dwellings=438)
    assert (estate["households_low"], estate["households_high"]) == (351, 438)


@pytest.mark.parametrize("section", [WITHHELD, MISSING, None])
def test_withheld_missing_and_nowhere_are_unknown_not_zero(section):
    estate = row(section_id=section, households=100)
    assert estate["vulnerable_rate_high"] > estate["vulnerable_rate_low"] or np.isnan(estate["vulnerable_rate_low"])
    if section != WITHHELD:
        assert np.isnan(estate["vulnerable_rate"])
        assert estate["vulnerable_source"] == ""


def test_what_is_not_known_gives_from_none_to_the_most_points():
    scores = score_estates(estates([{"complex_id": "A", "name": "A"}]))
    most = [criterion.most for criterion in CRITERIA.values()]
    assert scores.low.tolist() == [[0] * len(CRITERIA)]
    assert scores.likely[0].tolist() == pytest.approx([points / 2 for points in most])
    assert scores.high[0].tolist() == pytest.approx(most)
    assert is_unknown(scores).all(axis=None)


@pytest.mark.parametrize(
    ("criterion", "estate", "points"),
    [
        ("vulnerable_rate", {"vulnerable_band": "10_20", "households": 100}, 0.15 / 0.35),
        ("certificate", {"epc_class": "A4"}, 0),
        ("certificate", {"epc_class": "G"}, 1),
        ("shared_heating", {"heating_mode": "own"}, 0),
        ("room", {"room_capacity": 10, "is_step_free": True}, 0.75),
        ("transit", {"transit_m": 200}, 0.75),
        ("transit", {"transit_m": 5000}, 0),
        ("languages", {"languages": "it ar es zh"}, 0.75),
        ("committee", {"has_tenants_committee": False}, 0),
        ("retrofit", {"retrofit_state": "under_way"}, 1),
    ],
)
def test_points_by_hand(criterion, estate, points):
    scores = score_estates(estates([{"complex_id": "A", "name": "A"} | estate]))
    assert scores.likely[0][list(CRITERIA).index(criterion)] == pytest.approx(points)
