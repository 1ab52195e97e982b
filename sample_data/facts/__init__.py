"""The public facts that the synthetic city starts from; `SOURCES.md` says where each comes from."""

from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd
from pyproj import Transformer
from shapely import Polygon

from geo.crs import DRAWN, MEASURED

_TRANSFORMER = Transformer.from_crs(DRAWN, MEASURED, always_xy=True)
_TEXT_IDS = {"nil_id": str, "municipio_id": str}


@cache
def read_nil() -> pd.DataFrame:
    """Return the 88 NIL: id, name, Municipio, centroid (degrees), households, population, income index (city = 1)."""
    return _read("nil.csv")


@cache
def read_heat_risk() -> pd.DataFrame:
    """Return the 88 NIL with their mean risk of summer heat, 0–1."""
    return _read("heat_risk.csv")


@cache
def read_nil_points() -> pd.DataFrame:
    """Return the points (degrees) that shape each NIL, with the share of its households that live around each."""
    return _read("nil_points.csv")


@cache
def read_renter_clusters() -> pd.DataFrame:
    """Return the places (degrees) where at least 80% of the households rent, with their households in 2011."""
    return _read("renter_clusters.csv")


@cache
def read_estates() -> pd.DataFrame:
    """Return the public-housing estates known by name: manager, position (degrees), households where a source says."""
    return _read("complexes.csv")


@cache
def read_venues() -> pd.DataFrame:
    """Return the venues where the help-desk could be held: name, kind, address, position (degrees)."""
    return _read("venues.csv")


def to_metres(points: pd.DataFrame) -> np.ndarray:
    """Project the columns lon and lat (degrees) of `points` to an (n, 2) array of metres, EPSG:32632."""
    return np.column_stack(_TRANSFORMER.transform(points["lon"], points["lat"]))


def to_degrees(metres: np.ndarray) -> np.ndarray:
    """Turn an (n, 2) array of metres, EPSG:32632, into longitudes and latitudes."""
    return np.column_stack(_TRANSFORMER.transform(metres[:, 0], metres[:, 1], direction="INVERSE"))


@cache
def city_outline() -> Polygon:
    """Return the outline of the city, EPSG:32632, metres rounded to 0.1."""
    points = to_metres(_read("outline.csv"))
    return Polygon(points.round(1))


def _read(name: str) -> pd.DataFrame:
    with files(__name__).joinpath(name).open(encoding="utf-8") as lines:
        return pd.read_csv(lines, dtype=_TEXT_IDS)
