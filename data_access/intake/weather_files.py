"""Weather in the formats of building simulation: EnergyPlus (EPW), and the typical years of PVGIS and NREL (TMY)."""

from pathlib import Path

import pandas as pd

from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.raw_tables import RawTable, number_text, reading, refuse

_EPW_HEADER_LINES = 8
_EPW_PLACES = {"year": 0, "month": 1, "day": 2, "temperature": 6}
_EPW_MISSING = 99.9
_LEAST_HOURS = 12
"""Hours of a day that must be known for its mean, as for hourly stations in CalTRACK."""

NOMINAL_YEAR = 2001
"""Year given to the days of a typical year, whose months come from different ones; not a leap year."""

COLUMNS = ("station_id", "date", "temperature_c")


def read_epw(path: Path, _part: Part) -> RawTable:
    """Daily means of an EPW file, with the contract's own column names; a typical year is dated to NOMINAL_YEAR.

    Raises Refused if the file is not such a file.
    """
    with reading(path.name):
        lines = path.read_text(encoding="latin-1").splitlines()
        if not lines or not lines[0].upper().startswith("LOCATION,"):
            message = mark("This is not an EPW file: the first line must begin with LOCATION.")
            raise refuse("not_epw", message, path.name, row=1)
        cells = [line.split(",") for line in lines[_EPW_HEADER_LINES:] if line.strip()]
        hours = pd.DataFrame({name: [row[place] for row in cells] for name, place in _EPW_PLACES.items()}, dtype=float)
        station = lines[0].split(",")[5].strip() or "epw"
    hours["line"] = range(_EPW_HEADER_LINES + 1, _EPW_HEADER_LINES + 1 + len(hours))
    return _daily(hours.mask(hours["temperature"] >= _EPW_MISSING), station, path.name)


def is_typical_year(lines: list[str]) -> bool:
    """Whether the first lines of a CSV are those of a PVGIS or TMY3 file."""
    return any(line.startswith("time(UTC),") for line in lines) or (
        len(lines) > 1 and lines[1].startswith("Date (MM/DD/YYYY)")
    )


def read_typical_year(path: Path) -> RawTable:
    """Daily means of a typical year as PVGIS ("time(UTC)", "T2m") or NREL's TMY3 write it, dated to NOMINAL_YEAR."""
    with reading(path.name):
        lines = path.read_text(encoding="latin-1").splitlines()
        header = next(n for n, line in enumerate(lines) if line.startswith(("time(UTC),", "Date (MM/DD/YYYY)")))
        names = lines[header].split(",")
        cells = [line.split(",") for line in lines[header + 1 :] if line[:1].isdigit()]
        frame = pd.DataFrame(cells, index=range(header + 2, header + 2 + len(cells))).iloc[:, : len(names)]
        frame.columns = pd.Index(names[: frame.shape[1]])
        is_pvgis = names[0] == "time(UTC)"
        dates = pd.to_datetime(frame[names[0]].str[:8] if is_pvgis else frame[names[0]],
                               format="%Y%m%d" if is_pvgis else "%m/%d/%Y")  # fmt: skip
        temperature = frame["T2m" if is_pvgis else "Dry-bulb (C)"].astype(float)
    parts = {"year": dates.dt.year, "month": dates.dt.month, "day": dates.dt.day, "temperature": temperature}
    station = "pvgis" if is_pvgis else lines[0].split(",")[0].strip() or "tmy"
    return _daily(pd.DataFrame(parts).assign(line=frame.index), station, path.name)


def _daily(hours: pd.DataFrame, station: str, file: str) -> RawTable:
    """One row per day; the days of a year put together from several are dated to NOMINAL_YEAR."""
    known = hours.dropna()
    is_typical = known["year"].nunique() > 1 and len(known.drop_duplicates(["month", "day"])) == len(
        known.drop_duplicates(["year", "month", "day"])
    )
    known = known.assign(year=NOMINAL_YEAR if is_typical else known["year"])
    if is_typical:
        known = known[~((known["month"] == 2) & (known["day"] == 29))]
    days = known.groupby(["year", "month", "day"]).agg(
        mean=("temperature", "mean"), count=("temperature", "size"), line=("line", "first")
    )
    days = days[days["count"] >= _LEAST_HOURS]
    dates = [f"{int(year):04d}-{int(month):02d}-{int(day):02d}" for year, month, day in days.index]
    texts = [number_text(round(mean, 3), ".") for mean in days["mean"]]
    index = pd.Index(days["line"].astype("int64"))
    text = pd.DataFrame({"station_id": station, "date": dates, "temperature_c": texts}, index=index, dtype="str")
    return RawTable(file, text)
