"""Areas that lie where others lay before: the same place under another code."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

SAME_PLACE = 0.9
"""Share of the larger of two polygons that both cover, from which they are one place drawn twice. A choice of ours,
November 2026: outlines of other years differ by a few metres along the border; a section that was divided by more."""


def former_codes(before: gpd.GeoSeries, now: gpd.GeoSeries) -> pd.Series:
    """Code in `before` of each area of `now` that is the same place under another code (index: that of `now`).

    Both in one metric plane; areas without polygon are left out. Of areas that lie on each other each keeps its code
    where it can, and no two have one former code.
    """
    before, now = (areas[areas.notna() & ~areas.is_empty] for areas in (before, now))
    at = before.index.get_indexer(now.index)
    is_known = at >= 0
    is_known[is_known] = shapely.equals(now.to_numpy()[is_known], before.to_numpy()[at[is_known]])
    now, before = now[~is_known], before.drop(now.index[is_known])
    inside, found = shapely.STRtree(before.to_numpy()).query(shapely.point_on_surface(now.to_numpy()), "intersects")
    one, other = now.to_numpy()[inside], before.to_numpy()[found]
    shared = shapely.area(shapely.intersection(one, other))
    is_same = shared >= SAME_PLACE * np.maximum(shapely.area(one), shapely.area(other))
    pairs = pd.DataFrame({"now": now.index[inside[is_same]], "former": before.index[found[is_same]]}, dtype="str")
    stays = pairs.loc[pairs["now"] == pairs["former"], "now"]
    moved = pairs[~pairs["now"].isin(stays) & ~pairs["former"].isin(stays)]
    return moved.drop_duplicates("now").drop_duplicates("former").set_index("now")["former"]
