"""One renovation on paper: a tagged PDF (PDF/UA) of one or two pages, made without a browser."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reports.typeset import tagged_pdf

TEMPLATE = Path(__file__).with_suffix(".typ")


@dataclass(frozen=True)
class Picture:
    """A chart as a Vega-Lite description, and the sentence that says what it shows."""

    chart: dict[str, Any]
    alt: str


@dataclass(frozen=True)
class SheetPart:
    """One part of the sheet: pictures, then a table (the first row holds its heads), then a list of sentences."""

    title: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """Everything that is printed, already in words of `language`. `raw`, `warning`: "" where there is none."""

    language: str
    title: str
    works: str
    verdict: str
    raw: str
    warning: str
    footer: str
    parts: tuple[SheetPart, ...]


def sheet_pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF, the same bytes for the same sheet."""
    content = {**asdict(sheet), "parts": [_part(part) for part in sheet.parts]}
    return tagged_pdf(TEMPLATE, {"sheet": content})


def _part(part: SheetPart) -> dict[str, Any]:
    pictures = [{"svg": _svg(picture.chart), "alt": picture.alt} for picture in part.pictures]
    return asdict(part) | {"pictures": pictures}


def _svg(chart: dict[str, Any]) -> str:
    import vl_convert

    return str(vl_convert.vegalite_to_svg(chart, vl_version="6.4"))
