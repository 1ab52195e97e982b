"""Invented countries of any size: sections in municipalities, these in provinces, as files that `publish` reads."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from contract.tables import CUTOFFS
from geo.crs import MEASURED

YEAR = 2023
SECTIONS_EAST, SECTIONS_NORTH = 9, 10
"""Sections of one municipality, side by side."""
MUNICIPALITIES_EAST, MUNICIPALITIES_NORTH = 12, 10
"""Municipalities of one province, side by side."""
SECTION_M = 630.0
SOUTH_WEST_M = (400_000.0, 4_500_000.0)
HOUSEHOLDS_OF_SECTION = 34
"""Mean, as in Italy: 26 million households in 756,000 sections."""
CODE = 999_000 * 10**7
"""First section's id is the one after; ISTAT gives no municipality this code."""


@dataclass(frozen=True)
class Country:
    """Municipalities side by side: `east` times `north` of them, each of 90 sections."""

    east: int
    north: int

    @property
    def sections(self) -> int:
        """How many sections there are."""
        return self.east * self.north * SECTIONS_EAST * SECTIONS_NORTH


DISTRICT, REGION, ITALY = Country(6, 11), Country(22, 30), Country(84, 100)
"""About 6,000, 60,000 and 756,000 sections, in 66, 660 and 8,400 municipalities."""


def write_country(country: Country, folder: Path, seed: int = 1) -> dict[str, Path]:
    """Write polygons, lookup and extract of `country` to `folder`; by the option of `publish` that reads each."""
    rng = np.random.default_rng(seed)
    paths = {"sections": folder / "sections.gpkg", "extract": folder / "extract.csv"}
    sections = _sections(country, rng)
    sections.to_file(paths["sections"], engine="pyogrio")
    _extract(sections["section_id"], rng).to_csv(paths["extract"], index=False)
    return paths


def _sections(country: Country, rng: np.random.Generator) -> gpd.GeoDataFrame:
    wide, high = country.east * SECTIONS_EAST, country.north * SECTIONS_NORTH
    row, column = (place.ravel() for place in np.indices((high, wide)))
    east, north = column // SECTIONS_EAST, row // SECTIONS_NORTH
    province = (north // MUNICIPALITIES_NORTH) * country.east + east // MUNICIPALITIES_EAST
    municipality = north * country.east + east
    frame = {
        "section_id": (CODE + 1 + np.arange(len(row))).astype(str),
        "nil_id": [f"{place:05d}" for place in municipality],
        "nil_name": [f"Comune {place}" for place in municipality],
        "municipio_id": [f"{place:05d}" for place in province],
        "municipio_name": [f"Provincia {place}" for place in province],
    }
    return gpd.GeoDataFrame(frame, geometry=_polygons(wide, high, rng), crs=MEASURED)


def _polygons(wide: int, high: int, rng: np.random.Generator) -> np.ndarray:
    """Crooked squares that share every corner, and a corner in the middle of every side, with their neighbours."""
    corners = _crooked((high * 2 + 1, wide * 2 + 1), rng)
    row, column = (2 * place.ravel() for place in np.indices((high, wide)))
    around = ((0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0), (0, 0))
    rings = np.stack([corners[row + north, column + east] for north, east in around], axis=1)
    return shapely.polygons(rings)


def _crooked(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    row, column = np.indices(shape)
    straight = np.stack([column, row], axis=-1) + rng.uniform(-0.2, 0.2, (*shape, 2))
    return np.round(straight * SECTION_M / 2 + np.array(SOUTH_WEST_M), 2)


def _extract(ids: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """Counts and sums of each section, within the rules of the contract; which cells are which is of no matter here."""
    households = rng.poisson(HOUSEHOLDS_OF_SECTION, len(ids))
    poor = rng.beta(4, 40, len(ids))
    spend_known = rng.binomial(households, 0.55)
    both = rng.binomial(spend_known, 0.94)
    income_known = both + rng.binomial(households - spend_known, 0.94)
    counts = {
        "households": households,
        "income_known": income_known,
        "spend_known": spend_known,
        "both_known": both,
        "heat_unknown": rng.binomial(households - spend_known, 0.9),
    }
    valid, partial = both, income_known - both
    for cut in CUTOFFS:
        valid = rng.binomial(valid, poor if cut == CUTOFFS[0] else 0.8)
        partial = rng.binomial(partial, poor if cut == CUTOFFS[0] else 0.7)
        counts |= {f"above_{cut:02d}": valid + partial, f"valid_above_{cut:02d}": valid}
    money = {
        f"{name}_eur": (both * mean * rng.lognormal(0, 0.1, len(ids))).round(2)
        for name, mean in (("income", 33_000), ("electricity", 600), ("gas", 700), ("heat", 300))
    }
    years = {"section_id": ids, "spend_year": YEAR, "income_year": YEAR - 2}
    return pd.DataFrame(years | {name: counts[name] for name in sorted(counts)} | money)
