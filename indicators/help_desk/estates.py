"""Public-housing estates as the plan sees them: what is known of each, and how far what is not known may reach."""

import numpy as np
import pandas as pd

from contract.schema import Kind
from contract.tables import COMPLEXES, POVERTY_LINE, SHARE_BANDS
from indicators.basis.desk_parameters import OCCUPANCY_FLOOR
from indicators.basis.figures import amounts, divide
from indicators.basis.intervals import Interval, part_share, share_interval


def estate_frame(complexes: pd.DataFrame, cells: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Return one row per estate (index `complex_id`, sorted) with every column of the contract and what follows.

    `complexes`: the edition's table; `cells`: its published cells by section (index `area_id`); `places`: its sections
    (index `section_id`) with `municipio_id` and `municipio_name`. Added: `municipio_id`, `municipio_name`; of
    `households` (count), `vulnerable_rate` and `arrears_share` (0–1), `vulnerable_households` (count) the value and
    its `_low` and `_high`, NaN where nothing bounds it; `vulnerable_source`: "estate" where the register gives a
    band, "section" where the section that holds the estate stands for it, "" where neither is known.

    A section tells only of the households that it can hold: of an estate of 1,000 households in a section of 120, the
    other 880 may be anything, and so may all of them where the size of the estate is unknown. The value is then the
    section's, with those bounds.
    """
    frame = _whole(complexes).set_index("complex_id").sort_index()
    own = cells.reindex(frame["section_id"]).set_axis(frame.index)
    known = places.drop_duplicates().reindex(frame["section_id"]).set_axis(frame.index)
    frame = frame.assign(municipio_id=known["municipio_id"], municipio_name=known["municipio_name"])
    frame = frame.assign(**_household_bounds(frame))
    covered = _covered(frame, own)
    rate = _rate_estimate(own, share_interval(own, POVERTY_LINE))
    vulnerable = _share(frame, "vulnerable", (rate, share_interval(own, POVERTY_LINE)), covered)
    (arrears,) = amounts(own, "in_arrears")
    (households,) = amounts(own, "households")
    bounds = part_share(own, "in_arrears")
    owed = _share(frame, "arrears", (_middle(divide(arrears, households), bounds), bounds), covered)
    source = np.where(frame["vulnerable_band"].notna(), "estate", np.where(np.isnan(rate), "", "section"))
    frame = frame.assign(**_named("vulnerable_rate", vulnerable), **_named("arrears_share", owed))
    return frame.assign(**_vulnerable_households(frame), vulnerable_source=source)


def _whole(complexes: pd.DataFrame) -> pd.DataFrame:
    """Every column of the contract, those that the edition lacks without a value."""
    frame = complexes.reindex(columns=COMPLEXES.names)
    dtypes = dict.fromkeys(COMPLEXES.of_kind(Kind.FLAG), "boolean")
    dtypes |= dict.fromkeys(COMPLEXES.of_kind(Kind.COUNT, Kind.NUMBER), "Float64")
    dtypes |= dict.fromkeys(COMPLEXES.of_kind(Kind.TEXT, Kind.CHOICE, Kind.ID, Kind.SECTION), "str")
    return frame.astype(dtypes)


def _household_bounds(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    households, dwellings = amounts(frame, "households", "dwellings")
    low = np.where(np.isnan(households), np.ceil(dwellings * OCCUPANCY_FLOOR.value), households)
    high = np.where(np.isnan(households), dwellings, households)
    return {"households": _middle(households, (low, high)), "households_low": low, "households_high": high}


def _covered(frame: pd.DataFrame, own: pd.DataFrame) -> np.ndarray:
    """Share of the estate's households that its section can hold; 0 where the size is unknown."""
    (most,) = amounts(frame, "households_high")
    (section,) = amounts(own, "households")
    return np.nan_to_num(np.clip(divide(section, most), 0, 1))


def _share(
    frame: pd.DataFrame, name: str, of_section: tuple[np.ndarray, Interval], covered: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Value, least and most of a share: the register's band, else the section's where it covers the estate."""
    value, (low, high) = of_section
    low, high = low * covered, high * covered + (1 - covered)
    bands = frame[f"{name}_band"].map(lambda band: SHARE_BANDS.get(band, (np.nan, np.nan)))
    band_low, band_high = (np.array([ends[end] for ends in bands], dtype=float) for end in (0, 1))
    has_band = ~np.isnan(band_low)
    value = np.where(has_band, (band_low + band_high) / 2, value)
    return value, np.where(has_band, band_low, low), np.where(has_band, band_high, high)


def _rate_estimate(own: pd.DataFrame, bounds: Interval) -> np.ndarray:
    known, valid = amounts(own, "both_known", f"valid_above_{POVERTY_LINE:02d}")
    return np.clip(_middle(divide(valid, known), bounds), *bounds)


def _middle(value: np.ndarray, bounds: Interval) -> np.ndarray:
    """`value`, and the middle of its bounds where it is unknown."""
    return np.where(np.isnan(value), (bounds[0] + bounds[1]) / 2, value)


def _named(name: str, triple: tuple[np.ndarray, np.ndarray, np.ndarray]) -> dict[str, np.ndarray]:
    return dict(zip((name, f"{name}_low", f"{name}_high"), triple, strict=True))


def _vulnerable_households(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    return {
        f"vulnerable_households{end}": frame[f"vulnerable_rate{end}"].to_numpy() * frame[f"households{end}"].to_numpy()
        for end in ("", "_low", "_high")
    }
