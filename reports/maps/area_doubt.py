"""The doubt of small areas in words and classes: what the map pales, what the tooltip adds. No Streamlit here."""

from dataclasses import replace

import numpy as np
import pandas as pd

from contract.translations import mark, translate
from reports.addresses.labels import MEASURE_NAMES
from reports.maps.classes import Classes, Entry, hover_texts
from reports.maps.palette import UNSURE
from reports.numbers import ABSENT, quantities

READING_NAMES = {
    "raw": mark("As counted"),
    "smoothed": mark("Smoothed"),
    "sure": mark("Only beyond chance, among those known"),
    "range": mark("Only where it is surely worse or better"),
}
"""How the map reads the estimate of small areas."""

READING_SENTENCES = {
    "smoothed": mark(
        "Where few households are counted chance plays a large part, so the estimate is drawn nearer to that of the "
        "larger area around it. Totals stay as they are."
    ),
    "sure": mark(
        "In colour: areas that are above or below the city with a probability of at least 95%. Pale: chance, "
        "or what is not known, could explain the difference."
    ),
    "range": mark(
        "In colour: areas whose whole range stands above, or below, the estimate of the city. Pale: what we do not "
        "know could explain the difference."
    ),
}
"""What the readings that are not the plain one mean."""

STANDING_NAMES = {
    "above": mark("more than the city beyond chance, among those known"),
    "below": mark("less than the city beyond chance, among those known"),
    "unsure": mark("not sure: chance, or what is not known, could explain the difference from the city"),
    "": "",
}
"""What is said of an area beside the city."""

UNSURE_NAMES = {
    "sure": STANDING_NAMES["unsure"],
    "range": mark("not sure: the range holds the figure of the city"),
}
"""What is said of the areas that a reading pales; the other readings pale none."""

IMPUTED = mark("Estimate with imputed heating bills")
IMPUTED_SENTENCE = mark(
    "Where the bill of shared heating is missing, the one that homes with shared heating pay in the same area is put "
    "in its place, and households are counted by what they spend on electricity and gas beside it."
)
"""What stands on a figure whose missing heating bills are imputed."""

HEAT_ERROR = mark(
    "Tried by leaving out one area at a time: the bill is typically wrong by {bill}, which moves the city's share by "
    "about {points} percentage points."
)
"""How wrong imputed heating bills are."""

_CHANCE = mark("chance alone: {low} – {high}")
_PLAUSIBLE = mark("{estimate}, plausible {low} – {high}\ncertainly at least {minimum}")
_SMOOTHED = mark("{value} smoothed, almost surely {low} – {high}")


def paled(classes: Classes, standing: pd.Series, reading: str, language: str) -> Classes:
    """Return `classes` with the areas paled that are not surely above or below the city; legend and labels say so.

    `standing`: see `small_areas.COLUMNS`; areas without one keep their class. `reading`: one of `UNSURE_NAMES`.
    """
    is_unsure = (standing == "unsure").to_numpy(dtype=bool)
    label = translate(UNSURE_NAMES[reading], language)
    hidden = classes.labels[is_unsure].value_counts()
    legend = tuple(replace(entry, areas=entry.areas - int(hidden.get(entry.label, 0))) for entry in classes.legend)
    return replace(
        classes,
        codes="".join(np.where(is_unsure, str(len(classes.colours)), list(classes.codes))),
        colours=(*classes.colours, UNSURE),
        legend=(*legend, Entry(UNSURE, label, int(is_unsure.sum()))),
        labels=classes.labels.mask(is_unsure, label),
    )


def shown_names(measure: str, reading: str, is_imputed: bool) -> tuple[str, ...]:
    """What stands on a map beside its indicator: which figure it shows, and how small areas are read."""
    read = () if reading == "raw" else (READING_NAMES[reading],)
    return (IMPUTED, *read) if is_imputed else read or (MEASURE_NAMES[measure],)


def chance_texts(texts: list[str], chance: pd.DataFrame, is_shown: pd.Series, unit: str, language: str) -> list[str]:
    """Tooltips of figures as counted, with the interval of chance added where the figure is shown."""
    lows, highs = (quantities(chance[name], unit, language) for name in ("chance_low", "chance_high"))
    sentence = translate(_CHANCE, language)
    return [
        text if low == ABSENT or not shown else f"{text}\n{sentence.format(low=low, high=high)}"
        for text, low, high, shown in zip(texts, lows, highs, is_shown, strict=True)
    ]


def figure_texts(figures: pd.DataFrame, unit: str, language: str) -> list[str]:
    """What tooltips say of the estimates: beside its plausible range and certain minimum where it has one, else as
    `hover_texts`."""
    if "plausible_low" not in figures:
        return hover_texts(figures, "estimate", unit, language)
    names = ("estimate", "plausible_low", "plausible_high", "minimum")
    columns = [quantities(figures[name], unit, language) for name in names]
    sentence = translate(_PLAUSIBLE, language)
    otherwise = iter(hover_texts(figures[figures["plausible_low"].isna()], "estimate", unit, language))
    return [
        next(otherwise) if low == ABSENT else sentence.format(estimate=estimate, low=low, high=high, minimum=minimum)
        for estimate, low, high, minimum in zip(*columns, strict=True)
    ]


def smoothed_texts(texts: list[str], doubt: pd.DataFrame, unit: str, language: str, with_standing: bool) -> list[str]:
    """Tooltips of smoothed figures with their interval and, if asked for, what is sure beside the city."""
    values, lows, highs = (
        quantities(doubt[name].where(doubt["has_count"]), unit, language)
        for name in ("smoothed", "smoothed_low", "smoothed_high")
    )
    sentence = translate(_SMOOTHED, language)
    standings = {code: translate(name, language) if name else "" for code, name in STANDING_NAMES.items()}
    told = [
        text if value == ABSENT else sentence.format(value=value, low=low, high=high)
        for text, value, low, high in zip(texts, values, lows, highs, strict=True)
    ]
    if not with_standing:
        return told
    return [
        f"{text}\n{standings[code]}" if standings[code] else text
        for text, code in zip(told, doubt["standing"], strict=True)
    ]
