"""From sections to the areas that hold them: NIL, Municipio, city."""

import geopandas as gpd
import pandas as pd


def roll_up(exact: pd.DataFrame, area_ids: pd.Series) -> pd.DataFrame:
    """Sum the cells of `exact` (one row per section) by area.

    `area_ids` has the same index; sections without an area are left out. A sum with a missing part is missing: what
    is not known of one section is not known of the area that holds it. Index: `area_id`, sorted as text.
    """
    groups = exact.groupby(area_ids.rename("area_id"), sort=True)
    sums = groups.sum(min_count=1)
    has_gap = exact.isna().groupby(area_ids.rename("area_id"), sort=True).any()
    return sums.mask(has_gap)


def dissolve(sections: gpd.GeoDataFrame, area_ids: pd.Series) -> gpd.GeoSeries:
    """Union of the sections' polygons by area; sections without polygon or area are left out.

    Sections must be a coverage (no overlaps) for the union to be exact; index `area_id`.
    """
    known = area_ids.notna() & sections.geometry.notna()
    shapes = sections.geometry[known].groupby(area_ids[known].rename("area_id"))
    return gpd.GeoSeries(shapes.apply(lambda part: part.union_all()), crs=sections.crs)
