"""Polygons of sections that cover a part of one another: a coverage has none."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from contract.errors import Fault, Severity
from contract.translations import mark
from data_access.intake.reference_systems import GEOMETRY

LEAST_OVERLAP_M2 = 100.0
LEAST_OVERLAP_SHARE = 0.01
"""An overlap is told from this area, and from this share of the smaller polygon: less is the fringe that drawing two
neighbours apart leaves (Milan's 6,017 polygons rebuilt from open data: none at all)."""


def overlapping(shapes: gpd.GeoSeries, codes: pd.Series, file: str) -> list[Fault]:
    """A warning for each pair of polygons (EPSG:32632, valid) that overlap, with both codes and the area in m².

    `codes` has the index of `shapes`, the lines of the file. Equal polygons are another fault.
    """
    known = shapes[shapes.notna()]
    values = known.to_numpy()
    # edges that lie in another polygon: of a coverage there are none, and most of a city's pairs need no look
    crossing = np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(values)))
    one, other = shapely.STRtree(values).query(values[crossing], predicate="intersects")
    ends = np.sort(np.column_stack([crossing[one], other]), axis=1)
    first, second = np.unique(ends[ends[:, 0] < ends[:, 1]], axis=0).T
    areas = shapely.area(shapely.intersection(values[first], values[second]))
    smaller = np.minimum(shapely.area(values[first]), shapely.area(values[second]))
    is_told = (areas >= LEAST_OVERLAP_M2) & (areas >= LEAST_OVERLAP_SHARE * smaller)
    is_told &= ~shapely.equals(values[first], values[second])
    message = mark("The sections {first} and {second} overlap by {area} m²: correct one of the two polygons.")
    return [
        Fault(
            "overlap",
            message,
            file,
            int(known.index[second[place]]),
            GEOMETRY,
            severity=Severity.WARNING,
            values={
                "first": str(codes[known.index[first[place]]]),
                "second": str(codes[known.index[second[place]]]),
                "area": f"{areas[place]:.0f}",
            },
        )
        for place in np.flatnonzero(is_told)
    ]
