"""Periods of readings that look unlike what the mapping says of them: put right where that is sure, and always told."""

import pandas as pd

from contract.errors import Fault, Severity
from contract.translations import mark, mark_count
from data_access.intake.mapping_parts import Part

_METER = ["complex_id", "building_id", "meter_id", "carrier"]
LEAST_ENDS = 5
"""Bills of a meter that end the day before the next begins, from which that day is taken to be theirs: nobody leaves
single days unbilled so often; chosen, 2026-11."""
LEAST_DAYS = 5
"""Shorter periods are days or hours, of which one may well be missing; chosen, 2026-11."""


def with_whole_periods(readings: pd.DataFrame, file: str, part: Part) -> tuple[pd.DataFrame, list[Fault]]:
    """The readings, ends that tell the last day billed moved to the first day after; and what was found of their days.

    `readings` has the columns of the contract. A meter's bills that end the day before another begins, LEAST_ENDS of
    them or more, have that day. Faults, as warnings: end_is_last_day (how many), periods_of_mapping.
    """
    if part.periods:
        return readings, [_of_mapping(file, part)]
    is_early = _ends_early(readings)
    if not is_early.any():
        return readings, []
    message = mark_count(
        "{count} period ends the day before the next one begins: that day is taken to be billed in it.",
        "{count} periods end the day before the next one begins: that day is taken to be billed in them, to be "
        'confirmed. If all ends are the last day billed, end_from = "last_day" in the mapping says so.',
    )
    ends = readings["end_date"].mask(is_early, readings["end_date"] + pd.Timedelta(days=1))
    column, found = part.column_in_file("end_date"), {"count": str(is_early.sum())}
    fault = Fault("end_is_last_day", message, file, column=column, severity=Severity.WARNING, values=found)
    return readings.assign(end_date=ends), [fault]


def _ends_early(readings: pd.DataFrame) -> pd.Series:
    """Which rows end on a day before another of their meter begins, none beginning on the day itself."""
    meter = readings[_METER].fillna("").astype("str").agg("\t".join, axis=1)
    next_day = readings["end_date"] + pd.Timedelta(days=1)
    starts = pd.MultiIndex.from_arrays([meter, readings["start_date"]])
    is_early = pd.MultiIndex.from_arrays([meter, next_day]).isin(starts)
    is_early &= ~pd.MultiIndex.from_arrays([meter, readings["end_date"]]).isin(starts)
    is_bill = (readings["end_date"] - readings["start_date"]).dt.days >= LEAST_DAYS
    early = pd.Series(is_early, index=readings.index) & is_bill.fillna(False).astype(bool)
    count = readings["end_date"].where(early).groupby(meter).transform("nunique")
    return early & (count >= LEAST_ENDS)


def _of_mapping(file: str, part: Part) -> Fault:
    message = mark(
        "The file does not say which days its quantities cover: those of the mapping are taken, to be confirmed."
    )
    days = "; ".join(f"{column} {first_last}" for column, first_last in part.periods.items())
    return Fault("periods_of_mapping", message, file, found=days, severity=Severity.WARNING)
