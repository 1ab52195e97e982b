"""A deck as one HTML file that needs nothing else: letters, maps and keys are in it."""

import base64
import html
from pathlib import Path

from reports.decks.slide import Bars, Deck, Fact, Slide, Table
from reports.maps.picture import MapPicture
from reports.maps.picture_file import legend_told
from reports.typeset import FONTS

STYLE = Path(__file__).with_name("slides.css")
SCRIPT = Path(__file__).with_name("slides.js")
_WEIGHTS = (400, 700)


def deck_html(deck: Deck) -> bytes:
    """The deck as HTML: one section a slide, ← and → walk through it, and it prints a slide a page."""
    caveat = deck.slides[0].caveat if deck.slides else ""
    cover = (
        f"<section class='slide cover'><h1>{_text(deck.title)}</h1><p>{_text(deck.subtitle)}</p>"
        f"<p class='caveat'>{_text(caveat)}</p></section>"
    )
    slides = "".join(f"<section class='slide'>{slide_html(slide)}</section>" for slide in deck.slides)
    fonts = "".join(map(_font, _WEIGHTS))
    return (
        f"<!DOCTYPE html><html lang='{deck.language}'><head><meta charset='utf-8'>"
        f"<meta name='viewport' content='width=device-width, initial-scale=1'><title>{_text(deck.title)}</title>"
        f"<style>{fonts}{STYLE.read_text('utf-8')}</style></head><body class='deck'>{cover}{slides}"
        f"<script>{SCRIPT.read_text('utf-8')}</script></body></html>"
    ).encode()


def slide_html(slide: Slide) -> str:
    """One slide as HTML, with `slides.css`: all that is said stands on it, nothing waits for the pointer."""
    body = slide.body
    shown = _map(body.map) if body.map else _bars(body.bars) if body.bars and body.bars.bars else ""
    facts = f"<ul class='facts'>{''.join(map(_fact, body.facts))}</ul>" if body.facts else ""
    table = _table(body.table) if body.table and body.table.rows else ""
    notes = "".join(f"<li>{_text(note)}</li>" for note in body.notes)
    beside = f"<div class='beside'>{facts}{table}</div>" if facts or table else ""
    return (
        f"<header><h2>{_text(slide.title)}</h2><p class='caption'>{_text(body.caption)}</p></header>"
        f"<div class='shown'>{shown}{beside}</div><ol class='notes'>{notes}</ol>"
        f"<footer><span>{_text(slide.source)}</span><strong class='caveat'>{_text(slide.caveat)}</strong></footer>"
    )


def _map(picture: MapPicture) -> str:
    entries = "".join(
        f"<li>{_image(entry['swatch'], '')}<span>{_text(entry['label'])} <small>({entry['areas']})</small></span></li>"
        for entry in legend_told(picture)
    )
    legend = f"<ul class='legend'>{entries}</ul>" if entries else ""
    return f"<figure class='map'>{_image(picture.svg, picture.alt)}{legend}</figure>"


def _image(svg: str, alt: str) -> str:
    """A drawing as a picture: pages that clean their HTML leave none other."""
    return f"<img alt='{_text(alt)}' src='data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}'>"


def _bars(bars: Bars) -> str:
    most = max((abs(bar.value) for bar in bars.bars), default=0) or 1
    rows = "".join(
        f"<tr><th scope='row'>{_text(bar.name)}</th><td><i style='width:{75 * max(bar.value, 0) / most:.1f}%'></i>"
        f"<b>{_text(bar.told)}</b></td></tr>"
        for bar in bars.bars
    )
    return f"<table class='bars'><caption>{_text(bars.title)}</caption><tbody>{rows}</tbody></table>"


def _table(table: Table) -> str:
    heads = "".join(f"<th scope='col'>{_text(head)}</th>" for head in table.heads)
    rows = "".join(
        f"<tr><th scope='row'>{_text(row[0])}</th>{''.join(f'<td>{_text(cell)}</td>' for cell in row[1:])}</tr>"
        for row in table.rows
    )
    return f"<table class='cells'><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _fact(fact: Fact) -> str:
    return f"<li><strong>{_text(fact.number)}</strong><span>{_text(fact.label)}</span></li>"


def _font(weight: int) -> str:
    letters = (FONTS[0] / f"titillium-web-latin-{weight}-normal.ttf").read_bytes()
    data = base64.b64encode(letters).decode()
    return f"@font-face{{font-family:'Titillium Web';font-weight:{weight};src:url(data:font/ttf;base64,{data})}}"


def _text(text: str) -> str:
    return html.escape(text, quote=True)
