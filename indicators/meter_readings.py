"""Readings made fit for a model: each is kept, joined to a better one, or set aside with its reason."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_access.translations import mark
from indicators.retrofit_parameters import LONGEST_BILL, SHORTEST_BILL, SPIKE

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
}
"""Why a reading is not used as it came, by code. "merged" ones are used, inside another; "works" ones are sound."""

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
            "is_estimated": readings.get("is_estimated", absent.eq("x")).fillna(False).astype(bool),
            "is_given": True,
        }
    ).reset_index(drop=True)
    frame["days"] = (frame["end_date"] - frame["start_date"]).dt.days
    frame["line"] = _lines(frame)
    return frame.sort_values([*SERIES, "start_date", "end_date"], ignore_index=True)


def _lines(frame: pd.DataFrame) -> np.ndarray:
    """Number of the line of each row: a meter that begins after another of its building ends continues its line."""
    places = ["complex_id", "building_id", "carrier"]
    spans = frame.groupby([*places, "meter_id"], sort=True).agg(first=("start_date", "min"), last=("end_date", "max"))
    lines: dict[tuple[str, ...], int] = {}
    for _, meters in spans.sort_values("first").groupby(level=places):
        ends: list[pd.Timestamp] = []
        for key, first, last in zip(meters.index, meters["first"], meters["last"], strict=True):
            free = [number for number, end in enumerate(ends) if end <= first]
            number = free[0] if free else len(ends)
            ends[number : number + 1] = [last]
            lines[key] = number
    keys = frame.set_index([*places, "meter_id"]).index
    return np.array([lines.get(key, 0) for key in keys], dtype=int)


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
    for number in frame.index[(frame["reason"] == _KEPT) & (frame["energy_kwh"] < 0)]:
        bill = frame.loc[number]
        near = (frame[SERIES] == bill[SERIES]).all(axis=1) & (frame["reason"] == _KEPT) & (frame["energy_kwh"] >= 0)
        touched = frame[near & (frame["start_date"] < bill["end_date"]) & (frame["end_date"] > bill["start_date"])]
        total = touched["energy_kwh"].sum() + bill["energy_kwh"]
        is_whole = len(touched) and _fills(touched, bill["start_date"], bill["end_date"]) and total >= 0
        frame.loc[touched.index, "reason"] = "merged" if is_whole else "corrected"
        frame.loc[number, "reason"] = "merged" if is_whole else "negative"
        if is_whole:
            made.append(
                bill.to_dict() | {"energy_kwh": total, "is_given": False, "is_estimated": False, "reason": _KEPT}
            )
    return _with_made(frame, made)


def _fills(bills: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> bool:
    ordered = bills.sort_values("start_date")
    joints = (ordered["start_date"].iloc[1:].to_numpy() == ordered["end_date"].iloc[:-1].to_numpy()).all()
    return bool(joints and ordered["start_date"].iloc[0] == start and ordered["end_date"].iloc[-1] == end)


def _with_made(frame: pd.DataFrame, made: list[dict[str, object]]) -> pd.DataFrame:
    if not made:
        return frame
    more = pd.DataFrame(made).astype(frame.dtypes.to_dict())
    return pd.concat([frame, more], ignore_index=True).sort_values([*SERIES, "start_date"], ignore_index=True)


def _settle_estimates(frame: pd.DataFrame) -> pd.DataFrame:
    """Join estimates with the true reading that follows at once, up to the longest bill (CalTRACK); else set aside."""
    made, reasons = [], frame["reason"].copy()
    usable = frame[frame["reason"] == _KEPT]
    pending: list[int] = []
    for number, row in usable[_near_estimates(usable)].iterrows():
        follows = pending and (usable.loc[pending[-1], SERIES] == row[SERIES]).all()
        follows = follows and usable.loc[pending[-1], "end_date"] == row["start_date"]
        pending = pending if follows else []
        if row["is_estimated"]:
            reasons[number] = "estimated"
            pending.append(int(str(number)))
        elif pending:
            start = usable.loc[pending[0], "start_date"]
            if (row["end_date"] - start).days <= LONGEST_BILL.value:
                energy = usable.loc[pending, "energy_kwh"].sum() + row["energy_kwh"]
                whole = {"start_date": start, "energy_kwh": energy, "days": (row["end_date"] - start).days}
                made.append(row.to_dict() | whole | {"is_given": False, "reason": _KEPT})
                reasons[[*pending, number]] = "merged"
            pending = []
    return _with_made(frame.assign(reason=reasons), made)


def _near_estimates(usable: pd.DataFrame) -> pd.Series:
    return usable["is_estimated"] | usable["is_estimated"].shift(1, fill_value=False)


def _mark_lengths(frame: pd.DataFrame) -> pd.DataFrame:
    usable = frame[frame["reason"] == _KEPT]
    median = frame.set_index(SERIES).index.map(usable.groupby(SERIES)["days"].median()).to_numpy(dtype=float)
    is_daily = median == 1
    frame = _mark(frame, frame["days"] < np.where(is_daily, 1, SHORTEST_BILL.value), "too_short")
    return _mark(frame, frame["days"] > np.where(is_daily, 1, LONGEST_BILL.value), "too_long")


def _mark_spikes(frame: pd.DataFrame) -> pd.DataFrame:
    per_day = frame["energy_kwh"] / frame["days"].where(frame["days"] > 0)
    usable = frame["reason"] == _KEPT
    quartile = per_day.where(usable).groupby([frame[name] for name in SERIES]).transform(lambda use: use.quantile(0.75))
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
