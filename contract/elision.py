"""Italian articles before numbers in figures: l’8%, dell’11%, lo 0,4%, gli 88, as the number's name begins."""

import re

_VOWEL = r"(?=(?:8\d*(?:[.,]\d+)*|11(?:[.,]\d+)*|1(?:,\d+)?(?![°ª]))(?![\d]|[.,]\d))"
"""Figures read otto…, undici…, uno; 1.000 (mille), 18 (diciotto) and 1° (primo) are not."""
_ZERO = r"(?=0(?:,\d+)?(?![\d/.:-]))"
"""Figures read zero…; 01/05 and 0:30 are not."""
_SINGULAR = {"il": "l’", "del": "dell’", "al": "all’", "dal": "dall’", "nel": "nell’", "sul": "sull’"}
_BEFORE_Z = {"il": "lo", "del": "dello", "al": "allo", "dal": "dallo", "nel": "nello", "sul": "sullo"}
_PLURAL = {"i": "gli", "dei": "degli", "ai": "agli", "dai": "dagli", "nei": "negli", "sui": "sugli"}
_MARKUP = r"((?:<\w[^>]*>)*)"
"""What may stand between: the figure is often in bold."""
_OF_ONE = rf"\b({'|'.join(_SINGULAR)}) {_MARKUP}"
_ONE = re.compile(_OF_ONE + _VOWEL, re.IGNORECASE)
_NONE = re.compile(_OF_ONE + _ZERO, re.IGNORECASE)
_EIGHT = r"(?=(?:8\d*|11)(?:[.,]\d+)*(?![\d]|[.,]\d))"
_MANY = re.compile(rf"\b({'|'.join(_PLURAL)}) {_MARKUP}(?:{_EIGHT}|{_ZERO})", re.IGNORECASE)


def elided(text: str) -> str:
    """An Italian text with the articles that its figures ask for.

    >>> elided("il 8,7% e del 11,8%, del 18%, al 1,5%, il 80% dei 8 contatori")
    'l’8,7% e dell’11,8%, del 18%, all’1,5%, l’80% degli 8 contatori'
    >>> elided("tra il <strong>8,3%</strong> e il <strong>12%</strong>; il 0,4% dei 88 NIL")
    'tra l’<strong>8,3%</strong> e il <strong>12%</strong>; lo 0,4% degli 88 NIL'
    """
    text = _ONE.sub(lambda found: _cased(found[1], _SINGULAR) + found[2], text)
    text = _NONE.sub(lambda found: f"{_cased(found[1], _BEFORE_Z)} {found[2]}", text)
    return _MANY.sub(lambda found: f"{_cased(found[1], _PLURAL)} {found[2]}", text)


def _cased(article: str, forms: dict[str, str]) -> str:
    form = forms[article.lower()]
    return form.capitalize() if article[0].isupper() else form
