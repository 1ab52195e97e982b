"""Names of places as they are shown."""

import re

_SMALL_WORDS = {"DEL", "DELLA", "DELLE", "DEGLI", "DEI", "DI", "DA", "E", "SUL", "IN"}


def place_name(name: str) -> str:
    """A name that its source writes in capitals, in ordinary letters; any other name as it is.

    >>> place_name("QUARTO OGGIARO - Q.RE CA' GRANDA"), place_name("Municipio 4")
    ("Quarto Oggiaro - Q.re Ca' Granda", 'Municipio 4')
    >>> place_name("CITTA' STUDI"), place_name("XXII MARZO"), place_name("QT 8")
    ('Città Studi', 'XXII Marzo', 'QT 8')
    """
    if not name.isupper():
        return name
    return _ACCENTED.sub(_accent, re.sub(r"[^\W\d_]+", _ordinary, name))


_ELIDED = {"Ca'", "Po'", "De'"}
"""Words that end with an apostrophe of their own: no accent is meant."""
_ACCENTED = re.compile(r"[^\W\d_]+[aeiou]'(?=[\s,.)–-]|$)")
_ACCENTS = str.maketrans("aeiou", "àèìòù")
_NUMERAL = re.compile(r"X{0,3}(IX|IV|V?I{0,3})")


def _accent(word: re.Match[str]) -> str:
    """A word written with an apostrophe for the accent of its last letter, with the accent."""
    text = word.group()
    return text if text in _ELIDED else text[:-2] + text[-2].translate(_ACCENTS)


def _ordinary(word: re.Match[str]) -> str:
    text, before = word.group(), word.string[max(0, word.start() - 1) : word.start()]
    if len(text) > 1 and (_NUMERAL.fullmatch(text) or not set(text) & set("AEIOUÀÈÉÌÒÙ")):
        return text
    return text.lower() if before == "." or (text in _SMALL_WORDS and word.start()) else text.capitalize()
