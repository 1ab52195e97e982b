"""Italian articles before numbers in figures: l’8%, dell’11%, gli 8, where the number's name begins with a vowel."""

import re

_VOWEL = r"(?=(?:8\d*(?:[.,]\d+)*|11(?:[.,]\d+)*|1(?:,\d+)?)(?![\d]|[.,]\d))"
"""Figures read otto…, undici…, uno; 1.000 (mille) and 18 (diciotto) are not among them."""
_SINGULAR = {"il": "l’", "del": "dell’", "al": "all’", "dal": "dall’", "nel": "nell’", "sul": "sull’"}
_PLURAL = {"i": "gli", "dei": "degli", "ai": "agli", "dai": "dagli", "nei": "negli", "sui": "sugli"}
_ONE = re.compile(rf"\b({'|'.join(_SINGULAR)}) {_VOWEL}", re.IGNORECASE)
_MANY = re.compile(rf"\b({'|'.join(_PLURAL)}) (?=(?:8|11)(?:\.\d+)*(?![\d,]|\.\d))", re.IGNORECASE)


def elided(text: str) -> str:
    """An Italian text with the articles that its figures ask for.

    >>> elided("il 8,7% e del 11,8%, del 18%, al 1,5%, il 80% dei 8 contatori")
    'l’8,7% e dell’11,8%, del 18%, all’1,5%, l’80% degli 8 contatori'
    """
    text = _ONE.sub(lambda found: _cased(found[1], _SINGULAR), text)
    return _MANY.sub(lambda found: _cased(found[1], _PLURAL) + " ", text)


def _cased(article: str, forms: dict[str, str]) -> str:
    form = forms[article.lower()]
    return form.capitalize() if article[0].isupper() else form
