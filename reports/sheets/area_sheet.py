"""One area on a page: where it is, its answer with its range, every indicator beside the city."""

from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd

from contract.errors import UnknownName
from contract.translations import mark, translate
from indicators.basis.findings import FINDINGS
from indicators.catalogue.registry import INDICATORS, Choices, get_indicator
from reports.addresses.labels import level_head
from reports.decks.slide import Body, Fact, Table
from reports.maps.classes import Classes
from reports.maps.palette import SELECTED
from reports.maps.picture import MapPicture, map_svg, picture_height
from reports.maps.plain import GROUND
from reports.numbers import count, interval, quantity, share
from reports.privacy_words import window_words
from reports.reading.edition_reading import EditionReading
from reports.sheets.paper import Page, pages_pdf

Progress = Callable[[int, int], None]
"""Told after each area: how many are done, of how many."""

_CAPTION = mark("{kind} of {city} · edition {year}, revision {revision}")
ESTIMATE = mark("of households in energy poverty, by the estimate; {city}: {share}")
PLAUSIBLE = mark("is plausible; certain is at least {share}")
HOUSEHOLDS = mark("households")
_ALT = mark("Where {area} lies in {city}.")
_UNKNOWN = mark("There is no area “{area}” at the level “{level}”.")
HEADS = (mark("Indicator"), mark("Figure"), mark("Range"), mark("City"))


def areas_pdf(
    read: EditionReading,
    areas: Sequence[tuple[str, str]],
    language: str,
    today: date,
    progress: Progress = lambda _done, _all: None,
) -> bytes:
    """A page for each of `areas` (level and id) as one tagged PDF. Raises UnknownName for an unknown area."""
    pages = []
    for place, (level, area) in enumerate(areas, 1):
        pages.append(area_page(read, level, area, language))
        progress(place, len(areas))
    return pages_pdf(pages, read.edition, language, today)


def area_page(read: EditionReading, level: str, area: str, language: str) -> Page:
    """The page of one area. Raises UnknownName where there is no such area."""
    return Page(_name(read, level, area), area_body(read, level, area, language))


def areas_of(read: EditionReading, *levels: str) -> list[tuple[str, str]]:
    """Level and id of every area of `levels`, one level after the other."""
    return [(level, str(area)) for level in levels for area in read.areas(level).index]


def area_body(read: EditionReading, level: str, area: str, language: str) -> Body:
    """What the sheet of one area says; the same figures as its profile on the map."""
    edition, name = read.edition, _name(read, level, area)
    city = edition.manifest["city"]["name"]
    kind = level_head(level, language, edition.level_words)
    caption = translate(_CAPTION, language, kind=kind, city=city, year=edition.year, revision=edition.revision)
    rows, notes = _rows(read, level, area, language)
    return Body(
        caption,
        map=marked_map(read, level, [area], translate(_ALT, language, area=name, city=city)),
        table=Table(tuple(translate(head, language) for head in HEADS), rows),
        facts=_facts(read, level, area, language),
        notes=(*notes, window_words(edition.manifest["privacy"]["least_count"], language)),
    )


def _name(read: EditionReading, level: str, area: str) -> str:
    if level not in read.edition.levels[:-1] or area not in read.names(level).index:
        raise UnknownName(_UNKNOWN, area=area, level=level)
    return str(read.names(level)[area])


def _facts(read: EditionReading, level: str, area: str, language: str) -> tuple[Fact, ...]:
    indicator = get_indicator("energy_poverty_10")
    choices = read.imputed(Choices())
    own, city = (read.figures(each, indicator, choices) for each in (level, "city"))
    figure = own.loc[area]
    if figure["state"] != "shown":
        return (Fact("–", translate(FINDINGS[figure["reason"]].sentence, language)),)
    told = {"city": read.edition.manifest["city"]["name"], "share": share(city["estimate"].iloc[0], language)}
    facts = [Fact(share(figure["estimate"], language), translate(ESTIMATE, language, **told))]
    if "plausible_low" in own:
        ends = interval(figure["plausible_low"], figure["plausible_high"], "share", language)
        facts.append(Fact(ends, translate(PLAUSIBLE, language, share=share(figure["minimum"], language))))
    return (*facts, Fact(count(figure["households"], language), translate(HOUSEHOLDS, language)))


def _rows(
    read: EditionReading, level: str, area: str, language: str
) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """A row for each indicator, and why some have no figure."""
    rows, reasons = [], []
    for indicator in INDICATORS.values():
        choices = read.imputed(Choices())
        figure = read.figures(level, indicator, choices).loc[area]
        city = read.figures("city", indicator, choices).iloc[0]
        beside = quantity(city["estimate"], indicator.unit, language)
        told = estimate_and_range(figure, indicator.unit, language)
        rows.append((translate(indicator.label, language), *told, beside))
        if figure["state"] != "shown" and figure["reason"]:
            reasons.append(translate(FINDINGS[figure["reason"]].sentence, language))
    return tuple(rows), tuple(dict.fromkeys(reasons))


def estimate_and_range(figure: pd.Series, unit: str, language: str) -> tuple[str, str]:
    """A figure and its range: the plausible one where it has that, else what is certain and possible."""
    low, high = ("plausible_low", "plausible_high") if "plausible_low" in figure else ("minimum", "maximum")
    return quantity(figure["estimate"], unit, language), interval(figure[low], figure[high], unit, language)


def marked_map(read: EditionReading, level: str, marked: Sequence[str], alt: str) -> MapPicture:
    """The `marked` areas in colour among the others of their level."""
    shapes = read.shapes(level)
    areas = read.areas(level).index
    codes = "".join("1" if each else "0" for each in areas.isin(list(marked)))
    classes = Classes(codes, (GROUND, SELECTED), (), pd.Series("", index=areas))
    return MapPicture(map_svg(shapes, areas, classes), (), "", alt, picture_height(shapes))
