"""Maps as files, without a browser: PNG or tagged PDF, the drawing alone or a page with title, legend and source."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reports.maps.picture import MapPicture, swatch_svg

FONTS = [Path(__file__).resolve().parents[1] / "fonts"]
"""Folders of the product's letters, for what is set without a browser."""

TEMPLATE = Path(__file__).with_name("picture.typ")
_SCREEN_PPI = 144
_PRINT_PPI = 200


def map_png(picture: MapPicture) -> bytes:
    """The drawing alone as PNG, 1400 pixels wide."""
    return _compiled(_told(picture, "", {}), {"format": "png", "ppi": _SCREEN_PPI})


def map_page_png(picture: MapPicture, language: str, texts: Mapping[str, Any]) -> bytes:
    """A page with the map as PNG, A4 at 200 dots to an inch. `texts`: title, caption, notes, source, caveat."""
    return _compiled(_told(picture, language, texts), {"format": "png", "ppi": _PRINT_PPI})


def map_page_pdf(picture: MapPicture, language: str, texts: Mapping[str, Any]) -> bytes:
    """The same page as a tagged PDF (PDF/UA)."""
    return _compiled(_told(picture, language, texts), {"pdf_standards": "ua-1", "timestamp": 0})


def legend_told(picture: MapPicture) -> list[dict[str, Any]]:
    """The lines of the legend, each with a piece of its colour as it is drawn (`swatch`, SVG)."""
    return [asdict(entry) | {"swatch": swatch_svg(entry.colour)} for entry in picture.legend]


def _told(picture: MapPicture, language: str, texts: Mapping[str, Any]) -> dict[str, Any]:
    plain = {"title": "", "caption": "", "notes": (), "source": "", "caveat": "", "language": language or "en"}
    return plain | {"svg": picture.svg, "alt": picture.alt, "legend": legend_told(picture)} | dict(texts)


def _compiled(told: Mapping[str, Any], form: Mapping[str, Any]) -> bytes:
    import typst

    inputs = {"map": json.dumps(told)}
    return bytes(typst.compile(TEMPLATE, sys_inputs=inputs, font_paths=FONTS, ignore_system_fonts=True, **form))
