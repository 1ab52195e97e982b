"""Readings made fit for a model: each is kept, joined to a better one, or set aside with its reason."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.savings.entries import Entry
from indicators.savings.ledger import settle
from indicators.savings.occupancy import homes_of_made
from indicators.savings.parameters import LONGEST_BILL, SHORTEST_BILL, SPIKE
from indicators.savings.sub_meters import sums_of_others

SERIES = ["complex_id", "building_id", "carrier", "line"]
"""What makes readings one series; `line` tells meters of one building that run side by side apart."""

_KEPT = ""
_SHARED = pd.Timedelta(days=1)
"""What two meters may tell both when one replaces the other."""


@dataclass(frozen=True)
class Cleaned:
    """`good`: readings to be used: SERIES, start_date, end_date, energy_kwh, occupied_share, sorted. `set_aside`: the
    rows of the given frame that are not used as they came, with `reason` (a code of REASONS) and `by` (tuple of the
    rows that cancel, replace or complete it); index of the given frame.
    `changed`: new meters in a series: SERIES, meter_id, start_date."""

    good: pd.DataFrame
    set_aside: pd.DataFrame
    changed: pd.DataFrame


def clean_readings(readings: pd.DataFrame) -> Cleaned:
    """Sort readings of any number of meters into those to be used and those set aside, each with one reason.

    Needs complex_id, carrier, start_date, end_date (first day not covered), energy_kwh; reads building_id, meter_id,
    is_estimated and occupied_share where there. Daily readings (median period of one day) are held to one day, the
    others to the lengths of bills. The input is not changed.
    """
    frame = _prepared(readings)
    frame["reason"] = _unreadable(frame)
    for mark_bad in (_settled, _mark_lengths, _mark_spikes, _mark_overlaps, _mark_totals):
        frame = mark_bad(frame)
    frame["reason"] = _reasons_of_parts(frame)
    kept = frame["reason"] == _KEPT
    columns = [*SERIES, "start_date", "end_date", "energy_kwh", "occupied_share"]
    good = homes_of_made(frame, SERIES).loc[kept, columns].sort_values([*SERIES, "start_date"])
    aside = readings.loc[frame.loc[~kept & frame["is_given"], "row"]]
    told = frame.loc[~kept & frame["is_given"]].set_index("row")
    return Cleaned(
        good.reset_index(drop=True),
        aside.assign(reason=told["reason"], by=told["by"].map(lambda each: each or ())),
        _changed_meters(frame),
    )


def _prepared(readings: pd.DataFrame) -> pd.DataFrame:
    if readings.index.has_duplicates:
        raise ValueError("readings need an index without doubles: it names the rows that are set aside")
    absent = pd.Series("", index=readings.index)
    frame = pd.DataFrame(
        {
            "row": readings.index,
            "complex_id": readings["complex_id"].fillna("").astype("str"),
            "building_id": readings.get("building_id", absent).fillna("").astype("str"),
            "carrier": readings["carrier"].fillna("").astype("str"),
            "meter_id": readings.get("meter_id", absent).fillna("").astype("str"),
            "start_date": pd.to_datetime(readings["start_date"]).astype("datetime64[s]"),
            "end_date": pd.to_datetime(readings["end_date"]).astype("datetime64[s]"),
            "energy_kwh": _numbers(readings["energy_kwh"]),
            "is_estimated": readings.get("is_estimated", pd.Series(False, index=readings.index))
            .fillna(False)
            .astype(bool),
            "occupied_share": _numbers(readings.get("occupied_share", pd.Series(np.nan, index=readings.index))),
            "is_given": True,
        }
    ).reset_index(drop=True)
    frame["days"] = (frame["end_date"] - frame["start_date"]).dt.days
    frame["line"] = _lines(frame)
    return frame.sort_values([*SERIES, "start_date", "end_date"], ignore_index=True)


def _numbers(values: pd.Series) -> np.ndarray:
    return values.astype("Float64").to_numpy(dtype=float, na_value=np.nan)


def _lines(frame: pd.DataFrame) -> np.ndarray:
    """Number of the line of each row: a meter that begins after another of its building ends continues its line."""
    places = ["complex_id", "building_id", "carrier"]
    by_meter = frame.groupby([*places, "meter_id"])
    spans = by_meter.agg(first=("start_date", "min"), last=("end_date", "max")).reset_index()
    lines = np.zeros(len(spans), dtype=int)
    several = spans[spans.duplicated(places, keep=False)].sort_values("first")
    for _, meters in several.groupby(places):
        ends: list[pd.Timestamp] = []
        for row, first, last in zip(meters.index, meters["first"], meters["last"], strict=True):
            free = [number for number, end in enumerate(ends) if end <= first + _SHARED]
            number = free[0] if free else len(ends)
            ends[number : number + 1] = [last]
            lines[row] = number
    return np.asarray(lines[by_meter.ngroup().to_numpy()])


def _changed_meters(frame: pd.DataFrame) -> pd.DataFrame:
    first = (
        frame.groupby([*SERIES, "meter_id"], as_index=False)["start_date"].min().sort_values([*SERIES, "start_date"])
    )
    return first[first.duplicated(SERIES)].reset_index(drop=True)


def _unreadable(frame: pd.DataFrame) -> pd.Series:
    incomplete = frame[["start_date", "end_date", "energy_kwh"]].isna().any(axis=1) | ~np.isfinite(frame["energy_kwh"])
    reason = pd.Series(np.where(incomplete, "incomplete", _KEPT), index=frame.index)
    return reason.mask((reason == _KEPT) & (frame["days"] <= 0), "backward")


def _mark(frame: pd.DataFrame, rows: pd.Series, reason: str) -> pd.DataFrame:
    return frame.assign(reason=frame["reason"].mask((frame["reason"] == _KEPT) & rows, reason))


def _settled(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with every line's ledger settled. Where bills follow one another it is that of estimates alone, each
    with the bill after it."""
    usable = frame[frame["reason"] == _KEPT]
    line = usable.groupby(SERIES).ngroup()
    is_estimated = usable["is_estimated"]
    follows = is_estimated.groupby(line).shift(1, fill_value=False)
    chosen = usable[line.isin(line[_is_odd(usable, line)].unique()) | is_estimated | follows]
    reason, by = frame["reason"].to_numpy(dtype=object, copy=True), np.full(len(frame), None, dtype=object)
    given, made = frame["row"].to_numpy(), []
    entries = _entries(chosen)
    _, firsts = np.unique(line.loc[chosen.index].to_numpy(), return_index=True)
    for own in np.split(np.arange(len(entries)), np.sort(firsts)[1:]):
        for entry in settle([entries[place] for place in own]):
            if entry.row is None:
                made.append((entries[own[0]].row, entry))
            else:
                reason[entry.row], by[entry.row] = entry.fate, tuple(given[list(entry.by)]) if entry.by else None
    frame = frame.assign(reason=pd.Series(reason, index=frame.index, dtype="str"), by=by)
    return pd.concat([frame, _made(frame, made)], ignore_index=True) if made else frame


