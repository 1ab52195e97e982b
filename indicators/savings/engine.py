"""What works saved: use after them beside what the building would have used in the same weather without them."""

from dataclasses import replace
from typing import Literal

import numpy as np
import pandas as pd

from indicators.savings.cautions import Caution
from indicators.savings.cooling_parameters import HOT, SUMMER_RISE
from indicators.savings.degree_days import DAYS_OF_YEAR, Array, DegreeDays, as_days
from indicators.savings.doubts import new_meters
from indicators.savings.meter_readings import SERIES, Cleaned, clean_readings
from indicators.savings.occupancy import lack_of_people
from indicators.savings.parameters import BLOCK_DAYS, LEAST_PERIODS
from indicators.savings.periods import Lack, Use, Works, before_and_after, doubtful, gaps_of, lacks_of
from indicators.savings.saving import UNKNOWN, Range, Saving
from indicators.savings.signature import fit_signature, search
from indicators.savings.steadiness import degrees_of, with_cautions
from indicators.savings.steady_parameters import LARGEST_FALL, LARGEST_RISE, MOSTLY_RISING
from indicators.savings.uncertainty import Redraws, interval

OUTSIDE = "outside"
"""Code of reasons.REASONS for sound readings of other years."""

COOLS = ("electricity",)
"""Carriers that cool homes. Another whose use rises in the heat is told (caution "cooling")."""

_SHORT = {"reporting_uncovered", "reporting_few"}
"""Lacks of a year that is not yet over."""

SEED = 15146
"""Seed of the draws, so that the same readings always give the same interval."""


def assess(
    use: Use,
    degrees: DegreeDays,
    works: Works,
    depth: Literal["estimate", "interval", "model"] = "model",
    stream: int = 0,
    may_cool: bool = False,
) -> Saving:
    """Compare one series before and after `works`.

    `use` holds readings already cleaned; those that the weather shows to be wrong are left out (`doubtful` tells
    which). `depth`: "estimate" makes estimates alone (the ranges' ends are NaN), "interval" ranges too, "model"
    describes the signatures as well; each takes several times as long as the one before.
    `stream` numbers the draws: series that are to be added up need different ones. `may_cool`: whether the carrier may
    cool homes (`COOLS`); cooling is then looked for where use rises in the heat.
    Source: IPMVP option C, CalTRACK 2.0, with the search of the balance points inside the interval.
    """
    before, after = before_and_after(use.keep(doubtful(use, degrees) == ""), works)
    lacks = (*lacks_of(before, "baseline"), *lacks_of(after, "reporting"), *gaps_of(before, after, works))
    raw = _raw_shares(before, after)
    if lacks:
        told = (part_of_year(before, after, degrees),) if {lack.code for lack in lacks} <= _SHORT else ()
        every = (*lacks, *_unknown_weather(use, degrees, works))
        return Saving(every, before, after, *raw, cautions=tuple(each for each in told if each))
    # told beside a verdict; of an estimate alone only where it makes another model
    is_asked = may_cool or depth != "estimate"
    rise = max(_summer_rise(period, degrees) for period in (before, after)) if is_asked else float("nan")
    is_cooled = may_cool and rise > SUMMER_RISE.value
    degrees = degrees.with_cooling if is_cooled else degrees
    expected = _expected(before, after, degrees)
    unlikely = _unlikely(use, expected, after) or lack_of_people(before, after)
    if unlikely:
        return Saving(unlikely, before, after, *raw)
    if depth == "estimate":
        avoided = expected - float(after.kwh.sum())
        bare, share = _bare(avoided), _bare(avoided / expected)
        return Saving((), before, after, *raw, expected_kwh=expected, avoided_kwh=bare, avoided_share=share)
    rise = max(_summer_rise(period, degrees) for period in (before, after)) if is_cooled else rise
    saving = replace(_with_intervals(before, after, degrees, raw, stream), summer_rise=rise, is_cooled=is_cooled)
    return described(saving, degrees) if depth == "model" else saving


def _unknown_weather(use: Use, degrees: DegreeDays, works: Works) -> tuple[Lack, ...]:
    """What is told where readings of the years round the works are left out, as their temperature is not known."""
    year = np.timedelta64(DAYS_OF_YEAR, "D")
    is_near = (use.end > works.start - year) & (use.start < works.end + year)
    count = int((is_near & (doubtful(use, degrees) == "no_weather")).sum())
    return (Lack("no_weather", {"count": count}),) if count else ()


