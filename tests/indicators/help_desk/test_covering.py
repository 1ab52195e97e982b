"""Covering: proven best, never beaten by greedy nor by any other choice, equal to a published peer."""

from itertools import combinations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.errors import ObservatoryError, Refused
from geo.reach import walking_distances
from indicators.help_desk.covering import (
    CoverProblem,
    best_cover,
    cover_of,
    greedy_cover,
    regret_of,
)


def problem(seed, sections=14, sites=6, capacity=None, locked=0, box=3000):
    rng = np.random.default_rng(seed)
    origin, place = rng.uniform(0, box, (sections, 2)), rng.uniform(0, box, (sites, 2))
    metres = np.hypot(*(origin[:, None] - place[None]).transpose(2, 0, 1)) * 1.3
    ids = [f"L{number}" for number in range(sites)]
    distance = pd.DataFrame(metres, index=[f"S{number:03d}" for number in range(sections)], columns=ids)
    demand = pd.Series(rng.integers(0, 40, sections).astype(float), index=distance.index)
    room = pd.Series(rng.uniform(0, capacity, sites), index=ids) if capacity else pd.Series(dtype=float)
    return CoverProblem(demand, distance, room, tuple(ids[:locked]))


PROBLEMS = st.builds(problem, st.integers(0, 10_000), capacity=st.sampled_from([None, 30, 100, 500]),
                     locked=st.integers(0, 2))  # fmt: skip


@given(PROBLEMS, st.integers(0, 4))
@settings(max_examples=60)
def test_the_best_is_that_of_every_choice_tried_and_greedy_is_never_better(given_problem, new_sites):
    best, greedy = best_cover(given_problem, new_sites), greedy_cover(given_problem, new_sites)
    free = [site for site in given_problem.sites if site not in given_problem.locked]
    tried = max(cover_of(given_problem, choice).reached for choice in combinations(free, new_sites))
    assert best.reached == pytest.approx(tried, abs=1e-6)
    assert best.gap <= 1e-9
    assert greedy.reached <= best.reached + 1e-6
    assert set(given_problem.locked) <= set(best.sites)
    assert len(best.sites) <= len(given_problem.locked) + new_sites
    assert (best.served <= given_problem.demand + 1e-6).all()


def test_capacities_hold():
    given_problem = problem(3, sections=60, capacity=60)
    cover = best_cover(given_problem, 3)
    capacity = given_problem.capacity[list(cover.sites)].sum()
    assert 0 < cover.reached <= capacity + 1e-6


def test_the_order_of_rows_and_columns_plays_no_part():
    first = problem(5, sections=40, sites=10)
    distance = first.distance_m.sample(frac=1, random_state=2).sample(frac=1, axis=1, random_state=3)
    shuffled = CoverProblem(first.demand.sample(frac=1, random_state=1), distance)
    assert best_cover(first, 4).sites == best_cover(shuffled, 4).sites
    assert greedy_cover(first, 4).sites == greedy_cover(shuffled, 4).sites


def test_regret_by_hand():
    distance = pd.DataFrame({"A": [100, 100, 5000], "B": [100, 5000, 5000], "C": [5000, 5000, 100]},
                            index=["s1", "s2", "s3"])  # fmt: skip
    given_problem = CoverProblem(pd.Series({"s1": 10.0, "s2": 5.0, "s3": 8.0}), distance)
    regret = regret_of(given_problem, ["B", "C"])
    assert regret.best.sites == ("A", "C")
    assert (regret.picked.reached, regret.best.reached, regret.lost) == (18, 23, 5)
    assert regret.uncovered.to_dict() == {"s2": 5}


def test_greedy_can_be_wrong():
    sections = [f"s{number}" for number in range(6)]
    reach = {"A": [1, 1, 1, 0, 0, 0], "B": [0, 0, 0, 1, 1, 1], "G": [0, 1, 1, 1, 1, 0]}
    distance = pd.DataFrame(
        {site: [0.0 if near else 9e9 for near in row] for site, row in reach.items()}, index=sections
    )
    given_problem = CoverProblem(pd.Series(1.0, index=sections), distance)
    assert greedy_cover(given_problem, 2).reached == 5
    assert best_cover(given_problem, 2).reached == 6