def _is_odd(usable: pd.DataFrame, line: pd.Series) -> pd.Series:
    """Rows that are neither a plain bill nor an estimate: corrections, bills of nothing, parts, changes of meter, days
    told before."""
    ends = usable["end_date"].groupby(line).shift(1)
    is_new = (usable["meter_id"] != usable["meter_id"].shift(1)) & (line == line.shift(1))
    usual = usable["days"].groupby(line).transform("median")
    is_part = (usable["days"] < SHORTEST_BILL.value) & (usual > 1) | usable["is_estimated"] & (
        usual < SHORTEST_BILL.value
    )
    is_empty = (usable["energy_kwh"] == 0) & (usable["days"] >= SHORTEST_BILL.value)
    return (usable["energy_kwh"] < 0) | is_empty | (usable["start_date"] < ends) | is_new | is_part


def _entries(rows: pd.DataFrame) -> list[Entry]:
    days = [rows[name].to_numpy().astype("datetime64[D]").astype(int) for name in ("start_date", "end_date")]
    columns = (rows[name].tolist() for name in ("energy_kwh", "is_estimated", "meter_id"))
    return [
        Entry(*cells) for cells in zip(rows.index.tolist(), *(each.tolist() for each in days), *columns, strict=True)
    ]


def _made(frame: pd.DataFrame, made: list[tuple[int | None, Entry]]) -> pd.DataFrame:
    """Rows for the readings made of others; each with the place of a row of its line."""
    entries = [entry for _, entry in made]
    days = {name: np.array([getattr(entry, side) for entry in entries], dtype="datetime64[D]").astype("datetime64[s]")
            for name, side in (("start_date", "start"), ("end_date", "end"))}  # fmt: skip
    return frame.iloc[[place for place, _ in made]].assign(
        **days,
        energy_kwh=[entry.kwh for entry in entries],
        is_estimated=[entry.is_estimated for entry in entries],
        meter_id=[entry.meter for entry in entries],
        days=[entry.days for entry in entries],
        reason=[entry.fate for entry in entries],
        occupied_share=np.nan,
        is_given=False,
        by=None,
        made_of=[entry.made_of for entry in entries],
    )


