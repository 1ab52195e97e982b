"""Italian articles before numbers in figures: l’8%, dell’11%, gli 8, where the number's name begins with a vowel."""

import re

_VOWEL = r"(?=(?:8\d*(?:[.,]\d+)*|11(?:[.,]\d+)*|1(?:,\d+)?(?![°ª]))(?![\d]|[.,]\d))"
"""Figures read otto…, undici…, uno; 1.000 (mille), 18 (diciotto) and 1° (primo) are not."""
_SINGULAR = {"il": "l’", "del": "dell’", "al": "all’", "dal": "dall’", "nel": "nell’", "sul": "sull’"}
_PLURAL = {"i": "gli", "dei": "degli", "ai": "agli", "dai": "dagli", "nei": "negli", "sui": "sugli"}
_MARKUP = r"((?:<\w[^>]*>)*)"
"""What may stand between: the figure is often in bold."""
_ONE = re.compile(rf"\b({'|'.join(_SINGULAR)}) {_MARKUP}{_VOWEL}", re.IGNORECASE)
_MANY = re.compile(rf"\b({'|'.join(_PLURAL)}) {_MARKUP}(?=(?:8|11)(?:\.\d+)*(?![\d,]|\.\d))", re.IGNORECASE)


def elided(text: str) -> str:
    """An Italian text with the articles that its figures ask for.

    >>> elided("il 8,7% e del 11,8%, del 18%, al 1,5%, il 80% dei 8 contatori")
    'l’8,7% e dell’11,8%, del 18%, all’1,5%, l’80% degli 8 contatori'
    >>> elided("tra il <strong>8,3%</strong> e il <strong>12%</strong>")
    'tra l’<strong>8,3%</strong> e il <strong>12%</strong>'
    """
    text = _ONE.sub(lambda found: _cased(found[1], _SINGULAR) + found[2], text)
    return _MANY.sub(lambda found: f"{_cased(found[1], _PLURAL)} {found[2]}", text)


def _cased(article: str, forms: dict[str, str]) -> str:
    form = forms[article.lower()]
    return form.capitalize() if article[0].isupper() else form
