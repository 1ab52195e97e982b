"""What the codes of an address are called on a page and in a file."""

from collections.abc import Mapping

from contract.translations import Told, mark, translate

_LEVEL_TITLES = {
    "section": mark("Census sections"),
    "nil": "{nils}",
    "municipio": "{municipi}",
    "city": mark("City"),
}
_LEVEL_KINDS = {
    "section": mark("census section"),
    "nil": "{nil}",
    "municipio": "{municipio}",
    "city": mark("city"),
}

MEASURE_NAMES = {
    "estimate": mark("Estimate"),
    "minimum": mark("Certain minimum"),
    "maximum": mark("Possible maximum"),
}


def level_title(level: str, language: str, words: Mapping[str, Told]) -> str:
    """What the areas of `level` are called, as a title; `words`: `Edition.level_words`."""
    return _capital(translate(_LEVEL_TITLES[level], language, **words))


def level_kind(level: str, language: str, words: Mapping[str, Told]) -> str:
    """What one area of `level` is called; `words`: `Edition.level_words`."""
    return translate(_LEVEL_KINDS[level], language, **words)


def level_head(level: str, language: str, words: Mapping[str, Told]) -> str:
    """What one area of `level` is called, as the head of a column; `words`: `Edition.level_words`."""
    return _capital(level_kind(level, language, words))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
