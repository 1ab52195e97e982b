"""The catalogue of aids: who gives, what, and each edition of it with its validity; nothing is overwritten.

Names follow CPSV-AP_IT (public service, competent authority, channel) and schema.org's GovernmentService.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from contract.aid_rules import Amount, Condition
from contract.translations import mark

PROVIDER_KINDS = {
    "eu": mark("European Union"),
    "state": mark("State"),
    "region": mark("Region"),
    "city": mark("City"),
    "manager": mark("manager of public housing"),
    "private": mark("foundation or third sector"),
}

NEEDS = {
    "electricity": mark("electricity bill"),
    "gas": mark("gas bill"),
    "shared_heating": mark("shared heating"),
    "water": mark("water"),
    "waste": mark("waste tax"),
    "income": mark("money for the household"),
    "rent": mark("rent"),
    "upkeep": mark("upkeep of the boiler"),
    "appliances": mark("furniture and appliances"),
    "works": mark("works on the home"),
    "advice": mark("advice"),
}
"""What an aid pays for, or does."""

CHANNELS = {
    "automatic": mark("You need not ask: it comes with the ISEE."),
    "city_or_caf": mark("Ask at the City or at a CAF."),
    "caf": mark("Ask at a CAF."),
    "arera_desk": mark("Ask at the ARERA desk, online or by post."),
    "manager": mark("Ask who manages your building (MM or ALER)."),
    "online": mark("Ask online, or have a help-desk assist you."),
    "supplier": mark("Ask the company that sends the bill."),
    "tax_return": mark("Ask with the tax return."),
    "third_sector": mark("Ask at a centre near you: they listen first."),
    "desk": mark("Come to the energy help-desk."),
}
"""Where an aid is asked for; one that is automatic is asked for nowhere."""

PAPERS = {
    "isee": mark("ISEE of this year"),
    "identity": mark("identity card and tax code"),
    "bill": mark("a bill with its code (POD or PDR)"),
    "condominium_pdr": mark("the building’s gas code (PDR), from the administrator"),
    "iban": mark("bank or post account (IBAN)"),
    "health": mark("certificate of the ASL"),
    "tenancy": mark("the rental contract"),
    "invoices": mark("invoices and transfers"),
    "income_proof": mark("proof of the lower income"),
}
"""Papers that are asked for."""

SOURCE_KINDS = {
    "law": mark("law"),
    "act": mark("act of an office"),
    "body": mark("site of the body"),
    "press": mark("press"),
    "plan": mark("the City’s plan"),
}

STATES = {
    "confirmed": mark("read at its source"),
    "to_check": mark("to be verified"),
    "announced": mark("announced only"),
}
"""How sure an edition is. One to be verified never gives a plain yes; one announced is answered for nobody yet."""

LATELY = timedelta(days=90)
"""For how long after its end an edition that none follows is still told: the state's contributions of 2025 and 2026
came out on 28 and on 18 February, and are in the catalogue so. Owner: ufficio energia e clima, 2026-11-29."""

Words = Mapping[str, str]
"""A text by language; where one lacks, the Italian stands."""


@dataclass(frozen=True)
class Provider:
    """Who gives: `kind` of PROVIDER_KINDS, `ipa_code` of the index of public bodies, `contact` a role."""

    provider_id: str
    name: str
    kind: str
    ipa_code: str = ""
    contact: str = ""
    website: str = ""


@dataclass(frozen=True)
class Aid:
    """What is given, whatever the year: `need` of NEEDS; `name` and `covers` by language."""

    aid_id: str
    provider_id: str
    need: str
    name: Words
    covers: Words


@dataclass(frozen=True)
class AidEdition:
    """One edition of an aid: whom it is for, how much, when and where, and who read that last.

    `valid_from`, `valid_to`: None where not found; `opens_on`, `closes_on`: the window to ask, None where none is;
    `area`: empty for all, or areas such as `nil:55`, `municipio:3`, `complex:C013`, `istat:015146` (the whole city);
    `precedes`: aids that whoever has this one does not get; `excludes`: aids of which only this or they can be had;
    `untested`: what no question asks, by language, one sentence each; `contradiction`: what another source says
    otherwise; `answer_days`: within how many days of asking its rules promise an answer, None where they do not tell;
    `checked_by` and `owner` are roles.
    """

    edition_id: str
    aid_id: str
    valid_from: date | None
    valid_to: date | None
    state: str
    channel: str
    conditions: tuple[Condition, ...] = ()
    amounts: tuple[Amount, ...] = ()
    opens_on: date | None = None
    closes_on: date | None = None
    budget_eur: Decimal | None = None
    area: tuple[str, ...] = ()
    cash_up_front: bool = False
    tax_capacity: bool = False
    precedes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    cumulable_with: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    untested: Words = field(default_factory=dict)
    contradiction: str = ""
    information_url: str = ""
    form_url: str = ""
    answer_days: int | None = None
    source_kind: str = ""
    source: str = ""
    source_on: date | None = None
    checked_on: date | None = None
    checked_by: str = ""
    check_every_days: int | None = None
    owner: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the city that it is for; none where it is for the whole of it."""
        return () if any(code.startswith("istat:") for code in self.area) else self.area

    @property
    def is_automatic(self) -> bool:
        """Whether it comes without being asked for."""
        return self.channel == "automatic"

    @property
    def begins(self) -> date:
        """From when it can be had; the first of days where that is not found."""
        return max((day for day in (self.valid_from, self.opens_on) if day), default=date.min)

    def is_in_force(self, today: date) -> bool:
        """Whether it is valid on a day, and its window, if it has one, is open; what is not found is taken as open."""
        ends = min((day for day in (self.valid_to, self.closes_on) if day), default=date.max)
        return self.begins <= today <= ends


