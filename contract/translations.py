"""The two languages: English sentences in the code, other languages in `locale/<language>/LC_MESSAGES/messages.po`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from contract.elision import elided

LANGUAGES = ("it", "en")
"""Languages of the product; the first is shown by default."""

Told = str | Mapping[str, str]
"""What fills a blank: a text, or by language where it is written differently in each."""

CATALOGUES = Path(__file__).resolve().parent.parent / "locale"


class Counted(str):
    """A sentence that counts: the text for any number but one, with that for `one` thing beside it.

    `by` names the blank whose number decides.
    """

    def __new__(cls, one: str, other: str, by: str) -> "Counted":
        """The pair as a sentence like any other."""
        sentence = super().__new__(cls, other)
        sentence.one, sentence.by = one, by
        return sentence

    one: str
    by: str

    def __getnewargs__(self) -> tuple[str, str, str]:  # type: ignore[override]
        """What makes it again, in another process too."""
        return self.one, str(self), self.by


@cache
def _read_messages(language: str) -> tuple[Any, ...]:
    if language == "en":
        return ()
    from babel.messages.pofile import read_po

    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open(encoding="utf-8") as file:
        return tuple(message for message in read_po(file, locale=language) if message.id)


@cache
def read_catalogue(language: str) -> dict[str, str]:
    """Return English sentence → sentence of `language`; empty for English, the language of the code."""
    return {str(m.id): str(m.string) for m in _read_messages(language) if not m.pluralizable and m.string}


@cache
def read_counted(language: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the two forms of each counted English sentence, for one and for another number → those of `language`."""
    return {tuple(m.id): tuple(m.string) for m in _read_messages(language) if m.pluralizable and all(m.string)}


def translate(sentence: str, language: str, **values: object) -> str:
    """Return `sentence` in `language` with `{names}` filled from `values`; untranslated ones stay English.

    Of a `Counted` one, the form for its number, which may be written already: 1 and "1" are one.
    A value may be given by language (`Told`).
    """
    if isinstance(sentence, Counted):
        count = 1 if str(values[sentence.by]) == "1" else 0
        return translate_count(sentence.one, str(sentence), count, language, **values)
    text = read_catalogue(language).get(sentence, sentence)
    return _filled(text, language, values) if values else text


def translate_count(one: str, other: str, count: float, language: str, /, **values: object) -> str:
    """Return in `language` the sentence for `count` things: `one` for exactly one, `other` for any other number.

    `{count}` is filled with `count`, or with how `values` write it; English and Italian both have these two forms.
    """
    forms = read_counted(language).get((one, other), (one, other))
    return _filled(forms[0 if count == 1 else 1], language, {"count": count} | values)


def _filled(text: str, language: str, values: dict[str, object]) -> str:
    told = {name: value[language] if isinstance(value, Mapping) else value for name, value in values.items()}
    filled = text.format(**told)
    return elided(filled) if language == "it" else filled


def mark(sentence: str) -> str:
    """Mark a sentence for the catalogue where it is defined, to be translated where it is shown."""
    return sentence


def mark_count(one: str, other: str, by: str = "count") -> Counted:
    """Mark a sentence that counts what its blank `by` tells: for exactly one, and for any other number."""
    return Counted(one, other, by)
