"""Walks: along the streets where they are given, never through walls, as far as Dijkstra by hand."""

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.crs import DRAWN, MEASURED
from geo.reach import network_distances, walking_distances

ORIGIN = (515_000.0, 5_034_000.0)


def at(*metres):
    """Points so many metres east and north of a corner of Milan."""
    return gpd.GeoSeries([shapely.Point(ORIGIN[0] + x, ORIGIN[1] + y) for x, y in metres], crs=MEASURED)


def streets(nodes, pairs):
    points = at(*nodes).to_crs(DRAWN)
    rows = [
        {
            "street_id": str(number), "from_node": f"n{first}", "to_node": f"n{second}", "length_m": length,
            "from_lon": points[first].x, "from_lat": points[first].y, "to_lon": points[second].x,
            "to_lat": points[second].y,
        }
        for number, (first, second, length) in enumerate(pairs)
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"length_m": "Float64"})


def test_a_river_with_one_bridge_is_walked_around():
    # two banks 100 m apart, joined 500 m to the east
    net = streets([(0, 0), (500, 0), (500, 100), (0, 100)], [(0, 1, 500), (1, 2, 100), (2, 3, 500)])
    home, library = at((0, -10)), at((0, 110))
    walked = network_distances(home, library, net, 1.3).iloc[0, 0]
    assert walked == pytest.approx(500 + 100 + 500 + 2 * 10 * 1.3, rel=1e-4)
    assert walking_distances(home, library, 1.3).iloc[0, 0] == pytest.approx(120 * 1.3, rel=1e-6)


def test_a_length_that_is_missing_is_the_straight_line_and_the_shorter_of_two_stretches_counts():
    net = streets([(0, 0), (300, 400)], [(0, 1, 900), (1, 0, None)])
    assert network_distances(at((0, 0)), at((300, 400)), net, 1.3).iloc[0, 0] == pytest.approx(500, rel=1e-4)


def test_where_no_way_leads_or_nothing_is_placed_the_walk_is_endless():
    net = streets([(0, 0), (100, 0), (5000, 0), (5100, 0)], [(0, 1, 100), (2, 3, 100)])
    origins = gpd.GeoSeries([*at((0, 0)), None], index=["here", "nowhere"], crs=MEASURED)
    found = network_distances(origins, at((100, 0), (5000, 0)).set_axis(["near", "far"]), net, 1.3)
    assert found.loc["here"].tolist() == [pytest.approx(100, rel=1e-4), np.inf]
    assert np.isinf(found.loc["nowhere"]).all()


def test_a_random_network_is_walked_as_networkx_does():
    rng = np.random.default_rng(4)
    nodes = rng.uniform(0, 3000, (60, 2))
    ends, lengths = rng.integers(0, 60, (150, 2)), rng.uniform(50, 900, 150)
    pairs = [(int(a), int(b), float(length)) for (a, b), length in zip(ends, lengths, strict=True) if a != b]
    net = streets(nodes, pairs)
    used = sorted({end for a, b, _ in pairs for end in (a, b)})
    graph = nx.Graph()
    for a, b, length in pairs:
        if length < graph.get_edge_data(a, b, {"weight": np.inf})["weight"]:
            graph.add_edge(a, b, weight=length)
    assert len(used) >= 10
    points = at(*nodes[used[:10]])
    found = network_distances(points, points, net, 1.3)
    peer = dict(nx.all_pairs_dijkstra_path_length(graph))
    for row, first in enumerate(used[:10]):
        for column, second in enumerate(used[:10]):
            assert found.iloc[row, column] == pytest.approx(peer[first].get(second, np.inf), abs=0.5)