def part_of_year(before: Use, after: Use, degrees: DegreeDays) -> Caution | None:
    """What was avoided in the days read since the works, where they make no year: told, and no verdict. None where no
    works do that."""
    drivers = degrees.per_day(after.start, after.end)
    block = int(BLOCK_DAYS.value) if before.is_daily else 1
    days_before = degrees.per_day(before.start, before.end)
    baseline = Redraws(before.per_day, before.days, days_before, np.random.default_rng(SEED), block)
    expected = float(baseline.fit.use(after.days.sum(), after.days @ drivers)[0])
    if _unlikely(after, expected, after):
        return None
    drawn, measured = expected - baseline.errors(after.days, drivers), float(after.kwh.sum())
    low, high = interval(1 - measured / np.maximum(drawn, expected * 1e-3))
    return Caution("part_year", 1 - measured / expected, days=int(after.days.sum()), low=low, high=high)


def assess_meter(readings: pd.DataFrame, weather: pd.DataFrame, works: Works) -> tuple[Saving, pd.DataFrame]:
    """Clean the readings of one meter and compare them before and after `works`.

    Returns the saving and the readings that are not used as they came, with `reason` (a code of
    reasons.REASONS): every reading given is used or among them. Raises ValueError if the readings are of more
    than one series.
    """
    cleaned = clean_readings(readings)
    if len(cleaned.good[SERIES].drop_duplicates()) > 1:
        raise ValueError("the readings are of more than one meter")
    degrees = DegreeDays(weather)
    use = Use.of(cleaned.good)
    saving = assess(use, degrees, works, may_cool=bool(cleaned.good["carrier"].isin(COOLS).any()))
    saving = with_cautions(saving, use, degrees, works)
    if saving.is_sufficient:
        saving = replace(saving, cautions=(*saving.cautions, *new_meters(cleaned.changed, works).values()))
    if degrees.filled_days and "filled_weather" not in {caution.code for caution in saving.cautions}:
        filled = Caution("filled_weather", days=degrees.filled_days)
        saving = replace(saving, cautions=(*saving.cautions, filled))
    set_aside = all_set_aside(readings, cleaned, degrees)
    set_aside = pd.concat([set_aside, touched_by(works, readings.drop(set_aside.index))])
    rest = readings.drop(set_aside.index)
    used = np.concatenate([saving.before.start, saving.after.start])
    outside = rest[~np.isin(as_days(rest["start_date"]), used)].assign(reason=OUTSIDE)
    return saving, pd.concat([set_aside, outside]).sort_index()


def touched_by(works: Works, readings: pd.DataFrame) -> pd.DataFrame:
    """Those of `readings` that touch the days of the works, with `reason`: sound, but of neither period."""
    starts, ends = readings["start_date"], readings["end_date"]
    touched = readings[(starts < pd.Timestamp(works.end)) & (ends > pd.Timestamp(works.start))]
    return touched.assign(reason="works")


def all_set_aside(readings: pd.DataFrame, cleaned: Cleaned, degrees: DegreeDays) -> pd.DataFrame:
    """Readings not used as they came, with `reason`: what cleaning found and what the weather shows."""
    rest = readings.drop(cleaned.set_aside.index)
    reason = doubtful(Use.of(rest.assign(energy_kwh=rest["energy_kwh"].astype(float))), degrees)
    return pd.concat([cleaned.set_aside, rest.assign(reason=reason)[reason != ""]]).sort_index()


def _raw_shares(before: Use, after: Use) -> tuple[float, float]:
    used, days = before.kwh.sum(), before.days.sum()
    if used <= 0 or not len(after):
        return float("nan"), float("nan")
    share = after.kwh.sum() / used
    return float(1 - share), float(1 - share * days / after.days.sum())


def _expected(before: Use, after: Use, degrees: DegreeDays) -> float:
    fits = search(before.per_day[None, :], before.days, degrees.per_day(before.start, before.end), degrees.cools)
    return float(fits.use(after.days.sum(), after.days @ degrees.per_day(after.start, after.end))[0])


