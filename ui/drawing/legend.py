"""The legend of a map as HTML: the same colours and patterns as on the map, in words, with how many. No Streamlit."""

import html
from collections.abc import Sequence

from contract.translations import mark, translate
from reports.maps.classes import Entry
from reports.maps.palette import HATCHED, RGB
from ui.words.formats import count

WHOLE_SCREEN = mark("Whole screen")


def legend_html(
    entries: Sequence[Entry],
    title: str,
    language: str,
    points: Sequence[tuple[RGB, str, int | None]] = (),
    square: str = "",
) -> str:
    """The legend with its title: one line for each of `entries`, then one for each kind of point.

    `points`: colour, words and number (None where it is not told) of what is drawn as points. `square`: a table (HTML)
    of classes that stands before the lines.
    """
    lines = [_line(_swatch(entry.colour), entry.label, entry.areas, language) for entry in entries]
    lines += [
        _line(f"<i class='dot' style='background:rgb{colour}'></i>", label, number, language)
        for colour, label, number in points
    ]
    name, whole = (html.escape(translate(words, language)) for words in (mark("Legend"), WHOLE_SCREEN))
    return (
        f"<div class='maplegend'><p><strong>{html.escape(title)}</strong></p>{square}"
        f"<ul class='legend' aria-label='{name}'>{''.join(lines)}</ul>"
        f"<button type='button' data-whole-screen>{whole}</button></div>"
    )


def _line(swatch: str, label: str, number: int | None, language: str) -> str:
    told = "" if number is None else f" <small>({count(number, language)})</small>"
    return f"<li>{swatch}<span>{html.escape(label)}{told}</span></li>"


def _swatch(colour: RGB) -> str:
    return (
        f"<i class='hatch' style='color:rgb{colour}'></i>"
        if colour in HATCHED
        else f"<i style='background:rgb{colour}'></i>"
    )
