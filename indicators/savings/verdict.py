"""What may be said of a saving, in one sentence; and what the bills alone would have said."""

from math import isnan

from contract.translations import mark
from indicators.savings.periods import Lack
from indicators.savings.portfolio_checks import are_going_on
from indicators.savings.saving import Range, Saving

_SENTENCES = {
    "saving": mark(
        "At equal weather the building uses {share} less energy since the works (90% interval: {low} to {high})."
    ),
    "rise": mark(
        "At equal weather the building uses {rise} more energy since the works (90% interval: {least} to {most})."
    ),
    "unclear": mark(
        "No saving can be claimed: at equal weather the estimate is {change}, and the truth may lie anywhere from "
        "{from_change} to {to_change}."
    ),
    "going_on": mark("The works are still going on: what they save can be told a year after they end."),
    "insufficient": mark("There are too few data for a verdict."),
    "refused": mark("The readings suffice, but they cannot tell what the works did."),
}

_RAW_ROSE = mark(
    "The bills alone would have said otherwise: use a day {rise} higher than before. They compare different weather."
)
_RAW_FELL = mark(
    "The bills alone would have said otherwise: use a day {fall} lower than before. They compare different weather."
)

Sentence = tuple[str, dict[str, float]]


def verdict_sentence(saving: Saving) -> Sentence:
    """Return a sentence of the catalogue and the shares (0–1) that fill it."""
    return sentence_of(saving.verdict, saving.avoided_share, saving.lacks)


def sentence_of(verdict: str, share: Range, lacks: tuple[Lack, ...] = ()) -> Sentence:
    """The sentence of a verdict ("saving", "rise", "unclear", "insufficient") on the share saved.

    `lacks`: why there is none; where no data are missing, it is refused and not said to lack them. `change` and the
    like are shares saved, to be told with their direction.
    """
    if are_going_on(lacks):
        return _SENTENCES["going_on"], {}
    if verdict == "insufficient" and lacks and not any(lack.is_of_data for lack in lacks):
        return _SENTENCES["refused"], {}
    values = {
        "saving": {"share": share.estimate, "low": share.low, "high": share.high},
        "rise": {"rise": -share.estimate, "least": -share.high, "most": -share.low},
        "unclear": {"change": share.estimate, "from_change": share.low, "to_change": share.high},
        "insufficient": {},
    }
    return _SENTENCES[verdict], values[verdict]


def raw_sentence(saving: Saving) -> Sentence | None:
    """The sentence on the raw comparison where it lies outside the interval; None where it says the same."""
    return raw_sentence_of(saving.raw_daily_share, saving.avoided_share) if saving.is_sufficient else None


def raw_sentence_of(raw: float, share: Range) -> Sentence | None:
    """The sentence on the raw comparison where it lies outside `share`; None where it says the same or is unknown."""
    if isnan(raw) or isnan(share.low) or share.low <= raw <= share.high:
        return None
    return (_RAW_ROSE, {"rise": -raw}) if raw < 0 else (_RAW_FELL, {"fall": raw})
