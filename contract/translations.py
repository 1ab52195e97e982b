"""The two languages: English sentences in the code, other languages in `locale/<language>/LC_MESSAGES/messages.po`."""

from functools import cache
from pathlib import Path

LANGUAGES = ("it", "en")
"""Languages of the product; the first is shown by default."""

CATALOGUES = Path(__file__).resolve().parent.parent / "locale"


@cache
def read_catalogue(language: str) -> dict[str, str]:
    """Return English sentence → sentence of `language`; empty for English, the language of the code."""
    if language == "en":
        return {}
    from babel.messages.pofile import read_po

    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open(encoding="utf-8") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id and m.string}


def translate(sentence: str, language: str, **values: object) -> str:
    """Return `sentence` in `language` with `{names}` filled from `values`; untranslated ones stay English."""
    text = read_catalogue(language).get(sentence, sentence)
    return text.format(**values) if values else text


def mark(sentence: str) -> str:
    """Mark a sentence for the catalogue where it is defined, to be translated where it is shown."""
    return sentence
