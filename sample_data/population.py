"""How many households live in each section, and which sections are public housing."""

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import MEASURED
from sample_data.assumptions import CROWDING_SHAPE, EMPTY_SECTIONS, GROWTH_SINCE_2011, SMALL_SECTIONS, WIDEST_SHARE
from sample_data.facts import read_estates, read_nil, read_renter_clusters, to_metres


def public_housing(sections: gpd.GeoDataFrame) -> pd.Series:
    """Return the households of each public-housing section, indexed by section_id; the other sections are left out.

    They are the sections that hold a place where at least 80% of the households rented in 2011, and those of the
    help-desk's two estates, with room for the whole estate; the households of 2011 grow as the city did.
    """
    clusters = section_of(read_renter_clusters(), sections).groupby("section_id")["households"].sum()
    desks = section_of(read_estates().query("is_desk_site"), sections).groupby("section_id")["households"].sum()
    count = pd.concat([clusters, desks]).groupby(level="section_id").max() * GROWTH_SINCE_2011
    return count.round().astype(int)


def section_of(places: pd.DataFrame, sections: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return `places` (lon and lat in degrees) with the section_id that holds each; places outside are left out."""
    metres = to_metres(places)
    points = gpd.GeoDataFrame(places, geometry=gpd.points_from_xy(*metres.T), crs=MEASURED)
    joined = points.sjoin(sections[["section_id", "geometry"]], predicate="intersects")
    return pd.DataFrame(joined[~joined.index.duplicated()].drop(columns=["geometry", "index_right"]))


def households_by_section(sections: gpd.GeoDataFrame, rng: np.random.Generator) -> np.ndarray:
    """Return the number of households of each section, in the order of `sections`; NIL totals are the register's."""
    fixed = _fixed_counts(sections, rng)
    weights = rng.gamma(CROWDING_SHAPE, size=len(sections))
    counts = np.zeros(len(sections), dtype=int)
    totals = read_nil().set_index("nil_id")["households"]
    for nil_id, places in sections.groupby("nil_id", sort=False).indices.items():
        counts[places] = _shared(int(totals[nil_id]), fixed[places], weights[places], rng)
    return counts


def _fixed_counts(sections: gpd.GeoDataFrame, rng: np.random.Generator) -> np.ndarray:
    """Households settled beforehand: public housing, nobody, hardly anybody; NaN where the NIL's rest is shared out."""
    fixed = sections["section_id"].map(public_housing(sections)).to_numpy(dtype=float, copy=True)
    area = sections.area.to_numpy() * rng.lognormal(sigma=0.5, size=len(sections))
    by_nil = sections.area.groupby(sections["nil_id"])
    is_among_widest = (by_nil.rank(method="first") - 1) / by_nil.transform("size") >= 1 - WIDEST_SHARE
    area[~is_among_widest.to_numpy() | ~np.isnan(fixed)] = 0
    widest = np.argsort(-area)[: EMPTY_SECTIONS + SMALL_SECTIONS]
    rng.shuffle(widest)
    fixed[widest[:EMPTY_SECTIONS]] = 0
    fixed[widest[EMPTY_SECTIONS:]] = rng.integers(1, 10, size=len(widest) - EMPTY_SECTIONS)
    return fixed


def _shared(total: int, fixed: np.ndarray, weights: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    open_sections = np.isnan(fixed)
    settled = np.nan_to_num(fixed)
    if settled.sum() > total:
        settled = np.floor(settled * total / settled.sum())
    rest = total - int(settled.sum())
    if not open_sections.any():
        return settled.astype(int)
    settled[open_sections] = rng.multinomial(rest, weights[open_sections] / weights[open_sections].sum())
    return settled.astype(int)
