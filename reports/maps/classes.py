"""From figures to the classes of a map and of its legend. Nothing here knows Streamlit."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from contract.translations import mark, translate
from geo.breaks import classify, pooled_breaks
from reports.maps.palette import (
    BASE,
    HELD,
    MISSING,
    MOST_CLASSES,
    RGB,
    SEQUENTIAL,
    SOURCE,
    SPECIAL,
    SPECIAL_COLOURS,
    ZERO,
)
from reports.numbers import ABSENT, interval, quantities, quantity

SPECIAL_LABELS = {
    ZERO: mark("0"),
    BASE: mark("Withheld: too few households"),
    HELD: mark("Withheld for privacy"),
    SOURCE: mark("Withheld by the source"),
    MISSING: mark("No data"),
}


@dataclass(frozen=True)
class Look:
    """How a map is coloured: the figure shown, how classes are cut and how many, the language of the legend."""

    measure: str
    method: str
    k: int
    language: str


@dataclass(frozen=True)
class Entry:
    """One line of the legend: its colour, its words and how many areas have it."""

    colour: RGB
    label: str
    areas: int


@dataclass(frozen=True)
class Classes:
    """The classes of one map: a code per area, the colours they index, the legend, and the label of each area."""

    codes: str
    colours: tuple[RGB, ...]
    legend: tuple[Entry, ...]
    labels: pd.Series


def classes_of(
    figures: pd.DataFrame,
    measure: str,
    unit: str,
    method: str,
    k: int,
    language: str,
    ends: Sequence[float] | None = None,
) -> Classes:
    """Put each area of `figures` (one indicator) into a class of `measure`, or into one of the special ones.

    What is surely 0 is its own class, so that none, withheld and unknown never look alike. `ends`: upper ends of the
    classes where they are those of several maps (`shared_ends`), in place of those that `method` and `k` give.
    """
    breaks = shared_ends([figures], measure, method, k) if ends is None else ends
    return classes_at(figures, measure, unit, breaks, SEQUENTIAL, language)


def shared_ends(several: Sequence[pd.DataFrame], measure: str, method: str, k: int) -> list[float]:
    """Upper ends of at most `k` classes of one figure in several editions: a colour means the same in each of them."""
    values = [figures[measure].astype("Float64").where(figures["state"] == "shown") for figures in several]
    kinds = {kind for each, found in zip(several, values, strict=True) for kind in _special(each, found)} - {""}
    positive = [each.where(each > 0) for each in values]
    return pooled_breaks(positive, method, min(k, MOST_CLASSES - len(kinds)))


def classes_at(
    figures: pd.DataFrame,
    measure: str,
    unit: str,
    breaks: Sequence[float],
    palettes: Mapping[int, tuple[RGB, ...]],
    language: str,
) -> Classes:
    """The classes that `breaks` (upper ends, ascending) make, so that several maps may share them.

    The last may be without end (infinite): what is above the others.

    `palettes`: colours from light to dark by number of classes, at least three. At most five `breaks`: the reasons for
    which there is no figure need a code each.
    """
    values = figures[measure].astype("Float64").where(figures["state"] == "shown")
    breaks = list(breaks)
    special = _special(figures, values)
    graded = values.where(special == "")
    kinds = [name for name in SPECIAL if (special == name).any()]
    colours = palettes[max(3, len(breaks))][: len(breaks)] if breaks else ()
    places = {"": classify(graded, breaks) if breaks else -1} | {
        name: len(breaks) + offset for offset, name in enumerate(kinds)
    }
    codes = np.select([special == name for name in places], list(places.values())).astype(int)
    labels = _labels(graded, breaks, unit, language) + [translate(SPECIAL_LABELS[name], language) for name in kinds]
    palette = colours + tuple(SPECIAL_COLOURS[name] for name in kinds)
    counts = np.bincount(codes, minlength=len(palette))
    legend = tuple(
        Entry(colour, label, int(count)) for colour, label, count in zip(palette, labels, counts, strict=True)
    )
    return Classes(
        codes="".join(map(str, codes)),
        colours=palette,
        legend=legend,
        labels=pd.Series(np.array(labels, dtype=object)[codes], index=figures.index),
    )


def hover_texts(figures: pd.DataFrame, measure: str, unit: str, language: str) -> list[str]:
    """What the tooltip says of each area, in order: the figure with its range, or why there is none."""
    values, lows, highs = (quantities(figures[name], unit, language) for name in (measure, "minimum", "maximum"))
    special = {name: translate(label, language) for name, label in SPECIAL_LABELS.items()}
    absent = [special.get(name, "") for name in _special(figures, figures[measure])]
    return [
        why if value == ABSENT else value if ABSENT in (low, high) or low == high else f"{value} ({low} – {high})"
        for value, low, high, why in zip(values, lows, highs, absent, strict=True)
    ]


def _special(figures: pd.DataFrame, values: pd.Series) -> np.ndarray:
    """The special class of each area, "" where its value has a class of its own."""
    is_withheld = figures["state"] == "withheld"
    cases = {
        ZERO: ((values == 0) & (figures["estimate_high"].fillna(values) == 0)).fillna(False),
        "": values.notna(),
        BASE: is_withheld & (figures["reason"] == "withheld_base"),
        SOURCE: is_withheld & (figures["reason"] == "withheld_source"),
        HELD: is_withheld,
    }
    return np.select([np.asarray(case, dtype=bool) for case in cases.values()], list(cases), MISSING)


def _labels(graded: pd.Series, breaks: list[float], unit: str, language: str) -> list[str]:
    lowest = graded.min()
    first = lowest if pd.notna(lowest) and breaks and lowest <= breaks[0] else 0.0
    lows = [first, *breaks[:-1]] if breaks else []
    return [
        translate(mark("more than {low}"), language, low=quantity(low, unit, language))
        if math.isinf(high)
        else interval(low, high, unit, language)
        for low, high in zip(lows, breaks, strict=True)
    ]
