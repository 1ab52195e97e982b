"""What a city calls the areas between its sections and itself: one noun for one of them, one for several.

Sentences name them in blanks: `{nil}` and `{nils}` for the finer level, `{municipio}` and `{municipi}` for the other.
They are written so that no article or adjective has to agree with what is filled in.
"""

from collections.abc import Iterable, Mapping

from contract.translations import LANGUAGES, Told

LevelNames = Mapping[str, Mapping[str, tuple[str, str]]]
"""By level and language: the noun for one area, the noun for several."""

BLANKS = {"nil": ("nil", "nils"), "municipio": ("municipio", "municipi")}
"""By level: the blank for one area, the blank for several."""

USUAL_NAMES: LevelNames = {
    "nil": {"it": ("quartiere", "quartieri"), "en": ("neighbourhood", "neighbourhoods")},
    "municipio": {"it": ("circoscrizione", "circoscrizioni"), "en": ("borough", "boroughs")},
}
"""What the levels are called where a mapping says nothing."""


def words_of(names: LevelNames) -> dict[str, Told]:
    """Return what fills the blanks of sentences, in every language."""
    return {
        blank: {language: (names.get(level) or USUAL_NAMES[level])[language][place] for language in LANGUAGES}
        for level, blanks in BLANKS.items()
        for place, blank in enumerate(blanks)
    }


def named(names: LevelNames, levels: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """Return the names of those of `levels` that have one, as a manifest holds them."""
    return {
        level: {language: list((names.get(level) or USUAL_NAMES[level])[language]) for language in LANGUAGES}
        for level in levels
        if level in BLANKS
    }
