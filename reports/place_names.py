"""Names of places as they are shown."""

import re

_SMALL_WORDS = {"DEL", "DELLA", "DELLE", "DEGLI", "DEI", "DI", "DA", "E", "SUL", "IN"}


def place_name(name: str) -> str:
    """A name that its source writes in capitals, in ordinary letters; any other name as it is.

    >>> place_name("QUARTO OGGIARO - Q.RE CA' GRANDA"), place_name("Municipio 4")
    ("Quarto Oggiaro - Q.re Ca' Granda", 'Municipio 4')
    """
    return re.sub(r"[^\W\d_]+", _ordinary, name) if name.isupper() else name


def _ordinary(word: re.Match[str]) -> str:
    text, before = word.group(), word.string[max(0, word.start() - 1) : word.start()]
    return text.lower() if before == "." or (text in _SMALL_WORDS and word.start()) else text.capitalize()
