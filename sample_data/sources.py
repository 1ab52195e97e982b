"""Writes the synthetic city into a folder, in the shapes in which a city delivers its own."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from sample_data.assumptions import SEED, YEARS
from sample_data.city import make_sections
from sample_data.complexes import make_complexes
from sample_data.facts import read_heat_risk
from sample_data.households import make_households, make_year
from sample_data.meters import Meters, make_meters
from sample_data.venues import make_venues

_SECTIONS, _HOUSEHOLDS, _COMPLEXES, _METERS = 1, 2, 3, 4


def write_sources(folder: Path, years: Iterable[int] = YEARS) -> None:
    """Write sections.parquet, lookup.csv, complexes.csv, venues.csv, heat_risk.csv and, for each year,
    households_{year}.parquet, readings_{year}.csv, retrofits_{year}.csv and weather_{year}.csv.

    The same code writes the same tables every time, whichever years are asked for and in any order.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sections = make_sections(_stream(_SECTIONS))
    sections.to_parquet(folder / "sections.parquet", index=False)
    sections.drop(columns="geometry").to_csv(folder / "lookup.csv", index=False)
    complexes = make_complexes(sections, _stream(_COMPLEXES))
    complexes.to_csv(folder / "complexes.csv", index=False)
    make_venues().to_csv(folder / "venues.csv", index=False)
    read_heat_risk().to_csv(folder / "heat_risk.csv", index=False)
    households = make_households(sections, _stream(_HOUSEHOLDS))
    meters = make_meters(complexes, _stream(_METERS))
    for year in years:
        make_year(households, year, _stream(year)).to_parquet(folder / f"households_{year}.parquet", index=False)
        for table, frame in _known_by(meters, year).items():
            frame.to_csv(folder / f"{table}_{year}.csv", index=False)


def _known_by(meters: Meters, year: int) -> dict[str, pd.DataFrame]:
    """Bills that end within `year` or before, days of weather until then, and works begun by then, by table."""
    after = pd.Timestamp(year + 1, 1, 1)
    return {
        "readings": meters.readings[meters.readings["end_date"] <= after],
        "retrofits": meters.retrofits[meters.retrofits["start_date"] < after],
        "weather": meters.weather[meters.weather["date"] < after],
    }


def _stream(name: int) -> np.random.Generator:
    """Return a generator of its own for each thing drawn, so that a change in one leaves the others as they were."""
    return np.random.Generator(np.random.PCG64([SEED, name]))
