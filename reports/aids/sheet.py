"""The answers on a printed sheet, to take along to a desk: tagged PDF, no name, no answer given."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from contract.translations import LANGUAGES, mark, translate
from indicators.aids.eligibility import Outcome
from reports.aids.words import ENDED_LATELY, HOW_LONG, OUTCOMES, ToldAnswer
from reports.numbers import day
from reports.typeset import tagged_pdf

TEMPLATE = Path(__file__).with_name("sheet.typ")


def answers_pdf(answers: Sequence[ToldAnswer], ended: Sequence[tuple[str, str]], language: str, today: date) -> bytes:
    """The helps that are, or may be, for a household, and those that `ended` lately (name, sentence), as a tagged
    PDF."""
    groups = [
        {"title": translate(title, language), "aids": [_told(each) for each in answers if each.outcome is outcome]}
        for outcome, title in OUTCOMES.items()
        if outcome is not Outcome.NO
    ]
    sheet = {
        "language": language,
        "title": translate(mark("What there is for you"), language),
        "papers": translate(mark("Papers"), language),
        "untested": translate(mark("We did not ask"), language),
        "none": translate(mark("Nothing was found. Ask at the help-desk all the same."), language),
        "ended_title": translate(ENDED_LATELY, language),
        "ended": ended,
        "long": translate(HOW_LONG, language),
        "note": translate(
            mark("Made on {day}. Whoever gives a benefit decides. This sheet holds no name and none of your answers."),
            language,
            day=day(today.isoformat(), language),
        ),
        "groups": [group for group in groups if group["aids"]],
    }
    return tagged_pdf(TEMPLATE, {"sheet": sheet}, language not in LANGUAGES)


def _told(each: ToldAnswer) -> dict[str, object]:
    return asdict(each) | {"link": each.form_url or each.information_url}
