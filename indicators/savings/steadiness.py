"""Looking for changes that are not the works: steps within a year, years unlike their neighbours, summer use."""

from dataclasses import dataclass, field, replace

import numpy as np

from indicators.savings.cautions import Caution
from indicators.savings.degree_days import Array, DegreeDays
from indicators.savings.doubts import doubts_of
from indicators.savings.modelled_year import Year, in_blocks
from indicators.savings.occupancy import mean_occupancy, share_by_home
from indicators.savings.periods import Use, Works, doubtful, lacks_of, years_from
from indicators.savings.saving import Range, Saving
from indicators.savings.signature import search
from indicators.savings.steady_parameters import LEAST_MOVED, LEAST_OCCUPANCY, LEAST_STEP, STEP_EVIDENCE, SUSPECT_SPREAD
from indicators.savings.sun_parameters import LEAST_SUN, SUN_EVIDENCE, SUN_KNOWN
from indicators.savings.sunshine import taken_by_sun
from indicators.savings.uncertainty import interval

_STEPS = np.exp(np.linspace(np.log(5e-4), np.log(2000), 153))
"""Multiples of use that are tried: from a tenth to units mistaken, MWh for kWh."""
_LEAST_READINGS = 3
_LIKELY = 6.0
"""Loss of likelihood (n log of losses) up to which a step is as good as the best: 95%, chi square of two unknowns."""


@dataclass(frozen=True)
class Step:
    """A step of use: first day from which use is a multiple of what it was, `until` the first on which it is no longer
    ("" where it lasts); the likeliest multiple, and the least and the largest that are as good."""

    day: str
    scales: tuple[float, float, float]
    until: str = ""

    def holds(self, use: Use) -> Array:
        """Which readings lie within it."""
        ends = np.datetime64(self.until) if self.until else use.end.max()
        return np.asarray((use.start >= np.datetime64(self.day)) & (use.start < ends))


@dataclass(frozen=True)
class _Found:
    cautions: list[Caution] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)


def with_cautions(saving: Saving, use: Use, degrees: DegreeDays, works: Works) -> Saving:
    """The saving with what else moved use, and its interval widened so as to hold the saving without each change.

    `use`: all good readings of the series. Nothing is looked for without a verdict.
    """
    if not saving.is_sufficient:
        return saving
    found, degrees = _Found(), degrees_of(saving, degrees)
    years = Year(saving.before, degrees), Year(saving.after, degrees)
    _steps(saving, years, found)
    doubts = doubts_of(saving, *years, degrees, is_steady=not found.cautions)
    if not found.cautions:
        _sun(saving, years, found)
    _years_beside(saving, use, years, found)
    _homes(saving, degrees, found)
    found.cautions.extend(doubts)
    if saving.cools:
        found.cautions.append(Caution("cooling"))
    days = filled_round(saving, works, degrees)
    if days:
        found.cautions.append(Caution("filled_weather", days=days))
    return replace(_widened(saving, found.shares), cautions=tuple(found.cautions)) if found.cautions else saving


def filled_round(saving: Saving, works: Works, degrees: DegreeDays) -> int:
    """Days of the years of a verdict whose temperatures were filled in: readings may be lost with them."""
    first, last = saving.before.start.min(), saving.after.end.max()
    return degrees.filled_in(np.array([first, works.end]), np.array([works.start, last]))


def degrees_of(saving: Saving, degrees: DegreeDays) -> DegreeDays:
    """The degree days by which a saving was found: those of cooling too where it was looked for."""
    return degrees.with_cooling if saving.is_cooled else degrees


def _homes(saving: Saving, degrees: DegreeDays, found: _Found) -> None:
    """Homes lived in before the works and after them, where they are told: use may have followed them, or not."""
    share = share_by_home(saving, degrees)
    if abs(share - saving.avoided_share.estimate) >= LEAST_OCCUPANCY.value:
        lived_in = mean_occupancy(saving.before), mean_occupancy(saving.after)
        found.cautions.append(Caution("occupancy", share, occupied=lived_in))
        found.shares.append(share)


def _sun(saving: Saving, years: tuple[Year, Year], found: _Found) -> None:
    """What the sun takes away since the works and did not before."""
    before, after = years
    taken = taken_by_sun(after.blocks, after.degrees)
    if taken.gain < SUN_EVIDENCE.value or taken.share < LEAST_SUN.value:
        return
    means = [year.use.kwh.sum() / year.use.days.sum() for year in years]
    more = taken.share - taken_by_sun(before.blocks, before.degrees).share * means[0] / means[1]
    if more >= LEAST_SUN.value:
        share = saving.avoided_share.estimate
        found.cautions.append(Caution("sunlit", more * (1 - share)))
        found.shares.append(1 - (1 - share) * (1 + SUN_KNOWN.value * more))


def _steps(saving: Saving, years: tuple[Year, Year], found: _Found) -> None:
    share = saving.avoided_share.estimate
    for when, year, other in zip(("before", "after"), years, years[::-1], strict=True):
        if year.spread < SUSPECT_SPREAD.value * max(other.spread, 0.01):
            continue
        step = step_of(year.use, year.degrees)
        if step is None:
            continue
        code = f"{'stretch' if step.until else 'step'}_{when}"
        found.cautions.append(Caution(code, 1 - step.scales[0], step.day, until=step.until))
        for level in _levels(year.use, step):
            found.shares.append(1 - (1 - share) * (level if when == "after" else 1 / level))


