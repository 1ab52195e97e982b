"""What caches of renovations: the portfolio, what is drawn of each, poverty beside. The rest is in `ui.kept.editions`.

Frames are shared by every session and never changed in place.
"""

import pandas as pd
import streamlit as st

from contract.tables import COMPLEXES
from data_access.editions import Edition
from indicators.catalogue.registry import get_indicator
from indicators.help_desk.estates import estate_frame
from indicators.savings.comparison import Key
from indicators.savings.degree_days import DegreeDays
from indicators.savings.periods import Works
from indicators.savings.portfolio import Portfolio, assess_portfolio
from indicators.savings.poverty_beside import BESIDE, poverty_beside
from indicators.savings.series import Depth, depths_of
from ui.kept import editions as cached


def weather(of: Edition) -> pd.DataFrame:
    """Temperatures of the station that has most days."""
    frame = cached.table(of, "weather")
    return frame[frame["station_id"] == frame["station_id"].mode().iloc[0]]


@st.cache_resource
def _portfolio(_edition: Edition, folder: str) -> Portfolio:
    complexes = cached.table(_edition, "complexes").reindex(columns=COMPLEXES.names)
    estates = estate_frame(complexes, cached.areas(_edition, "section"), cached.sections(_edition))
    return assess_portfolio(
        cached.table(_edition, "readings"),
        weather(_edition),
        cached.table(_edition, "retrofits"),
        complexes,
        estates["vulnerable_households"],
    )


def portfolio(of: Edition) -> Portfolio | None:
    """Every renovation of the edition assessed, None where works, readings or weather lack; shared, read only."""
    if any(cached.table(of, name).empty for name in ("retrofits", "readings", "weather")):
        return None
    return _portfolio(of, str(of.folder))


@st.cache_resource(max_entries=200)
def _depths(_edition: Edition, folder: str, retrofit_id: str) -> dict[Key, Depth]:
    works = cached.table(_edition, "retrofits").set_index("retrofit_id").loc[retrofit_id]
    readings = cached.table(_edition, "readings")
    own = readings[readings["complex_id"] == works["complex_id"]]
    savings = _portfolio(_edition, folder).savings[retrofit_id]
    if not savings:
        return {}
    days = Works.between(works["start_date"], works["end_date"])
    return depths_of(savings, own, DegreeDays(weather(_edition)), days)


def depths(of: Edition, retrofit_id: str) -> dict[Key, Depth]:
    """What is drawn of each series of one renovation; shared, read only."""
    return _depths(of, str(of.folder), retrofit_id)


@st.cache_resource(max_entries=20)
def _beside(_edition: Edition, folders: tuple[str, ...]) -> pd.DataFrame:
    frames = {edition.year: cached.areas(edition, "section") for edition in _until(_edition)}
    complexes = cached.table(_edition, "complexes").reindex(columns=COMPLEXES.names)
    indicators = [get_indicator(name) for name in BESIDE]
    return poverty_beside(frames, complexes, cached.table(_edition, "retrofits"), indicators)


def beside(of: Edition) -> pd.DataFrame:
    """Poverty before and after each renovation beside estates without works, by the editions until this one."""
    return _beside(of, tuple(str(edition.folder) for edition in _until(of)))


def _until(of: Edition) -> list[Edition]:
    return [of if year == of.year else cached.edition(year) for year in cached.years() if year <= of.year]