@dataclass(frozen=True)
class Recipients:
    """Households that got an aid in a year, as its provider reports them; `area` as in editions. How many might have
    had it (`eligible_households`, None where not reported) only the provider knows: no extract tells the ISEE."""

    recipients_id: str
    aid_id: str
    year: int
    area: tuple[str, ...]
    households: int
    source: str
    eligible_households: int | None = None


@dataclass(frozen=True)
class Catalogue:
    """Every provider, aid and edition, and what providers report of recipients, each by its id."""

    providers: Mapping[str, Provider]
    aids: Mapping[str, Aid]
    editions: Mapping[str, AidEdition]
    recipients: Mapping[str, Recipients] = field(default_factory=dict)

    def in_force(self, today: date) -> list[AidEdition]:
        """Editions that can be had on a day, in the order of the catalogue; none that is only announced."""
        return [each for each in self.editions.values() if each.state != "announced" and each.is_in_force(today)]

    def ended_lately(self, today: date) -> list[AidEdition]:
        """The last edition of each aid that ended lately, of which nothing can be had on that day."""
        had = {each.aid_id for each in self.in_force(today)}
        ended = [
            each
            for each in sorted(self.editions.values(), key=lambda each: each.valid_to or date.max)
            if each.state != "announced" and self.is_told_ended(each, today)
        ]
        return [each for each in {each.aid_id: each for each in ended}.values() if each.aid_id not in had]

    def is_told_ended(self, edition: AidEdition, today: date) -> bool:
        """Whether a day is one on which the end of an edition is told: from the day after to `told_ended_until`."""
        return edition.valid_to is not None and edition.valid_to < today <= self.told_ended_until(edition)

    def told_ended_until(self, edition: AidEdition) -> date:
        """The last day on which the end of an edition is told: LATELY after it, or the day before the next begins."""
        if edition.valid_to is None:
            return date.max
        until, following = edition.valid_to + LATELY, self.following(edition)
        if following is None or following.state == "announced":
            return until
        if following.begins <= edition.valid_to:
            return edition.valid_to
        return min(until, following.begins - timedelta(days=1))

    def following(self, edition: AidEdition) -> AidEdition | None:
        """The next edition of the same aid: of those that end later, the one that begins first; None where none is."""
        later = [
            each
            for each in self.editions.values()
            if each.aid_id == edition.aid_id and (each.valid_to or date.max) > (edition.valid_to or date.max)
        ]
        return min(later, key=lambda each: each.begins, default=None)
