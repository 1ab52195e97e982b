"""The verdict on a renovation in a word or two."""

import pandas as pd

from contract.translations import mark, translate
from indicators.savings.saving import TOLD

VERDICT_NAMES = {
    "saving": mark("Saving"),
    "rise": mark("Higher use"),
    "unclear": mark("Cannot be told"),
    "insufficient": mark("Too few data"),
}
IN_DOUBT = mark("In doubt: beside the works something else moved use; they stand after the others.")
_IN_DOUBT = mark("{verdict}, in doubt")
_DOUBTED = mark("In doubt: use was moved by something else too, or may have been.")


def verdict_name(row: pd.Series, language: str) -> str:
    """The verdict in a word or two, with whether it is in doubt."""
    name = translate(VERDICT_NAMES[row["verdict"]], language)
    return translate(_IN_DOUBT, language, verdict=name) if row["is_doubtful"] and row["verdict"] in TOLD else name


def doubt_words(verdict: str, is_doubtful: bool, language: str) -> list[str]:
    """A sentence beside a verdict that says how much, where that is in doubt; else none."""
    return [translate(_DOUBTED, language)] if is_doubtful and verdict in TOLD else []
