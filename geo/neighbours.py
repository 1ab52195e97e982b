"""Neighbours: which areas share a border."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np

GAP_M = 1.0
"""Areas nearer than this, metres, are neighbours: borders drawn twice seldom coincide to the millimetre."""


@dataclass(frozen=True)
class Neighbours:
    """Pairs of neighbours, each both ways: places of `focal` and `other` among `areas`, by focal and then other."""

    focal: np.ndarray
    other: np.ndarray
    areas: int

    @property
    def counts(self) -> np.ndarray:
        """How many neighbours each area has."""
        return np.bincount(self.focal, minlength=self.areas)

    def summed(self, values: np.ndarray) -> np.ndarray:
        """Sum of `values` over the neighbours of each area."""
        return np.bincount(self.focal, weights=values[self.other], minlength=self.areas)

    def among(self, kept: np.ndarray) -> "Neighbours":
        """The pairs of which both are `kept` (one flag per area), among the kept areas alone."""
        place = np.cumsum(kept) - 1
        inside = kept[self.focal] & kept[self.other]
        return Neighbours(place[self.focal[inside]], place[self.other[inside]], int(kept.sum()))


def find_neighbours(shapes: gpd.GeoSeries) -> Neighbours:
    """Return which of `shapes` (metres, EPSG:32632) touch, at a border or a corner: queen contiguity.

    Areas without a shape have no neighbours.
    """
    drawn = np.flatnonzero(shapes.notna() & ~shapes.is_empty)
    polygons = shapes.iloc[drawn]
    first, second = polygons.sindex.query(polygons.geometry, predicate="dwithin", distance=GAP_M)
    is_pair = first != second
    focal, other = drawn[first[is_pair]], drawn[second[is_pair]]
    order = np.lexsort((other, focal))
    return Neighbours(focal[order], other[order], len(shapes))
