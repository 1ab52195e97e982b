"""On small simulated cities: the range holds the truth inside its box, and fails where it says that it fails."""

import numpy as np
import pytest

from benchmarks.plausible import coverage, ranges_of
from benchmarks.worlds import LEVELS, WORLDS, Size, simulate

SMALL = Size(municipi=3, nil=30, sections_of_nil=20)
COLUMNS = ["minimum", "plausible_low", "estimate", "plausible_high", "maximum"]


def rate(drawn, level):
    return drawn.loc[drawn["level"] == level, "covered"].mean()


def test_the_truth_lies_inside_within_the_box_and_not_beyond_it():
    inside = coverage([world for world in WORLDS if world.is_inside], [1], SMALL)
    outside = coverage([world for world in WORLDS if not world.is_inside], [1, 2, 3, 4], SMALL)
    assert rate(inside, "city") == 1
    assert rate(inside, "nil") >= 0.95
    assert rate(outside, "nil") < 0.90
    widths = inside.groupby("level")[["width_points", "certain_points"]].mean()
    assert (widths["width_points"] < widths["certain_points"] / 3).all()


def test_the_columns_keep_their_order_at_every_level():
    frames = ranges_of(simulate(WORLDS[5], 2, SMALL))
    assert len(frames) > 1
    for frame in frames.values():
        shown = frame.loc[frame["state"] == "shown", COLUMNS].astype(float)
        assert (np.diff(shown.to_numpy(), axis=1) >= 0).all()
        assert frame.loc[frame["state"] != "shown", COLUMNS].isna().all(axis=None)


def test_the_order_of_the_rows_does_not_matter():
    city = simulate(WORLDS[0], 3, SMALL)
    plain = ranges_of(city)
    order = np.random.default_rng(0).permutation(len(city.cells["section"]))
    city.cells["section"] = city.cells["section"].iloc[order]
    city.places["nil"] = city.places["nil"][order]
    turned = ranges_of(city)
    for level in LEVELS:
        again = turned[level].reindex(plain[level].index)[COLUMNS].astype(float)
        assert again.to_numpy() == pytest.approx(plain[level][COLUMNS].astype(float).to_numpy(), abs=1e-9, nan_ok=True)
