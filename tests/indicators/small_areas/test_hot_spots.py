"""Hot spots: esda's numbers, silence on shuffled data, and a planted concentration that is found."""

from contextlib import closing

import numpy as np
import pandas as pd
import pytest

from geo.neighbours import Neighbours, find_neighbours
from indicators.small_areas.concentrations import beside_nil, concentrations
from indicators.small_areas.hot_spots import COLUMNS, Shuffles, gi_star, hot_spots, local_moran, takes_part
from tests.geo.test_neighbours import grid

SIDE = 30
GRID = find_neighbours(grid(SIDE, SIDE))
SHUFFLES = Shuffles.make(SIDE**2, 8)


def judged(values, neighbours=GRID, shuffles=SHUFFLES, has_count=None):
    levels = pd.Series(values, dtype="Float64")
    counts = pd.Series(True, levels.index) if has_count is None else pd.Series(has_count, levels.index)
    return hot_spots(levels, counts, neighbours, shuffles)


def columbus():
    """The example of Anselin 1995 that ships with libpysal: burglaries in 49 areas of Columbus, and its neighbours."""
    libpysal = pytest.importorskip("libpysal")
    with closing(libpysal.io.open(libpysal.examples.get_path("columbus.gal"))) as gal:
        weights = gal.read()
    with closing(libpysal.io.open(libpysal.examples.get_path("columbus.dbf"))) as dbf:
        crime = np.array(dbf.by_col("CRIME"))
    pairs = [(int(focal) - 1, int(other) - 1) for focal in weights.id_order for other in weights.neighbors[focal]]
    focal, other = np.array(sorted(pairs)).T
    return weights, crime, Neighbours(focal, other, len(crime))


def test_gi_star_and_moran_are_esda_s_to_the_last_digit():
    esda = pytest.importorskip("esda")
    weights, crime, neighbours = columbus()
    theirs = esda.G_Local(crime, weights, transform="B", star=True, permutations=0)
    assert gi_star(crime, neighbours) == pytest.approx(theirs.Zs, abs=1e-10)
    weights.transform = "R"
    assert local_moran(crime, neighbours) == pytest.approx(
        esda.Moran_Local(crime, weights, permutations=0).Is, abs=1e-10
    )


def test_gi_star_of_the_published_six_points():
    """The points, values and results printed in esda's documentation of G_Local."""
    points = np.array([(10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)])
    values = np.array([2.0, 3, 3.2, 5, 8, 7])
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    focal, other = np.nonzero((apart <= 15) & (apart > 0))
    assert gi_star(values, Neighbours(focal, other, 6)) == pytest.approx(
        [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331], abs=1e-8
    )


def test_chance_is_esda_s_conditional_permutation():
    esda = pytest.importorskip("esda")
    weights, crime, neighbours = columbus()
    weights.transform = "R"
    theirs = esda.Moran_Local(crime, weights, permutations=9999, seed=1, n_jobs=1)
    shuffles = Shuffles.make(len(crime), int(neighbours.counts.max()))
    ours = (1 + np.minimum(*shuffles.reach(crime, neighbours))) / (1 + len(shuffles.drawn))
    assert ours == pytest.approx(theirs.p_sim, abs=0.02)


def test_draws_never_repeat_a_neighbour_nor_the_area_itself():
    shuffles = Shuffles.make(9, 8, draws=200)
    assert all(len(set(row)) == 8 for row in shuffles.drawn.tolist())
    values, neighbours = np.arange(9.0) ** 2, find_neighbours(grid(3, 3))
    no_less, no_more = shuffles.reach(values, neighbours)
    middle = [sum(values) - values[4]] * 200
    assert neighbours.counts[4] == 8
    assert (no_less[4], no_more[4]) == (200, 200)
    assert middle[0] == neighbours.summed(values)[4]


def test_nothing_is_found_on_shuffled_data_in_95_of_a_hundred_seeds():
    values = np.random.default_rng(7).beta(2, 20, SIDE**2)
    silent = [not judged(np.random.default_rng(seed).permutation(values))["kind"].any() for seed in range(100)]
    assert np.mean(silent) >= 0.95


def planted(seed=3, more=0.25):
    values = np.random.default_rng(seed).beta(2, 20, (SIDE, SIDE))
    values[10:15, 10:15] += more
    return values.ravel()


def test_a_planted_concentration_is_found_and_little_else():
    found = (judged(planted())["kind"] == "hot").to_numpy().reshape(SIDE, SIDE)
    assert found[10:15, 10:15].mean() > 0.9
    assert found.sum() - found[10:15, 10:15].sum() <= 3


