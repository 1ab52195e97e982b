"""Sheets as one tagged PDF: places that are each told on a page, one after the other."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from contract.translations import mark, translate
from data_access.editions import Edition
from reports.decks.slide import Body, Table
from reports.maps.picture_file import legend_told
from reports.numbers import day
from reports.typeset import tagged_pdf

TEMPLATE = Path(__file__).with_name("areas.typ")

_SOURCE = mark("Source: observatory on energy wellbeing of {city}, edition {year}, revision {revision}; {today}")
_CAVEAT = mark("Demonstration data: invented, not a measure of {city}")
_SIGNED = mark("Name, signature, date")
TITLE = mark("Energy wellbeing of {city}, {year}")
"""Title of a file of several pages."""


@dataclass(frozen=True)
class Part:
    """A titled part under the table: sentences, then a table of two columns or more."""

    title: str
    lines: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class Page:
    """One place on paper. `body` has a map and a table; `signatures`: who signs, each on a line of its own."""

    title: str
    body: Body
    parts: tuple[Part, ...] = ()
    signatures: tuple[str, ...] = ()


def _legend(page: Page) -> list[dict[str, object]]:
    return legend_told(page.body.map) if page.body.map else []


def pages_pdf(pages: Sequence[Page], edition: Edition, language: str, today: date) -> bytes:
    """The pages, each on a new leaf, with source, day and caveat at the foot; the same bytes for the same pages."""
    told: dict[str, object] = {
        "city": edition.manifest["city"]["name"], "year": edition.year, "revision": edition.revision,
        "today": day(today.isoformat(), language),
    }  # fmt: skip
    book = {
        "language": language,
        "title": pages[0].title if len(pages) == 1 else translate(TITLE, language, **told),
        "source": translate(_SOURCE, language, **told),
        "caveat": translate(_CAVEAT, language, **told) if edition.is_demonstration else "",
        "signed": translate(_SIGNED, language),
        "areas": [{**asdict(page), **asdict(page.body), "legend": _legend(page)} for page in pages],
    }
    return tagged_pdf(TEMPLATE, {"book": book})
