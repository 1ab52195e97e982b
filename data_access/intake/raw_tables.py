"""A table as its file has it: texts, with the line each row stands on."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal

import geopandas as gpd
import numpy as np
import pandas as pd

from contract.errors import Fault, Refused
from contract.translations import mark
from data_access.intake.row_faults import shown

HEADER_ROW = 1
"""Line of the file that holds the column names."""

MOST_ROWS = 2_000_000
"""Rows a table may have: Italy has 756,000 census sections; a century of daily weather of 50 stations is 1,800,000."""

MOST_COLUMNS = 2_000
"""Columns a table may have: ISTAT's files have about 150."""


@dataclass(frozen=True)
class RawTable:
    """What a file says, not yet understood.

    `text` has the file's own column names; its index is the line of the file (for spreadsheets and geographic files
    the header counts as line 1, so the first row is 2), and an empty text is a missing value. `geometry` has the same
    index. `faults` are those that still let the rest be read. `header_row` is the line of the column names.
    """

    file: str
    text: pd.DataFrame
    geometry: gpd.GeoSeries | None = None
    faults: tuple[Fault, ...] = field(default=())
    header_row: int = HEADER_ROW


def refuse(code: str, message: str, file: str, **place: object) -> Refused:
    """The error for a file that cannot be read, with one fault; `place` fills the fault's other fields."""
    return Refused([Fault(code, message, file, **place)])  # type: ignore[arg-type]


_NO_JSON = mark(
    "The file is no JSON from here on: a comma, a quotation mark or a bracket is missing or too many. Mend it here, or "
    "copy the file again from where it came."
)


def _line_of(error: json.JSONDecodeError) -> str:
    """The line in which a text is no JSON, fit to be told."""
    lines = error.doc.splitlines()
    return shown(lines[error.lineno - 1].strip()) if error.lineno <= len(lines) else ""


@contextmanager
def reading(file: str) -> Iterator[None]:
    """Turn whatever a library raises on a damaged file into a fault of that file: no library lists all its errors."""
    try:
        yield
    except Refused:
        raise
    except json.JSONDecodeError as error:
        raise refuse("bad_json", _NO_JSON, file, row=error.lineno, found=_line_of(error)) from error
    except UnicodeDecodeError as error:
        raise refuse("not_text", mark("This file is not text in UTF-8."), file) from error
    except Exception as error:
        message = mark("The file is damaged or cut short: copy it again from where it came.")
        raise refuse("unreadable_file", message, file) from error


def number_text(value: float | np.floating, decimal: str) -> str:
    """Write a number as the mapping says numbers are written: 12 as "12", 0.5 as "0,5" where `decimal` is a comma.

    >>> number_text(12.0, ","), number_text(1e-05, ","), number_text(float("nan"), ".")
    ('12', '0,00001', '')
    """
    if np.isnan(value):
        return ""
    if np.isinf(value):
        return str(value)
    return np.format_float_positional(value, trim="-").replace(".", decimal)


def texts_of(values: pd.Series, decimal: str) -> pd.Series:
    """Return typed values as texts, "" where missing: dates in ISO form, flags as true/false, whole numbers bare."""
    if pd.api.types.is_float_dtype(values.dtype):
        # float32 as such: 812.45 would else become 812.4500122
        width = np.float32 if str(values.dtype).lower() == "float32" else np.float64
        texts = [number_text(value, decimal) for value in values.to_numpy(dtype=width, na_value=np.nan)]
        return pd.Series(texts, index=values.index, dtype="str")
    return pd.Series([_text(value, decimal) for value in values], index=values.index, dtype="str")


def _text(value: object, decimal: str) -> str:
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float | np.floating | Decimal):
        return _decimal_text(value, decimal) if isinstance(value, Decimal) else number_text(value, decimal)
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="backslashreplace")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _decimal_text(value: Decimal, decimal: str) -> str:
    """All digits, no exponent, no zeros at the end: 0E-10 as "0", 812.450 as "812,45" where `decimal` is a comma."""
    if not value.is_finite():
        return "" if value.is_nan() else str(value)
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return ("0" if text in ("", "-0") else text).replace(".", decimal)
