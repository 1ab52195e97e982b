"""The embedded sample editions: the synthetic city through the same aggregate, gate and publish as a real one."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from data_access.disclosure import PrivacyRule
from data_access.editions import Edition
from data_access.household_counts.aggregate import aggregate
from data_access.intake.mappings import as_mapping
from data_access.intake.sources import SourcePaths, Sources, read_sources
from data_access.publishing.publish import Publication, publish
from sample_data.assumptions import YEARS
from sample_data.sources import write_sources

MAPPING = as_mapping(
    """[city]
name = "Milano"

[levels.nil]
it = ["NIL", "quartieri (NIL)"]
en = ["NIL", "neighbourhoods (NIL)"]

[levels.municipio]
it = ["Municipio", "Municipi"]
en = ["Municipio", "boroughs (Municipi)"]
"""
)
CREATED = "2026-11-23T00:00:00+00:00"
"""A fixed moment, so that the sample is the same whenever it is made."""


def publish_sample(into: Path, years: Iterable[int] = YEARS) -> list[Edition]:
    """Make the synthetic city and publish its editions in `into`; the households are gone afterwards."""
    choices = Publication(PrivacyRule(), is_demonstration=True, created=CREATED)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_sources(folder, years)
        return [publish(read_sample(folder, year), into, choices) for year in years]


def replace_embedded(into: Path, years: Iterable[int] = YEARS) -> list[Path]:
    """Publish the editions anew and put them in the place of those in `into`, which are replaced only when all is well.

    They would be revisions of what is there otherwise.
    """
    with tempfile.TemporaryDirectory(dir=into.parent) as temporary:
        fresh = Path(temporary) / into.name
        names = [edition.folder.name for edition in publish_sample(fresh, years)]
        if into.exists():
            into.rename(Path(temporary) / "replaced")
        fresh.rename(into)
    return [into / name for name in names]


def read_sample(folder: Path, year: int) -> Sources:
    """The tables of one year from the files that `write_sources` put into `folder`, exact."""
    extract = folder / f"extract_{year}.csv"
    aggregate(folder / f"households_{year}.parquet", year, extract)
    paths = SourcePaths(
        extract=extract,
        sections=folder / "sections.parquet",
        lookup=folder / "lookup.csv",
        complexes=folder / "complexes.csv",
        readings=folder / f"readings_{year}.csv",
        retrofits=folder / f"retrofits_{year}.csv",
        weather=folder / f"weather_{year}.csv",
        venues=folder / "venues.csv",
        heat_risk=folder / "heat_risk.csv",
    )
    return read_sources(year, paths, MAPPING)
