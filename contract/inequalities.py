"""Shares told with a sign, “< 0,1%” and “> 99,9%”, in words where they enter a sentence."""

import re

_WITHOUT_ARTICLE = {"il": "", "del": "di ", "al": "a ", "dal": "da ", "nel": "in ", "sul": "su "}
_MARKUP = r"((?:<\w[^>]*>)*)"
"""What may stand between: the figure is often in bold."""
_SHARE = r"([<>])\s?(?=\d[\d.,]*%(?!\s[–-]))"
"""A share with its sign; one that begins a range keeps it."""
_AFTER_ARTICLE = re.compile(rf"\b({'|'.join(_WITHOUT_ARTICLE)}) {_MARKUP}{_SHARE}", re.IGNORECASE)
_AFTER_WORD = re.compile(rf"(?<=[^\W\d_] ){_MARKUP}{_SHARE}")
_FIRST = re.compile(rf"^{_MARKUP}{_SHARE}(?=\S+ [^\W\d_])")
_BESIDE = ("almeno ", "massimo ", "più ", "least ", "most ")
"""Words after which the sign stays: “almeno meno dello 0,1%” is no sentence."""
_WORDS = {"it": {"<": "meno del ", ">": "più del "}, "en": {"<": "less than ", ">": "more than "}}


def in_words(text: str, language: str) -> str:
    """A text of `language` ("it" or "en") whose shares have words for their signs; articles are not elided yet.

    >>> in_words("il < 0,1% in più, dal > 99,9% al 3%", "it")
    'meno del 0,1% in più, da più del 99,9% al 3%'
    >>> in_words("by < 0.1% (< 0.1% – 2.0%)", "en")
    'by less than 0.1% (< 0.1% – 2.0%)'
    >>> in_words("certo è almeno < 0,1%", "it")
    'certo è almeno < 0,1%'
    """
    if "%" not in text or not ("<" in text or ">" in text):
        return text
    words = _WORDS[language]
    if language == "it":
        text = _AFTER_ARTICLE.sub(lambda found: _joined(found, words), text)
    text = _AFTER_WORD.sub(lambda found: _told(found, words), text)
    return _FIRST.sub(lambda found: found[1] + words[found[2]].capitalize(), text)


def _told(found: re.Match[str], words: dict[str, str]) -> str:
    is_beside = found.string[: found.start()].endswith(_BESIDE)
    return found[0] if is_beside else found[1] + words[found[2]]


def _joined(found: re.Match[str], words: dict[str, str]) -> str:
    """What stands for article, markup and sign: `il <b>< ` is `<b>meno del `, `Dal < ` is `Da meno del `."""
    told = _WITHOUT_ARTICLE[found[1].lower()]
    told, sign = (told, words[found[3]]) if told else ("", words[found[3]])
    if found[1][0].isupper():
        told, sign = (told.capitalize(), sign) if told else ("", sign.capitalize())
    return told + found[2] + sign
