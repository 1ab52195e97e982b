"""Languages: English sentences in the code, the others in `locale/<language>/LC_MESSAGES/messages.po`."""

from collections.abc import Callable, Mapping
from functools import cache
from gettext import c2py
from io import StringIO
from pathlib import Path
from string import Formatter
from typing import Any

from contract.catalogue_lines import without_broken
from contract.elision import elided
from contract.inequalities import in_words

LANGUAGES = ("it", "en")
"""Languages of the product; the first is shown by default."""

Told = str | Mapping[str, str]
"""What fills a blank: a text, or by language where it is written differently in each."""

CATALOGUES = Path(__file__).resolve().parent.parent / "locale"


def residents_languages() -> tuple[str, ...]:
    """LANGUAGES, then every other that has a catalogue: it may hold the sentences for residents alone."""
    from babel.localedata import exists

    more = {path.parents[1].name for path in CATALOGUES.glob("*/LC_MESSAGES/messages.po")} - {*LANGUAGES}
    return (*LANGUAGES, *sorted(filter(exists, more)))


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


def _read_messages(language: str) -> tuple[Any, ...]:
    """Messages of a language; those of a translator that are broken, or whose blanks are not the sentence's, are left
    out."""
    if language == "en":
        return ()
    read = _read_po(language)
    return tuple(each for each in read if each.id and (language in LANGUAGES or _has_its_blanks(each)))


@cache
def _read_po(language: str) -> Any:
    from babel.messages.pofile import read_po

    text = (CATALOGUES / language / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    return read_po(StringIO(without_broken(text)), locale=language)


def _has_its_blanks(message: Any) -> bool:
    """Whether a message has every blank of its sentence and no other; a form for one or two may write the number."""
    try:
        if message.pluralizable:
            return all(_blanks(each) <= _blanks(message.id[-1]) for each in message.string)
        return not message.string or _blanks(message.string) == _blanks(message.id)
    except ValueError:
        return False


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@cache
def _place_of_form(language: str) -> Callable[[int], int]:
    """Which of a language's forms a whole number takes."""
    place: Callable[[int], int] = c2py(_read_po(language).plural_expr if language != "en" else "(n != 1)")
    return place


@cache
def read_catalogue(language: str) -> dict[str, str]:
    """Return English sentence → sentence of `language`; empty for English, the language of the code."""
    return {str(m.id): str(m.string) for m in _read_messages(language) if not m.pluralizable and m.string}


@cache
def read_counted(language: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the two forms of each counted English sentence, for one and for another number → those of `language`."""
    return {tuple(m.id): tuple(m.string) for m in _read_messages(language) if m.pluralizable and all(m.string)}


def translate(sentence: str, language: str, **values: object) -> str:
    """Return `sentence` in `language` with `{names}` filled from `values`; untranslated ones stay English.

    Of a `Counted` one, the form for its number, which may be written already: 1 and "1" are one.
    A value may be given by language (`Told`), or as a float, written as the language writes numbers.
    """
    if isinstance(sentence, Counted):
        count = 1 if str(values[sentence.by]) == "1" else 0
        return translate_count(sentence.one, str(sentence), count, language, **values)
    text = read_catalogue(language).get(sentence, sentence)
    return _filled(text, language, values) if values else text


def translate_count(one: str, other: str, count: float, language: str, /, **values: object) -> str:
    """Return in `language` the sentence for `count` things: `one` for exactly one, `other` for any other number.

    `{count}` is filled with `count`, or with how `values` write it. English and Italian have these two forms; other
    languages as many as their catalogue says, of which a number that is not whole takes the last.
    """
    forms = read_counted(language).get((one, other))
    rule = _place_of_form(language if forms else "en")
    forms = forms or (one, other)
    place = rule(int(count)) if float(count).is_integer() else -1
    return _filled(forms[place], language, {"count": count} | values)


def _filled(text: str, language: str, values: dict[str, object]) -> str:
    told = {name: told_in(language, value) for name, value in values.items()}
    filled = text.format(**told)
    if language not in LANGUAGES:
        return filled
    return elided(in_words(filled, "it")) if language == "it" else in_words(filled, "en")


def with_decimals(text: str) -> Told:
    """A text of ours with decimal points, by language: each writes its numbers.

    >>> with_decimals("0.5 … 2")
    {'it': '0,5 … 2', 'en': '0.5 … 2'}
    """
    return {"it": text.replace(".", ","), "en": text} if "." in text else text


def told_in(language: str, value: object) -> object:
    """What fills a blank, as `language` writes it."""
    if isinstance(value, float):
        value = with_decimals(f"{value:.15g}")
    return value[language if language in value else "en"] if isinstance(value, Mapping) else value


def mark(sentence: str) -> str:
    """Mark a sentence for the catalogue where it is defined, to be translated where it is shown."""
    return sentence


def mark_count(one: str, other: str, by: str = "count") -> Counted:
    """Mark a sentence that counts what its blank `by` tells: for exactly one, and for any other number."""
    return Counted(one, other, by)
