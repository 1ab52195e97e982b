"""What is said of privacy wherever figures stand: one sentence."""

from contract.translations import mark, translate

_NUMBERS = {3: mark("three"), 5: mark("five"), 10: mark("ten")}


def window_words(least_count: int, language: str) -> str:
    """How counts are given in an edition whose windows have `least_count` values."""
    number = translate(_NUMBERS[least_count], language) if least_count in _NUMBERS else str(least_count)
    sentence = mark("For privacy every count is given as a window of {number} households.")
    return translate(sentence, language, number=number)
