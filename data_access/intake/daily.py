"""Hours gathered into days: a day without more than half of its hours is no day (CalTRACK 2.0, 2.2.2.1)."""

from dataclasses import replace

import numpy as np
import pandas as pd

from contract.errors import Fault, Severity
from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.raw_tables import RawTable, number_text
from data_access.intake.row_faults import shown

END = "end of the period"
"""Column of the ends that a file does not tell."""
LEAST_OF_DAY = 0.5
"""Share of a day's hours beyond which the day is known; the missing ones are like the others. CalTRACK, 2026-11."""
_IDENTITY = ("complex_id", "building_id", "meter_id", "carrier", "station_id")
_MOMENT = r"\d[ T]\d{1,2}[:.]\d{2}"
_MIDNIGHT = r"\d[ T]0?0[:.]00(?:[:.]00(?:\.0+)?)?(?:Z|\+00:?00)?$"
_ITALIAN = r"^(\d{1,2})/(\d{1,2})/(\d{4})[ T](\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?$"


def has_moments(raw: RawTable, part: Part) -> bool:
    """Whether most dates carry an hour that is not midnight, whatever the mapping says."""
    columns = [column for column in (date_column(part), part.column_in_file("end_date")) if column in raw.text]
    return any(_are_moments(raw.text[column]) for column in columns)


def _are_moments(texts: pd.Series) -> bool:
    return bool((texts.str.contains(_MOMENT) & ~texts.str.contains(_MIDNIGHT)).mean() > 0.5)


def date_column(part: Part) -> str:
    """What the file calls the day of weather, or the first day of a reading."""
    return part.column_in_file("date" if part.table == "weather" else "start_date")


def by_day(raw: RawTable, part: Part) -> RawTable:
    """Dates as days: temperatures as means, quantities as sums; moments of readings go to the nearest midnight.

    A sum of some hours of a day stands for all of them; incomplete days of weather are left out, those of readings have
    no quantity, and one finding tells them all.
    """
    date = date_column(part)
    if date not in raw.text:
        return raw
    local = _local(raw.text[date])
    step = local.drop_duplicates().sort_values().diff().median()
    if part.table != "weather" and step >= pd.Timedelta(days=1):
        return replace(raw, text=_at_midnights(raw.text, (date, part.column_in_file("end_date"))))
    value = _value_column(raw, part)
    if value not in raw.text:
        return raw
    days = day_texts(local.dt.floor("D"), raw.text[date])
    keys = [raw.text[name] for name in map(part.column_in_file, _IDENTITY) if name in raw.text]
    text = raw.text[value].replace(part.values.get("quantity", {}))
    numbers = pd.to_numeric(text.str.replace(part.decimal, "."), errors="coerce").where(np.isfinite)
    grouped = numbers.groupby([*keys, days], sort=False)
    expected = max(round(pd.Timedelta(days=1) / step), 1) if pd.notna(step) else 1
    known = grouped.transform("count")
    amount = grouped.transform("mean") * (1 if part.table == "weather" else expected)
    is_known = known > (LEAST_OF_DAY * expected if expected > 1 else 0)
    text = pd.Series(
        [number_text(each, part.decimal) for each in amount.where(is_known)], index=days.index, dtype="str"
    )
    gathered = _ending(raw.text.assign(**{date: days, value: text}), part, date)
    is_first = ~pd.concat([*keys, days], axis=1).duplicated()
    # a file may begin and end within a day
    is_inside = (local.dt.floor("D") > local.min().floor("D")) & (local.dt.floor("D") < local.max().floor("D"))
    found = _incomplete_days(days[is_first & ~is_known & is_inside], value, raw.file)
    is_told = is_known | (is_inside if END in gathered else part.table != "weather")
    return replace(raw, text=gathered[is_first & is_told], faults=(*raw.faults, *found))


def _at_midnights(text: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Moments of readings that are longer than a day, at the nearest midnight."""
    present = [column for column in columns if column in text]
    return text.assign(**{name: day_texts(_local(text[name]).dt.round("D"), text[name]) for name in present})


def _incomplete_days(days: pd.Series, column: str, file: str) -> list[Fault]:
    """One finding of all days without more than half of their hours."""
    if days.empty:
        return []
    message = mark("Days without more than half of their hours, taken as not known: {count}.")
    values = {"count": str(len(days))}
    return [Fault("incomplete_days", message, file, None, column, shown(", ".join(days)), "", Severity.WARNING, values)]


def _value_column(raw: RawTable, part: Part) -> str:
    if part.table == "weather":
        return part.column_in_file("temperature_c")
    names = [part.column_in_file(name) for name in ("quantity", "energy_kwh")]
    return next((name for name in names if name in raw.text), names[0])


def _ending(text: pd.DataFrame, part: Part, date: str) -> pd.DataFrame:
    """Rows of readings that tell their own end, or would end where the next begins, end with their day."""
    end = END if part.end_from == "next_start" else part.column_in_file("end_date")
    if part.table == "weather" or end not in (*text, END) or end == date or part.end_from == "last_day":
        return text
    next_days = pd.to_datetime(text[date], errors="coerce") + pd.Timedelta(days=1)
    return text.assign(**{end: day_texts(next_days, text[date])})


def _local(moments: pd.Series) -> pd.Series:
    """Moments in the standard time of the first one: a day then has 24 hours all the year round."""
    parts = moments.str.extract(_ITALIAN)
    iso = (
        parts[2]
        + "-"
        + parts[1].str.zfill(2)
        + "-"
        + parts[0].str.zfill(2)
        + "T"
        + parts[3].str.zfill(2)
        + ":"
        + parts[4]
    )
    moments = moments.where(parts[0].isna(), iso)
    absolute = pd.to_datetime(moments, utc=True, errors="coerce", format="ISO8601")
    offset = pd.to_datetime(moments.iloc[0], errors="coerce")
    shift = offset.utcoffset() if offset is not pd.NaT and offset.tzinfo else None
    return (absolute + (shift or pd.Timedelta(0))).dt.tz_localize(None)


def day_texts(days: pd.Series, written: pd.Series) -> pd.Series:
    """Days as texts; what is no day stays as it was written, for the contract to name."""
    return days.dt.strftime("%Y-%m-%d").astype("str").where(days.notna(), written)
