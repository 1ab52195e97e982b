"""The request for the next extract, to be sent to the data's owner: a table, and a letter in plain words."""

import pandas as pd

from contract.translations import mark, mark_count, translate
from indicators.scenarios.next_extract import INCOME, SPEND, most_worth
from reports.downloads import csv_of
from reports.numbers import count

FIELD_NAMES = {
    SPEND: mark("energy bills that are missing, heating in condominiums first"),
    INCOME: mark("incomes that are missing"),
}
_LISTED = 10
_RANGE = mark(
    "In the extract of {year} the share of households of {city} that spend more than 10% of their income on energy is "
    "plausibly between {low} and {high}. Certain is only that it lies between {minimum} and {maximum}."
)
_CERTAIN = mark(
    "In the extract of {year} the share of households of {city} that spend more than 10% of their income on energy "
    "certainly lies between {minimum} and {maximum}: nothing narrower can be said."
)
_HEAD = (
    mark("To: the owner of the data (DIOGENE)"),
    mark("From: observatory on energy wellbeing of {city}"),
    mark("Subject: fields that would make the figures of energy poverty more certain"),
    "",
)
_LETTER = (
    mark("Some answers are missing:"),
    mark_count(
        "- {spend} household has a known income and lacks a bill (at most {heat} lacks the heating bill);",
        "- {spend} households have a known income and lack a bill (at most {heat} of them lack the heating bill);",
        "spend",
    ),
    mark_count(
        "- {income} household has known bills and lacks the income;",
        "- {income} households have known bills and lack the income;",
        "income",
    ),
    mark_count("- {both} household lacks both.", "- {both} households lack both.", "both"),
    "",
    mark("We ask for the next extract, first where they settle most households:"),
)
_CLOSING = (
    "",
    mark(
        "The counts are enough, by census section; no name, address or contract number is asked for. For condominium "
        "and district heating the cost of each household may be estimated from the condominium's bill by share of the "
        "heating costs, as long as the flag of estimated figures says so."
    ),
    "",
    mark("The attached table lists every area."),
)


def request_csv(values: pd.DataFrame, names: pd.Series, year: int, language: str) -> bytes:
    """What each missing field is worth (`next_extract.value_of_fields`), one row per area; shares 0–1, households."""
    told = values.assign(area_name=names.reindex(values.index), edition=year)
    return csv_of(told.rename_axis("area_id").reset_index().astype({"area_id": "str"}), language)


def request_letter(
    city: pd.Series, values: pd.DataFrame, names: pd.Series, facts: dict[str, object], language: str
) -> str:
    """The letter, in `language`. `city`: row of `value_of_fields` of the whole; `values`, `names`: by area.

    `facts`: `city` (its name), `year`, `minimum` and `maximum` (what is certain) and, where the edition tells heating
    bills, `low` and `high` (the plausible range), as they are to be read.
    """
    counted = {name: count(city[name], language) for name in ("spend", "income", "both")}
    blanks = facts | counted | {"heat": count(city["heat_at_most"], language)}
    said = (*_HEAD, _RANGE if "low" in facts else _CERTAIN, *_LETTER)
    lines = [translate(line, language, **blanks) if line else "" for line in said]
    for area, row in most_worth(values, _LISTED).iterrows():
        text = translate(
            mark_count(
                "- {area}: {field}: {households} household; what is possible goes from {width} to {after} points",
                "- {area}: {field}: {households} households; what is possible goes from {width} to {after} points",
                "households",
            ),
            language,
            area=names[area],
            field=translate(FIELD_NAMES[row["ask"]], language),
            households=count(max(row["spend"], row["income"]), language),
            width=round(100 * float(row["width"])),
            after=round(100 * float(row["width_after"])),
        )
        lines.append(text)
    lines += [translate(line, language) if line else "" for line in _CLOSING]
    return "\n".join(lines) + "\n"
