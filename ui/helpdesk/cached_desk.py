"""What the page of the help-desk caches: estates, rankings and chances, once for every session that asks the same.

As in `ui.kept.editions`: frames are shared and never changed in place; the folder of the edition is the key.
"""

import geopandas as gpd
import pandas as pd
import streamlit as st

from data_access.editions import Edition
from data_access.records.database import Records, open_records, records_place
from data_access.records.plans import read_frozen_rows
from geo.crs import DRAWN
from geo.reach import network_distances, walking_distances
from indicators.basis.desk_parameters import DETOUR
from indicators.catalogue.registry import Choices
from indicators.help_desk.covering import Cover, CoverProblem, best_cover
from indicators.help_desk.demand import Demand, section_demand
from indicators.help_desk.doubt import tier_chances
from indicators.help_desk.estates import estate_frame
from indicators.help_desk.methods import Comparison, compare_methods
from indicators.help_desk.plan_choices import PlanChoices
from indicators.help_desk.priority import Ranking, rank_estates
from ui.kept import editions as cached


@st.cache_resource(max_entries=20, show_spinner=False)
def _estates(_edition: Edition, folder: str) -> pd.DataFrame:
    return estate_frame(
        cached.table(_edition, "complexes"), cached.areas(_edition, "section"), cached.sections(_edition)
    )


def estates(of: Edition) -> pd.DataFrame:
    """What is known of each estate (`indicators.help_desk.estates.estate_frame`); shared, read only."""
    return _estates(of, str(of.folder))


@st.cache_resource(max_entries=200, show_spinner=False)
def _ranking(_edition: Edition, folder: str, choices: PlanChoices) -> Ranking:
    return rank_estates(_estates(_edition, folder), choices)


def ranking(of: Edition, choices: PlanChoices) -> Ranking:
    """The computed plan; shared, read only."""
    return _ranking(of, str(of.folder), choices)


@st.cache_resource(max_entries=200, show_spinner=False)
def _chances(_edition: Edition, folder: str, choices: PlanChoices) -> pd.DataFrame:
    return tier_chances(_ranking(_edition, folder, choices))


def chances(of: Edition, choices: PlanChoices) -> pd.DataFrame:
    """Chance of each estate to be in tier 1 and in tier 1 or 2, by thousands of trials; shared, read only."""
    return _chances(of, str(of.folder), choices)


@st.cache_resource(max_entries=100, show_spinner=False)
def _comparison(_edition: Edition, folder: str, choices: PlanChoices) -> Comparison:
    return compare_methods(_ranking(_edition, folder, choices))


def comparison(of: Edition, choices: PlanChoices) -> Comparison:
    """The same estates by every method; shared, read only."""
    return _comparison(of, str(of.folder), choices)


@st.cache_resource(max_entries=5, show_spinner=False)
def _records(place: str) -> Records:
    return open_records(place)


def records() -> Records:
    """The open database of record."""
    return _records(records_place())


@st.cache_resource(max_entries=50, show_spinner=False)
def _frozen_rows(place: str, plan_id: str) -> pd.DataFrame:
    return read_frozen_rows(_records(place), plan_id)


def frozen_rows(plan_id: str) -> pd.DataFrame:
    """The order of a plan that was signed off, which never changes; shared, read only."""
    return _frozen_rows(records_place(), plan_id)


@st.cache_resource(max_entries=10, show_spinner=False)
def _sites(_edition: Edition, folder: str) -> pd.DataFrame:
    columns = ["site_id", "name", "kind", "lon", "lat"]
    venues = cached.table(_edition, "venues").rename(columns={"venue_id": "site_id"})
    estates = cached.table(_edition, "complexes").rename(columns={"complex_id": "site_id"}).assign(kind="estate")
    both = pd.concat([frame.reindex(columns=columns) for frame in (estates, venues)], ignore_index=True)
    return both.dropna(subset=["lon", "lat"]).drop_duplicates("site_id").set_index("site_id")


def sites(of: Edition) -> pd.DataFrame:
    """Estates and venues that have a position (index `site_id`; name, kind, lon, lat); shared, read only."""
    return _sites(of, str(of.folder))


@st.cache_resource(max_entries=10, show_spinner=False)
def _walks(_edition: Edition, folder: str) -> pd.DataFrame:
    places = _sites(_edition, folder)
    lon, lat = (places[name].astype(float) for name in ("lon", "lat"))
    points = gpd.GeoSeries.from_xy(lon, lat, crs=DRAWN)
    streets = cached.table(_edition, "streets")
    origins = cached.shapes(_edition, "section")
    if streets.empty:
        return walking_distances(origins, points, DETOUR.value)
    return network_distances(origins, points, streets, DETOUR.value)


@st.cache_resource(max_entries=10, show_spinner=False)
def _demand(_edition: Edition, folder: str) -> Demand:
    own, of_nil = (cached.figures(_edition, level, "energy_poverty_10", Choices()) for level in ("section", "nil"))
    return section_demand(own, of_nil, cached.sections(_edition)["nil_id"])


def demand(of: Edition) -> Demand:
    """Vulnerable households by section, estimated; shared, read only."""
    return _demand(of, str(of.folder))


@st.cache_resource(max_entries=50, show_spinner=False)
def _problem(
    _edition: Edition, folder: str, locked: tuple[str, ...], limit_m: float, capacity: float | None
) -> CoverProblem:
    places = _sites(_edition, folder)
    candidates = places.index[(places["kind"] != "estate") | places.index.isin(locked)]
    walks = _walks(_edition, folder)[candidates]
    room = pd.Series(capacity, index=candidates) if capacity else pd.Series(dtype=float)
    households = _demand(_edition, folder).households.reindex(walks.index).fillna(0.0)
    return CoverProblem(households, walks, room, tuple(name for name in locked if name in candidates), limit_m)


def cover_problem(of: Edition, locked: tuple[str, ...], limit_m: float, capacity: float | None) -> CoverProblem:
    """Every venue as a candidate beside the `locked` desks, and the households to reach; shared, read only."""
    return _problem(of, str(of.folder), locked, limit_m, capacity)


@st.cache_resource(max_entries=200, show_spinner=False)
def _best(
    _edition: Edition, folder: str, locked: tuple[str, ...], limit_m: float, capacity: float | None, new_sites: int
) -> Cover:
    return best_cover(_problem(_edition, folder, locked, limit_m, capacity), new_sites)


def best(of: Edition, locked: tuple[str, ...], limit_m: float, capacity: float | None, new_sites: int) -> Cover:
    """The choice of `new_sites` venues that reaches most households; shared, read only."""
    return _best(of, str(of.folder), locked, limit_m, capacity, new_sites)
