"""One slide, in words of one language: what every format writes, and what the page that presents shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.maps.picture import MapPicture

LISTED = 6
"""Rows of a chart or of a table: what fits a screen in letters that are read from the back of a room."""


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its length in the unit of its chart, and the number as it is told."""

    name: str
    value: float
    told: str


@dataclass(frozen=True)
class Bars:
    """A chart of bars, the first on top. `number_format`: how a spreadsheet writes the values."""

    title: str
    bars: tuple[Bar, ...]
    number_format: str


@dataclass(frozen=True)
class Table:
    """A table of texts; the first column names the row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Fact:
    """A number in large type, and what it counts."""

    number: str
    label: str


@dataclass(frozen=True)
class Body:
    """What a view shows: at most one map or chart, one table, a few facts, and notes, which are numbered.

    `indicator`: id and version of the figures, "" where there is none.
    """

    caption: str
    map: MapPicture | None = None
    bars: Bars | None = None
    table: Table | None = None
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    indicator: str = ""


@dataclass(frozen=True)
class Slide:
    """A view with the sentence that is said over it. `caveat`: "" where the data are real; `link` reopens the view."""

    title: str
    body: Body
    source: str
    caveat: str
    link: str


@dataclass(frozen=True)
class Deck:
    """Slides in their order under a title. `words`: the few words that formats need, by what they say."""

    language: str
    title: str
    subtitle: str
    slides: tuple[Slide, ...]
    words: Mapping[str, str] = field(default_factory=dict)
