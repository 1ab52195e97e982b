"""What is drawn of a saving: each reading beside its model, and beside what would have been used without works."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.savings.boundary import joint_use
from indicators.savings.comparison import Key
from indicators.savings.degree_days import Array, DegreeDays
from indicators.savings.engine import described
from indicators.savings.meter_readings import SERIES, clean_readings
from indicators.savings.periods import Use, Works, doubtful
from indicators.savings.saving import Saving
from indicators.savings.signature import search
from indicators.savings.steadiness import degrees_of


@dataclass(frozen=True)
class Depth:
    """One series round its works: its saving with both signatures, and the frames of `timeline`, `by_month` and
    `signature_points`."""

    saving: Saving
    timeline: pd.DataFrame
    months: pd.DataFrame
    points: pd.DataFrame


def depths_of(
    savings: dict[Key, Saving], readings: pd.DataFrame, degrees: DegreeDays, works: Works
) -> dict[Key, Depth]:
    """What is drawn of each series of one renovation; `readings`: those of its estate, as they came."""
    good = clean_readings(readings).good
    uses = {key: Use.of(rows) for key, rows in good.groupby(SERIES, dropna=False)}
    return {
        key: Depth(
            described(saving, degrees),
            timeline(saving, _use_of(key, uses), degrees, works),
            by_month(saving, degrees),
            signature_points(saving, degrees),
        )
        for key, saving in savings.items()
    }


def _use_of(key: Key, uses: dict[Key, Use]) -> Use:
    """The readings of a series; where it joins meters, of all of its carrier in the estate, or in its building."""
    if key in uses:
        return uses[key]
    estate, building, carrier, _ = key
    return joint_use([
        use for each, use in uses.items() if each[0] == estate and each[2] == carrier and building in ("", each[1])
    ])  # fmt: skip


def timeline(saving: Saving, use: Use, degrees: DegreeDays, works: Works) -> pd.DataFrame:
    """Every good reading of the series, oldest first, beside both models.

    Columns start_date, end_date, role ("baseline", "reporting", "works", "other"), use_kwh_per_day,
    without_works_kwh_per_day (the baseline model, from its first reading on), with_works_kwh_per_day (the reporting
    model, on its own readings); the models are NaN without verdict.
    """
    use, degrees = use.keep(doubtful(use, degrees) == ""), degrees_of(saving, degrees)
    role = np.full(len(use), "other", dtype=object)
    role[(use.start < works.end) & (use.end > works.start)] = "works"
    role[np.isin(use.start, saving.before.start) & (use.end <= works.start)] = "baseline"
    role[np.isin(use.start, saving.after.start) & (use.start >= works.end)] = "reporting"
    without, done = np.full(len(use), np.nan), np.full(len(use), np.nan)
    if saving.is_sufficient:
        begun, is_after = use.start >= saving.before.start.min(), role == "reporting"
        without[begun] = _modelled(saving.before, use.keep(begun), degrees)[1]
        done[is_after] = _modelled(saving.after, use.keep(is_after), degrees)[1]
    return _dated(use).assign(
        role=role,
        use_kwh_per_day=use.per_day,
        without_works_kwh_per_day=without,
        with_works_kwh_per_day=done,
    )


def by_month(saving: Saving, degrees: DegreeDays) -> pd.DataFrame:
    """`at_equal_weather` added up by the month in which the middle of each reading lies.

    Columns month (its first day), used_kwh, expected_kwh.
    """
    frame = at_equal_weather(saving, degrees)
    middle = frame["start_date"] + (frame["end_date"] - frame["start_date"]) / 2
    month = middle.dt.to_period("M").dt.to_timestamp().rename("month")
    sums = frame[["used_kwh", "expected_kwh"]].groupby(month).sum(min_count=1)
    return sums.reset_index()


def at_equal_weather(saving: Saving, degrees: DegreeDays) -> pd.DataFrame:
    """Readings after the works beside what the baseline foresees for their weather.

    Columns start_date, end_date (not covered), used_kwh, expected_kwh (NaN without verdict).
    """
    after, degrees = saving.after, degrees_of(saving, degrees)
    expected = np.full(len(after), np.nan)
    if saving.is_sufficient:
        expected = _modelled(saving.before, after, degrees)[1] * after.days
    return _dated(after).assign(used_kwh=after.kwh, expected_kwh=expected)


def signature_points(saving: Saving, degrees: DegreeDays) -> pd.DataFrame:
    """Readings of both periods against degree days, each with the model of its own period.

    Columns role ("baseline", "reporting"), start_date, end_date, degree_days_per_day (below the balance point of its
    model), use_kwh_per_day, modelled_kwh_per_day; the model's are NaN without verdict, degree days too.
    """
    parts, degrees = [], degrees_of(saving, degrees)
    for role, use in (("baseline", saving.before), ("reporting", saving.after)):
        drivers = modelled = np.full(len(use), np.nan)
        if saving.is_sufficient:
            drivers, modelled = _modelled(use, use, degrees)
        parts.append(
            _dated(use).assign(
                role=role, degree_days_per_day=drivers, use_kwh_per_day=use.per_day, modelled_kwh_per_day=modelled
            )
        )
    return pd.concat(parts, ignore_index=True)


def _modelled(fitted: Use, use: Use, degrees: DegreeDays) -> tuple[Array, Array]:
    """Degree days and modelled kWh, both per day, of the readings of `use`, by the model of `fitted`."""
    fits = search(fitted.per_day[None, :], fitted.days, degrees.per_day(fitted.start, fitted.end), degrees.cools)
    drivers = degrees.per_day(use.start, use.end)
    return drivers[:, fits.place[0]], fits.per_day(drivers)


def _dated(use: Use) -> pd.DataFrame:
    return pd.DataFrame({"start_date": use.start.astype("datetime64[s]"), "end_date": use.end.astype("datetime64[s]")})
