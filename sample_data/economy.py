"""Incomes, bills, bonus and arrears of the households; EUR/year throughout."""

import geopandas as gpd
import numpy as np
import pandas as pd

from sample_data.assumptions import (
    ALONE_75_PLUS_INCOME_FACTOR,
    ARREARS_NOISE,
    BONUS_NOISE,
    CLUSTER_INCOME_FACTOR,
    COOKING_GAS_EUR,
    ELECTRICITY_EUR,
    ELECTRICITY_SIZE_ELASTICITY,
    EPC_HEAT_FACTORS,
    HEAT_SIZE_ELASTICITY,
    INCOME_ELASTICITY,
    INCOME_GROWTH,
    INCOME_LAG_YEARS,
    INCOME_SPREAD,
    MARKETS,
    MEAN_INCOME_EUR,
    NIL_INCOME_ELASTICITY,
    NO_HEATING_ELECTRICITY_FACTOR,
    OWN_GAS_EUR,
    RENTER_ARREARS,
    RENTER_INCOME_FACTOR,
    SECTION_INCOME_SPREAD,
    SHARED_HEAT_EUR,
    SIZE_INCOME_ELASTICITY,
    SPEND_SPREAD,
    YEARLY_INCOME_SPREAD,
    YEARLY_SPEND_SPREAD,
)
from sample_data.facts import read_nil


def income_2019(
    households: pd.DataFrame, sections: gpd.GeoDataFrame, row: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Draw each household's disposable income of 2019; the city's mean is MEAN_INCOME_EUR."""
    index = sections["nil_id"].map(read_nil().set_index("nil_id")["income_index"]).to_numpy()
    place = NIL_INCOME_ELASTICITY * np.log(index) + rng.normal(0, SECTION_INCOME_SPREAD, len(sections))
    is_public = households["is_public"].to_numpy()
    is_private_renter = households["is_renter"].to_numpy() & ~is_public
    level = (
        place[row]
        + SIZE_INCOME_ELASTICITY * np.log(households["people"].to_numpy())
        + np.log(CLUSTER_INCOME_FACTOR) * is_public
        + np.log(RENTER_INCOME_FACTOR) * is_private_renter
        + np.log(ALONE_75_PLUS_INCOME_FACTOR) * households["is_alone_75_plus"].to_numpy()
    )
    income = np.exp(level + rng.normal(0, INCOME_SPREAD, len(row)))
    return income * MEAN_INCOME_EUR / income.mean()


def needs_2021(households: pd.DataFrame, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Draw each household's bills at the prices of 2021: electricity_2021_eur, gas_2021_eur, heat_2021_eur."""
    mode = households["heating_mode"]
    wealth = (households["income_2019_eur"].to_numpy() / MEAN_INCOME_EUR) ** INCOME_ELASTICITY
    people = households["people"].to_numpy() / households["people"].mean()
    comfort = wealth * households["true_epc_class"].map(EPC_HEAT_FACTORS).to_numpy() * people**HEAT_SIZE_ELASTICITY
    is_own = (mode == "own").to_numpy()
    stoves = np.where(mode == "none", NO_HEATING_ELECTRICITY_FACTOR, 1.0)
    electricity = ELECTRICITY_EUR * wealth * people**ELECTRICITY_SIZE_ELASTICITY * stoves
    habit = _spread(SPEND_SPREAD, len(mode), rng)
    return {
        "electricity_2021_eur": electricity * habit * _spread(YEARLY_SPEND_SPREAD, len(mode), rng),
        "gas_2021_eur": np.where(is_own, OWN_GAS_EUR * comfort, COOKING_GAS_EUR * people**HEAT_SIZE_ELASTICITY) * habit,
        "heat_2021_eur": mode.map(SHARED_HEAT_EUR).fillna(0.0).to_numpy() * comfort * habit,
    }


def year_amounts(households: pd.DataFrame, year: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return what is true in `year`, one row per household: income of two years before, bills, bonus and arrears."""
    market, count = MARKETS[year], len(households)
    growth = INCOME_GROWTH[year - INCOME_LAG_YEARS]
    income = households["income_2019_eur"].to_numpy() * growth * _spread(YEARLY_INCOME_SPREAD, count, rng)
    weather = _spread(YEARLY_SPEND_SPREAD, count, rng)
    bills = {
        f"{carrier}_eur": (households[f"{carrier}_2021_eur"].to_numpy() * price * weather).round(2)
        for carrier, price in market.price_ratios.items()
    }
    spend = sum(bills.values())
    per_head = np.log(income / np.sqrt(households["people"].to_numpy()))
    burden = np.log(spend / income) + RENTER_ARREARS * households["is_renter"].to_numpy()
    return pd.DataFrame(
        {
            "income_eur": income.round(2),
            **bills,
            "has_bonus": _highest(-per_head + rng.normal(0, BONUS_NOISE, count), market.bonus_share),
            "is_in_arrears": _highest(burden + rng.normal(0, ARREARS_NOISE, count), market.arrears_share),
        },
        index=households.index,
    )


def _spread(sigma: float, count: int, rng: np.random.Generator) -> np.ndarray:
    """Log-normal factors whose mean is one."""
    return rng.lognormal(-(sigma**2) / 2, sigma, count)


def _highest(score: np.ndarray, share: float) -> np.ndarray:
    return score > np.quantile(score, 1 - share)
