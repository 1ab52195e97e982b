"""How the estates of a plan are numbered, on the pages and in the files alike."""

from string import ascii_uppercase

import pandas as pd


def plan_labels(is_kept: pd.Series) -> pd.Series:
    """Return the label of each estate in the order of the plan: letters for the kept, numbers from 1 for the others.

    >>> plan_labels(pd.Series([True, True, False, False])).tolist()
    ['A', 'B', '1', '2']
    """
    kept = is_kept.astype(bool)
    numbers = (~kept).cumsum().astype(str)
    letters = pd.Series([_letter(place) for place in range(len(kept))], index=kept.index)
    return numbers.mask(kept, letters)


def _letter(place: int) -> str:
    """A … Z, then AA …"""
    return ascii_uppercase[place % 26] * (place // 26 + 1)
