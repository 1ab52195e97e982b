"""What is known of an estate, and how far what is not known may reach."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.basis.intervals import cell_interval, certain_and_possible
from indicators.help_desk.criteria import CRITERIA, is_unknown, score_estates
from tests.indicators.area_frames import with_counts, withheld
from tests.indicators.help_desk.estate_frames import SECTIONS, estates, section_cells

PLAIN, WITHHELD, MISSING = SECTIONS[3], SECTIONS[0], SECTIONS[1]


def cells(**changes):
    return with_counts(section_cells().loc[[PLAIN]], **changes)


def test_a_shown_cell_is_its_window():
    low, high = cell_interval(cells(above_10=12).assign(above_10_low=11, above_10_high=13), "above_10")
    assert (low[0], high[0]) == (11, 13)


@pytest.mark.parametrize(("state", "ends"), [("source", (1, 4)), ("base", (1, 4)), ("missing", (None, None))])
def test_a_withheld_cell_is_an_interval_and_never_zero_or_missing(state, ends):
    low, high = cell_interval(withheld(cells(), PLAIN, "above_10", state, 1, 4), "above_10")
    assert [None if np.isnan(end) else end for end in (low[0], high[0])] == list(ends)


@given(st.integers(0, 60), st.integers(0, 30), st.integers(0, 30))
def test_the_share_s_bounds_hold_the_published_ones(known, valid, more):
    valid = min(valid, known)
    frame = cells(both_known=known, above_10=valid + more, valid_above_10=valid)
    low, high = certain_and_possible(frame, "above_10", "valid_above_10", "both_known")
    assert low[0] == pytest.approx((valid + more) / 120)
    assert high[0] == pytest.approx((120 - known + valid) / 120)


def row(**more):
    return estates([{"complex_id": "A", "name": "A"} | more]).loc["A"]


def test_an_estate_within_its_section_has_the_section_s_bounds():
    estate = row(section_id=PLAIN, households=100)
    low, high = certain_and_possible(cells(), "above_10", "valid_above_10", "both_known")
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


def windows(**ends):
    return {f"{name}{end}": value for name, pair in ends.items()
            for end, value in zip(("_low", "", "_high"), (pair[0], sum(pair) / 2, pair[1]), strict=True)}  # fmt: skip


def test_the_register_s_counts_come_before_the_section():
    told = windows(households=(199, 201), vulnerable_households=(49, 51), arrears_households=(101, 103))
    estate = row(section_id=PLAIN, **told)
    rates = [estate[f"vulnerable_rate{end}"] for end in ("_low", "", "_high")]
    assert rates == pytest.approx([49 / 201, 50 / 200, 51 / 199])
    assert [estate[f"vulnerable_households{end}"] for end in ("_low", "", "_high")] == [49, 50, 51]
    assert estate["arrears_share_low"] == pytest.approx(101 / 201)
    assert (estate["vulnerable_source"], estate["arrears_source"]) == ("estate", "estate")


def test_an_estate_of_too_few_households_is_what_its_section_is():
    told = windows(households=(0, 9), vulnerable_households=(0, 9), arrears_households=(0, 9))
    estate = row(section_id=PLAIN, **told)
    assert estate["vulnerable_source"] == estate["arrears_source"] == "section"
    assert (estate["vulnerable_households_low"], estate["vulnerable_households_high"] <= 9) == (0, True)


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
        ("vulnerable_rate", {"vulnerable_households": 15, "households": 100}, 0.15 / 0.35),
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