def _levels(period: Use, step: Step) -> list[float]:
    """What the year would have used all along as without the step, and as with it, ÷ what it used."""
    is_later = step.holds(period)
    firsts = [np.where(is_later, period.kwh / scale, period.kwh).sum() / period.kwh.sum() for scale in step.scales]
    return [*firsts, *(scale * first for scale, first in zip(step.scales, firsts, strict=True))]


def step_of(period: Use, degrees: DegreeDays) -> Step | None:
    """The step of use within a period, lasting or over some readings alone; None if there is none.

    The signature is fitted with every step at every reading; the evidence is the gain in likelihood (n log of losses).
    """
    use = in_blocks(period)
    drivers, count = degrees.per_day(use.start, use.end), len(use)
    spans = _spans(count)
    if not len(spans) or np.isnan(drivers).any():
        return None
    places = np.arange(count)
    inside = (places >= spans[:, :1]) & (places < spans[:, 1:])
    weights = inside @ use.days / use.days.sum()
    exponents = np.where(inside, 1 - weights[:, None], -weights[:, None])
    levels = _STEPS[None, :, None] ** exponents[:, None, :]
    losses = search((use.per_day / levels).reshape(-1, count), use.days, drivers, degrees.cools).loss.reshape(
        len(spans), -1
    )
    plain = float(search(use.per_day[None, :], use.days, drivers, degrees.cools).loss[0])
    # the end of a stretch is one more unknown
    gains = count * np.log(max(plain, 1e-12) / np.maximum(losses, 1e-12)) - np.where(
        spans[:, 1:] < count, np.log(count), 0
    )
    place, step = np.unravel_index(np.argmax(gains), gains.shape)
    scale, (first, last) = float(_STEPS[step]), spans[place]
    if gains[place, step] < STEP_EVIDENCE.value or abs(np.log(scale)) < np.log1p(LEAST_STEP.value):
        return None
    likely = _STEPS[np.flatnonzero((gains >= gains[place, step] - _LIKELY).any(axis=0))]
    until = str(use.start[last]) if last < count else ""
    return Step(str(use.start[first]), (scale, float(likely.min()), float(likely.max())), until)


def _spans(count: int) -> Array:
    """First reading of each step that is tried, and the first after it: to the end, or a stretch with others around."""
    firsts, lasts = np.triu_indices(count + 1, k=1)
    is_lasting = (lasts == count) & (firsts >= _LEAST_READINGS) & (firsts <= count - _LEAST_READINGS)
    is_stretch = (firsts > 0) & (lasts < count) & (count - (lasts - firsts) >= _LEAST_READINGS)
    return np.column_stack([firsts, lasts])[is_lasting | is_stretch]


def _years_beside(saving: Saving, use: Use, years: tuple[Year, Year], found: _Found) -> None:
    """Set the year before the baseline, and the one after the reporting period, beside their neighbours."""
    degrees, (before, after) = years[0].degrees, years
    good = use.keep(doubtful(use, degrees) == "")
    first, last = saving.before.start.min(), saving.after.end.max()
    earlier = good.keep((good.end <= first) & (good.start >= years_from(first, -1)))
    later = good.keep((good.start >= last) & (good.end <= years_from(last, 1)))
    share = saving.avoided_share.estimate
    beside = ("moved_before", Year(earlier, degrees), before), ("moved_after", after, Year(later, degrees))
    for code, model, measured in beside:
        if lacks_of(model.use, "baseline") or lacks_of(measured.use, "baseline"):
            continue
        moved = _moved(model, measured)
        if moved is not None:
            found.cautions.append(Caution(code, moved))
            found.shares.append(1 - (1 - share) * (1 - moved))


def _moved(model: Year, measured: Year) -> float | None:
    """1 − use measured ÷ foreseen by the model of another year; None where chance explains it, or it is small."""
    use = measured.use
    expected = model.fit.use(use.days.sum(), use.days @ model.degrees.per_day(use.start, use.end))[0]
    if not expected > 0:
        return None
    moved = float(1 - use.kwh.sum() / expected)
    if abs(moved) <= LEAST_MOVED.value:
        return None
    chance = 3 * max(model.spread, measured.spread) * np.sqrt(2 / len(model.blocks))
    return moved if abs(moved) > chance else None


def _widened(saving: Saving, shares: list[float]) -> Saving:
    """The interval stretched, on both sides of the estimate, as far as the shares without each change reach."""
    if not shares:
        return saving
    old = saving.avoided_share
    doubt = old.estimate - old.low, old.high - old.estimate
    # nobody saves more than all
    low, high = min(old.low, min(shares) - doubt[0]), min(max(old.high, max(shares) + doubt[1]), 1.0)
    below = (old.estimate - low) / max(old.estimate - old.low, 1e-9)
    above = (high - old.estimate) / max(old.high - old.estimate, 1e-9)
    away: Array = saving.draws_kwh - saving.avoided_kwh.estimate
    draws = saving.avoided_kwh.estimate + away * np.where(away < 0, below, above)
    return replace(
        saving,
        avoided_share=Range(old.estimate, low, high),
        avoided_kwh=Range(saving.avoided_kwh.estimate, *interval(draws)),
        draws_kwh=draws,
    )
