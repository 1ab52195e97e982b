"""The long table of figures: one row per area and indicator, the numbers by which others check us."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import pandas as pd

from data_access.editions import Edition, read_areas, read_neighbourhoods, read_table
from indicators.basis.assumptions import Box
from indicators.basis.tally import CellIntervals
from indicators.catalogue.registry import Choices, Indicator, compute_figures
from indicators.plausible.levels import read_level
from indicators.plausible.ranges import Known, plausible_figures
from indicators.plausible.told_box import told_box
from indicators.small_areas.area_doubt import Above, area_doubt
from indicators.small_areas.heat_imputation import fit_bills
from reports.downloads import figures_frame, in_order, without_formulas

Doubt = Callable[[str, Indicator], pd.DataFrame | None]
"""Finds the doubt (`small_areas.COLUMNS`) of every area of a level, for one indicator."""


def figures_table(
    frames: Mapping[str, pd.DataFrame],
    indicators: Iterable[Indicator],
    choices: Choices | None = None,
    doubt: Doubt = lambda _level, _indicator: None,
    known: Callable[[str], Known | None] = lambda _level: None,
) -> pd.DataFrame:
    """Return `downloads.ORDER` for every area of `frames` (area frame by level) and every indicator, in their order.

    Numbers are NA where a figure is not shown; units are those of each indicator. `doubt` finds the doubt of small
    areas, whose columns follow, as `edition_doubt` does; `known` what the plausible range of energy poverty stands on,
    as `edition_known` does: then that indicator has imputed heat, and the columns of its range follow.
    """
    indicators = list(indicators)
    parts = [
        figures_frame(
            _figures(frame, indicator, choices or Choices(), known(level)),
            frame["area_name"],
            level,
            indicator.id,
            doubt(level, indicator),
        )
        for level, frame in frames.items()
        for indicator in indicators
    ]
    return in_order(pd.concat(parts, ignore_index=True))


def _figures(frame: pd.DataFrame, indicator: Indicator, choices: Choices, known: Known | None) -> pd.DataFrame:
    figures = compute_figures(frame, indicator, choices)
    if known is None or "is_heat_imputed" not in indicator.choices:
        return figures
    return plausible_figures(figures, known, choices.box)


def edition_known(edition: Edition, choices: Choices) -> Callable[[str], Known | None]:
    """Return what finds what the areas of a level of `edition` tell of energy poverty; None without heating bills."""
    if read_areas(edition, "section")["heat_unknown"].isna().all():
        return lambda _level: None
    counts = {level: CellIntervals(read_areas(edition, level)) for level in edition.levels}
    bills = fit_bills(counts[edition.middle].cells, counts["section"].cells)
    if bills is None:
        return lambda _level: None
    held_by = read_neighbourhoods(edition)
    return lambda level: read_level(level, counts, edition.middle, held_by, bills, choices.cutoff)


def with_told_box(edition: Edition, choices: Choices) -> Choices:
    """The same choices with the box of assumptions that the city's household files tell, unless a reader moved it."""
    city = edition_known(edition, choices)("city")
    if city is None or choices.box != Box():
        return choices
    return replace(choices, box=told_box(read_table(edition, "city_heat"), city))


def edition_doubt(edition: Edition, choices: Choices) -> Doubt:
    """Return what finds the doubt of areas of `edition` by level and indicator; the city is not set beside itself."""
    counts = {level: CellIntervals(read_areas(edition, level)) for level in edition.levels}
    held_by, city = read_neighbourhoods(edition), str(counts["city"].cells.index[0])

    def doubt(level: str, indicator: Indicator) -> pd.DataFrame:
        """What chance does to the indicator's figures at that level."""
        higher = edition.above(level)
        figures = {name: compute_figures(counts[name].cells, indicator, choices) for name in {level, higher, "city"}}
        parents = held_by if higher == edition.middle else pd.Series(city, counts[level].cells.index)
        beside = figures["city"].iloc[: int(level != "city")]
        above = Above(parents, counts[higher], figures[higher], counts["city"], beside)
        return area_doubt(counts[level], figures[level], indicator, choices, above)

    return doubt


def as_json(table: pd.DataFrame) -> str:
    """One JSON array, one object a line; numbers in full precision, null where there is none."""
    records = table.astype(object).where(table.notna(), None).to_dict("records")
    lines = (json.dumps(record, ensure_ascii=False, allow_nan=False) for record in records)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def as_csv(table: pd.DataFrame) -> str:
    """Comma-separated text with a header; numbers in full precision, empty where there is none."""
    return without_formulas(table).to_csv(index=False, lineterminator="\n")
