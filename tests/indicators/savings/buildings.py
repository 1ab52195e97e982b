"""Buildings whose energy use is known exactly, read by bills or day by day; and their weather."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

FIRST = np.datetime64("2018-01-01", "D")


def make_weather(
    rng: np.random.Generator, years: int = 4, warmer_after: int | None = None, by_c: float = 0.0
) -> pd.DataFrame:
    """Daily temperatures like Milan's: seasons, spells that last days, years that differ."""
    dates = FIRST + np.arange(365 * years + 1)
    day = np.arange(len(dates))
    spells, shocks = np.zeros(len(dates)), rng.normal(0, 1.6, len(dates))
    for number in range(1, len(dates)):
        spells[number] = 0.75 * spells[number - 1] + shocks[number]
    yearly = rng.normal(0, 0.8, years + 1)[day // 365]
    temperature = 13 - 11 * np.cos(2 * np.pi * (day - 18) / 365) + spells + yearly
    if warmer_after is not None:
        temperature = temperature + np.where(day >= warmer_after, by_c, 0.0)
    return pd.DataFrame({"date": dates.astype("datetime64[s]"), "temperature_c": temperature})


def daily_use(
    weather: pd.DataFrame,
    rng: np.random.Generator,
    balance_c: float,
    base_share: float = 0.2,
    noise: float = 0.25,
    memory: float = 0.5,
    mean_kwh: float = 800.0,
) -> np.ndarray:
    """kWh of each day of `weather`: a base, heating below the balance point, and chance that lasts some days."""
    heating = np.clip(balance_c - weather["temperature_c"].to_numpy(), 0, None)
    chance, shocks = np.zeros(len(weather)), rng.normal(0, 1, len(weather))
    for number in range(1, len(weather)):
        chance[number] = memory * chance[number - 1] + np.sqrt(1 - memory**2) * shocks[number]
    used: np.ndarray = mean_kwh * (base_share + (1 - base_share) * heating / heating.mean() + noise * chance)
    return used


def bills(use: np.ndarray, lengths: ArrayLike, complex_id: str = "C1", carrier: str = "gas") -> pd.DataFrame:
    """Readings of these lengths in days, one after the other from the first day."""
    cuts = np.concatenate([[0], np.cumsum(lengths)])
    cuts = cuts[cuts <= len(use)]
    total = np.concatenate([[0], np.cumsum(use)])
    return pd.DataFrame(
        {
            "complex_id": complex_id,
            "carrier": carrier,
            "start_date": (FIRST + cuts[:-1]).astype("datetime64[s]"),
            "end_date": (FIRST + cuts[1:]).astype("datetime64[s]"),
            "energy_kwh": np.diff(total[cuts]),
        }
    )


def monthly(use: np.ndarray, rng: np.random.Generator, **names: str) -> pd.DataFrame:
    """Bills of 28 to 33 days."""
    return bills(use, rng.integers(28, 34, len(use) // 28), **names)


def daily(use: np.ndarray, **names: str) -> pd.DataFrame:
    """A reading a day."""
    return bills(use, np.ones(len(use), dtype=int), **names)
