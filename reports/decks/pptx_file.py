"""A deck in PowerPoint's format: charts and tables that can be edited, maps as pictures, notes for who speaks."""

import io
from datetime import UTC, datetime

from pptx import Presentation
from pptx.parts.coreprops import CorePropertiesPart
from pptx.presentation import Presentation as PptxFile
from pptx.slide import Slide as Page
from pptx.util import Inches

from reports.decks.pptx_parts import (
    BLUE,
    GREY,
    VERMILION,
    Box,
    Type,
    put_chart,
    put_legend,
    put_picture,
    put_table,
    put_text,
)
from reports.decks.slide import Body, Deck, Fact, Slide
from reports.maps.picture_file import map_png

WIDTH, HEIGHT = 13.333, 7.5
"""Inches: 16 to 9."""

_MARGIN = 0.5
_INNER = WIDTH - 2 * _MARGIN
_BODY = Box(_MARGIN, 1.78, _INNER, 4.1)
_STRIP = 0.95
"""Height of facts side by side."""

_MOST_LEFT = 0.58
"""Share of the width that a map with its legend has, or a chart beside large numbers."""

_BLANK = 6
"""Place of the empty layout in python-pptx's own template."""


def deck_pptx(deck: Deck) -> bytes:
    """The deck as PPTX; the same slides, words and numbers as the other formats."""
    file = Presentation()
    file.slide_width, file.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _say_whose(file.core_properties, deck)
    _cover(file, deck)
    for number, slide in enumerate(deck.slides, 2):
        _page(file, deck, slide, number)
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def _say_whose(told: CorePropertiesPart, deck: Deck) -> None:
    """Title, language and maker in the place of those of the library's own empty presentation."""
    told.title, told.language, told.comments = deck.title, deck.language, ""
    told.author = told.last_modified_by = "Benessere Energetico"
    told.created = told.modified = datetime.now(UTC).replace(tzinfo=None)


def _cover(file: PptxFile, deck: Deck) -> None:
    page = _new_page(file, deck.title)
    put_text(page, Box(1, 2.2, WIDTH - 2, 1.9), [deck.title], Type((44, 36, 30), True), deck.language)
    put_text(page, Box(1, 4.2, WIDTH - 2, 0.9), [deck.subtitle], Type((20, 16, 14)), deck.language)
    if deck.slides and deck.slides[0].caveat:
        caveat = Type((18, 16, 14), True, VERMILION)
        put_text(page, Box(1, 5.2, WIDTH - 2, 0.8), [deck.slides[0].caveat], caveat, deck.language)


def _page(file: PptxFile, deck: Deck, slide: Slide, number: int) -> None:
    page = _new_page(file, slide.title)
    language, body = deck.language, slide.body
    put_text(page, Box(_MARGIN, 0.3, _INNER, 1.0), [slide.title], Type((30, 26, 22, 20, 18), True), language)
    put_text(page, Box(_MARGIN, 1.3, _INNER, 0.42), [body.caption], Type((15, 13, 11, 10), colour=GREY), language)
    place = _BODY
    if body.facts and body.table:
        _facts_beside(page, Box(place.x, place.y, place.width, _STRIP), body.facts, language)
        place = Box(place.x, place.y + _STRIP, place.width, place.height - _STRIP)
    _main(page, deck, slide, place)
    notes = [f"{place}. {note}" for place, note in enumerate(body.notes, 1)]
    if notes:
        put_text(page, Box(_MARGIN, 5.94, _INNER, 0.92), notes, Type((13, 12, 11, 10, 9)), language)
    _footer(page, slide, number, language)
    _speak(page, deck, slide, notes)


def _main(page: Page, deck: Deck, slide: Slide, place: Box) -> None:
    """Map or chart on the left, table or facts on the right."""
    body, language = slide.body, deck.language
    share = _left_share(body, place)
    left = Box(place.x, place.y, place.width * share, place.height)
    right = Box(place.x + place.width * (share + 0.02), place.y, place.width * (0.98 - share), place.height)
    if body.map:
        wide = body.map.legend and left.width * 0.64
        drawn = Box(left.x, left.y, wide or left.width, left.height)
        put_picture(page, drawn, map_png(body.map), body.map.height, body.map.alt)
        if wide:
            beside = Box(left.x + wide + 0.1, left.y, left.width - wide - 0.1, left.height)
            alt = f"{deck.words['legend']}: {body.map.legend_title}"
            put_legend(page, beside, deck.words["legend"], body.map.legend, alt, language)
    elif body.bars and body.bars.bars:
        told = "; ".join(f"{bar.name} {bar.told}" for bar in body.bars.bars)
        put_chart(page, left, body.bars, f"{body.bars.title}: {told}", language)
    if body.table and body.table.rows:
        put_table(page, right, body.table, body.caption, language)
    elif body.facts:
        _facts_below(page, right, body.facts, language)


def _left_share(body: Body, place: Box) -> float:
    """Share of the width that the map or chart has: no more than it fills, so that letters beside it are large."""
    if body.map and not body.map.legend:
        return min(_MOST_LEFT, place.height / body.map.height / place.width)
    return 0.5 if body.bars and body.table else _MOST_LEFT


def _facts_beside(page: Page, place: Box, facts: tuple[Fact, ...], language: str) -> None:
    width = place.width / len(facts)
    for number, fact in enumerate(facts):
        _fact(page, Box(place.x + number * width, place.y, width - 0.1, place.height), fact, language)


def _facts_below(page: Page, place: Box, facts: tuple[Fact, ...], language: str) -> None:
    height = place.height / len(facts)
    for number, fact in enumerate(facts):
        _fact(page, Box(place.x, place.y + number * height, place.width, height), fact, language)


def _fact(page: Page, place: Box, fact: Fact, language: str) -> None:
    number = Type((30, 26, 22, 18), True, BLUE)
    put_text(page, Box(place.x, place.y, place.width, 0.56), [fact.number], number, language)
    put_text(page, Box(place.x, place.y + 0.5, place.width, 0.45), [fact.label], Type((14, 12, 11, 10)), language)


def _footer(page: Page, slide: Slide, number: int, language: str) -> None:
    room = Box(_MARGIN, 6.95, 7.2, 0.36)
    put_text(page, room, [f"{slide.source} · {number}"], Type((10, 9, 8), colour=GREY), language)
    if slide.caveat:
        caveat = Type((11, 10, 9), True, VERMILION)
        put_text(page, Box(_MARGIN + 7.3, 6.95, _INNER - 7.3, 0.36), [slide.caveat], caveat, language)


def _speak(page: Page, deck: Deck, slide: Slide, notes: list[str]) -> None:
    """What is not on the slide: edition, version of the indicator, link; and the slide's notes once more."""
    told = [slide.title, slide.body.caption, *notes, slide.source]
    if slide.body.indicator:
        told.append(f"{deck.words['indicator']}: {slide.body.indicator}")
    told += [f"{deck.words['link']}: {slide.link}", *([slide.caveat] if slide.caveat else [])]
    frame = page.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = "\n".join(told)


def _new_page(file: PptxFile, title: str) -> Page:
    page: Page = file.slides.add_slide(file.slide_layouts[_BLANK])
    page.name = title[:80]
    return page
