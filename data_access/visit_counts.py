"""What an operator counts at a session of the help-desk: people, households, acts or euro; none of it names anyone."""

from data_access.translations import mark

PEOPLE = {
    "invited": mark("People invited"),
    "came": mark("People attended"),
    "women": mark("Women among those who attended"),
    "households": mark("Households attended"),
    "new_households": mark("Households attended for the first time"),
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
