"""An area made by hand on a page: where it is, its answer, every share beside the city, and of what it is made."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from contract.errors import UnknownName
from contract.translations import mark, mark_count, translate
from indicators.catalogue.registry import Choices
from reports.addresses.labels import level_title
from reports.addresses.made_codes import codes_of, have_points
from reports.decks.slide import Body, Fact, Table
from reports.numbers import count, interval, share, window
from reports.reading.edition_reading import EditionReading
from reports.reading.made_area import (
    POVERTY,
    POVERTY_LABEL,
    city_figure,
    doubt_sentences,
    ends_of,
    other_rows,
    poverty_of,
    selection_of,
)
from reports.sheets.area_sheet import ESTIMATE, HEADS, HOUSEHOLDS, PLAUSIBLE, marked_map
from reports.sheets.paper import Page, pages_pdf

MOST_NAMES = 12
"""Names that a sheet tells; an area made of more says how many others there are."""

_TITLE = mark("An area made by hand")
_CAPTION = mark_count(
    "{pieces} area ({kind}) of {city} · edition {year}, revision {revision}",
    "{pieces} areas ({kind}) of {city} · edition {year}, revision {revision}",
    "pieces",
)
_POSSIBLE = mark("is possible, whatever is not known")
_MADE_OF = mark("It is made of: {names}.")
_MORE = mark_count("{names} and {count} other", "{names} and {count} others")
_ALT = mark("Where the area made by hand lies in {city}.")
_NOTHING = mark("An area made by hand needs a level and codes, such as nil:10.11; found: “{pieces}”.")

_POINTS = mark("Codes of these areas have points: write commas between them, such as {example}; found: “{pieces}”.")


def read_pieces(read: EditionReading, pieces: str) -> tuple[str, list[str]]:
    """Level and codes of `pieces` as the page's address writes them, `nil:10.11` or `nil:A.1,A.2`, each once.

    Raises UnknownName where there are none, or the edition has no such level below the city.
    """
    level, _, codes = pieces.partition(":")
    if level not in read.edition.levels[:-1] or not codes.strip(".,"):
        raise UnknownName(_NOTHING, pieces=pieces)
    known = read.areas(level).index
    chosen = codes_of(codes, known)
    if "," not in codes and have_points(known) and not set(chosen) <= set(known):
        raise UnknownName(_POINTS, pieces=pieces, example=f"{level}:{known[0]},{known[-1]}")
    return level, chosen


def made_pdf(read: EditionReading, pieces: str, language: str, today: date) -> bytes:
    """The sheet of an area made by hand as a tagged PDF. Raises UnknownName for what the edition does not have."""
    level, chosen = read_pieces(read, pieces)
    page = Page(translate(_TITLE, language), made_body(read, level, chosen, language))
    return pages_pdf([page], read.edition, language, today)


def made_body(read: EditionReading, level: str, chosen: Sequence[str], language: str) -> Body:
    """What the sheet says: the same figures as the area's profile on the page."""
    edition, choices = read.edition, read.imputed(Choices())
    selection = selection_of(read, level, chosen)
    poverty, city = poverty_of(read, level, selection, choices), city_figure(read, POVERTY, choices)
    name, households = edition.manifest["city"]["name"], selection.totals.loc["households"]
    kind = level_title(level, language, edition.level_words)
    told = {"city": name, "year": edition.year, "revision": edition.revision, "kind": kind}
    rows = [(translate(POVERTY_LABEL, language, cutoff=choices.cutoff), poverty, city)]
    rows += [(translate(label, language), found, whole) for label, found, whole in other_rows(read, selection)]
    names = translate(_MADE_OF, language, names=_names(read, level, chosen, language))
    within = {"city": name, "households": window(households["low"], households["high"], language)}
    return Body(
        translate(_CAPTION, language, pieces=count(len(chosen), language), **told),
        map=marked_map(read, level, chosen, translate(_ALT, language, city=name)),
        table=Table(tuple(translate(head, language) for head in HEADS), tuple(_row(*row, language) for row in rows)),
        facts=_facts(poverty, city, within, language),
        notes=(names, *doubt_sentences(read, selection, len(chosen), language)),
    )


def _names(read: EditionReading, level: str, chosen: Sequence[str], language: str) -> str:
    """Names of the chosen areas, the first dozen of them; sections by their neighbourhood."""
    told = read.names(level).reindex(list(chosen))
    if level == "section":
        middle = read.edition.middle
        told = read.sections()[f"{middle}_id"].reindex(list(chosen)).map(read.names(middle))
    names = list(dict.fromkeys(told.dropna().astype(str))) or list(chosen)
    first = ", ".join(names[:MOST_NAMES])
    return translate(_MORE, language, names=first, count=len(names) - MOST_NAMES) if names[MOST_NAMES:] else first


def _facts(poverty: pd.Series, city: pd.Series, told: Mapping[str, str], language: str) -> tuple[Fact, ...]:
    """Estimate, range and households; a dash where nothing is known."""
    within = translate(ESTIMATE, language, city=told["city"], share=share(city["estimate"], language))
    certain = share(poverty["minimum"], language)
    range_words = translate(PLAUSIBLE, language, share=certain) if "plausible_low" in poverty else _POSSIBLE
    return (
        Fact(share(poverty["estimate"], language), within),
        Fact(interval(*ends_of(poverty), "share", language), translate(range_words, language)),
        Fact(told["households"], translate(HOUSEHOLDS, language)),
    )


def _row(label: str, found: pd.Series, city: pd.Series, language: str) -> tuple[str, ...]:
    spread = interval(*ends_of(found), "share", language)
    return label, share(found["estimate"], language), spread, share(city["estimate"], language)
