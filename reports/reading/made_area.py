"""An area made by hand, read as one: what it holds, each share with its range beside the city's, what is unsure."""

import math
from collections.abc import Iterable

import pandas as pd

from contract.translations import mark, mark_count, translate
from indicators.catalogue.registry import Choices, get_indicator
from indicators.comparison.selection import (
    Above,
    Selection,
    part_range,
    poverty_range,
    select_areas,
    share_range,
    wholes,
)
from indicators.plausible.made_areas import made_range
from reports.privacy_words import window_words
from reports.reading.edition_reading import EditionReading

_PARTS = {
    "alone_75_plus": (mark("Aged 75 or more and living alone"), "old_and_alone"),
    "renters": (mark("Renters"), "renters"),
    "heating_central": (mark("Condominium heating"), "central_heating"),
    "in_arrears": (mark("Households in arrears"), "in_arrears"),
}
_STOCK = mark("Homes in energy class F or G")
POVERTY = "energy_poverty_10"
POVERTY_LABEL = mark("Energy poverty, above {cutoff}%")
"""What names the share above a cut-off."""

_NEEDS = ("households", "income_known", "both_known")
"""Cells without which an area tells nothing of energy poverty, beside the count above the cut-off."""

_FROM_PUBLISHED = mark(
    "It is read from published counts alone: nothing more can be learnt from it about a single household."
)
_WITHHELD = mark_count(
    "In this area the count above 10% is withheld: it enters as everything that it can be, and makes the range wider.",
    "In {withheld} of {number} areas the count above 10% is withheld: it enters as everything that it can be, and "
    "makes the range wider.",
    "number",
)
_LEFT_OUT = mark_count(
    "{count} area is not in the extract: it is in no sum.",
    "{count} areas are not in the extract: they are in no sum.",
)

Row = tuple[str, pd.Series, pd.Series]
"""An English sentence that names a share, the figure of the area made by hand, and the city's."""


def selection_of(read: EditionReading, level: str, chosen: Iterable[str]) -> Selection:
    """What the `chosen` areas of `level` hold together, narrowed by what the areas that hold them show.

    Raises UnknownName for ids that the level does not have.
    """
    cells, places = read.areas(level), read.sections()
    higher = read.edition.levels[1:-1] if level == "section" else ()
    above = [Above(read.areas(each), places[f"{each}_id"]) for each in higher]
    city = pd.Series(read.edition.manifest["city"]["id"], index=cells.index)
    return select_areas(cells, chosen, [*above, Above(read.areas("city"), city)])


def poverty_of(read: EditionReading, level: str, selection: Selection, choices: Choices) -> pd.Series:
    """Energy poverty of the selection as that of an area: certain ends, estimate, plausible ends where heat is told."""
    certain = poverty_range(selection, choices.cutoff)
    figure = pd.Series(vars(certain))
    if not choices.is_heat_imputed or math.isnan(certain.minimum):
        return figure
    levels = [level, *([*read.edition.levels[1:-1]] * (level == "section")), "city"]
    areas = wholes(selection, [*_NEEDS, f"valid_above_{choices.cutoff:02d}"])
    parts = [
        known.at(read.areas(at).index.get_indexer(ids))
        for at, ids in zip(levels, areas, strict=True)
        if (known := read.known(at, choices.cutoff)) is not None
    ]
    households = float(selection.totals.loc["households", "high"])
    made = made_range(parts, households, read.box(choices), (certain.minimum, certain.maximum))
    return figure if math.isnan(made.estimate) else pd.Series(vars(certain) | vars(made))


def other_rows(read: EditionReading, selection: Selection) -> list[Row]:
    """The other shares that counts of an area made by hand can tell, each beside the city's."""
    found = [(label, part_range(selection, cell), name) for cell, (label, name) in _PARTS.items()]
    found.append((_STOCK, share_range(selection, "epc_fg", "epc_fg", "epc_known"), "inefficient_stock"))
    return [(label, pd.Series(vars(share)), city_figure(read, name, Choices())) for label, share, name in found]


def city_figure(read: EditionReading, indicator_id: str, choices: Choices) -> pd.Series:
    """The city's figure of an indicator."""
    return read.figures("city", get_indicator(indicator_id), choices).iloc[0]


def doubt_sentences(read: EditionReading, selection: Selection, number: int, language: str) -> list[str]:
    """What the ranges are made of, in plain sentences; `number`: chosen areas."""
    withheld = int(selection.totals.loc["valid_above_10", "withheld"])
    told = [window_words(read.edition.manifest["privacy"]["least_count"], language)]
    told.append(translate(_FROM_PUBLISHED, language))
    if withheld:
        told.append(translate(_WITHHELD, language, withheld=withheld, number=number))
    if selection.left_out:
        told.append(translate(_LEFT_OUT, language, count=selection.left_out))
    return told


def ends_of(figure: pd.Series) -> tuple[float, float]:
    """The plausible ends of a figure where it has them, else what is certain and possible."""
    low, high = ("plausible_low", "plausible_high") if "plausible_low" in figure else ("minimum", "maximum")
    return float(figure[low]), float(figure[high])
