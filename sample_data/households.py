"""Households and their dwellings, and what each year does to their incomes and bills."""

import geopandas as gpd
import numpy as np
import pandas as pd

from sample_data.assumptions import (
    ALONE_75_PLUS_OF_SINGLES,
    BILLS_KNOWN,
    CLUSTER_ALONE_FACTOR,
    CLUSTER_RENTER_SHARE,
    EPC_KNOWN,
    EPC_SHARES,
    INCOME_KNOWN,
    RENTER_CONCENTRATION,
    RENTER_SHARE,
    SHARED_HEAT_KNOWN,
    SIZE_SHARES,
)
from sample_data.economy import income_2019, needs_2021, year_amounts
from sample_data.heating import heating_modes
from sample_data.population import households_by_section, public_housing

CONTRACT = (
    "section_id",
    "people",
    "is_alone_75_plus",
    "is_renter",
    "heating_mode",
    "income_eur",
    "electricity_eur",
    "gas_eur",
    "heat_eur",
    "epc_class",
    "has_bonus",
    "is_in_arrears",
)
"""Columns of a household file, in order; amounts in EUR/year, missing where the city does not hold them."""


def make_households(sections: gpd.GeoDataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Draw the households of the city, one row each, as they are in every year: the truth, never written out.

    Who lives there (people, is_alone_75_plus, is_renter), the dwelling (section_id, heating_mode, true_epc_class,
    epc_class), income of 2019 and needs at the prices of 2021 (EUR/year), and which of them the city knows.
    """
    counts = households_by_section(sections, rng)
    row = np.repeat(np.arange(len(sections)), counts)
    is_public = sections["section_id"].isin(public_housing(sections).index).to_numpy()
    households = _people_and_tenure(row, is_public, rng)
    households.insert(0, "section_id", sections["section_id"].to_numpy()[row])
    households["heating_mode"] = heating_modes(sections, is_public, row, rng)
    households["true_epc_class"] = rng.choice(list(EPC_SHARES), size=len(row), p=list(EPC_SHARES.values()))
    households["income_2019_eur"] = income_2019(households, sections, row, rng)
    households = households.assign(**needs_2021(households, rng))
    return households.assign(**_knowledge(households, rng))


def make_year(households: pd.DataFrame, year: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return what the city would hold about each household for the spend of `year` and the income two years before.

    One row per household with the columns of `CONTRACT`; what the city does not know is missing.
    """
    amounts = year_amounts(households, year, rng)
    bills_known = households["are_bills_known"]
    known = {
        "income_eur": amounts["income_eur"].where(households["is_income_known"]),
        "electricity_eur": amounts["electricity_eur"].where(bills_known),
        "gas_eur": amounts["gas_eur"].where(bills_known),
        "heat_eur": amounts["heat_eur"].where(households["is_heat_known"]),
        "has_bonus": amounts["has_bonus"],
        "is_in_arrears": amounts["is_in_arrears"],
    }
    return households.assign(**known)[list(CONTRACT)]


def _people_and_tenure(row: np.ndarray, is_public: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    people = rng.choice(np.arange(1, len(SIZE_SHARES) + 1), size=len(row), p=SIZE_SHARES)
    alone_factor = np.where(is_public, CLUSTER_ALONE_FACTOR, 1.0) * rng.lognormal(-0.03, 0.25, size=len(is_public))
    concentration = (RENTER_SHARE * RENTER_CONCENTRATION, (1 - RENTER_SHARE) * RENTER_CONCENTRATION)
    renter_share = np.where(
        is_public,
        rng.uniform(*CLUSTER_RENTER_SHARE, size=len(is_public)),
        rng.beta(*concentration, size=len(is_public)),
    )
    is_old = rng.random(len(row)) < ALONE_75_PLUS_OF_SINGLES * alone_factor[row]
    return pd.DataFrame(
        {
            "people": people,
            "is_alone_75_plus": (people == 1) & is_old,
            "is_renter": rng.random(len(row)) < renter_share[row],
            "is_public": is_public[row],
        }
    )


def _knowledge(households: pd.DataFrame, rng: np.random.Generator) -> dict[str, np.ndarray]:
    count = len(households)
    is_certified = rng.random(count) < EPC_KNOWN
    is_shared_known = rng.random(count) < SHARED_HEAT_KNOWN
    return {
        "epc_class": np.where(is_certified, households["true_epc_class"].to_numpy(dtype=object), None),
        "is_income_known": rng.random(count) < INCOME_KNOWN,
        "are_bills_known": rng.random(count) < BILLS_KNOWN,
        "is_heat_known": (households["heating_mode"] != "central").to_numpy() | is_shared_known,
    }
