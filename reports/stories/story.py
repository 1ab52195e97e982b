"""A story: views of the pages in an order, each with the sentence that is said over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from contract.translations import LANGUAGES

MOST_VIEWS = 40
"""Views that a story can have: more than anybody sits through."""

LONGEST_SENTENCE = 160
"""Signs of the sentence over a view: what is read in large type from the back of a room."""

LONGEST_TITLE = 80


@dataclass(frozen=True)
class View:
    """One view: the address of a page ("" for the first), the codes that are not at their default, its sentence.

    `sentences` by language; one language is enough.
    """

    page: str
    codes: Mapping[str, str]
    sentences: Mapping[str, str]

    @property
    def address(self) -> str:
        """Page and codes as a link has them after the server's name."""
        return f"{self.page}?{urlencode(self.codes)}" if self.codes else self.page

    def sentence(self, language: str) -> str:
        """The sentence in `language`, else in the one that it was written in."""
        return in_language(self.sentences, language)


@dataclass(frozen=True)
class Story:
    """Views in the order in which they are shown, under a title by language."""

    titles: Mapping[str, str]
    views: tuple[View, ...]

    def title(self, language: str) -> str:
        """The title in `language`, else in the one that it was written in."""
        return in_language(self.titles, language)


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in `language`, else in the first of the product's languages that has one."""
    return next(texts[code] for code in (language, *LANGUAGES) if code in texts)
