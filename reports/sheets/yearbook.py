"""The observatory's yearbook: the city on the first leaf, then a sheet for each area."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from contract.translations import mark, translate
from indicators.catalogue.registry import Choices, get_indicator
from reports.addresses.labels import level_title
from reports.decks.asked import Asked
from reports.decks.map_scene import map_body
from reports.decks.overview_scene import overview_body
from reports.decks.slide import Table
from reports.reading.edition_reading import EditionReading
from reports.sheets.area_sheet import Progress, area_page, estimate_and_range
from reports.sheets.paper import TITLE, Page, Part, pages_pdf

_BY_YEAR = mark("Over the years")
_ESTIMATE, _PLAUSIBLE, _RANGE = mark("Estimate"), mark("Plausible"), mark("Range")


def yearbook_pdf(
    read: EditionReading,
    beside: Mapping[int, EditionReading],
    areas: Sequence[tuple[str, str]],
    language: str,
    today: date,
    progress: Progress = lambda _done, _all: None,
) -> bytes:
    """The opening, then a page for each of `areas` (level and id), as one tagged PDF. `beside`: editions by year."""
    pages = [opening_page(read, beside, language)]
    for place, (level, area) in enumerate(areas, 1):
        pages.append(area_page(read, level, area, language))
        progress(place, len(areas))
    return pages_pdf(pages, read.edition, language, today)


def opening_page(read: EditionReading, beside: Mapping[int, EditionReading], language: str) -> Page:
    """The city's answer as *Overview* gives it, the map of its areas with the highest, the levels above, the years."""
    answer = overview_body(Asked(read, beside, "", {}, language))
    seen = map_body(Asked(read, beside, "mappa", {}, language))
    notes = tuple(dict.fromkeys((*answer.notes, *seen.notes)))
    city = read.edition.manifest["city"]["name"]
    title = translate(TITLE, language, city=city, year=read.edition.year)
    parts = [_by_level(read, level, language) for level in read.edition.levels[-2:1:-1]]
    years = [_by_year(beside, language)] if len(beside) > 1 else []
    return Page(title, replace(seen, caption=answer.caption, facts=answer.facts, notes=notes), (*parts, *years))


def _by_level(read: EditionReading, level: str, language: str) -> Part:
    title, names = level_title(level, language, read.edition.level_words), read.names(level)
    rows = tuple((str(names[area]), *told) for area, told in _by_area(read, level, language).items())
    return Part(title, table=_table(title, rows, [read], language))


def _by_year(beside: Mapping[int, EditionReading], language: str) -> Part:
    rows = tuple(
        (str(year), *told)
        for year, each in sorted(beside.items())
        for told in _by_area(each, "city", language).values()
    )
    heading = translate(mark("Edition"), language)
    return Part(translate(_BY_YEAR, language), table=_table(heading, rows, beside.values(), language))


def _table(first: str, rows: tuple[tuple[str, ...], ...], reads: Iterable[EditionReading], language: str) -> Table:
    """The ends are called plausible where all of them are: those of an edition without bills are certain, possible."""
    is_plausible = all("plausible_low" in _poverty(read, "city") for read in reads)
    heads = (_ESTIMATE, _PLAUSIBLE if is_plausible else _RANGE)
    return Table((first, *(translate(head, language) for head in heads)), rows)


def _poverty(read: EditionReading, level: str) -> pd.DataFrame:
    return read.figures(level, get_indicator("energy_poverty_10"), read.imputed(Choices()))


def _by_area(read: EditionReading, level: str, language: str) -> dict[str, tuple[str, str]]:
    """Estimate and range of energy poverty of each area, as its own sheet writes them."""
    return {str(area): estimate_and_range(row, "share", language) for area, row in _poverty(read, level).iterrows()}
