"""Answers weighted to margins of the city (raking): experimental, for coordinators alone.

Weights mend who was met too seldom by where they live and how they heat; that people are not drawn by lot they do not
mend. Weighted shares move by single answers, so they are never told to everybody.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from indicators.basis.collection_parameters import LEAST_ANSWERS
from indicators.collection.encountered import ENCOUNTERED

HEATING = {"1": "district", "2": "central", "3": "own", "4": "none", "5": "none"}
"""Way of heating of the city's counts (`heating_…`) by code of the question `heating_system`; "do not know" is none."""

COLUMNS = ("indicator", "answers", "share", "raked_share", "worth")
_ROUNDS, _CLOSE = 500, 1e-9


def rake(classes: pd.DataFrame, margins: Mapping[str, pd.Series]) -> pd.Series:
    """Weights, of mean 1, with which each column of `classes` has the shares of its `margins` (households by class).

    Iterative proportional fitting (Deming and Stephan, 1940). Classes that nobody answered of are left out of a margin.
    NA for rows of which a class is not known, and for all where a margin does not tell a class that was met, or margins
    contradict each other, so that no weights fit.
    """
    known = classes.dropna()
    if known.empty:
        return pd.Series(np.nan, classes.index)
    weights = pd.Series(1.0, known.index)
    wanted = {name: _shares(margin, known[name]) for name, margin in margins.items()}
    for _ in range(_ROUNDS):
        for name, shares in wanted.items():
            by_class = shares / weights.groupby(known[name]).sum() * len(known)
            weights = weights * known[name].map(by_class).astype(float)
        found = {name: weights.groupby(known[name]).sum() / len(known) for name in wanted}
        if all(float((found[name] - shares).abs().max()) < _CLOSE for name, shares in wanted.items()):
            return weights.reindex(classes.index)
    return pd.Series(np.nan, classes.index)


def _shares(margin: pd.Series, met: pd.Series) -> pd.Series:
    """Shares of the classes that were met, of a margin that counts households."""
    found = margin.reindex(sorted(met.unique())).astype(float)
    return found / found.sum(skipna=False)


def raked_shares(answers: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    """Each share of ENCOUNTERED as it is and with `weights` (0–1): COLUMNS; only of LEAST_ANSWERS answers or more.

    `worth`: how many answers of equal weight the weighted ones are worth (Kish, 1965).
    """
    rows = []
    for each in ENCOUNTERED:
        known = answers[answers[each.question].notna() & weights.notna()]
        if len(known) < LEAST_ANSWERS.value:
            continue
        is_so, weight = known[each.question].isin(each.codes), weights.loc[known.index]
        worth = weight.sum() ** 2 / (weight**2).sum()
        rows.append((each.id, len(known), is_so.mean(), (is_so * weight).sum() / weight.sum(), worth))
    return pd.DataFrame(rows, columns=list(COLUMNS))
