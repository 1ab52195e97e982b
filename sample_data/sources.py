"""Writes the synthetic city into a folder, in the shapes in which a city delivers its own."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from sample_data.assumptions import SEED, YEARS
from sample_data.city import make_sections
from sample_data.complexes import make_complexes
from sample_data.households import make_households, make_year
from sample_data.venues import make_venues

_SECTIONS, _HOUSEHOLDS, _COMPLEXES = 1, 2, 3


def write_sources(folder: Path, years: Iterable[int] = YEARS) -> None:
    """Write sections.parquet, lookup.csv, complexes.csv, venues.csv and one households_{year}.parquet a year.

    The same code writes the same tables every time, whichever years are asked for and in any order.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sections = make_sections(_stream(_SECTIONS))
    sections.to_parquet(folder / "sections.parquet", index=False)
    sections.drop(columns="geometry").to_csv(folder / "lookup.csv", index=False)
    make_complexes(sections, _stream(_COMPLEXES)).to_csv(folder / "complexes.csv", index=False)
    make_venues().to_csv(folder / "venues.csv", index=False)
    households = make_households(sections, _stream(_HOUSEHOLDS))
    for year in years:
        make_year(households, year, _stream(year)).to_parquet(folder / f"households_{year}.parquet", index=False)


def _stream(name: int) -> np.random.Generator:
    """Return a generator of its own for each thing drawn, so that a change in one leaves the others as they were."""
    return np.random.Generator(np.random.PCG64([SEED, name]))
