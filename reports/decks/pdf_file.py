"""A deck as a tagged PDF (PDF/UA), made without a browser."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from reports.decks.slide import Deck, Slide
from reports.maps.picture_file import legend_told
from reports.typeset import tagged_pdf

TEMPLATE = Path(__file__).with_name("slides.typ")


def deck_pdf(deck: Deck) -> bytes:
    """The deck as PDF; the same slides, words and numbers as the other formats, the same bytes for the same deck."""
    content = {
        "title": deck.title,
        "subtitle": deck.subtitle,
        "language": deck.language,
        "caveat": deck.slides[0].caveat if deck.slides else "",
        "slides": [_slide(slide, deck) for slide in deck.slides],
    }
    return tagged_pdf(TEMPLATE, {"deck": content})


def _slide(slide: Slide, deck: Deck) -> dict[str, Any]:
    body = slide.body
    told = asdict(body) | {"title": slide.title, "source": slide.source, "caveat": slide.caveat}
    if body.map:
        told["map"] = asdict(body.map) | {"legend": legend_told(body.map)}
    if body.bars:
        heads = {"name_head": deck.words["what"], "value_head": deck.words["value"]}
        told["bars"] = asdict(body.bars) | heads if body.bars.bars else None
    return told