def test_an_area_unlike_its_surroundings_is_named_so():
    values = planted()
    values[12 * SIDE + 12] = 0.0
    values = np.where(np.arange(SIDE**2) == 12 * SIDE + 12, 0.0, values)
    assert judged(values)["kind"].iloc[12 * SIDE + 12] == "low_among_high"
    low = np.full(SIDE**2, 0.3) + np.random.default_rng(1).normal(0, 0.05, SIDE**2)
    corner = np.zeros((SIDE, SIDE), dtype=bool)
    corner[2:8, 2:8] = True
    low[corner.ravel()] -= 0.25
    low[4 * SIDE + 4] = 0.5
    kinds = judged(low)["kind"]
    assert kinds.iloc[4 * SIDE + 4] == "high_among_low"
    assert kinds.iloc[3 * SIDE + 3] == "cold"


def test_no_area_below_the_city_is_called_high():
    values, one = planted(), 12 * SIDE + 12
    values[one] = 0.12
    assert judged(values)["kind"].iloc[one] == "hot"
    levels = pd.Series(values, dtype="Float64")
    found = hot_spots(levels, levels.notna(), GRID, SHUFFLES, middle=0.13)
    assert found["kind"].iloc[one] == "low_among_high"


def test_the_same_data_give_the_same_map():
    assert judged(planted()).equals(judged(planted(), shuffles=Shuffles.make(SIDE**2, 8)))


def test_islands_and_empty_areas_are_left_out_and_change_nothing_else():
    shapes = grid(SIDE, SIDE)
    alone = pd.concat([shapes, shapes.translate(1e6).iloc[:1], shapes.translate(2e6).iloc[:1]], ignore_index=True)
    neighbours = find_neighbours(alone)
    levels = pd.Series([*planted(), 0.9, None], dtype="Float64")
    assert takes_part(levels, neighbours).tolist() == [True] * SIDE**2 + [False] * 2
    found = hot_spots(levels, levels.notna(), neighbours, SHUFFLES)
    assert found["kind"].tolist()[-2:] == ["left_out"] * 2
    assert found[list(COLUMNS[:3])].iloc[-2:].isna().all(axis=None)
    assert found.iloc[:-2].reset_index(drop=True).equals(judged(planted()))


def test_areas_without_a_count_take_part_and_are_not_judged():
    has_count = np.ones(SIDE**2, dtype=bool)
    has_count[12 * SIDE + 12] = False
    found = judged(planted(), has_count=has_count)
    assert found["kind"].iloc[12 * SIDE + 12] == "left_out"
    assert found["kind"].iloc[12 * SIDE + 11] == "hot"


@pytest.mark.parametrize("level", [0.2, 0.0])
def test_where_all_are_alike_there_is_nothing_to_find(level):
    assert set(judged(np.full(SIDE**2, level))["kind"]) == {""}


def test_no_areas_no_hot_spots():
    nothing = pd.Series([], dtype="Float64")
    found = hot_spots(nothing, pd.Series([], dtype=bool), Neighbours(*np.zeros((2, 0), int), 0), SHUFFLES)
    assert list(found) == list(COLUMNS)
    assert found.empty


def test_concentrations_join_what_touches_and_lead_with_most_households():
    neighbours = find_neighbours(grid(1, 6))
    kinds = pd.Series(["hot", "hot", "", "hot", "cold", "hot"])
    levels = pd.Series([0.2, 0.4, 0.1, 0.3, 0.0, 0.5], dtype="Float64")
    households = pd.Series([100, 300, 50, 900, 10, None], dtype="Int64")
    nil_ids = pd.Series(["1", "2", "2", "3", "3", "4"])
    found = concentrations(kinds, levels, households, nil_ids, neighbours)
    assert found["areas"].tolist() == [1, 2, 1]
    assert found["households"].tolist() == [900, 400, 0]
    assert found["level"].tolist() == pytest.approx([0.3, 0.35, 0.5])
    assert [set(ids) for ids in found["nil_ids"]] == [{"3"}, {"1", "2"}, {"4"}]
    assert found["largest"].tolist() == [3, 1, 5]


def test_the_two_pictures_of_a_nil():
    kinds = pd.Series(["hot", "", "hot", "", "", ""])
    households = pd.Series([100, 300, 50, 50, 10, 10], dtype="Int64")
    nil_ids = pd.Series(["1", "1", "2", "2", "3", "4"])
    nil_kinds = pd.Series(["", "hot", "hot", "left_out"], index=["1", "2", "3", "4"])
    found = beside_nil(kinds, households, nil_ids, nil_kinds)
    assert found["view"].tolist() == ["hidden", "both", "spread", ""]
    assert found["hot_sections"].tolist() == [1, 1, 0, 0]
    assert found["hot_share"].tolist() == [0.25, 0.5, 0.0, 0.0]
