"""Carbon dioxide of the energy used, with factors that have a source and a year."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from contract.translations import mark


@dataclass(frozen=True)
class EmissionFactor:
    """kg of CO₂ per kWh as billed; `year`: that of the factor; `date`: month of the look-up; `is_verified`: whether the
    source could be read again and says exactly this."""

    kg_per_kwh: float
    year: int
    source: str
    date: str
    is_verified: bool


FACTORS = {
    "gas": EmissionFactor(
        0.186,
        2024,
        mark("ISPRA, national standard parameters: 1.99 t per 1,000 Smc, ÷ 10.69 kWh (gross) per Smc"),
        "2026-11",
        False,
    ),
    "electricity": EmissionFactor(
        0.26, 2023, mark("ISPRA, emission factors of the national electricity use"), "2026-11", False
    ),
    "district_heat": EmissionFactor(
        0.15, 2023, mark("Our estimate for Milan's networks: ask the supplier for its own"), "2026-11", False
    ),
    "oil": EmissionFactor(
        0.267, 2024, mark("ISPRA, national standard parameters: gas oil 74 kg per GJ (net)"), "2026-11", False
    ),
}
"""By carrier. None could be re-read at its source: show them with year and source, to be replaced when verified."""


def avoided_co2(avoided_kwh: pd.Series) -> pd.Series:
    """Tonnes of CO₂ for kWh by carrier (the index); NaN for a carrier without factor."""
    factors = pd.Series({carrier: factor.kg_per_kwh for carrier, factor in FACTORS.items()})
    tonnes = avoided_kwh * factors.reindex(avoided_kwh.index).to_numpy() / 1000
    return tonnes.astype(float).replace([np.inf, -np.inf], np.nan)
