"""Readings made fit for a model: each is kept, joined to a better one, or set aside with its reason."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from contract.translations import mark
from indicators.savings.parameters import LONGEST_BILL, SHORTEST_BILL, SPIKE

REASONS = {
    "incomplete": mark("A date or the quantity is missing."),
    "backward": mark("The period ends before it begins."),
    "duplicate": mark("The same reading stands twice: the first is used."),
    "superseded": mark("An estimate, replaced by a reading of the same days."),
    "negative": mark("A correction below zero that cancels no set of bills."),
    "corrected": mark("A later correction says that this bill was wrong."),
    "merged": mark("Joined with the readings that correct or complete it."),
    "estimated": mark("Estimated by the supplier, and followed by no true reading that could put it right."),
    "too_short": mark("Too few days for a bill."),
    "too_long": mark("Too many days for a bill."),
    "overlap": mark("Its days are told by another reading too, and it cannot be known which one is right."),
    "spike": mark("Far beyond what this meter ever uses: probably a slip."),
    "stopped": mark("No use at all in the cold: the meter had probably stopped."),
    "no_weather": mark("The temperature of too many of its days is unknown."),
    "works": mark("It touches the days of the works."),
    "outside": mark("It is of neither the year before the works nor the year after them."),
}
"""Why a reading is not used as it came, by code. "merged" ones are used, inside another; "works" and "outside" ones are
sound."""

SERIES = ["complex_id", "building_id", "carrier", "line"]
"""What makes readings one series; `line` tells meters of one building that run side by side apart."""

_KEPT = ""


@dataclass(frozen=True)
class Cleaned:
    """`good`: readings to be used: SERIES, start_date, end_date, energy_kwh, sorted. `set_aside`: the rows of the
    given frame that are not used as they came, with `reason` (a code of REASONS); index of the given frame.
    `changed`: new meters in a series: SERIES, meter_id, start_date."""

    good: pd.DataFrame
    set_aside: pd.DataFrame
    changed: pd.DataFrame


def clean_readings(readings: pd.DataFrame) -> Cleaned:
    """Sort readings of any number of meters into those to be used and those set aside, each with one reason.

    Needs complex_id, carrier, start_date, end_date (first day not covered), energy_kwh; reads building_id, meter_id
    and is_estimated where there. Daily readings (median period of one day) are held to one day, the others to the
    lengths of bills. The input is not changed.
    """
    frame = _prepared(readings)
    frame["reason"] = _unreadable(frame)
    for mark_bad in (_mark_doubles, _mark_superseded, _settle_corrections, _settle_estimates, _mark_lengths):
        frame = mark_bad(frame)
    for mark_bad in (_mark_spikes, _mark_overlaps):
        frame = mark_bad(frame)
    kept = frame["reason"] == _KEPT
    good = frame.loc[kept, [*SERIES, "start_date", "end_date", "energy_kwh"]].sort_values([*SERIES, "start_date"])
    aside = readings.loc[frame.loc[~kept & frame["is_given"], "row"]]
    reasons = frame.loc[~kept & frame["is_given"]].set_index("row")["reason"]
    return Cleaned(good.reset_index(drop=True), aside.assign(reason=reasons), _changed_meters(frame))


def _prepared(readings: pd.DataFrame) -> pd.DataFrame:
    if readings.index.has_duplicates:
        raise ValueError("readings need an index without doubles: it names the rows that are set aside")
    absent = pd.Series("", index=readings.index)
    frame = pd.DataFrame(
        {
            "row": readings.index,
            "complex_id": readings["complex_id"].astype("str"),
            "building_id": readings.get("building_id", absent).fillna("").astype("str"),
            "carrier": readings["carrier"].astype("str"),
            "meter_id": readings.get("meter_id", absent).fillna("").astype("str"),
            "start_date": pd.to_datetime(readings["start_date"]).astype("datetime64[s]"),
            "end_date": pd.to_datetime(readings["end_date"]).astype("datetime64[s]"),
            "energy_kwh": readings["energy_kwh"].astype("Float64").to_numpy(dtype=float, na_value=np.nan),
            "is_estimated": readings.get("is_estimated", pd.Series(False, index=readings.index))
            .fillna(False)
            .astype(bool),
            "is_given": True,
        }
    ).reset_index(drop=True)
    frame["days"] = (frame["end_date"] - frame["start_date"]).dt.days
    frame["line"] = _lines(frame)
    return frame.sort_values([*SERIES, "start_date", "end_date"], ignore_index=True)


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
            free = [number for number, end in enumerate(ends) if end <= first]
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


def _mark_doubles(frame: pd.DataFrame) -> pd.DataFrame:
    usable = frame[frame["reason"] == _KEPT].sort_values("is_estimated", kind="stable")
    doubled = usable.duplicated([*SERIES, "start_date", "end_date", "energy_kwh"])
    return _mark(frame, doubled.reindex(frame.index, fill_value=False), "duplicate")


def _mark_superseded(frame: pd.DataFrame) -> pd.DataFrame:
    """Estimates of exactly the days that a true, positive reading tells."""
    usable = frame["reason"] == _KEPT
    true = frame[usable & ~frame["is_estimated"] & (frame["energy_kwh"] >= 0)]
    keys = [*SERIES, "start_date", "end_date"]
    told = frame.set_index(keys).index.isin(true.set_index(keys).index)
    return _mark(frame, frame["is_estimated"] & told, "superseded")


def _settle_corrections(frame: pd.DataFrame) -> pd.DataFrame:
    """Net a correction below zero with the bills that fill exactly its days; else set it and all it touches aside."""
    made = []
    reason = frame["reason"].to_numpy(dtype=object, copy=True)
    start, end, energy = (frame[name].to_numpy() for name in ("start_date", "end_date", "energy_kwh"))
    series = frame.groupby(SERIES).ngroup().to_numpy()
    for number in np.flatnonzero((reason == _KEPT) & (energy < 0)):
        first, last = np.searchsorted(series, [series[number], series[number] + 1])
        own = np.arange(first, last)
        touches = (start[own] < end[number]) & (end[own] > start[number]) & (energy[own] >= 0) & (reason[own] == _KEPT)
        touched = own[touches]
        total = energy[touched].sum() + energy[number]
        is_whole = len(touched) > 0 and total >= 0 and _fill(start[touched], end[touched], start[number], end[number])
        reason[touched] = "merged" if is_whole else "corrected"
        reason[number] = "merged" if is_whole else "negative"
        if is_whole:
            made.append((number, total))
    whole = frame.iloc[[number for number, _ in made]].assign(
        energy_kwh=[total for _, total in made], is_given=False, is_estimated=False, reason=_KEPT
    )
    return _with_made(frame.assign(reason=pd.Series(reason, index=frame.index, dtype="str")), whole)


def _fill(starts: np.ndarray, ends: np.ndarray, start: np.datetime64, end: np.datetime64) -> bool:
    """Whether bills, in order, follow one another from `start` to `end`."""
    return bool(starts[0] == start and ends[-1] == end and (starts[1:] == ends[:-1]).all())


def _with_made(frame: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    if made.empty:
        return frame
    return pd.concat([frame, made], ignore_index=True).sort_values([*SERIES, "start_date"], ignore_index=True)


def _settle_estimates(frame: pd.DataFrame) -> pd.DataFrame:
    """Join estimates with the true reading that follows at once, up to the longest bill (CalTRACK); else set aside."""
    usable = frame[frame["reason"] == _KEPT]
    if not usable["is_estimated"].any():
        return frame
    before = usable.shift(1)
    follows = (usable[SERIES] == before[SERIES]).all(axis=1) & (usable["start_date"] == before["end_date"])
    follows &= usable["is_estimated"].shift(1, fill_value=False)
    run = (~follows).cumsum()
    runs = usable.groupby(run).agg(
        start=("start_date", "first"), end=("end_date", "last"), energy=("energy_kwh", "sum"), count=("days", "size"),
        is_open=("is_estimated", "last"),
    )  # fmt: skip
    days = (runs["end"] - runs["start"]).dt.days
    is_joined = ~runs["is_open"] & (runs["count"] > 1) & (days <= LONGEST_BILL.value)
    joins = run.map(is_joined)
    reason = usable["reason"].mask(usable["is_estimated"], "estimated").mask(joins, "merged")
    last = usable[joins & ~usable["is_estimated"]]
    whole = runs[is_joined]
    made = last.assign(
        start_date=whole["start"].to_numpy(), energy_kwh=whole["energy"].to_numpy(), days=days[is_joined].to_numpy(),
        is_given=False,
    )  # fmt: skip
    return _with_made(frame.assign(reason=reason.reindex(frame.index).fillna(frame["reason"])), made)


def _mark_lengths(frame: pd.DataFrame) -> pd.DataFrame:
    usable = frame[frame["reason"] == _KEPT]
    median = frame.set_index(SERIES).index.map(usable.groupby(SERIES)["days"].median()).to_numpy(dtype=float)
    is_daily = median == 1
    frame = _mark(frame, frame["days"] < np.where(is_daily, 1, SHORTEST_BILL.value), "too_short")
    return _mark(frame, frame["days"] > np.where(is_daily, 1, LONGEST_BILL.value), "too_long")


def _mark_spikes(frame: pd.DataFrame) -> pd.DataFrame:
    per_day = frame["energy_kwh"] / frame["days"].where(frame["days"] > 0)
    usable = frame["reason"] == _KEPT
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
