"""What an operator counts at a session of the help-desk: people, households, acts or euro; none of it names anyone.

The counts are those by which Barcelona's Punts d'Assessorament Energètic tell of their work (City of Barcelona,
balances of 2021 and of 2024).
"""

from collections.abc import Mapping

from contract.translations import mark

PEOPLE = {
    "invited": mark("People invited"),
    "came": mark("People attended"),
    "women": mark("Women among those who attended"),
    "households": mark("Households attended"),
    "new_households": mark("Households attended for the first time"),
    "alone_households": mark("Households of one person"),
    "poverty_households": mark("Households with signs of energy poverty"),
    "notice_households": mark("Households with a notice of cut-off"),
    "sent_households": mark("Households sent by social services"),
}
"""Whom the desk reached."""

TOPICS = {
    "topic_bills": mark("Reading bills"),
    "topic_contracts": mark("Contracts and suppliers"),
    "topic_bonuses": mark("Social bonuses and contributions"),
    "topic_arrears": mark("Arrears and payment plans"),
    "topic_cutoffs": mark("Cut-offs of supply"),
    "topic_habits": mark("Using less energy at home"),
    "topic_heating": mark("Heating and comfort"),
    "topic_works": mark("Works on the home"),
}
"""What people asked about: households by topic, each counted once a topic."""

OUTCOMES = {
    "interventions": mark("Requests handled"),
    "bills_read": mark("Bills read together"),
    "bonuses_obtained": mark("Social bonuses obtained"),
    "contributions_obtained": mark("Other contributions obtained"),
    "payment_plans": mark("Payment plans agreed"),
    "cutoffs_avoided": mark("Cut-offs avoided"),
    "contracts_changed": mark("Contracts changed"),
    "referred": mark("People referred to social services"),
    "savings_households": mark("Households whose saving was recorded"),
    "savings_eur": mark("Savings recorded, euro a year"),
}
"""What came of it; `savings_eur` is whole euro a year, the sum over `savings_households`."""

VISIT_COUNTS = {**PEOPLE, **TOPICS, **OUTCOMES}
"""Every count of a session, by name."""

PART_OF = {
    "women": "came",
    **dict.fromkeys([name for name in PEOPLE if name.endswith("_households")], "households"),
    **dict.fromkeys(TOPICS, "households"),
    "savings_households": "households",
}
"""Counts that are part of another: all but a few of the whole tell of the few as much as a small count does."""

AT_MOST = PART_OF | {"households": "came"}
"""Counts that another, at the same session, cannot be less than."""


def excesses(counts: Mapping[str, float | None]) -> list[str]:
    """Each count of a session that is more than what it is part of, as a text; absent and None are not compared.

    >>> excesses({"came": 3, "women": 4, "households": 3})
    ['women: 4 > came: 3']
    """
    known = {name: count for name, count in counts.items() if count is not None}
    return [
        f"{part}: {known[part]:g} > {whole}: {known[whole]:g}"
        for part, whole in AT_MOST.items()
        if part in known and whole in known and known[part] > known[whole]
    ]
