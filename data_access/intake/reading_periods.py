"""Periods of readings that look unlike what the mapping says of them: told as warnings, never put right silently."""

import pandas as pd

from contract.errors import Fault, Severity
from contract.translations import mark
from data_access.intake.mapping_parts import Part

_METER = ["complex_id", "building_id", "meter_id", "carrier"]
LEAST_PAIRS = 5
"""Readings that follow one another without which nothing is said of their ends; chosen, 2026-11."""
MOSTLY = 0.8
"""Share of them that leave exactly one day between, from which the end is taken to be the last day; chosen, 2026-11."""


def period_faults(readings: pd.DataFrame, file: str, part: Part) -> list[Fault]:
    """Say that days come from the mapping, or that the end seems to be the last day covered and not the first after it.

    `readings` has the columns of the contract.
    """
    if part.periods:
        message = mark(
            "The file does not say which days its quantities cover: those of the mapping are taken, to be confirmed."
        )
        days = "; ".join(f"{column} {first_last}" for column, first_last in part.periods.items())
        return [Fault("periods_of_mapping", message, file, found=days, severity=Severity.WARNING)]
    ordered = readings.dropna(subset=["start_date", "end_date"]).sort_values([*_METER, "start_date"])
    follows = (ordered[_METER].fillna("") == ordered[_METER].fillna("").shift(1)).all(axis=1)
    between = (ordered["start_date"] - ordered["end_date"].shift(1)).dt.days[follows]
    if len(between) < LEAST_PAIRS or (between == 1).mean() < MOSTLY:
        return []
    message = mark(
        "Almost every period ends the day before the next one begins: the end seems to be the last day billed, and it "
        'must be the first day after. If so, write end_from = "last_day" in the mapping.'
    )
    return [Fault("end_is_last_day", message, file, column=part.column_in_file("end_date"), severity=Severity.WARNING)]
