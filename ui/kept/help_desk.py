"""What the page of the help-desk caches: estates, rankings and chances, once for every session that asks the same.

As in `ui.kept.editions`: frames are shared and never changed in place.
"""

import geopandas as gpd
import pandas as pd

from contract.tables import POVERTY_LINE
from data_access.editions import Edition
from data_access.records.database import Records, open_records, records_place
from data_access.records.plans import read_frozen_rows
from geo.crs import DRAWN
from geo.reach import network_distances, walking_distances
from indicators.basis.desk_parameters import DETOUR
from indicators.catalogue.poverty import ENERGY_POVERTY
from indicators.help_desk.covering import Cover, CoverProblem, best_cover
from indicators.help_desk.demand import Demand, section_demand
from indicators.help_desk.doubt import tier_chances
from indicators.help_desk.estates import estate_frame
from indicators.help_desk.methods import Comparison, compare_methods
from indicators.help_desk.overrules import Overrule, decide
from indicators.help_desk.plan_choices import PlanChoices
from indicators.help_desk.priority import Ranking, rank_estates
from indicators.plausible.estates import estate_poverty
from indicators.plausible.levels import neighbourhood_rows
from reports.help_desk.desk_plan import DeskPlan, desk_plan
from ui.kept import areas as kept_areas
from ui.kept import editions as cached
from ui.kept.areas import parents
from ui.kept.keep import keep
from ui.words.formats import place_name


@keep(max_entries=20)
def estates(of: Edition) -> pd.DataFrame:
    """What is known of each estate (`indicators.help_desk.estates.estate_frame`); shared, read only."""
    complexes, cells = cached.table(of, "complexes"), cached.areas(of, "section")
    return estate_frame(complexes, cells, cached.sections(of), poverty_of(of, complexes))


def poverty_of(of: Edition, complexes: pd.DataFrame) -> pd.DataFrame | None:
    """`plausible.estates.estate_poverty` of these estates; None where the edition tells no heating bill."""
    bills, known = kept_areas.heat_bills(of), kept_areas.known(of, "section", POVERTY_LINE)
    if bills is None or known is None or complexes.empty:
        return None
    sections = cached.areas(of, "section").index
    figures = kept_areas.figures(of, "section", ENERGY_POVERTY.id, kept_areas.as_told(of))
    held = neighbourhood_rows(cached.areas(of, of.middle).index, kept_areas.neighbourhoods(of), sections)
    return estate_poverty(complexes, figures, known, bills, held, kept_areas.told(of, POVERTY_LINE))


@keep(max_entries=200)
def ranking(of: Edition, choices: PlanChoices) -> Ranking:
    """The computed plan; shared, read only."""
    return rank_estates(estates(of), choices)


@keep(max_entries=200)
def chances(of: Edition, choices: PlanChoices) -> pd.DataFrame:
    """Chance of each estate to be in tier 1 and in tier 1 or 2, by thousands of trials; shared, read only."""
    return tier_chances(ranking(of, choices))


@keep(max_entries=100)
def comparison(of: Edition, choices: PlanChoices) -> Comparison:
    """The same estates by every method; shared, read only."""
    return compare_methods(ranking(of, choices))


@keep(max_entries=5)
def _records(place: str) -> Records:
    return open_records(place)


def records() -> Records:
    """The open database of record."""
    return _records(records_place())


@keep(max_entries=50)
def _frozen_rows(place: str, plan_id: str) -> pd.DataFrame:
    return read_frozen_rows(_records(place), plan_id)


def frozen_rows(plan_id: str) -> pd.DataFrame:
    """The order of a plan that was signed off, which never changes; shared, read only."""
    return _frozen_rows(records_place(), plan_id)


@keep(max_entries=200)
def plan(of: Edition, choices: PlanChoices, overrules: tuple[Overrule, ...], signed: str) -> DeskPlan:
    """The decided plan in the order in which it is read; `signed`: the plan whose order was signed off, "" for none.

    Shared, read only. Raises Refused where the decisions do not fit the choices.
    """
    return desk_plan(of, decide(ranking(of, choices), overrules), frozen_rows(signed) if signed else None)


@keep(max_entries=10)
def sites(of: Edition) -> pd.DataFrame:
    """Estates and venues that have a position (index `site_id`; name, kind, lon, lat); shared, read only."""
    columns = ["site_id", "name", "kind", "lon", "lat"]
    venues = cached.table(of, "venues").rename(columns={"venue_id": "site_id"})
    venues = venues.assign(name=venues["name"].map(place_name, na_action="ignore")) if len(venues) else venues
    estates = cached.table(of, "complexes").rename(columns={"complex_id": "site_id"}).assign(kind="estate")
    both = pd.concat([frame.reindex(columns=columns) for frame in (estates, venues)], ignore_index=True)
    return both.dropna(subset=["lon", "lat"]).drop_duplicates("site_id").set_index("site_id")


@keep(max_entries=10)
def walks(of: Edition) -> pd.DataFrame:
    """Metres on foot from each section to each of `sites` (infinite where no way is known); shared, read only."""
    places = sites(of)
    lon, lat = (places[name].astype(float) for name in ("lon", "lat"))
    points = gpd.GeoSeries.from_xy(lon, lat, crs=DRAWN)
    streets = cached.table(of, "streets")
    origins = cached.shapes(of, "section")
    if streets.empty:
        return walking_distances(origins, points, DETOUR.value)
    return network_distances(origins, points, streets, DETOUR.value)


@keep(max_entries=10)
def demand(of: Edition) -> Demand:
    """Vulnerable households by section, estimated with imputed heat where it is told; shared, read only."""
    levels = ("section", of.above("section"))
    choices = kept_areas.as_told(of)
    own, above = (kept_areas.figures(of, level, ENERGY_POVERTY.id, choices) for level in levels)
    return section_demand(own, above, parents(of, "section"))


@keep(max_entries=50)
def _problem(of: Edition, locked: tuple[str, ...], limit_m: float, capacity: float | None) -> CoverProblem:
    places = sites(of)
    candidates = places.index[(places["kind"] != "estate") | places.index.isin(locked)]
    metres = walks(of)[candidates]
    room = pd.Series(capacity, index=candidates) if capacity else pd.Series(dtype=float)
    households = demand(of).households.reindex(metres.index).fillna(0.0)
    return CoverProblem(households, metres, room, tuple(name for name in locked if name in candidates), limit_m)


def cover_problem(of: Edition, locked: tuple[str, ...], limit_m: float, capacity: float | None) -> CoverProblem:
    """Every venue as a candidate beside the `locked` desks, and the households to reach; shared, read only."""
    return _problem(of, locked, limit_m, capacity)


@keep(max_entries=200)
def best(of: Edition, locked: tuple[str, ...], limit_m: float, capacity: float | None, new_sites: int) -> Cover:
    """The choice of `new_sites` venues that reaches most households; shared, read only."""
    return best_cover(_problem(of, locked, limit_m, capacity), new_sites)
