"""Renovations whose readings cannot tell what the works did, although each series alone would suffice."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from indicators.savings.comparison import Key
from indicators.savings.degree_days import DAYS_OF_YEAR
from indicators.savings.doubts import new_meters
from indicators.savings.parameters import MOST_PER_HOUSEHOLD
from indicators.savings.periods import Lack, Use, Works
from indicators.savings.saving import Saving

MIXED_METERS = "mixed_meters"
OTHER_WORKS = "other_works"
UNLIKELY_USE = "unlikely_use"
WORKS_OPEN = "works_open"
WORKS_GOING_ON = "works_going_on"
_ALWAYS, _STILL = pd.Timestamp("1900-01-01"), pd.Timestamp("2200-01-01")
"""Days of works whose beginning, or end, is not known."""


def with_dates(retrofits: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Renovations whose works have two dates in order, and the others."""
    has_dates = (retrofits["end_date"] >= retrofits["start_date"]).fillna(False).astype(bool)
    return retrofits[has_dates], retrofits[~has_dates]


def why_undated(retrofit: Mapping[Hashable, object]) -> Lack:
    """Why works without two dates in order have no verdict: they go on, or nobody knows when they were."""
    is_going_on = pd.isna(retrofit["end_date"]) and not pd.isna(retrofit["start_date"])
    return Lack(WORKS_GOING_ON if is_going_on else WORKS_OPEN)


def are_going_on(lacks: Iterable[Lack]) -> bool:
    """Whether works have no verdict as they are not finished."""
    return any(lack.code == WORKS_GOING_ON for lack in lacks)


def lasting(retrofits: pd.DataFrame) -> pd.DataFrame:
    """The renovations with two dates in order: works without a beginning or an end were always, or still are, there."""
    days = retrofits[["start_date", "end_date"]].fillna({"start_date": _ALWAYS, "end_date": _STILL})
    return retrofits.assign(start_date=days.min(axis=1), end_date=days.max(axis=1))


def building_of(retrofit: Mapping[Hashable, object]) -> str:
    """The building that was renovated, "" where it was the whole estate."""
    building = retrofit.get("building_id")
    return "" if building is None or pd.isna(building) else str(building)


def is_of_building(retrofit: Mapping[Hashable, object], found: Collection[Key]) -> bool:
    """Whether one building was renovated and the meters (`found`) are its own: nothing is said of the whole estate."""
    return bool(building_of(retrofit)) and any(key[1] for key in found)


def other_works(
    retrofit: Mapping[Hashable, object], of_estate: Sequence[Mapping[Hashable, object]], found: Mapping[Key, Saving]
) -> list[Works]:
    """Works under another number that the meters of this renovation (keys of `found`) tell too: on the same building,
    on all of its estate, or on any of its buildings where a meter is of the whole estate. Without an end they last.
    `of_estate`: all rows of its estate."""
    own = building_of(retrofit)
    is_shared = not own or any(not key[1] for key in found)
    return [
        _lasting(row)
        for row in of_estate
        if row["retrofit_id"] != retrofit["retrofit_id"]
        and (is_shared or building_of(row) in ("", own))
        and not (pd.isna(row["start_date"]) and pd.isna(row["end_date"]))
    ]


def _lasting(row: Mapping[Hashable, object]) -> Works:
    """The days of works, one of whose dates may be unknown, or stand before the other."""
    days = [None if pd.isna(row[name]) else np.datetime64(pd.Timestamp(str(row[name])), "D")
            for name in ("start_date", "end_date")]  # fmt: skip
    start, end = days[0] or np.datetime64(_ALWAYS, "D"), days[1] or np.datetime64(_STILL, "D")
    return Works(min(start, end), max(start, end))


def checked(found: dict[Key, Saving], others: list[Works], households: float) -> dict[Key, Saving]:
    """The savings, those without a verdict into whose years other works fall, whose use nobody can believe, or that may
    be counted twice: by a meter of the estate and by those of its buildings.

    `households` of the estate; NaN where they are not known, and use is then believed.
    """
    whole = {carrier for _, building, carrier, _ in found if not building}
    mixed = whole & {carrier for _, building, carrier, _ in found if building}
    return {key: _checked(saving, others, households, key[2] in mixed) for key, saving in found.items()}


def with_new_meters(found: dict[Key, Saving], changed: pd.DataFrame, works: Works) -> dict[Key, Saving]:
    """The savings, with a caution where another meter took over with the works. `changed`: `Cleaned.changed`."""
    cautions = new_meters(changed, works)
    return {
        key: replace(saving, cautions=(*saving.cautions, cautions[key[:3]]))
        if saving.is_sufficient and key[:3] in cautions
        else saving
        for key, saving in found.items()
    }


def told_by(found: dict[Key, Saving]) -> dict[Key, Saving]:
    """The series that make the verdict: those that suffice; none where a carrier that was in use round the works has
    none, as the verdict would then be on the light of the stairs alone."""
    used = {key: saving for key, saving in found.items() if saving.is_sufficient}
    lacking = {key[2] for key, saving in found.items() if _is_near(saving)} - {key[2] for key in used}
    return {} if lacking else used


def _is_near(saving: Saving) -> bool:
    """Whether the series was read not long before the works, or not long after them."""
    codes = {lack.code for lack in saving.lacks}
    return not all(codes & {f"{role}_empty", f"{role}_far"} for role in ("baseline", "reporting"))


def _checked(saving: Saving, others: list[Works], households: float, is_mixed: bool) -> Saving:
    if not saving.is_sufficient:
        is_alone = not (len(saving.before) and len(saving.after)) or not any(
            _falls_between(works, saving.before, saving.after) for works in others
        )
        return saving if is_alone or not saving.cautions else replace(saving, cautions=())
    periods = saving.before, saving.after
    each = max(DAYS_OF_YEAR * use.kwh.sum() / use.days.sum() for use in periods) / households if households > 0 else 0.0
    most = MOST_PER_HOUSEHOLD.value
    lacks = [Lack(MIXED_METERS)] if is_mixed else []
    if any(_falls_between(works, *periods) for works in others):
        lacks.append(Lack(OTHER_WORKS))
    if each > most:
        lacks.append(Lack(UNLIKELY_USE, {"kwh": round(each), "most": int(most)}))
    return Saving(tuple(lacks), *periods, saving.raw_share, saving.raw_daily_share) if lacks else saving


def _falls_between(works: Works, before: Use, after: Use) -> bool:
    """Whether works touch the time from the first reading before to the last one after, own works included."""
    return bool(works.start < after.end.max() and works.end > before.start.min())