def _reasons_of_parts(frame: pd.DataFrame) -> pd.Series:
    """Reasons; a row of which nothing is used in the end has that of what was made of it."""
    made = frame[~frame["is_given"] & ~frame["reason"].isin(["merged", "shared_day"])]
    if made.empty:
        return frame["reason"]
    told = made.explode("made_of").set_index("made_of")["reason"]
    lost = told[~told.index.isin(told.index[told == _KEPT])].groupby(level=0).first()
    reason = frame["reason"].copy()
    reason.loc[lost.index] = lost
    return reason


def _mark_lengths(frame: pd.DataFrame) -> pd.DataFrame:
    usable = frame["days"].where(frame["reason"] == _KEPT)
    median = usable.groupby(frame.groupby(SERIES).ngroup()).transform("median").to_numpy(dtype=float)
    is_daily = median == 1
    frame = _mark(frame, frame["days"] < np.where(is_daily, 1, SHORTEST_BILL.value), "too_short")
    return _mark(frame, frame["days"] > np.where(is_daily, 1, LONGEST_BILL.value), "too_long")


def _mark_spikes(frame: pd.DataFrame) -> pd.DataFrame:
    per_day = frame["energy_kwh"] / frame["days"].where(frame["days"] > 0)
    usable = (frame["reason"] == _KEPT) & (per_day > 0)
    series = frame.groupby(SERIES).ngroup()
    quartile = series.map(per_day[usable].groupby(series[usable]).quantile(0.75))
    return _mark(frame, per_day > SPIKE.value * quartile.where(quartile > 0, np.inf), "spike")


def _mark_overlaps(frame: pd.DataFrame) -> pd.DataFrame:
    """Mark every reading whose days another usable one of its series tells too."""
    usable = frame[frame["reason"] == _KEPT].sort_values([*SERIES, "start_date", "end_date"])
    series = usable.groupby(SERIES).ngroup()
    latest = usable.groupby(series)["end_date"].cummax()
    before = latest.groupby(series).shift(1)
    follows = usable["start_date"] < before
    earliest = usable["start_date"][::-1].groupby(series[::-1]).cummin()[::-1].groupby(series).shift(-1)
    leads = usable["end_date"] > earliest
    return _mark(frame, (follows | leads).reindex(frame.index, fill_value=False), "overlap")


def _mark_totals(frame: pd.DataFrame) -> pd.DataFrame:
    rows = sums_of_others(frame[frame["reason"] == _KEPT])
    return _mark(frame, pd.Series(frame.index.isin(rows), index=frame.index), "total") if len(rows) else frame
