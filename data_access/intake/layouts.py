"""Files of meters and weather in other shapes than one row per period: brought into that shape, still as texts."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from data_access.intake.mapping_parts import Part
from data_access.intake.raw_tables import RawTable, number_text
from data_access.intake.weather_files import COLUMNS, NOMINAL_YEAR

_END = "end of the period"
_ID = "code of the reading"


def arranged(raw: RawTable, part: Part) -> Iterator[tuple[RawTable, Part]]:
    """Yield `raw` as tables with one row per period or day, each with the part that reads it.

    One table, unless `part.periods` names several quantities of a row: then one for each of them. The index stays
    the line of the file; of rows gathered into a day, the line of the first.
    """
    if part.table == "weather":
        raw, part = _of_weather(raw, part)
    if part.temperature == "F":
        raw = _in_celsius(raw, part)
    if part.moments:
        raw = _by_day(raw, part)
    if part.end_from:
        raw, part = _ended(raw, part)
    if not part.periods:
        yield raw, part
        return
    for column, period in part.periods.items():
        yield _of_period(raw, part, column, period)


def _of_weather(raw: RawTable, part: Part) -> tuple[RawTable, Part]:
    """Files of building simulation have the contract's names whatever the mapping; days without a year get one."""
    part = Part("weather") if tuple(raw.text.columns) == COLUMNS else part
    date = part.column_in_file("date")
    if date not in raw.text:
        return raw, part
    texts = raw.text[date]
    dated = f"{NOMINAL_YEAR}-" + texts
    changed = texts.where(~texts.str.fullmatch(r"[01][0-9]-[0-3][0-9]"), dated)
    return replace(raw, text=raw.text.assign(**{date: changed})), part


def _in_celsius(raw: RawTable, part: Part) -> RawTable:
    column = part.column_in_file("temperature_c")
    if column not in raw.text:
        return raw
    numbers = pd.to_numeric(raw.text[column].str.replace(part.decimal, "."), errors="coerce")
    celsius = (numbers - 32) / 1.8
    texts = [number_text(value, part.decimal) for value in celsius.to_numpy(dtype=float)]
    # what is no number is left as it is, for the contract to name
    changed = raw.text[column].where(numbers.isna(), pd.Series(texts, index=raw.text.index, dtype="str"))
    return replace(raw, text=raw.text.assign(**{column: changed}))


def _by_day(raw: RawTable, part: Part) -> RawTable:
    """Dates as days: temperatures as means, quantities as sums; moments of readings go to the nearest midnight."""
    date = part.column_in_file("date" if part.table == "weather" else "start_date")
    if date not in raw.text:
        return raw
    local = _local(raw.text[date])
    if part.table != "weather" and local.diff().median() >= pd.Timedelta(days=1):
        return replace(raw, text=raw.text.assign(**{date: _day_texts(local.dt.round("D"), raw.text[date])}))
    days = _day_texts(local.dt.floor("D"), raw.text[date])
    value = part.column_in_file("temperature_c" if part.table == "weather" else "quantity")
    numbers = pd.to_numeric(raw.text[value].str.replace(part.decimal, "."), errors="coerce").groupby(days)
    gathered = numbers.mean() if part.table == "weather" else numbers.sum(min_count=1)
    first = raw.text.assign(**{date: days})[~days.duplicated()]
    texts = {day: number_text(amount, part.decimal) for day, amount in gathered.items()}
    return replace(raw, text=first.assign(**{value: first[date].map(texts).astype("str")}))


def _local(moments: pd.Series) -> pd.Series:
    """Moments in the standard time of the first one: a day then has 24 hours all the year round."""
    absolute = pd.to_datetime(moments, utc=True, errors="coerce", format="ISO8601")
    offset = pd.to_datetime(moments.iloc[0], errors="coerce")
    shift = offset.utcoffset() if offset is not pd.NaT and offset.tzinfo else None
    return (absolute + (shift or pd.Timedelta(0))).dt.tz_localize(None)


def _day_texts(days: pd.Series, written: pd.Series) -> pd.Series:
    return days.dt.strftime("%Y-%m-%d").astype("str").where(days.notna(), written)


def _ended(raw: RawTable, part: Part) -> tuple[RawTable, Part]:
    """Each reading ends where the next begins, the last row only ending the one before it; or the day after the last
    one that it names ("last_day")."""
    if part.end_from == "last_day":
        return _after_last_day(raw, part), part
    start = part.column_in_file("start_date")
    ends = raw.text[start].shift(-1).iloc[:-1] if start in raw.text else pd.Series(dtype="str")
    text = raw.text.loc[ends.index].assign(**{_END: ends, _ID: [str(line) for line in ends.index]})
    return replace(raw, text=text), _with_columns(part, end_date=_END, reading_id=_ID)


def _after_last_day(raw: RawTable, part: Part) -> RawTable:
    column = part.column_in_file("end_date")
    if column not in raw.text:
        return raw
    written = raw.text[column].str.strip()
    days = pd.to_datetime(written, format="%Y-%m-%d", errors="coerce")
    days = days.fillna(pd.to_datetime(written, format="%d/%m/%Y", errors="coerce")) + pd.Timedelta(days=1)
    # what is no date is left as it is, for the contract to name
    return replace(raw, text=raw.text.assign(**{column: _day_texts(days, raw.text[column])}))


def _of_period(raw: RawTable, part: Part, column: str, period: str) -> tuple[RawTable, Part]:
    """The quantities of one column, all of the same days; empty cells are no reading."""
    first, last = period.split("/")
    names = [part.column_in_file(name) for name in ("complex_id", "meter_id")]
    present = raw.text[column].str.strip() != "" if column in raw.text else np.zeros(len(raw.text), dtype=bool)
    text = raw.text[present]
    known = [text[name].str.strip() for name in names if name in text]
    codes = known[0].str.cat(known[1:], sep="-") + f"-{column}-{first}" if known else pd.Series(dtype="str")
    constants = part.constants | {"start_date": first, "end_date": last}
    reading = _with_columns(replace(part, constants=constants), quantity=column, reading_id=_ID)
    others = tuple(name for name in part.periods if name != column)
    return replace(raw, text=text.assign(**{_ID: codes})), replace(reading, ignored=(*part.ignored, *others))


def _with_columns(part: Part, **columns: str) -> Part:
    return replace(part, columns=part.columns | columns)
