"""What is said of privacy wherever figures stand: one sentence."""

from contract.translations import mark
from ui.words.i18n import t

_NUMBERS = {3: mark("three"), 5: mark("five"), 10: mark("ten")}


def window_sentence(least_count: int) -> str:
    """How counts are given in an edition whose windows have `least_count` values, in the reader's language."""
    number = t(_NUMBERS[least_count]) if least_count in _NUMBERS else str(least_count)
    return t("For privacy every count is given as a window of {number} households.", number=number)
