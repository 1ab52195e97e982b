"""A map as a picture (SVG), in the colours and classes of the pages: no browser, no server."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.maps.classes import Classes, Entry
from reports.maps.palette import BORDER, HATCHED, INK, MISSING, RGB, SPECIAL_COLOURS
from reports.maps.shapes import WIDTH, Shapes

MARGIN = 18
"""Around the map, in units of the sheet: a number on its edge stays whole."""


@dataclass(frozen=True)
class Mark:
    """A number on the map: where, and whether it is the point of an estate."""

    label: str
    place: tuple[float, float]
    colour: RGB = INK


@dataclass(frozen=True)
class MapPicture:
    """A map: the drawing, what its colours mean, and what it shows in words. `height` beside a width of 1."""

    svg: str
    legend: tuple[Entry, ...]
    legend_title: str
    alt: str
    height: float


def hex_of(colour: RGB) -> str:
    """The colour as the web writes it."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def map_svg(shapes: Shapes, areas: Iterable[str], classes: Classes, marks: Iterable[Mark] = ()) -> str:
    """The map as SVG. `areas`: ids in the order of the codes of `classes`; those without an outline are left out."""
    sheet = shapes.sheet
    paths = _by_colour(shapes.paths, areas, classes)
    body = "".join(_filled(colour, path) for colour, path in paths.items())
    borders = f'<path d="{shapes.borders}" fill="none" stroke="{hex_of(BORDER)}" stroke-width="2.2"/>'
    numbers = "".join(_numbered(mark) for mark in marks)
    box = f"{-MARGIN} {-MARGIN} {WIDTH + 2 * MARGIN:.0f} {sheet.height + 2 * MARGIN:.0f}"
    patterns = "".join(map(_pattern, sorted(HATCHED)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><defs>{patterns}</defs>{body}{borders}{numbers}</svg>'
    )


def swatch_svg(colour: RGB) -> str:
    """A small piece of a colour as the map draws it, stripes too, for its legend."""
    fill = f"url(#{_name(colour)})" if colour in HATCHED else hex_of(colour)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 22"><defs>{_pattern(colour)}</defs>'
        f'<rect x="1" y="1" width="28" height="20" fill="{fill}" stroke="#8a949e" stroke-width="1"/></svg>'
    )


def picture_height(shapes: Shapes) -> float:
    """Height of the map beside a width of 1, its margin told."""
    return (shapes.sheet.height + 2 * MARGIN) / (WIDTH + 2 * MARGIN)


def _by_colour(paths: Mapping[str, str], areas: Iterable[str], classes: Classes) -> dict[RGB, str]:
    found: dict[RGB, list[str]] = {}
    for area, code in zip(areas, classes.codes, strict=True):
        found.setdefault(classes.colours[int(code)], []).append(paths.get(str(area), ""))
    return {colour: "".join(parts) for colour, parts in found.items()}


def _filled(colour: RGB, path: str) -> str:
    fill = f"url(#{_name(colour)})" if colour in HATCHED else hex_of(colour)
    edge = "#8a949e" if colour == SPECIAL_COLOURS[MISSING] else "#ffffff"
    return f'<path d="{path}" fill="{fill}" stroke="{edge}" stroke-width="0.6" fill-rule="evenodd"/>'


def _name(colour: RGB) -> str:
    return f"hatch-{hex_of(colour)[1:]}"


def _pattern(colour: RGB) -> str:
    return (
        f'<pattern id="{_name(colour)}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffffff"/>'
        f'<rect width="3" height="6" fill="{hex_of(colour)}"/></pattern>'
    )


def _numbered(mark: Mark) -> str:
    x, y = mark.place
    radius = 16 if mark.label else 6
    circle = (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius}" fill="{hex_of(mark.colour)}" stroke="#ffffff" '
        f'stroke-width="2.5"/>'
    )
    text = (
        f'<text x="{x:.0f}" y="{y + 7.5:.1f}" font-family="Titillium Web, Liberation Sans, Arial, sans-serif" '
        f'font-size="21" font-weight="bold" text-anchor="middle" fill="#ffffff">{mark.label}</text>'
    )
    return circle + (text if mark.label else "")
