"""Finding an area by its name, its number or a section's code. Nothing here knows Streamlit."""

import re
import unicodedata

import pandas as pd

from reports.numbers import interval, quantities
from ui.drawing.labels import short_names

MOST_LISTED = 200
"""Areas of a ranking: the table below the map has all."""

MOST_FOUND = 8
"""Areas offered at most: more than a reader takes in."""


def find_areas(query: str, names: dict[str, pd.Series]) -> list[tuple[str, str, str]]:
    """Return (level, area id, name) of the areas that `query` may mean, best first.

    `names` holds, by level, names by area id. Accents, case, dashes and apostrophes do not count; a section is found
    by its full code, with or without the leading zero, or by its last digits.
    """
    wanted = plain(query)
    if not wanted:
        return []
    found = [
        (_rank(wanted, area, str(name)), level, str(area), str(name))
        for level, named in names.items()
        if level != "section"
        for area, name in named.items()
    ]
    matches = [(level, area, name) for rank, level, area, name in sorted(found) if rank < 3]
    return (matches + _sections(wanted, names.get("section")))[:MOST_FOUND]


def best_match(query: str, names: dict[str, pd.Series]) -> tuple[str, str] | None:
    """Return (level, area id) of the one area that `query` means; None where it may mean several, or nothing."""
    found = find_areas(query, names)
    if not found:
        return None
    level, area, name = found[0]
    return (level, area) if len(found) == 1 or plain(query) in (plain(name), area) else None


def ranked(names: pd.Series, figures: pd.DataFrame, unit: str, language: str) -> pd.DataFrame:
    """Place and name as on the map, estimate and range, as texts, of the areas with a figure, by id, highest first."""
    shown = figures[figures["state"] == "shown"].sort_values("estimate", ascending=False, kind="stable")
    shown = shown.head(MOST_LISTED)
    ends = ("plausible_low", "plausible_high") if "plausible_low" in shown else ("minimum", "maximum")
    spreads = zip(*(shown[end] for end in ends), strict=True)
    return pd.DataFrame(
        {
            "name": [f"{place}. {name}" for place, name in enumerate(short_names(names)[shown.index], 1)],
            "estimate": quantities(shown["estimate"], unit, language),
            "range": [interval(low, high, unit, language) for low, high in spreads],
        },
        index=shown.index,
    )


def plain(text: str) -> str:
    """Lower case without accents; anything but letters and digits becomes one space.

    >>> plain("  Città Studi – Lambrate ")
    'citta studi lambrate'
    """
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()


def _rank(wanted: str, area: str, name: str) -> int:
    known = plain(name)
    if wanted in (known, area):
        return 0
    if known.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in f" {known}" else 3


def _sections(wanted: str, sections: pd.Series | None) -> list[tuple[str, str, str]]:
    if sections is None or not re.fullmatch(r"\d{3,13}", wanted):
        return []
    code = wanted.zfill(13) if len(wanted) > 10 else wanted
    return [("section", area, area) for area in sections.index[sections.index.str.endswith(code)][:MOST_FOUND]]
