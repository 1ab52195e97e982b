"""The long table of figures: one row per area and indicator, the numbers by which others check us."""

import json
from collections.abc import Iterable, Mapping

import pandas as pd

from indicators.registry import Choices, Indicator, compute_figures
from reports.downloads import figures_frame, without_formulas


def figures_table(
    frames: Mapping[str, pd.DataFrame], indicators: Iterable[Indicator], choices: Choices | None = None
) -> pd.DataFrame:
    """Return `downloads.COLUMNS` for every area of `frames` (area frame by level) and every indicator, in their order.

    Numbers are NA where a figure is not shown; units are those of each indicator.
    """
    indicators = list(indicators)
    parts = [
        figures_frame(compute_figures(frame, indicator, choices), frame["area_name"], level, indicator.id)
        for level, frame in frames.items()
        for indicator in indicators
    ]
    return pd.concat(parts, ignore_index=True)


def as_json(table: pd.DataFrame) -> str:
    """One JSON array, one object a line; numbers in full precision, null where there is none."""
    records = table.astype(object).where(table.notna(), None).to_dict("records")
    lines = (json.dumps(record, ensure_ascii=False, allow_nan=False) for record in records)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def as_csv(table: pd.DataFrame) -> str:
    """Comma-separated text with a header; numbers in full precision, empty where there is none."""
    return without_formulas(table).to_csv(index=False, lineterminator="\n")
