"""The published cells of an edition, in two files."""

from contextlib import ExitStack
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from contract.tables import LEVELS

_ROWS = 100_000
"""Sections that are written at once."""


def write_cells(
    folder: Path, households: pd.DataFrame, frames: dict[str, pd.DataFrame], names: dict[str, dict[str, str]]
) -> None:
    """Write what may be told: `households.parquet`, the sections beside their years, and `areas.parquet`, all others.

    `households`: the extract; `frames`: `frames_of` the release; `names`: of the areas of each level, by id. Sections
    are in order of their ids: an extract sorted by a count would tell more than its windows.
    """
    about = households.set_index("section_id")[["spend_year", "income_year", "is_estimated"]].sort_index()
    _write_sections(folder / "households.parquet", about, frames[LEVELS[0]])
    areas = [
        frames[level]
        .rename_axis("area_id")
        .reset_index()
        .assign(level=level, area_name=lambda frame, of=names[level]: frame["area_id"].map(of))
        for level in names
        if level != LEVELS[0]
    ]
    pd.concat(areas, ignore_index=True).to_parquet(folder / "areas.parquet", index=False, compression="zstd")


def _write_sections(path: Path, about: pd.DataFrame, cells: pd.DataFrame) -> None:
    """Write the cells of sections beside `about`, some rows at a time: a second copy of a country's takes gigabytes."""
    schema = None
    with ExitStack() as stack:
        for first in range(0, len(about), _ROWS):
            rows = about.iloc[first : first + _ROWS].join(cells).reset_index()
            part = pa.Table.from_pandas(rows, schema, preserve_index=False)
            if schema is None:
                schema = part.schema
                file = stack.enter_context(pq.ParquetWriter(path, schema, compression="zstd"))
            file.write_table(part)