def test_nothing_in_reach_and_nobody_to_reach():
    given_problem = problem(1, box=1e7)
    assert best_cover(given_problem, 2).reached == 0
    empty = CoverProblem(given_problem.demand * 0, given_problem.distance_m)
    assert (best_cover(empty, 2).reached, best_cover(empty, 2).gap) == (0, 0)


def test_every_fault_is_told_at_once():
    distance = pd.DataFrame({"A": [1.0, np.nan]}, index=["s1", "s2"])
    with pytest.raises(Refused) as error:
        CoverProblem(pd.Series({"s1": -1.0, "s2": 2.0}), distance, pd.Series({"Z": 1.0}), ("Y",))
    assert [fault.code for fault in error.value.faults] == [
        "bad_demand",
        "bad_distance",
        "unknown_site",
        "unknown_site",
    ]
    with pytest.raises(ObservatoryError, match="to choose from"):
        best_cover(problem(1), 7)
    with pytest.raises(Refused):
        cover_of(problem(1), ["nowhere"])


def test_walking_distance_is_the_straight_line_times_the_detour():
    origin = gpd.GeoSeries.from_xy([500_000, 500_000], [5_000_000, 5_000_300], index=["a", "b"], crs="EPSG:32632")
    place = gpd.GeoSeries.from_xy([500_400], [5_000_000], index=["p"], crs="EPSG:32632")
    metres = walking_distances(origin, place.to_crs("EPSG:4326"), 1.3)
    assert metres.loc["a", "p"] == pytest.approx(520, abs=0.01)
    assert metres.loc["b", "p"] == pytest.approx(650, abs=0.01)
    nowhere = gpd.GeoSeries([None], index=["n"], crs="EPSG:32632")
    assert np.isinf(walking_distances(nowhere, place, 1.3).loc["n", "p"])


def spopt_cover(given_problem, new_sites):
    locate = pytest.importorskip("spopt.locate", reason="spopt is not installed", exc_type=ImportError)
    pulp = pytest.importorskip("pulp", exc_type=ImportError)
    locked = given_problem.sites.isin(given_problem.locked).astype(int)
    model = locate.MCLP.from_cost_matrix(given_problem.distance_m.to_numpy(), given_problem.demand.to_numpy(),
                                         given_problem.limit_m, new_sites + locked.sum(),
                                         predefined_facilities_arr=locked if locked.any() else None)  # fmt: skip
    solved = model.solve(pulp.PULP_CBC_CMD(msg=False))
    return solved, pulp.value(solved.problem.objective)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(20))
def test_generated_cases_equal_spopt_s(seed):
    given_problem = problem(seed, sections=80, sites=15, locked=seed % 3, box=6000)
    _, objective = spopt_cover(given_problem, 1 + seed % 5)
    assert best_cover(given_problem, 1 + seed % 5).reached == pytest.approx(objective)


@pytest.mark.filterwarnings("ignore")
def test_spopt_s_published_example():
    """The example in the documentation of MCLP: 100 clients, 5 facilities on a lattice; one client is not covered."""
    spaghetti = pytest.importorskip("spaghetti", reason="spaghetti is not installed", exc_type=ImportError)
    util = pytest.importorskip("spopt.locate.util", reason="spopt is not installed", exc_type=ImportError)
    network = spaghetti.Network(in_data=spaghetti.regular_lattice((0, 0, 10, 10), 9, exterior=True))
    streets = spaghetti.element_as_gdf(network, arcs=True)
    around = gpd.GeoDataFrame(geometry=[streets.geometry.buffer(0.2).union_all()], crs=streets.crs)
    for name, needed, seed in (("clients", 100, 5), ("facilities", 5, 6)):
        network.snapobservations(util.simulated_geo_points(around, needed=needed, seed=seed), name, attribute=True)
    cost = network.allneighbordistances(sourcepattern=network.pointpatterns["clients"],
                                        destpattern=network.pointpatterns["facilities"])  # fmt: skip
    weights = np.random.default_rng(0).integers(1, 12, 100).astype(float)
    sections = [f"{number:03d}" for number in range(100)]
    distance = pd.DataFrame(cost, index=sections, columns=[f"f{number}" for number in range(5)])
    given_problem = CoverProblem(pd.Series(weights, index=sections), distance, limit_m=7)
    solved, objective = spopt_cover(given_problem, 4)
    ours = best_cover(given_problem, 4)
    assert ours.reached == pytest.approx(objective)
    assert int((ours.served == 0).sum()) == solved.n_cli_uncov == 1
