"""Maps as files, without a browser: PNG or tagged PDF, the drawing alone or a page with title, legend and source."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reports.maps.picture import MapPicture, swatch_svg
from reports.typeset import tagged_pdf, typeset

TEMPLATE = Path(__file__).with_name("picture.typ")
_SCREEN_PPI = 144
_PRINT_PPI = 200


def map_png(picture: MapPicture) -> bytes:
    """The drawing alone as PNG, 1400 pixels wide."""
    return _png(_told(picture, "", {}), _SCREEN_PPI)


def map_page_png(picture: MapPicture, language: str, texts: Mapping[str, Any]) -> bytes:
    """A page with the map as PNG, A4 at 200 dots to an inch. `texts`: title, caption, notes, source, caveat."""
    return _png(_told(picture, language, texts), _PRINT_PPI)


def map_page_pdf(picture: MapPicture, language: str, texts: Mapping[str, Any]) -> bytes:
    """The same page as a tagged PDF (PDF/UA)."""
    return tagged_pdf(TEMPLATE, {"map": _told(picture, language, texts)})


def legend_told(picture: MapPicture) -> list[dict[str, Any]]:
    """The lines of the legend, each with a piece of its colour as it is drawn (`swatch`, SVG)."""
    return [asdict(entry) | {"swatch": swatch_svg(entry.colour)} for entry in picture.legend]


def _told(picture: MapPicture, language: str, texts: Mapping[str, Any]) -> dict[str, Any]:
    plain = {"title": "", "caption": "", "notes": (), "source": "", "caveat": "", "language": language or "en"}
    return plain | {"svg": picture.svg, "alt": picture.alt, "legend": legend_told(picture)} | dict(texts)


def _png(told: Mapping[str, Any], ppi: int) -> bytes:
    return typeset(TEMPLATE, {"map": told}, {"format": "png", "ppi": ppi})
