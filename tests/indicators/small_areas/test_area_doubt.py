"""The doubt of small areas on simulated cities: it covers the truth, keeps totals, and says no more than it may."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from contract.tables import CUTOFFS
from indicators.basis.tally import CellIntervals, Tally, tallied
from indicators.catalogue.registry import Choices, compute_figures, get_indicator
from indicators.small_areas.area_doubt import COLUMNS
from indicators.small_areas.standing import range_standing
from tests.indicators.area_frames import USUAL, Windows, area_frame, columns_of, whole_frame, with_counts, withheld
from tests.indicators.small_areas.small_area_frames import POVERTY, City

SEEDS = pytest.mark.parametrize("seed", [1, 2, 3])


def hide(cells, rows, state, low, high, names=tuple(f"valid_above_{cut:02d}" for cut in CUTOFFS)):
    """Withhold some cells of `rows` (booleans), in place; `high`: one number or one array for all areas."""
    for name in names:
        cells.loc[rows, name] = pd.NA
        cells.loc[rows, f"{name}_low"] = low
        cells.loc[rows, f"{name}_high"] = np.broadcast_to(high, len(cells))[rows]
        cells.loc[rows, f"{name}_state"] = state


def covered(level, low, high):
    low, high = (end.to_numpy(dtype=float, na_value=np.nan) for end in (low, high))
    is_told = ~np.isnan(low)
    assert is_told.sum() > 2500
    return ((low <= level) & (level <= high))[is_told].mean()


@SEEDS
@pytest.mark.parametrize("precision", [10, 60])
@pytest.mark.parametrize("least_count", [3, 5])
def test_intervals_cover_the_true_level_of_thousands_of_sections(seed, precision, least_count):
    city = City(seed, precision=precision, rule=replace(USUAL, least_count=least_count))
    doubt = city.doubt()
    assert 0.93 <= covered(city.level, doubt["chance_low"], doubt["chance_high"]) <= 0.97
    assert 0.93 <= covered(city.level, doubt["smoothed_low"], doubt["smoothed_high"]) <= 0.97


@pytest.mark.parametrize("precision", [10, 60])
@pytest.mark.parametrize("doubled", [0, 0.1])
@pytest.mark.parametrize("least_count", [3, 5, 10])
def test_intervals_keep_their_coverage_on_what_the_gate_tells(least_count, doubled, precision):
    """Also where a tenth of the sections has windows twice as wide, and a tenth four times."""
    city = City(4, precision=precision)
    city.publish(least_count, doubled)
    doubt = city.doubt()
    assert 0.93 <= covered(city.level, doubt["chance_low"], doubt["chance_high"]) <= 0.97
    assert 0.93 <= covered(city.level, doubt["smoothed_low"], doubt["smoothed_high"]) <= 0.97


@SEEDS
def test_what_was_counted_is_always_inside_the_interval_of_chance(seed):
    city = City(seed, rule=Windows(10, 10))
    doubt = city.doubt()
    with np.errstate(invalid="ignore", divide="ignore"):
        share = city.valid / city.both
    is_told = doubt["chance_low"].notna().to_numpy() & (city.both > 0)
    assert (doubt["chance_low"].to_numpy(dtype=float)[is_told] <= share[is_told] + 1e-12).all()
    assert (doubt["chance_high"].to_numpy(dtype=float)[is_told] >= share[is_told] - 1e-12).all()


@SEEDS
def test_smoothing_is_nearer_to_the_truth_than_the_raw_count(seed):
    city = City(seed)
    smoothed = city.doubt()["smoothed"].to_numpy(dtype=float)
    with np.errstate(invalid="ignore"):
        raw = city.valid / city.both
    is_counted = city.both > 0
    assert np.mean((smoothed - city.level)[is_counted] ** 2) < 0.8 * np.mean((raw - city.level)[is_counted] ** 2)


@SEEDS
def test_smoothing_keeps_the_total_of_every_nil(seed):
    city = City(seed)
    weight = city.cells["households"].to_numpy(dtype=float)
    smoothed = city.doubt()["smoothed"].to_numpy(dtype=float)
    kept = compute_figures(city.nil_cells, POVERTY)["estimate"].to_numpy(dtype=float)
    found = np.bincount(city.nil, weights=weight * smoothed, minlength=len(kept))
    assert found / np.bincount(city.nil, weights=weight, minlength=len(kept)) == pytest.approx(kept, abs=1e-9)


@SEEDS
def test_a_count_that_the_source_withheld_is_an_interval_and_not_left_out(seed):
    city, dropped = City(seed), City(seed)
    is_small = (city.valid >= 1) & (city.valid <= 4)
    for each, low, high in ((city, 1, 4), (dropped, 0, city.both)):
        hide(each.cells, is_small, "source", low, high)
    told = city.doubt()
    truth, smoothed = city.level[is_small].mean(), told["smoothed"].to_numpy(dtype=float)
    assert smoothed[is_small].mean() == pytest.approx(truth, rel=0.12)
    as_anything = dropped.doubt()["smoothed"].to_numpy(dtype=float)
    errors = [np.mean((each - city.level)[is_small] ** 2) for each in (smoothed, as_anything)]
    assert errors[0] < 0.9 * errors[1]
    assert told["has_count"][is_small & (city.both > 10)].all()


@SEEDS
def test_cells_withheld_because_they_are_small_are_told_by_what_the_total_leaves_them(seed):
    city = City(seed)
    is_shown = (city.cells["valid_above_10_state"] == "shown").to_numpy() & (city.both > 2)
    is_open = is_shown & (city.valid <= 5) & (np.random.default_rng(seed).random(len(city.valid)) < 0.7)
    hide(city.cells, is_open, "complement", 0, city.cells["both_known_high"])
    doubt = city.doubt()
    smoothed = doubt["smoothed"].to_numpy(dtype=float)
    assert is_open.sum() > 500
    assert smoothed[is_open].mean() == pytest.approx(city.level[is_open].mean(), rel=0.12)
    assert smoothed[is_shown & ~is_open].mean() == pytest.approx(city.level[is_shown & ~is_open].mean(), rel=0.05)
    assert 0.90 <= covered(city.level, doubt["smoothed_low"], doubt["smoothed_high"]) <= 0.99
    assert not doubt["has_count"][is_open].any()


@SEEDS
def test_a_smoothed_figure_never_contradicts_what_is_certain(seed):
    city = City(seed, known=0.9)
    figures, doubt = city.figures(), city.doubt()
    is_shown = (figures["state"] == "shown").to_numpy()
    assert (doubt["smoothed"][is_shown] >= figures["minimum"][is_shown] - 1e-12).all()
    assert (doubt["smoothed"][is_shown] <= figures["maximum"][is_shown] + 1e-12).all()
    assert (doubt["smoothed_low"] <= doubt["smoothed"]).all() and (doubt["smoothed"] <= doubt["smoothed_high"]).all()


def test_who_is_called_above_or_below_is_so_nineteen_times_in_twenty():
    wrong = told = 0
    for seed in range(5):
        city = City(seed, nils=12)
        doubt = city.doubt()
        level = compute_figures(city.city_cells, POVERTY)["estimate"].iloc[0]
        wrong += ((doubt["standing"] == "above") & (city.level < level)).sum()
        wrong += ((doubt["standing"] == "below") & (city.level > level)).sum()
        told += doubt["standing"].isin(["above", "below"]).sum()
    assert told > 3000
    assert wrong / told < 0.05


def test_the_sentence_starts_at_a_probability_of_95_percent():
    doubt = City(4).doubt()
    above, standing = doubt["above_city"], doubt["standing"]
    assert (above[standing == "above"] >= 0.95).all()
    assert (above[standing == "below"] <= 0.05).all()
    assert above[standing == "unsure"].between(0.05, 0.95, inclusive="neither").all()


def test_where_all_areas_are_alike_smoothing_says_so():
    city = City(5, precision=1e6, nils=1)
    assert city.doubt()["smoothed"].astype(float).std() < 0.3 * np.nanstd(city.valid / np.maximum(city.both, 1))


def test_areas_without_a_count_repeat_the_area_above_and_say_so():
    city = City(6)
    is_hidden = np.arange(len(city.cells)) % 7 == 0
    hide(city.cells, is_hidden, "base", 0, city.cells["households_high"], ("valid_above_10", "both_known"))
    doubt = city.doubt()
    assert not doubt["has_count"][is_hidden].any()
    assert (doubt["standing"][is_hidden] == "").all()
    assert doubt["smoothed"][is_hidden].notna().all()
    assert doubt["chance_low"][is_hidden].isna().all()


def test_nobody_lives_here_and_not_in_the_extract_are_no_level():
    city = City(7)
    first, second = city.cells.index[:2]
    city.cells.loc[first, [name for name in city.cells if not name.endswith(("_state", "area_name"))]] = 0
    city.cells = withheld(city.cells, second, "households", "missing")
    doubt = city.doubt()
    assert doubt.loc[[first, second], list(COLUMNS[:6])].iloc[:, 2:].isna().all(axis=None)


@pytest.mark.parametrize("indicator", ["energy_burden", "poverty_gap", "bonus_gap"])
def test_what_is_no_share_of_households_has_no_interval(indicator):
    doubt = City(8).doubt(get_indicator(indicator))
    assert list(doubt) == list(COLUMNS)
    assert doubt[list(COLUMNS[:6])].isna().all(axis=None)
    assert (doubt["standing"] == "").all()


@pytest.mark.parametrize(
    "indicator", ["energy_poverty_10", "precarity", "shock_exposed", "inefficient_stock", "renters"]
)
@pytest.mark.parametrize("choices", [Choices(), Choices(cutoff=6, price_rise=0.45)], ids=["default", "chosen"])
def test_the_tally_is_what_the_estimate_counts(indicator, choices):
    frame, found = whole_frame(), get_indicator(indicator)
    figure = compute_figures(frame, found, choices).iloc[0]
    counts = tallied(CellIntervals(frame), found.tally(choices))
    assert counts.least[0] == counts.most[0]
    assert figure["estimate"] == pytest.approx(np.clip(counts.counted[0] / counts.whole[0], figure["minimum"], 1))


def test_a_count_is_what_its_window_leaves():
    frame = area_frame(households=[60], both_known=[40], valid_above_06=[12], valid_above_10=[5])
    frame = frame.assign(valid_above_06_low=11, valid_above_06_high=13, valid_above_10_low=4, valid_above_10_high=6)
    found = tallied(CellIntervals(frame), get_indicator("precarity").tally(Choices()))
    assert (found.least[0], found.counted[0], found.most[0], found.whole[0]) == (5, 7, 9, 40)
    assert found.variance[0] == pytest.approx(4 / 3)


def test_a_count_that_is_withheld_has_ends_and_no_best_estimate():
    frame = withheld(area_frame(households=[60], epc_fg=[5], epc_known=[40]), "area-0", "epc_fg", "source", 1, 4)
    found = tallied(CellIntervals(frame), Tally({"epc_fg": 1.0}, "epc_known"))
    assert np.isnan(found.counted[0])
    assert (found.least[0], found.middle[0], found.most[0]) == (1, 2.5, 4)


@SEEDS
def test_where_the_totals_are_withheld_the_counts_stand_for_them_and_nothing_is_said_beside_the_city(seed):
    city = City(seed)
    told = city.doubt()
    for frame in (city.nil_cells, city.city_cells):
        hide(frame, np.full(len(frame), True), "complement", 0, frame["both_known_high"])
    doubt = city.doubt()
    assert (doubt["standing"] == "").all()
    assert doubt["above_city"].isna().all()
    assert (doubt["smoothed"] - told["smoothed"]).abs().mean() < 0.01


def test_a_figure_that_is_refused_has_no_level_either():
    city = City(9)
    hidden = get_indicator("hidden_m2")
    alike = (("spend_known", "both_known"), ("below_half_median", "valid_above_10"), ("heating_own", "households"))
    for name in ("cells", "nil_cells", "city_cells"):
        frame = getattr(city, name)
        for cell, source in alike:
            frame = frame.assign(**{to: frame[of] for to, of in zip(columns_of(cell), columns_of(source), strict=True)})
        modes = {f"heating_{mode}": 0 for mode in ("central", "district", "none")}
        setattr(city, name, with_counts(frame, heat_unknown=0, **modes))
    refused = np.arange(len(city.cells)) % 5 == 0
    city.cells.loc[refused, "heat_unknown"] = city.cells["households"][refused]
    doubt = city.doubt(hidden)
    is_known = city.figures(hidden)["state"] == "shown"
    assert is_known[~refused].sum() > 1000
    assert doubt["smoothed"][is_known].notna().all()
    lost = refused & (city.figures(hidden)["state"] == "missing").to_numpy()
    assert lost.sum() > 100
    assert doubt[list(COLUMNS[:6])][lost].isna().all(axis=None)
    assert not doubt["has_count"][lost].any()


def test_a_range_stands_apart_from_the_city_only_where_it_does_not_hold_its_figure():
    ends = {"minimum": [0.1, 0.11, 0.0, 0.0, 0.2], "maximum": [0.5, 0.5, 0.1, 0.09, 0.5]}
    areas = pd.DataFrame(ends | {"state": ["shown"] * 4 + ["missing"]}, list("abcde"))
    city = pd.DataFrame({"estimate": [0.1]})
    assert range_standing(areas, city).tolist() == ["unsure", "above", "unsure", "below", ""]
    plausible = areas.assign(plausible_low=[0.2, 0.0, 0.0, 0.0, 0.0], plausible_high=[0.3, 0.2, 0.2, 0.2, 0.2])
    assert range_standing(plausible, city).tolist() == ["above", "unsure", "unsure", "unsure", ""]
    assert set(range_standing(areas, pd.DataFrame({"estimate": [pd.NA]}))) == {""}


def certain_of_more(city, share, rows):
    """Let that share of the households not known in full be above the cut-off for sure, in those rows."""
    more = np.zeros_like(city.both)
    more[rows] = (share * (city.counts["households"] - city.both)[rows]).astype(int)
    city.publish_counts(city.counts | {f"above_{cut:02d}": city.valid + more for cut in CUTOFFS})


@pytest.mark.parametrize("share", [0.2, 0.5])
def test_where_the_citys_figure_is_what_is_certain_of_all_households_no_area_is_surely_below_it(share):
    city = City(1)
    certain_of_more(city, share, slice(None))
    doubt = city.doubt()
    assert set(doubt["standing"]) == {"unsure"}
    assert doubt["above_city"].isna().all()
    assert 0.90 <= covered(city.level, doubt["smoothed_low"], doubt["smoothed_high"]) <= 1


def test_an_area_whose_own_figure_is_what_is_certain_of_all_households_is_not_below_the_city():
    city, few = City(1), slice(0, 3000, 40)
    certain_of_more(city, 0.5, few)
    standing = city.doubt()["standing"]
    assert "below" not in set(standing[few]) and (standing[few] == "unsure").sum() > 10
    assert (standing == "below").sum() > 300 and (standing == "above").sum() > 300
