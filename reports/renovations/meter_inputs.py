"""Bills and temperatures of one meter, from their files, refused where they cannot be what they should be."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from contract.errors import Fault, ObservatoryError, Refused
from contract.meter_tables import READINGS, WEATHER
from contract.translations import mark
from data_access.intake.mapping_parts import Mapping, Part
from data_access.intake.table_files import read_table_file

_IDENTITY = ("reading_id", "complex_id", "building_id", "meter_id", "carrier", "station_id")
"""Columns without which one meter can still be assessed: their faults are not told."""
MOST_OUTSIDE = 0.1
"""Share of temperatures outside what is possible from which the whole file is not believed; chosen, 2026-11."""

_FACTORS = {"coefficient_c": ("m3",), "pcs_mj_smc": ("m3", "Smc")}
"""Columns that make energy of a volume, and the units whose energy they make."""


@dataclass(frozen=True)
class MeterInputs:
    """`bills` and `days` in the columns of their contracts; `faults` of both files; `has_lines`: whether the index of
    `bills` is the line of its file."""

    bills: pd.DataFrame
    days: pd.DataFrame
    faults: list[Fault]
    has_lines: bool


def read_meter(readings: Path, weather: Path, mapping: Mapping) -> MeterInputs:
    """Read both files as `mapping` says.

    Raises Refused if a file cannot be read or holds no usable row, ObservatoryError if it holds several meters or
    stations, if temperatures look like °F, or if no day of the weather is one of the readings'.
    """
    part = mapping.part("readings")
    bills, faults = _rows(readings, part, ["start_date", "end_date", "energy_kwh"])
    bills = _believed(bills)
    days, more = _rows(weather, mapping.part("weather"), ["date", "temperature_c"])
    series = ["complex_id", "building_id", "carrier"]
    # notes and sums below a table belong to no series
    is_told = bills[["start_date", "end_date"]].notna().any(axis=1)
    _refuse_several(bills[is_told], series, readings.name)
    _refuse_several(days, ["station_id"], weather.name)
    bills[series] = bills[series].where(is_told, bills.loc[is_told.idxmax(), series], axis=1)
    days = _possible(days, weather.name)
    _refuse_apart(bills, days, weather.name)
    bills = bills.assign(complex_id=bills["complex_id"].fillna("-"), carrier=bills["carrier"].fillna("-"))
    return MeterInputs(bills, days.drop_duplicates("date"), [*faults, *more], not part.periods)


def _rows(path: Path, part: Part, needed: list[str]) -> tuple[pd.DataFrame, list[Fault]]:
    _, frame, faults = read_table_file(path, part)
    if frame[needed].isna().any(axis=1).all():
        raise Refused(faults)
    names = {part.column_in_file(name) for name in _IDENTITY} | set(_IDENTITY)
    return frame, [fault for fault in faults if fault.column not in names]


def _believed(bills: pd.DataFrame) -> pd.DataFrame:
    """The bills without values that the contract calls impossible, which their faults tell; where such a value made
    energy of a volume, without that energy."""
    for column in (column for column in READINGS.columns if column.low is not None):
        is_outside = ~bills[column.name].between(column.low, column.high).fillna(True).astype(bool)
        bills[column.name] = bills[column.name].mask(is_outside)
        if column.name in _FACTORS:
            bills["energy_kwh"] = bills["energy_kwh"].mask(is_outside & bills["unit"].isin(_FACTORS[column.name]))
    return bills


def _refuse_several(frame: pd.DataFrame, columns: list[str], file: str) -> None:
    several = frame[columns].drop_duplicates()
    if len(several) > 1:
        names = "; ".join(" ".join(map(str, row)) for row in several.fillna("-").head(5).itertuples(index=False))
        message = mark("“{file}” holds {count} series where one is needed: {names}. Keep the rows of one.")
        raise ObservatoryError(message, file=file, count=len(several), names=names)


def _possible(days: pd.DataFrame, file: str) -> pd.DataFrame:
    """The days without temperatures that the contract calls impossible; refused where there are too many of them."""
    (column,) = (column for column in WEATHER.columns if column.name == "temperature_c")
    is_outside = (days["temperature_c"] < column.low) | (days["temperature_c"] > column.high)
    if is_outside.mean() > MOST_OUTSIDE:
        message = mark(
            "Too many temperatures of “{file}” cannot be degrees Celsius. If all are °F, write "
            'temperature = "F" under [weather] in the mapping; if they are kelvin or tenths of a degree, or some of '
            "them °F, turn them into °C in the file."
        )
        raise ObservatoryError(message, file=file)
    return days.assign(temperature_c=days["temperature_c"].mask(is_outside))


def _refuse_apart(bills: pd.DataFrame, days: pd.DataFrame, file: str) -> None:
    known = days.dropna(subset=["temperature_c"])["date"]
    first, last = bills["start_date"].min(), bills["end_date"].max()
    if not ((known >= first) & (known < last)).any():
        message = mark(
            "The weather of “{file}” is of {weather_first} – {weather_last}, the readings are of {first} – {last}: no "
            "day in common. A typical year cannot tell the weather of a true one."
        )
        spans = {"weather_first": known.min(), "weather_last": known.max(), "first": first, "last": last}
        raise ObservatoryError(message, file=file, **{name: f"{date:%Y-%m-%d}" for name, date in spans.items()})
