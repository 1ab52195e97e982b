"""Places that a file most likely has wrong: a section far from all others, several rows at one point."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from contract.errors import Fault, Severity
from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.row_faults import faults_of_rows

FAR_M = 10_000
"""Metres to the nearest other section beyond which one is asked about. Chosen by us, 2026-11: exclaves of Italian
cities lie nearer, and of islands that lie farther few are one section."""


def far_from_others(shapes: gpd.GeoSeries, sections: pd.Series, file: str) -> list[Fault]:
    """A warning for each section whose nearest other is farther than `FAR_M`; `shapes` in metres."""
    drawn = shapes[shapes.notna() & ~shapes.is_empty & shapes.is_valid]
    if len(drawn) < 2:
        return []
    tree = shapely.STRtree(drawn.to_numpy())
    (places, _), metres = tree.query_nearest(drawn.to_numpy(), exclusive=True, return_distance=True, all_matches=False)
    far = pd.Series(np.round(metres / 1000), index=drawn.index[places])[metres > FAR_M]
    message = mark("The section lies {km} km from the nearest other one: check its polygon, and its code.")
    values = pd.Series({row: {"km": f"{km:.0f}"} for row, km in far.items()}, dtype=object)
    return faults_of_rows("far_section", message, file, "geometry", far.index, found=sections, values=values,
                          severity=Severity.WARNING)  # fmt: skip


def at_one_point(points: pd.DataFrame, file: str, part: Part) -> list[Fault]:
    """A warning where rows of a table of places have one point to the last digit."""
    known = points[["lon", "lat"]].dropna()
    alike = known.index[known.duplicated(keep=False)]
    if alike.empty:
        return []
    message = mark(
        "Rows with a point that another row has too: {count}. Whoever looks up addresses gives the middle of the city "
        "or of the street for those not found: check them."
    )
    columns = f"{part.column_in_file('lon')}, {part.column_in_file('lat')}"
    values = {"count": str(len(alike))}
    return [Fault("one_point", message, file, int(alike[0]), columns, severity=Severity.WARNING, values=values)]
