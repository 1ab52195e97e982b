"""Which needs are covered where, and by whom; thresholds where one aid ends, another begins, or nobody does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import pandas as pd

from contract.aid_records import NEEDS, AidEdition, Catalogue
from contract.aid_rules import Household, Span
from contract.translations import mark
from indicators.aids.eligibility import Outcome, answer_all
from indicators.aids.household import with_size

COVERAGES = {
    "covered": mark("covered"),
    "overlapping": mark("overlapping"),
    "reserved": mark("reserved to some"),
    "nobody": mark("nobody"),
}
"""How a need stands in an area: one aid for all who are poor enough, several, only for some, none."""

OPEN_TO_ALL = {"isee", "children", "supply", "still_open"}
"""Facts that leave an aid open to whatever home and person; any other reserves it."""


@dataclass(frozen=True)
class Cover:
    """How one need stands in one area: `coverage` of COVERAGES, and the editions that make it so."""

    coverage: str
    editions: tuple[AidEdition, ...]


@dataclass(frozen=True)
class Step:
    """One band of ISEE, with the answer of each aid for one need and kind of household."""

    code: str
    band: Span
    outcomes: Mapping[str, Outcome]

    @property
    def is_uncovered(self) -> bool:
        """Whether nobody gives anything there."""
        return all(outcome is Outcome.NO for outcome in self.outcomes.values())


def cover_needs(
    catalogue: Catalogue, editions: Iterable[AidEdition], places: frozenset[str] | None, kind: str = ""
) -> dict[str, Cover]:
    """How each need stands in an area that consists of `places` (`nil:55`, …; None for the whole city).

    `kind`: only what providers of that kind give; "" for all.
    """
    given: dict[str, list[AidEdition]] = {need: [] for need in NEEDS}
    for each in editions:
        aid = catalogue.aids[each.aid_id]
        is_there = not each.parts or places is None or set(each.parts) & places
        if is_there and kind in ("", catalogue.providers[aid.provider_id].kind):
            given[aid.need].append(each)
    return {need: _cover(found, places) for need, found in given.items()}


def with_contents(editions: Iterable[AidEdition], contents: Mapping[str, frozenset[str]]) -> list[AidEdition]:
    """The same editions, naming what lies within their areas too: who gives in a Municipio gives in its NIL.

    `contents`: codes of what an area holds, by its own code (`municipio:8` → `nil:76`, …, `complex:C013`, …).
    """
    nothing: frozenset[str] = frozenset()
    return [
        replace(each, area=tuple(sorted({*each.area}.union(*(contents.get(code, nothing) for code in each.area)))))
        for each in editions
    ]


def households_by_coverage(
    coverages: "pd.Series[str]", least: "pd.Series[float]", most: "pd.Series[float]", whole: tuple[float, float]
) -> dict[str, tuple[float, float]]:
    """Between how many and how many of `whole` households live where a need stands in each way, by COVERAGES.

    By area of one level that fills the city: how the need stands there, and the `least` and `most` households. Those of
    the others and of the whole narrow each sum, so that one way of standing everywhere has exactly `whole`. Ways in
    which it stands nowhere are left out.
    """
    sums = pd.DataFrame({"least": least, "most": most}).groupby(coverages).sum()
    others = sums.sum() - sums
    low = sums["least"].clip(lower=whole[0] - others["most"])
    high = sums["most"].clip(upper=whole[1] - others["least"])
    found = {str(name): (float(low[name]), float(high[name])) for name in sums.index}
    return {name: found[name] for name in COVERAGES if name in found}


def is_reserved(edition: AidEdition, places: frozenset[str] | None) -> bool:
    """Whether an edition is for some homes, people or parts of the area alone."""
    facts = {term.fact for each in edition.conditions for term in (each.term, *each.unless)}
    part = bool(edition.parts) and (places is None or not places <= set(edition.parts))
    return part or bool(facts - OPEN_TO_ALL)


def ladder(
    catalogue: Catalogue, editions: Sequence[AidEdition], need: str, bands: Mapping[str, Span], household: Household
) -> list[Step]:
    """The answers for one need up the bands of ISEE, for a household of whom all else is as it is known."""
    steps = []
    for code, band in bands.items():
        answers = answer_all(editions, with_size({**household, "isee": band}))
        outcomes = {
            each.edition.edition_id: each.outcome
            for each in answers
            if catalogue.aids[each.edition.aid_id].need == need
        }
        steps.append(Step(code, band, outcomes))
    return steps


def boundaries(editions: Iterable[AidEdition]) -> dict[Decimal, tuple[list[AidEdition], list[AidEdition]]]:
    """ISEE at which something ends and something else begins just above, with both; in euro, from the lowest."""
    ends: dict[Decimal, list[AidEdition]] = {}
    begins: dict[Decimal, list[AidEdition]] = {}
    for each in editions:
        for condition in each.conditions:
            if condition.term.fact == "isee":
                side = ends if condition.term.operator in ("<=", "<") else begins
                side.setdefault(Decimal(condition.term.value), []).append(each)
    return {limit: (ends[limit], begins[limit]) for limit in sorted(set(ends) & set(begins))}


def _cover(found: list[AidEdition], places: frozenset[str] | None) -> Cover:
    general = [each for each in found if not is_reserved(each, places)]
    coverage = "overlapping" if len(general) > 1 else "covered" if general else "reserved" if found else "nobody"
    return Cover(coverage, tuple(found))
