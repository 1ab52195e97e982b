"""What else moved use, in words."""

from math import isnan

from contract.translations import translate
from indicators.savings.cautions import Caution
from reports.directions import change_words
from reports.numbers import count, day, share


def caution_words(cautions: tuple[Caution, ...], language: str) -> list[str]:
    """What else moved use, one sentence each."""
    return [_caution(caution, language) for caution in cautions]


def _caution(caution: Caution, language: str) -> str:
    told = {"days": count(caution.days, language)}
    for name in ("size", "low", "high"):
        if not isnan(getattr(caution, name)):
            told[name] = change_words(getattr(caution, name), language)
    for name, lived_in in zip(("before", "after"), caution.occupied, strict=True):
        told[name] = share(lived_in, language)
    for name in ("day", "until"):
        if getattr(caution, name):
            told[name] = day(getattr(caution, name), language)
    return translate(caution.sentence, language, **told)
