"""What must hold between the records of a catalogue, whatever file they come from."""

from collections.abc import Iterable, Iterator
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import combinations

from contract.aid_records import AidEdition, Catalogue
from contract.errors import Fault
from contract.translations import mark
from data_access.disclosure import LEAST_UNITS_BY_LAW


def faults_between(catalogue: Catalogue) -> list[Fault]:
    """Every fault between records: ids that are nowhere, days out of order, editions that overlap, circles."""
    rows = {edition_id: line for line, edition_id in enumerate(catalogue.editions, start=2)}
    return [
        *_unknown_providers(catalogue),
        *(fault for each in catalogue.editions.values() for fault in _of_edition(catalogue, each, rows)),
        *_overlaps(catalogue, rows),
        *_circle(catalogue, rows),
        *_of_recipients(catalogue),
    ]


def _of_recipients(catalogue: Catalogue) -> Iterator[Fault]:
    message = mark("The aid is not in the sheet of aids.")
    for line, each in enumerate(catalogue.recipients.values(), start=2):
        if each.aid_id not in catalogue.aids:
            yield Fault("aid_reference", message, "recipients", line, "aid_id", each.aid_id)
        if each.eligible_households is not None and each.households > each.eligible_households:
            more, most = mark("More households got the aid than might have had it."), f"≤ {each.eligible_households}"
            yield Fault("aid_eligible", more, "recipients", line, "households", str(each.households), most)


def few_recipients(catalogue: Catalogue) -> Iterator[tuple[str, Fault]]:
    """Ids and faults of recipients that are one or two households, or all but one or two of those that might be."""
    message = mark("So few households that got the aid, or did not, could be recognised: report a larger area.")
    for line, (recipients_id, each) in enumerate(catalogue.recipients.items(), start=2):
        without = (each.eligible_households or each.households) - each.households
        if any(0 < count < LEAST_UNITS_BY_LAW for count in (each.households, without)):
            expected = f"≥ {LEAST_UNITS_BY_LAW}"
            yield recipients_id, Fault("aid_few", message, "recipients", line, "households", expected=expected)


def _unknown_providers(catalogue: Catalogue) -> Iterator[Fault]:
    message = mark("The provider is not in the sheet of providers.")
    for line, aid in enumerate(catalogue.aids.values(), start=2):
        if aid.provider_id not in catalogue.providers:
            yield Fault("aid_reference", message, "aids", line, "provider_id", aid.provider_id)


def _of_edition(catalogue: Catalogue, edition: AidEdition, rows: dict[str, int]) -> Iterator[Fault]:
    line, sheet = rows[edition.edition_id], "editions"
    named = {"aid_id": (edition.aid_id,), "precedes": edition.precedes, "excludes": edition.excludes,
             "cumulable_with": edition.cumulable_with}  # fmt: skip
    for column, ids in named.items():
        for aid_id in ids:
            if aid_id not in catalogue.aids:
                message = mark("The aid is not in the sheet of aids.")
                yield Fault("aid_reference", message, sheet, line, column, aid_id)
            elif column != "aid_id" and aid_id == edition.aid_id:
                yield Fault("aid_itself", mark("An aid is named beside itself."), sheet, line, column, aid_id)
    for aid_id in sorted(set(edition.cumulable_with) & {*edition.precedes, *edition.excludes}):
        message = mark("An aid can be had together with this one, or not: here it says both.")
        yield Fault("aid_both", message, sheet, line, "cumulable_with", aid_id)
    for first, last in (("valid_from", "valid_to"), ("opens_on", "closes_on")):
        begins, ends = getattr(edition, first), getattr(edition, last)
        if begins and ends and ends < begins:
            message = mark("It ends before it begins.")
            yield Fault("aid_days", message, sheet, line, last, str(ends), f"≥ {begins}")


def _overlaps(catalogue: Catalogue, rows: dict[str, int]) -> Iterator[Fault]:
    by_aid: dict[str, list[AidEdition]] = {}
    for each in catalogue.editions.values():
        if each.state != "announced":
            by_aid.setdefault(each.aid_id, []).append(each)
    for editions in by_aid.values():
        for one, other in combinations(editions, 2):
            if _meet(one, other) and (not one.parts or not other.parts or set(one.parts) & set(other.parts)):
                message = mark("Two editions of an aid hold on the same days and in the same areas: {one} and {other}.")
                values = {"one": one.edition_id, "other": other.edition_id}
                yield Fault("aid_overlap", message, "editions", rows[other.edition_id], "valid_from", values=values)


def _meet(one: AidEdition, other: AidEdition) -> bool:
    return (one.valid_from or date.min) <= (other.valid_to or date.max) and (other.valid_from or date.min) <= (
        one.valid_to or date.max
    )


def _circle(catalogue: Catalogue, rows: dict[str, int]) -> Iterable[Fault]:
    graph: dict[str, set[str]] = {}
    for each in catalogue.editions.values():
        for aid_id in each.precedes:
            graph.setdefault(aid_id, set()).add(each.aid_id)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        message = mark("Aids take precedence over each other in a circle: nobody could have any.")
        circle = error.args[1]
        [line, *_] = (rows[each.edition_id] for each in catalogue.editions.values()
                      if each.aid_id in circle and set(each.precedes) & set(circle))  # fmt: skip
        return [Fault("aid_circle", message, "editions", line, "precedes", " → ".join(circle))]
    return []
