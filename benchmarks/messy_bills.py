"""Two hundred buildings of known effect, billed as Italian suppliers do: what is found, and how often it is held."""

from typing import Any

import numpy as np
import pandas as pd

from benchmarks.results import Bar, Outcome
from indicators.savings.degree_days import DegreeDays
from indicators.savings.engine import assess
from indicators.savings.meter_readings import clean_readings
from indicators.savings.periods import Use, Works
from indicators.savings.saving import Saving
from indicators.savings.steadiness import with_cautions
from tests.indicators.savings.buildings import FIRST, daily_use, make_weather, monthly

BUILDINGS = 200
WORKS_DAYS = 90
KINDS = {"plain": 0.7, "reversed": 0.09, "joint": 0.05, "estimated": 0.08, "split": 0.04, "difference": 0.03,
         "nothing": 0.01}  # fmt: skip
"""Bills by what happens to them, and how often: an estimate taken back; two estimates and one reading of both; an
estimate that the next bill puts right; a month in two; an estimate and the row of what it missed; nothing billed, and
the next bill of both months."""
BANDED, RENEWED, WITH_GAP = 0.3, 0.3, 0.3
"""Shares of buildings billed in bands, with a new meter, with a bill lost."""


def measure() -> Outcome:
    """Assess the buildings, works of every effect and works of none; bars: bias, intervals that hold, false claims."""
    found, none = checked(BUILDINGS), checked(BUILDINGS, effect=0.0)
    errors = np.array([saving.avoided_share.estimate - true for true, saving in found])
    held = np.mean([saving.avoided_share.low <= true <= saving.avoided_share.high for true, saving in found])
    claimed = np.mean([saving.verdict == "saving" for _, saving in none])
    told = np.mean([bool(saving.cautions) for _, saving in found])
    measured: dict[str, Any] = {
        "buildings": BUILDINGS,
        "of them with a verdict": len(found),
        "of them with a caution": round(float(told), 3),
        "spread of the errors, points": round(100 * float(errors.std()), 2),
        "without effect, with a verdict": len(none),
    }
    bars = [
        Bar("mean error, either way", round(100 * abs(float(errors.mean())), 2), "points", at_most=0.5),
        Bar("intervals that hold the truth", round(100 * float(held), 1), "%", at_least=85),
        Bar("intervals that hold the truth, too wide", round(100 * float(held), 1), "%", at_most=95),
        Bar("no effect called a saving", round(100 * float(claimed), 1), "%", at_most=10),
    ]
    return Outcome("messy bills", measured, bars)


def checked(count: int, effect: float | None = None) -> list[tuple[float, Saving]]:
    """True effect and saving of each building with a verdict; `effect`: of all, else drawn for each."""
    found = [messy_building(seed, effect) for seed in range(count)]
    return [(true, saving) for true, saving in found if saving.is_sufficient]


def messy_building(seed: int, effect: float | None = None) -> tuple[float, Saving]:
    """One building's true effect (0–1), drawn where not given, and what its bills say."""
    rng = np.random.default_rng([15146, 7, seed])
    weather = make_weather(rng)
    use = daily_use(weather, rng, rng.uniform(13, 18), rng.uniform(0, 0.4))
    start = 400 + int(rng.integers(0, 60))
    effect = rng.uniform(0.05, 0.35) if effect is None else effect
    use = np.where(np.arange(len(use)) >= start + WORKS_DAYS, use * (1 - effect), use)
    series, degrees = Use.of(clean_readings(messed(monthly(use, rng), rng)).good), DegreeDays(weather)
    works = Works(FIRST + start, FIRST + start + WORKS_DAYS)
    return effect, with_cautions(assess(series, degrees, works, "interval"), series, degrees, works)


def messed(readings: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The same use billed with all that happens (KINDS, bands, a new meter, a bill lost), rows in any order."""
    rows = readings.assign(is_estimated=False, meter_id="M1").to_dict("records")
    kinds = rng.choice(list(KINDS), size=len(rows), p=list(KINDS.values()))
    made: list[dict[Any, Any]] = []
    skip = False
    for row, following, kind in zip(rows, [*rows[1:], None], kinds, strict=True):
        if not skip:
            made += _billed(row, following, str(kind), rng)
        skip = not skip and following is not None and kind in ("joint", "estimated", "nothing")
    frame = pd.DataFrame(made)
    if rng.random() < BANDED:
        frame = pd.concat([frame.assign(energy_kwh=frame["energy_kwh"] * part) for part in (0.5, 0.3, 0.2)])
    if rng.random() < RENEWED:
        place = pd.Timestamp(FIRST + int(rng.integers(100, 1300)))
        frame["meter_id"] = np.where(frame["start_date"] < place, "M1", "M2")
    if rng.random() < WITH_GAP:
        frame = frame[frame["start_date"] != frame["start_date"].iloc[int(rng.integers(len(frame)))]]
    return frame.sample(frac=1, random_state=int(rng.integers(2**31))).reset_index(drop=True)


def _billed(
    row: dict[Any, Any], following: dict[Any, Any] | None, kind: str, rng: np.random.Generator
) -> list[dict[Any, Any]]:
    """The rows by which a bill arrives; of some kinds they tell the following one too."""
    kwh = row["energy_kwh"]
    wrong = row | {"energy_kwh": kwh * rng.uniform(0.7, 1.3), "is_estimated": True}
    missed = kwh - wrong["energy_kwh"]
    day = row["start_date"] + pd.Timedelta(days=int(rng.integers(3, 25)))
    share = (day - row["start_date"]) / (row["end_date"] - row["start_date"])
    told = {
        "reversed": [wrong, wrong | {"energy_kwh": -wrong["energy_kwh"], "is_estimated": False}, row],
        "difference": [wrong, row | {"energy_kwh": missed}],
        "split": [row | {"end_date": day, "energy_kwh": share * kwh},
                  row | {"start_date": day, "energy_kwh": (1 - share) * kwh}],
    }  # fmt: skip
    if following is not None:
        later = following["energy_kwh"]
        told |= {
            "joint": [wrong, following | {"is_estimated": True},
                      row | {"end_date": following["end_date"], "energy_kwh": kwh + later}],
            "estimated": [wrong, following | {"energy_kwh": later + missed}],
            "nothing": [row | {"energy_kwh": 0.0}, following | {"energy_kwh": kwh + later}],
        }  # fmt: skip
    return told.get(kind, [row])
