"""Codes of the areas of one made by hand, in one text: between points, or commas where codes have points themselves."""

from collections.abc import Iterable

import pandas as pd


def codes_of(text: str, known: pd.Index) -> list[str]:
    """The codes in `text`, each once; `known`: those of the level, one of which may have points.

    >>> codes_of("1.2.1", pd.Index(["1", "2"])), codes_of("A.1,A.2", pd.Index(["A.1", "A.2"]))
    (['1', '2'], ['A.1', 'A.2'])
    >>> codes_of("A.1", pd.Index(["A.1", "A.2"]))
    ['A.1']
    """
    if text in known:
        return [text]
    return list(dict.fromkeys(code for code in text.split("," if "," in text else ".") if code))


def codes_text(codes: Iterable[str], known: pd.Index) -> str:
    """The text that `codes_of` reads as `codes`."""
    return ("," if have_points(known) else ".").join(codes)


def have_points(known: pd.Index) -> bool:
    """Whether any code of a level has a point."""
    return any("." in str(code) for code in known)
