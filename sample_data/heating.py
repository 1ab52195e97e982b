"""How homes are heated: own boiler, condominium plant, district network, nothing."""

import geopandas as gpd
import numpy as np

from sample_data.assumptions import (
    CLUSTER_HEATING_SHARES,
    DISTRICT_FACTOR,
    DISTRICT_NIL,
    HEATING_SHARES,
    HEATING_SPREAD,
)


def heating_modes(
    sections: gpd.GeoDataFrame, is_public: np.ndarray, row: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Draw the heating of each household: text, one of own, central, district, none.

    `is_public` is by section; `row` gives the place in `sections` of each household's section.
    """
    odds = _odds(sections, is_public, row, rng)
    cumulated = (odds / odds.sum(axis=1, keepdims=True)).cumsum(axis=1)
    drawn = rng.random(len(row))
    place = (drawn[:, None] > cumulated[row, :-1]).sum(axis=1)
    return np.array(list(HEATING_SHARES))[place]


def _odds(sections: gpd.GeoDataFrame, is_public: np.ndarray, row: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Odds of the four modes by section, (sections, 4), whose mean over the households is near the city's shares."""
    shares = np.array(list(HEATING_SHARES.values()))
    odds = np.where(is_public[:, None], list(CLUSTER_HEATING_SHARES.values()), shares)
    district = list(HEATING_SHARES).index("district")
    odds[sections["nil_id"].isin(DISTRICT_NIL).to_numpy(), district] *= DISTRICT_FACTOR
    odds *= rng.lognormal(sigma=HEATING_SPREAD, size=odds.shape)
    households = np.bincount(row, minlength=len(sections))
    for _ in range(8):
        probability = odds / odds.sum(axis=1, keepdims=True)
        odds *= shares / np.average(probability, axis=0, weights=households)
    return odds
