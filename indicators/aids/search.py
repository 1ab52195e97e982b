"""Finding editions: by words, need, who gives, and how they stand on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contract.aid_records import Aid, AidEdition, Catalogue
from contract.translations import mark

STANDINGS = {
    "open": mark("open now"),
    "to_check": mark("open, to be verified"),
    "coming": mark("not yet open"),
    "closed": mark("closed"),
}
"""How an edition stands on a day."""


@dataclass(frozen=True)
class Query:
    """What is looked for; an empty text stands for everything. `kind` of provider, `standing` of STANDINGS."""

    text: str = ""
    need: str = ""
    kind: str = ""
    standing: str = ""


def standing(edition: AidEdition, today: date) -> str:
    """How an edition stands on a day: a code of STANDINGS."""
    begins = [day for day in (edition.valid_from, edition.opens_on) if day]
    if edition.state == "announced" or any(day > today for day in begins):
        return "coming"
    if not edition.is_in_force(today):
        return "closed"
    return "open" if edition.state == "confirmed" else "to_check"


def find_editions(catalogue: Catalogue, query: Query, today: date) -> list[AidEdition]:
    """Editions that meet every part of a query, those that can be had first, in the order of the catalogue."""
    words = query.text.casefold().split()
    fitting = {aid.aid_id for aid in catalogue.aids.values() if _fits(catalogue, aid, query, words)}
    found = [
        (stands, each)
        for each in catalogue.editions.values()
        if each.aid_id in fitting and query.standing in ("", stands := standing(each, today))
    ]
    order = list(STANDINGS)
    return [each for _, each in sorted(found, key=lambda pair: order.index(pair[0]))]


def _fits(catalogue: Catalogue, aid: Aid, query: Query, words: Iterable[str]) -> bool:
    provider = catalogue.providers[aid.provider_id]
    if query.need not in ("", aid.need) or query.kind not in ("", provider.kind):
        return False
    told = " ".join((aid.aid_id, provider.name, *aid.name.values(), *aid.covers.values())).casefold()
    return all(word in told for word in words)