def _unlikely(use: Use, expected: float, after: Use) -> tuple[Lack, ...]:
    """Why readings that would suffice tell no saving: nothing to save, an index for use, a change no works make."""
    if expected <= 0:
        return (Lack("no_use"),)
    rises = np.diff(use.kwh)
    if len(rises) >= LEAST_PERIODS.value and (rises > 0).mean() >= MOSTLY_RISING.value:
        return (Lack("growing_use"),)
    ratio = float(after.kwh.sum()) / expected
    if ratio < 1 - LARGEST_FALL.value or ratio > LARGEST_RISE.value:
        return (Lack("level_shift", {"percent": round(100 * ratio)}),)
    return ()


def _bare(value: float) -> Range:
    return Range(value, float("nan"), float("nan"))


def _with_intervals(before: Use, after: Use, degrees: DegreeDays, raw: tuple[float, float], stream: int) -> Saving:
    rng = np.random.default_rng([SEED, stream])
    days_before, days_after = degrees.per_day(before.start, before.end), degrees.per_day(after.start, after.end)
    baseline = _redraws(before, days_before, rng, degrees.cools)
    expected = float(baseline.fit.use(after.days.sum(), after.days @ days_after)[0])
    drawn = expected - baseline.errors(after.days, days_after)
    measured = float(after.kwh.sum())
    # a draw without any use has no share: it is put at the least that divides
    shares = 1 - measured / np.maximum(drawn, expected * 1e-3)
    usual_kwh, usual_share, usual_before = _usual_year(
        baseline, _redraws(after, days_after, rng, degrees.cools), degrees.usual_year()
    )
    return Saving(
        (),
        before,
        after,
        *raw,
        expected_kwh=expected,
        avoided_kwh=Range(expected - measured, *interval(drawn - measured)),
        avoided_share=Range(1 - measured / expected, *interval(shares)),
        usual_year_kwh=usual_kwh,
        usual_year_share=usual_share,
        usual_before_kwh=usual_before,
        draws_kwh=drawn - measured,
    )


def described(saving: Saving, degrees: DegreeDays) -> Saving:
    """The saving with the signatures of both periods, where its data suffice."""
    if not saving.is_sufficient:
        return saving
    degrees = degrees_of(saving, degrees)
    before, after = (
        fit_signature(use.per_day, use.days, degrees.per_day(use.start, use.end), degrees.points_c, degrees.cools)
        for use in (saving.before, saving.after)
    )
    return replace(saving, signature_before=before, signature_after=after)


def _summer_rise(use: Use, degrees: DegreeDays) -> float:
    """Use of the hot readings less the model, ÷ mean use; −∞ where none is hot, or nothing is used."""
    is_hot = degrees.mean_c(use.start, use.end) >= HOT.value
    if not is_hot.any() or use.kwh.sum() <= 0:
        return -np.inf
    drivers = degrees.per_day(use.start, use.end)
    beyond = use.per_day - search(use.per_day[None, :], use.days, drivers, degrees.cools).per_day(drivers)
    return float(np.average(beyond[is_hot], weights=use.days[is_hot]) / np.average(use.per_day, weights=use.days))


def _redraws(period: Use, degree_days: Array, rng: np.random.Generator, cools: bool) -> Redraws:
    block = int(BLOCK_DAYS.value) if period.is_daily else 1
    return Redraws(period.per_day, period.days, degree_days, rng, block, cools)


def _usual_year(before: Redraws, after: Redraws, degree_days: Array) -> tuple[Range, Range, float]:
    if np.isnan(degree_days).any():
        return UNKNOWN, UNKNOWN, float("nan")
    used, using = (float(model.fit.use(DAYS_OF_YEAR, degree_days)[0]) for model in (before, after))
    if used <= 0:
        return UNKNOWN, UNKNOWN, used
    before_drawn, after_drawn = (
        use - model.model_errors(DAYS_OF_YEAR, degree_days) for use, model in ((used, before), (using, after))
    )
    shares = 1 - after_drawn / np.maximum(before_drawn, used * 1e-3)
    saved = before_drawn - after_drawn
    return Range(used - using, *interval(saved)), Range(1 - using / used, *interval(shares)), used
