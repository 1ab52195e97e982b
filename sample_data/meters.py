"""Invented bills of the estates, before and after works whose effect is known here and nowhere else."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sample_data.meter_assumptions import (
    BALANCE_C,
    BASE_SHARE,
    CASE_FILLED,
    CLASS_EDGES_KWH_M2,
    COMFORT_TAKEN,
    COMMON_KWH_PER_HOUSEHOLD,
    COST_EUR_PER_HOUSEHOLD,
    DAILY_NOISE,
    FIRST_DAY,
    FLOOR_AREA_M2,
    FUNDING,
    HEAT_KWH_PER_HOUSEHOLD,
    MEASURES,
    METER_YEARS,
    MONTHLY_MEANS_C,
    NOISE_MEMORY,
    PREBOUND,
    RETROFIT_COUNT,
    SPELL_C,
    SPELL_MEMORY,
    STARVED,
    TECHNICAL_EFFECT,
    WARMING_C,
    WORKS_DAYS,
    WORKS_FIRST_DAYS,
    YEARLY_C,
)
from sample_data.meter_cases import put_cases
from sample_data.meter_faults import put_faults

CARRIER_OF = {"central": "gas", "district": "district_heat", "own": "electricity"}
"""Carrier of the estate's bill by way of heating; where homes heat themselves, it is the light of stairs and lifts."""


@dataclass(frozen=True)
class Meters:
    """Tables of the contract: `readings`, `retrofits`, `weather`. Kept beside them, for tests: `effects` (retrofit_id,
    technical_share, comfort_share, true_share: what bills show, is_starved) and `faults` (reading_id, kind)."""

    readings: pd.DataFrame
    retrofits: pd.DataFrame
    weather: pd.DataFrame
    effects: pd.DataFrame
    faults: pd.DataFrame


def make_meters(complexes: pd.DataFrame, rng: np.random.Generator) -> Meters:
    """Draw weather, works and monthly bills of the estates of `complexes` (columns of the contract).

    Works are drawn among estates with a plant; where the way of heating is not known, it is a plant.
    """
    weather = make_weather(rng)
    served = complexes.assign(carrier=complexes["heating_mode"].map(CARRIER_OF).fillna("gas")).reset_index(drop=True)
    renovated = rng.permutation(np.flatnonzero(served["carrier"] != "electricity"))[:RETROFIT_COUNT]
    retrofits: list[dict[str, object]] = []
    effects: list[dict[str, object]] = []
    readings = []
    for number, estate in served.iterrows():
        is_plant = estate["carrier"] != "electricity"
        expected = (_daily_use if is_plant else _common_parts)(weather, int(estate["households"]), rng)
        used = expected.sum(axis=0)
        if number in renovated:
            retrofit, effect = _works(estate, expected, len(retrofits), rng)
            used, effect = _after_works(expected, retrofit, effect)
            retrofits.append(retrofit)
            effects.append(effect)
        readings.append(_bills(estate, np.maximum(used + _noise(used, rng), 0)))
    table, works, known = pd.concat(readings, ignore_index=True), pd.DataFrame(retrofits), pd.DataFrame(effects)
    table = _without_starved(table, works, known)
    table, faults = put_faults(table, works, rng)
    taken = {*works["complex_id"], *faults["reading_id"].str.split("-").str[0]}
    free = [code for code in served["complex_id"] if code not in taken]
    table, works = put_cases(table, works, weather, free, rng)
    return Meters(table, works, weather, known, faults)


def make_weather(rng: np.random.Generator) -> pd.DataFrame:
    """Draw daily mean temperatures of an invented station: station_id, date, temperature_c."""
    dates = pd.date_range(FIRST_DAY, periods=365 * METER_YEARS + 2)
    months = np.array(MONTHLY_MEANS_C) + WARMING_C
    places = np.arange(-1, 13) * 365 / 12 + 365 / 24
    usual = np.interp(dates.day_of_year, places, np.concatenate([months[-1:], months, months[:1]]))
    spells = _memory(rng.normal(0, SPELL_C, len(dates)), SPELL_MEMORY)
    yearly = rng.normal(0, YEARLY_C, METER_YEARS + 2)[dates.year - dates.year[0]]
    told = pd.DataFrame({"station_id": "demo", "date": dates, "temperature_c": (usual + spells + yearly).round(2)})
    is_filled = (dates >= CASE_FILLED[0]) & (dates < CASE_FILLED[1])
    return told.assign(temperature_c=told["temperature_c"].where(~is_filled, told["temperature_c"][is_filled].iloc[0]))


def _memory(shocks: np.ndarray, kept: float) -> np.ndarray:
    values = shocks.copy()
    for day in range(1, len(values)):
        values[day] += kept * values[day - 1]
    return values


