"""Which needs are covered where, and by whom; thresholds where one aid ends, another begins, or nobody does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

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
        is_there = not each.area or places is None or set(each.area) & places
        if is_there and kind in ("", catalogue.providers[aid.provider_id].kind):
            given[aid.need].append(each)
    return {need: _cover(found, places) for need, found in given.items()}


def is_reserved(edition: AidEdition, places: frozenset[str] | None) -> bool:
    """Whether an edition is for some homes, people or parts of the area alone."""
    facts = {term.fact for each in edition.conditions for term in (each.term, *each.unless)}
    part = bool(edition.area) and (places is None or not places <= set(edition.area))
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
