"""The Parquet files of the households: found in folders, and looked at before they are counted."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from contract.errors import ObservatoryError, given
from contract.translations import mark
from data_access.household_counts.section_counts import check_columns


def household_files(households: Path) -> list[Path]:
    """Return the file at `households`, or every Parquet file of that folder and the folders in it, by name.

    Names that begin with a dot or an underscore are what computers write for themselves, and are passed over. Raises
    ObservatoryError if there is none, if one cannot be read or lacks a column, or if they hold no household.
    """
    files = [households] if given(households).is_file() else _in_folder(households)
    if not files:
        raise ObservatoryError(mark("The folder {path} holds no Parquet file."), path=households)
    if not sum(map(_checked, files)):
        raise ObservatoryError(mark("The household file holds no household: {path}."), path=households)
    return files


def _in_folder(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.suffix.lower() == ".parquet" and path.is_file())
    return sorted(path for path in found if not _is_hidden(path.relative_to(folder)))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "_")) for part in path.parts)


def _checked(path: Path) -> int:
    """Households of one file, whose columns are those that are needed."""
    try:
        with pq.ParquetFile(path) as file:
            names, households = file.schema_arrow.names, file.metadata.num_rows
    except (pa.ArrowException, OSError) as error:
        message = mark("This is not a Parquet file, or it is cut short: {path}.")
        raise ObservatoryError(message, path=path) from error
    check_columns(names, str(path))
    return int(households)
