"""Shares among the people met, with an interval that knows that people of one place are alike.

They say nothing of the city: whoever comes to a desk is not drawn by lot.
"""

from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from contract.translations import mark
from indicators.basis.area_parameters import AREA_CONFIDENCE
from indicators.basis.collection_parameters import ANSWER_WINDOW, LEAST_ANSWERS


@dataclass(frozen=True)
class Encountered:
    """A share among the people met: those whose answer to `question` is one of `codes`.

    `benchmark_share`, `benchmark`: Eurostat's value of the same variable and where it comes from; None where none was
    found.
    """

    id: str
    label: str
    question: str
    codes: tuple[str, ...]
    benchmark_share: float | None = None
    benchmark: str = ""


ENCOUNTERED = (
    Encountered(
        "not_warm",
        mark("Home not comfortably warm in winter"),
        "warm_in_winter",
        ("2",),
        0.191,
        mark("Eurostat, EU-SILC module 2023 (HC060), people in cities of the European Union"),
    ),
    Encountered("not_cool", mark("Home not comfortably cool in summer"), "cool_in_summer", ("2",)),
    Encountered(
        "damp",
        mark("Damp, leaks, mould or rot"),
        "damp",
        ("1",),
        0.171,
        mark("Eurostat, EU-SILC 2023 (HH040, tessi292), people in Italy"),
    ),
    Encountered(
        "arrears_utilities",
        mark("Bills not paid on time for lack of money"),
        "utility_arrears",
        ("1", "2"),
        0.066,
        mark("Eurostat, EU-SILC 2018 (HS021), households in the European Union"),
    ),
)
"""Every share, in the order in which they are shown. Of HC070 no value was found: none is told."""

COLUMNS = ("indicator", "answers", "places", "share_low", "share", "share_high", "reason")

LEAST_PLACES = 3
"""Places below which nobody can tell how alike people of one place are."""

_FEW = mark("Not enough answers yet: a figure needs {least}, from three places at least.")

_STEP = 2
"""Steps by one: the design effect is rounded up to halves, so that it tells nothing of the exact counts."""


def encountered_figures(answers: pd.DataFrame) -> pd.DataFrame:
    """One row of COLUMNS an indicator of ENCOUNTERED, from `answers`.

    `answers`: `number` of arrival (from 1, never given twice), `place_id`, and one column a question, NA where there is
    no answer. Told are the whole batches of LEAST_ANSWERS numbers (`told_answers`): of each, `answers` to the question
    in whole windows of ANSWER_WINDOW, at `places` places. Shares are 0–1, NA with a `reason` (English sentence) where
    they are fewer than LEAST_ANSWERS, or come from fewer than LEAST_PLACES. `share` is the middle of the window of the
    count; low and high hold its ends and the chance.
    """
    return pd.DataFrame([_figure(each, answers) for each in ENCOUNTERED], columns=list(COLUMNS))


def told_answers(answers: pd.DataFrame, question: str) -> pd.DataFrame:
    """The `answers` to `question` that its figure rests on.

    A batch is LEAST_ANSWERS numbers of arrival in a row. One that is not whole yet, or of which answers were withdrawn,
    is left out for good: two figures differ by whole batches, never by one answer in and one out. Of a batch as many
    answers count as fill whole windows: else a count that moves from the end of a window to the beginning of another
    would tell that everybody of a batch gave the same answer.
    """
    if question not in answers or answers.empty:
        return answers.iloc[:0]
    ordered = answers.sort_values("number")
    batch = (ordered["number"] - 1) // int(LEAST_ANSWERS.value)
    known = ordered[(batch.map(batch.value_counts()) == LEAST_ANSWERS.value) & ordered[question].notna()]
    by_batch = known.groupby(batch.loc[known.index])["number"]
    whole = by_batch.transform("size") // int(ANSWER_WINDOW.value) * int(ANSWER_WINDOW.value)
    return known[by_batch.cumcount() < whole]


def _figure(each: Encountered, answers: pd.DataFrame) -> dict[str, Any]:
    told = told_answers(answers, each.question)
    size, places = len(told), told["place_id"].nunique()
    row = {"indicator": each.id, "answers": size, "places": places}
    if size < LEAST_ANSWERS.value or places < LEAST_PLACES:
        return row | {"reason": _FEW, "share": pd.NA, "share_low": pd.NA, "share_high": pd.NA}
    is_so = told[each.question].isin(each.codes)
    by_place = is_so.groupby(told["place_id"]).agg(["sum", "size"])
    ends = np.array(count_window(int(is_so.sum()), size)) / size
    effective = effective_size(by_place["sum"].to_numpy(), by_place["size"].to_numpy())
    low, high = wilson_interval(ends[0], effective)[0], wilson_interval(ends[1], effective)[1]
    return row | {"reason": "", "share_low": low, "share": float(ends.mean()), "share_high": high}


def count_window(count: int, size: int) -> tuple[int, int]:
    """The window in which a `count` of `size` answers is told, both whole windows long: never `size` alone."""
    wide = int(ANSWER_WINDOW.value)
    low = min(count // wide * wide, size - wide)
    return (low, size) if low == size - wide else (low, low + wide - 1)


def effective_size(counts: np.ndarray[Any, Any], sizes: np.ndarray[Any, Any]) -> float:
    """How many independent answers the answers of some places are worth, from `counts` of `sizes` a place.

    The design effect is that of a ratio over clusters, by linearisation, in halves and never below 1; the size is
    corrected for the few places as in Korn and Graubard (1998), “Confidence intervals for proportions with small
    expected number of positive counts estimated from survey data”, Survey Methodology 24. LEAST_PLACES at least.
    """
    total, places = float(sizes.sum()), len(sizes)
    share = counts.sum() / total
    of_chance = share * (1 - share) / (total - 1)
    variance = places / (places - 1) * ((counts - share * sizes) ** 2).sum() / total**2
    effect = max(ceil(variance / of_chance * _STEP) / _STEP, 1.0) if of_chance > 0 else 1.0
    tail = (1 + AREA_CONFIDENCE.value) / 2
    few = stats.t.ppf(tail, total - 1) / stats.t.ppf(tail, places - 1)
    return float(total / effect * few**2)


def wilson_interval(share: float, size: float) -> tuple[float, float]:
    """Wilson's interval (1927) of a share of `size` independent answers, which need not be whole."""
    low, high = proportion_confint(share * size, size, 1 - AREA_CONFIDENCE.value, "wilson")
    return float(low), float(high)
