"""Files of meters and weather in other shapes than one row per period: brought into that shape, still as texts."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from contract.energy_units import known_unit
from data_access.intake.daily import END, by_day, day_texts, has_moments
from data_access.intake.mapping_parts import Part
from data_access.intake.raw_tables import RawTable, number_text
from data_access.intake.weather_files import COLUMNS, NOMINAL_YEAR

_ID = "code of the reading"
_METER = ("complex_id", "building_id", "carrier", "meter_id")
_SELDOM = ("coefficient_c", "pcs_mj_smc", "occupied_share")


def arranged(raw: RawTable, part: Part) -> Iterator[tuple[RawTable, Part]]:
    """Yield `raw` as tables with one row per period or day, each with the part that reads it.

    One table, unless `part.periods` names several quantities of a row: then one for each of them. The index stays
    the line of the file; of rows gathered into a day, the line of the first.
    """
    if part.table == "weather":
        raw, part = _of_weather(raw, part)
    if part.temperature == "F":
        raw = _in_celsius(raw, part)
    if part.table == "readings":
        raw, part = _with_known_units(raw, part), _without_absent(raw, part)
    if part.moments or has_moments(raw, part):
        raw = by_day(raw, part)
    if part.end_from:
        raw, part = _ended(raw, part)
    if not part.periods:
        yield raw, part
        return
    for column, period in part.periods.items():
        yield _of_period(raw, part, column, period)


def _with_known_units(raw: RawTable, part: Part) -> RawTable:
    """Units as the contract writes them, however the file does ("smc", "Sm³", "KWH"), unless the mapping says."""
    column = part.column_in_file("unit")
    if column not in raw.text:
        return raw
    written = raw.text[column].str.strip()
    known = written.where(written.isin(part.values.get("unit", {})), written.map(known_unit))
    return replace(raw, text=raw.text.assign(**{column: known.astype("str")}))


def _without_absent(raw: RawTable, part: Part) -> Part:
    """The part without the columns that most files do not have."""
    kept = {name: column for name, column in part.columns.items() if name not in _SELDOM or column in raw.text}
    return replace(part, columns=kept)


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


def _ended(raw: RawTable, part: Part) -> tuple[RawTable, Part]:
    """Each reading ends where the next of its meter begins, the last one only ending the one before it, or with its day
    where hours were gathered; or the day after the last one that it names ("last_day")."""
    if part.end_from == "last_day":
        return _after_last_day(raw, part), part
    ends = raw.text[END] if END in raw.text else _next_starts(raw.text, part)
    text = raw.text.loc[ends.index].assign(**{END: ends, _ID: [str(line) for line in ends.index]})
    return replace(raw, text=text), _with_columns(part, text, end_date=END, reading_id=_ID)


def _next_starts(text: pd.DataFrame, part: Part) -> pd.Series:
    """Where the next reading of the same meter begins, of every row but the last of each meter."""
    start = part.column_in_file("start_date")
    if start not in text:
        return pd.Series(dtype="str")
    told = [text[name] for name in map(part.column_in_file, _METER) if name in text]
    following = text.groupby(told, sort=False, dropna=False)[start].shift(-1) if told else text[start].shift(-1)
    return following.dropna()


def _after_last_day(raw: RawTable, part: Part) -> RawTable:
    column = part.column_in_file("end_date")
    if column not in raw.text:
        return raw
    written = raw.text[column].str.strip()
    days = pd.to_datetime(written, format="%Y-%m-%d", errors="coerce")
    days = days.fillna(pd.to_datetime(written, format="%d/%m/%Y", errors="coerce")) + pd.Timedelta(days=1)
    # what is no date is left as it is, for the contract to name
    return replace(raw, text=raw.text.assign(**{column: day_texts(days, raw.text[column])}))


def _of_period(raw: RawTable, part: Part, column: str, period: str) -> tuple[RawTable, Part]:
    """The quantities of one column, all of the same days; empty cells are no reading."""
    first, last = period.split("/")
    names = [part.column_in_file(name) for name in ("complex_id", "meter_id")]
    present = raw.text[column].str.strip() != "" if column in raw.text else np.zeros(len(raw.text), dtype=bool)
    text = raw.text[present]
    known = [text[name].str.strip() for name in names if name in text]
    codes = known[0].str.cat(known[1:], sep="-") + f"-{column}-{first}" if known else pd.Series(dtype="str")
    constants = part.constants | {"start_date": first, "end_date": last}
    reading = _with_columns(replace(part, constants=constants), text, quantity=column, reading_id=_ID)
    others = tuple(name for name in part.periods if name != column)
    return replace(raw, text=text.assign(**{_ID: codes})), replace(reading, ignored=(*part.ignored, *others))


def _with_columns(part: Part, text: pd.DataFrame, **columns: str) -> Part:
    """The part with more columns beside its own; of a file in the contract's names, beside those that it has."""
    own = part.columns or {name: name for name in part.file_columns if name in text}
    return replace(part, columns=own | columns)
