"""Areas that another edition tells under another code: their windows begin where they began, both are read together."""

from collections.abc import Iterable, Mapping

import geopandas as gpd
import pandas as pd

from geo.same_places import former_codes

Codes = dict[tuple[str, str], str]
"""By level and code of an area: another code for it, where it has one."""

_APART = "{code}, another place"


class Places:
    """The areas of the editions read so far, each by the code under which its place was read first."""

    def __init__(self) -> None:
        self._polygons = gpd.GeoSeries()
        self._inside: dict[str, dict[frozenset[str], str]] = {}
        self._begins: Codes = {}

    def first_codes(self, levels: Mapping[str, pd.Index], sections: gpd.GeoDataFrame) -> Codes:
        """First codes of the areas of an edition that have another now, or whose code was that of another place.

        `levels`: codes by level, finest first. `sections`: index code of the finest, `<level>_id` and `geometry`. A
        section is the same where its polygon is, any other area where it holds the same sections.
        """
        if self._polygons.empty:
            return {}
        finest, *outer = levels
        own = _told_apart(former_codes(self._polygons, sections.geometry).to_dict(), sections.index)
        codes = {(finest, code): first for code, first in own.items()}
        for level in outer:
            former = self._inside.get(level, {})
            inside = _inside(level, levels[level], sections, own)
            same = {code: former[parts] for parts, code in inside.items() if former.get(parts, code) != code}
            codes |= {(level, code): first for code, first in _told_apart(same, inside.values()).items()}
        return codes

    def beginnings(self, firsts: Codes) -> Codes:
        """For each of `first_codes`: the code that its windows have begun by until now."""
        return {area: self._begins.get((area[0], first), first) for area, first in firsts.items()}

    def add(self, levels: Mapping[str, pd.Index], sections: gpd.GeoDataFrame, firsts: Codes, begins: Codes) -> None:
        """Remember the areas of an edition: `firsts` are their `first_codes`; by `begins` its windows begin."""
        finest, *outer = levels
        own = {code: first for (level, code), first in firsts.items() if level == finest}
        now = sections.geometry.set_axis([own.get(code, code) for code in sections.index])
        former = self._polygons[~self._polygons.index.isin(now.index)]
        self._polygons = now if former.empty else pd.concat([now, former])
        for level in outer:
            inside = _inside(level, levels[level], sections, own)
            self._inside[level] = self._inside.get(level, {}) | {
                parts: firsts.get((level, code), code) for parts, code in inside.items()
            }
        for level, code in {**firsts, **begins}:
            self._begins[level, firsts.get((level, code), code)] = begins.get((level, code), code)


def _told_apart(same: Mapping[str, str], codes: Iterable[str]) -> dict[str, str]:
    """`same`, and a name of its own for each of `codes` that now is another place's."""
    found = dict(same)
    taken = set(found.values())
    for code in taken.intersection(codes).difference(same.keys()):
        name = code
        while name in taken:
            name = _APART.format(code=name)
        found[code] = name
    return found


def _inside(
    level: str, codes: pd.Index, sections: gpd.GeoDataFrame, own: Mapping[str, str]
) -> dict[frozenset[str], str]:
    """Code of each area of `level` by the first codes of its sections; without a column for it, all are in one."""
    column = f"{level}_id"
    within = sections[column] if column in sections else pd.Series(str(codes[0]), sections.index)
    firsts = pd.Series([own.get(code, code) for code in sections.index], sections.index)
    return {parts: str(code) for code, parts in firsts.groupby(within).agg(frozenset).items()}
