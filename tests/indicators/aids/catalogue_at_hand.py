"""The packaged catalogue and the personas, as tests take them."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from contract.aid_facts import FACTS
from data_access.aids.packaged_files import packaged_catalogue
from indicators.aids.eligibility import answer_all
from indicators.aids.household import household_of

CATALOGUE = packaged_catalogue()
TODAY = date(2026, 11, 28)
with Path(__file__).with_name("personas.csv").open(encoding="utf-8", newline="") as file:
    PERSONAS = list(csv.DictReader(file))


def known(persona):
    """What is known of a persona; numbers are exact ones."""
    area = {"area": frozenset({persona["area"]})} if persona.get("area") else {}
    answers = {fact: persona.get(fact, "") for fact in FACTS if fact not in ("area", "still_open")}
    answers = {fact: code for fact, code in answers.items() if code}
    return dict(household_of(answers, {})) | area


def answered(household, today=TODAY):
    """Every answer of a day, by aid."""
    return {each.edition.aid_id: each for each in answer_all(CATALOGUE.in_force(today), household)}


def told(amount):
    low, _, high = amount.partition("..")
    return (Decimal(low), Decimal(high or low)) if amount else None
