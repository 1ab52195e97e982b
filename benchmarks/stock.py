"""An invented stock of estates, large enough to take time: bills, weather, works of one known effect."""

import numpy as np
import pandas as pd

ESTATES, YEARS, RENOVATED = 400, 10, 100
EFFECT = 0.2
WORKS = ("2017-02-01", "2017-05-01")
_FIRST = "2014-01-01"


def make_weather(rng: np.random.Generator) -> pd.DataFrame:
    """Ten years of daily temperatures."""
    dates = pd.date_range(_FIRST, periods=365 * YEARS + 4)
    seasons = 13 - 11 * np.cos(2 * np.pi * (np.arange(len(dates)) - 18) / 365.25)
    return pd.DataFrame({"date": dates, "temperature_c": seasons + rng.normal(0, 2, len(dates))})


def make_stock() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Readings, weather, retrofits and complexes; one bill in thirty is an estimate."""
    rng = np.random.default_rng(15146)
    weather = make_weather(rng)
    months = pd.date_range(_FIRST, periods=12 * YEARS + 1, freq="MS")
    cuts = (months - pd.Timestamp(_FIRST)).days
    readings, retrofits = [], []
    for number in range(ESTATES):
        use, code = _daily_use(weather, rng), f"C{number:03d}"
        if number < RENOVATED:
            start = int(rng.integers(800, 2500))
            use[start + 90 :] *= 1 - EFFECT
            days = weather["date"].iloc[[start, start + 90]]
            retrofits.append((f"R{number}", code, "cappotto", *days, 1e6))
        energy = np.diff(np.concatenate([[0.0], np.cumsum(use)])[cuts])
        bills = {"complex_id": code, "carrier": "gas", "start_date": months[:-1], "end_date": months[1:]}
        readings.append(pd.DataFrame(bills | {"energy_kwh": energy, "is_estimated": rng.random(len(energy)) < 1 / 30}))
    columns = ["retrofit_id", "complex_id", "measure", "start_date", "end_date", "cost_eur"]
    codes = [f"C{number:03d}" for number in range(ESTATES)]
    complexes = pd.DataFrame({"complex_id": codes, "manager": "MM", "households": rng.integers(50, 400, ESTATES)})
    return pd.concat(readings, ignore_index=True), weather, pd.DataFrame(retrofits, columns=columns), complexes


def make_building() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ten years of daily readings of one building, and their weather."""
    rng = np.random.default_rng(3)
    weather = make_weather(rng)
    use = _daily_use(weather, rng)
    dates = weather["date"]
    use[dates >= WORKS[1]] *= 1 - EFFECT
    days = {"start_date": dates[:-1].to_numpy(), "end_date": dates[1:].to_numpy(), "energy_kwh": use[:-1]}
    return pd.DataFrame({"complex_id": "C1", "carrier": "gas"} | days), weather


def _daily_use(weather: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    cold = np.clip(rng.uniform(14, 18) - weather["temperature_c"].to_numpy(), 0, None)
    return rng.uniform(5e3, 2e4) * (0.2 + 0.8 * cold / cold.mean() + rng.normal(0, 0.2, len(cold)))
