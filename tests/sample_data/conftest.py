"""One synthetic city for all the tests."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from sample_data.assumptions import YEARS
from sample_data.city import make_sections
from sample_data.complexes import make_complexes
from sample_data.households import make_households, make_year


def stream(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


@pytest.fixture(scope="session")
def sections() -> gpd.GeoDataFrame:
    return make_sections(stream(1))


@pytest.fixture(scope="session")
def households(sections: gpd.GeoDataFrame) -> pd.DataFrame:
    return make_households(sections, stream(2))


@pytest.fixture(scope="session")
def years(households: pd.DataFrame) -> dict[int, pd.DataFrame]:
    return {year: make_year(households, year, stream(year)) for year in YEARS}


@pytest.fixture(scope="session")
def complexes(sections: gpd.GeoDataFrame) -> pd.DataFrame:
    return make_complexes(sections, stream(3))