def _daily_use(weather: pd.DataFrame, households: int, rng: np.random.Generator) -> np.ndarray:
    """kWh of each day without chance: one row that weather does not move, one of heating."""
    cold = np.clip(rng.uniform(*BALANCE_C) - weather["temperature_c"].to_numpy(), 0, None)
    base = rng.uniform(*BASE_SHARE)
    mean = households * rng.uniform(*HEAT_KWH_PER_HOUSEHOLD) / 365
    return mean * np.array([np.full(len(cold), base), (1 - base) * cold / cold.mean()])


def _common_parts(weather: pd.DataFrame, households: int, rng: np.random.Generator) -> np.ndarray:
    """kWh of each day of stairs and lifts, in the same two rows: none of it is heating."""
    mean = households * rng.uniform(*COMMON_KWH_PER_HOUSEHOLD) / 365
    return mean * np.array([np.ones(len(weather)), np.zeros(len(weather))])


def _noise(used: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    shocks = rng.normal(0, np.sqrt(1 - NOISE_MEMORY**2), len(used))
    return DAILY_NOISE * used.mean() * _memory(shocks, NOISE_MEMORY)


def _works(
    estate: pd.Series, expected: np.ndarray, number: int, rng: np.random.Generator
) -> tuple[dict[str, object], dict[str, object]]:
    start = pd.Timestamp(FIRST_DAY) + pd.Timedelta(
        days=int(rng.integers(*WORKS_FIRST_DAYS[number % len(WORKS_FIRST_DAYS)]))
    )
    households, area = int(estate["households"]), int(estate["dwellings"]) * FLOOR_AREA_M2
    technical, comfort = rng.uniform(*TECHNICAL_EFFECT), rng.uniform(*COMFORT_TAKEN)
    certified = 365 * expected.sum(axis=0).mean() / area / (1 - rng.uniform(*PREBOUND))
    retrofit = {
        "retrofit_id": f"R{number + 1:02d}",
        "complex_id": estate["complex_id"],
        "measure": str(rng.choice(MEASURES)),
        "start_date": start,
        "end_date": start + pd.Timedelta(days=int(rng.integers(*WORKS_DAYS))),
        "cost_eur": round(households * rng.uniform(*COST_EUR_PER_HOUSEHOLD), -3),
        "funding": str(rng.choice(FUNDING)),
        "floor_area_m2": area,
        "epc_before": _epc_class(certified),
        "epc_after": _epc_class(certified * (1 - technical)),
        "theoretical_before_kwh_m2": round(certified, 1),
        "theoretical_after_kwh_m2": round(certified * (1 - technical), 1),
    }
    effect = {"retrofit_id": retrofit["retrofit_id"], "technical_share": technical, "comfort_share": comfort}
    return retrofit, effect | {"is_starved": number < STARVED}


def _epc_class(kwh_m2: float) -> str:
    return next((name for name, most in CLASS_EDGES_KWH_M2.items() if kwh_m2 <= most), "G")


def _after_works(
    expected: np.ndarray, retrofit: dict[str, object], effect: dict[str, object]
) -> tuple[np.ndarray, dict[str, object]]:
    """Daily use with the works' effect, and the effect with the share that bills of the year after them show."""
    days = [(pd.Timestamp(str(retrofit[name])) - pd.Timestamp(FIRST_DAY)).days for name in ("start_date", "end_date")]
    taken = float(str(effect["technical_share"])) * (1 - float(str(effect["comfort_share"])))
    done = np.interp(np.arange(expected.shape[1]), days, [0.0, taken])
    saved = done * expected[1]
    year = slice(days[1], days[1] + 365)
    true_share = saved[year].sum() / expected[:, year].sum()
    return expected.sum(axis=0) - saved, effect | {"true_share": float(true_share)}


def _bills(estate: pd.Series, used: np.ndarray) -> pd.DataFrame:
    months = pd.date_range(FIRST_DAY, periods=12 * METER_YEARS + 1, freq="MS")
    cuts = (months - pd.Timestamp(FIRST_DAY)).days
    total = np.concatenate([[0.0], np.cumsum(used)])
    code = str(estate["complex_id"])
    return pd.DataFrame(
        {
            "reading_id": [f"{code}-{number:03d}" for number in range(len(months) - 1)],
            "complex_id": code,
            "meter_id": f"{code}-M1",
            "carrier": estate["carrier"],
            "start_date": months[:-1],
            "end_date": months[1:],
            "energy_kwh": np.diff(total[cuts]).round(1),
            "is_estimated": False,
        }
    )


def _without_starved(readings: pd.DataFrame, works: pd.DataFrame, effects: pd.DataFrame) -> pd.DataFrame:
    """Leave out what starved estates would be billed from six months after their works on."""
    starved = works[effects["is_starved"].to_numpy(dtype=bool)].set_index("complex_id")["end_date"]
    ends = readings["complex_id"].map(starved) + pd.Timedelta(days=180)
    return readings[ends.isna() | (readings["end_date"] <= ends)].reset_index(drop=True)
