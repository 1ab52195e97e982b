"""The boundary of a verdict: all meters of a carrier together where use moved between them, no verdict where carriers
did."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from indicators.savings.comparison import Key
from indicators.savings.degree_days import DAYS_OF_YEAR, Array
from indicators.savings.parameters import LONGEST_BILL
from indicators.savings.periods import Lack, Use, Works
from indicators.savings.saving import Saving
from indicators.savings.steady_parameters import LEAST_MOVED_USE, LEAST_NEW_CARRIER

CARRIER_CHANGED = "carrier_changed"
JOINT = -1
"""Line of a series that joins all meters of a carrier."""
_APART = np.timedelta64(150, "D")
"""Days by which a meter ends before the others, or begins after them, to have stopped or to be new: a summer without
heat is shorter; chosen, 2026-11."""


@dataclass(frozen=True)
class _Flow:
    """kWh a day in the year before the works and in the year after them; 0 without readings."""

    before: float
    after: float

    @property
    def grows(self) -> float:
        """kWh a day used more than before."""
        return self.after - self.before


def inside(series: Mapping[Key, Use], works: Works) -> dict[Key, Use]:
    """The series read within a year of the works: meters removed long before, or set up long after, are outside."""
    year = np.timedelta64(DAYS_OF_YEAR, "D")
    return {
        key: use for key, use in series.items()
        if len(use) and use.end.max() > works.start - year and use.start.min() < works.end + year
    }  # fmt: skip


def joined(series: Mapping[Key, Use], works: Works) -> dict[Key, Use]:
    """The series to be judged: those of a carrier as one where a meter begins or stops and another takes over."""
    judged: dict[Key, Use] = {}
    for carrier in dict.fromkeys(key[2] for key in series):
        own = {key: use for key, use in series.items() if key[2] == carrier}
        if len(own) > 1 and _is_moved(list(own.values()), works):
            estate, building, *_ = next(iter(own))
            is_of_one = all(key[1] == building for key in own)
            own = {(estate, building if is_of_one else "", carrier, JOINT): joint_use(list(own.values()))}
        judged |= own
    return judged


def has_switched(series: Mapping[Key, Use], works: Works) -> bool:
    """Whether use moved from one carrier to another with the works, be the old meter alive or not."""
    flows: dict[object, _Flow] = {}
    for key, use in series.items():
        flow, known = _flow(use, works), flows.get(key[2], _Flow(0.0, 0.0))
        flows[key[2]] = _Flow(known.before + flow.before, known.after + flow.after)
    total = sum(flow.before for flow in flows.values())
    falls = [carrier for carrier, flow in flows.items() if -flow.grows > LEAST_MOVED_USE.value * flow.before > 0]
    rises = [
        carrier for carrier, flow in flows.items()
        if flow.grows > max(LEAST_NEW_CARRIER.value * total, LEAST_MOVED_USE.value * flow.before)
    ]  # fmt: skip
    return any(rise != fall for rise in rises for fall in falls)


def switched(found: dict[Key, Saving]) -> dict[Key, Saving]:
    """The savings without a verdict, as the carrier changed: nothing is said of one carrier alone."""
    return {
        key: Saving((Lack(CARRIER_CHANGED),), saving.before, saving.after, saving.raw_share, saving.raw_daily_share)
        for key, saving in found.items()
    }


def joint_use(series: list[Use]) -> Use:
    """All series as one: added up between the days on which none of them has a reading under way.

    Stretches that a running meter does not tell wholly, or longer than a bill, are left out.
    """
    days = np.unique(np.concatenate([np.concatenate([use.start, use.end]) for use in series]))
    cuts = days[np.all([~_is_within(use, days) for use in series], axis=0)]
    if len(cuts) < 2:
        return Use(cuts[:0], cuts[:0], np.array([]))
    kwh, is_whole = np.zeros(len(cuts) - 1), np.ones(len(cuts) - 1, dtype=bool)
    lengths = np.diff(cuts).astype(int)
    for use in series:
        order = np.argsort(use.end)
        place = np.searchsorted(use.end[order], cuts, side="right")
        energy, told = (np.concatenate([[0.0], np.cumsum(each[order])])[place] for each in (use.kwh, use.days))
        runs = (cuts[:-1] >= use.start.min()) & (cuts[1:] <= use.end.max())
        kwh += np.diff(energy)
        is_whole &= ~runs | (np.diff(told) == lengths)
    kept = is_whole & (lengths <= LONGEST_BILL.value)
    starts, ends = cuts[:-1][kept], cuts[1:][kept]
    return Use(starts, ends, kwh[kept], _lived_in(series, starts))


def _lived_in(series: list[Use], days: Array) -> Array:
    """Homes lived in on each day, over all series that tell it; NaN where none does."""
    told = [use for use in series if not np.isnan(use.occupied).all()]
    if not told:
        return np.full(len(days), np.nan)
    values = []
    for use in told:
        order = np.argsort(use.start)
        place = np.searchsorted(use.start[order], days, side="right") - 1
        is_within = (place >= 0) & (use.end[order][np.maximum(place, 0)] > days)
        values.append(np.where(is_within, use.occupied[order][np.maximum(place, 0)], np.nan))
    known = np.sum(~np.isnan(values), axis=0)
    return np.where(known > 0, np.nansum(values, axis=0) / np.maximum(known, 1), np.nan)


def _is_within(use: Use, days: Array) -> Array:
    """Whether a reading has begun before each day and not ended by it."""
    begun, ended = np.searchsorted(np.sort(use.start), days), np.searchsorted(np.sort(use.end), days, side="right")
    return np.asarray(begun > ended)


def _flow(use: Use, works: Works) -> _Flow:
    first, last = _round(works)
    before = use.keep((use.end <= works.start) & (use.start >= first))
    after = use.keep((use.start >= works.end) & (use.end <= last))
    return _Flow(*(float(each.kwh.sum() / each.days.sum()) if len(each) else 0.0 for each in (before, after)))


def _round(works: Works) -> tuple[np.datetime64, np.datetime64]:
    """First and last day of both years round the works, a month longer on each side."""
    year = np.timedelta64(DAYS_OF_YEAR + 31, "D")
    return works.start - year, works.end + year


def _is_moved(series: list[Use], works: Works) -> bool:
    """Whether a meter begins or stops in the years round the works while another falls or rises by a good part of what
    it used."""
    flows = [_flow(use, works) for use in series]
    used = [use.keep(use.kwh > 0) for use in series]
    first, last = _round(works)
    starts = np.array([max(use.start.min(), first) if len(use) else last for use in used])
    ends = np.array([min(use.end.max(), last) if len(use) else first for use in used])
    has_stopped = (ends < ends.max() - _APART) | np.array([flow.after == 0 for flow in flows])
    is_new = (starts > starts.min() + _APART) | np.array([flow.before == 0 for flow in flows])
    stops = [flow.before for flow, stopped in zip(flows, has_stopped, strict=True) if stopped and flow.before > 0]
    begins = [flow.after for flow, new in zip(flows, is_new, strict=True) if new and flow.after > 0]
    rests = [flow.grows for flow, moved in zip(flows, has_stopped | is_new, strict=True) if not moved]
    taken = sum(grown for grown in rests if grown > 0) + sum(begins)
    given = sum(-grown for grown in rests if grown < 0) + sum(stops)
    if stops and taken > LEAST_MOVED_USE.value * sum(stops):
        return True
    return bool(begins and given > LEAST_MOVED_USE.value * sum(begins))
