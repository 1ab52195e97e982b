"""What is cached for scenarios, comparisons and definitions; shared and read only, as in `ui.kept.editions`."""

from dataclasses import asdict, dataclass

import pandas as pd

from contract.tables import POVERTY_LINE
from data_access.editions import Edition
from indicators.basis.assumptions import Box, box_around
from indicators.basis.depth_parameters import CHANGE_CONFIDENCE
from indicators.basis.ladder import Ladder, make_ladder
from indicators.basis.scenario_parameters import Scenario
from indicators.basis.tally import Tallied, tallied
from indicators.catalogue.composite import rank_ranges, thirds
from indicators.catalogue.indicator import AS_DEFINED, Choices
from indicators.catalogue.registry import get_indicator
from indicators.catalogue.vulnerability import capacity, component_points
from indicators.comparison.change import Reading, compare_editions
from indicators.plausible.changes import change_range
from indicators.plausible.ranges import Known, plausible_figures
from indicators.plausible.supposed import known_in
from indicators.scenarios.projection import crossings, project
from reports.maps.area_doubt import figure_texts
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.kept.keep import keep


@dataclass(frozen=True)
class Projection:
    """One scenario at one level: figures (`project`) and households that cross (`crossings`), by area."""

    figures: pd.DataFrame
    crossings: pd.DataFrame


@keep(max_entries=20)
def _ladder(of: Edition, level: str) -> Ladder:
    return make_ladder(cached.areas(of, level))


@keep(max_entries=100)
def projection(of: Edition, level: str, scenario: Scenario, box: Box) -> Projection:
    """One scenario for every area of `level`, with its plausible range where heating bills are told; read only.

    `box`: what a reader assumes of unknown bills and incomes; untouched, what the edition tells.
    """
    frame, ladder = cached.areas(of, level), _ladder(of, level)
    figures = project(frame, ladder, scenario)
    known = cached_areas.known(of, level, POVERTY_LINE)
    if known is not None:
        assumed = cached_areas.box(of, Choices(cutoff=POVERTY_LINE, box=box))
        figures = plausible_figures(figures, known_in(known, ladder, figures, scenario), assumed)
    today = figures if scenario == Scenario() else projection(of, level, Scenario(), box).figures
    return Projection(figures, crossings(ladder, today, figures, scenario))


@keep(max_entries=100)
def crossing_range(of: Edition, scenario: Scenario, box: Box) -> tuple[float, float] | None:
    """Least and most households of the city, plausibly, that enter energy poverty (negative: leave it); None without
    heating bills."""
    frame, ladder = cached.areas(of, "city"), _ladder(of, "city")
    known = cached_areas.known(of, "city", POVERTY_LINE)
    if known is None:
        return None
    today, then = (known_in(known, ladder, project(frame, ladder, each), each) for each in (Scenario(), scenario))
    ends = change_range(today, then, cached_areas.box(of, Choices(cutoff=POVERTY_LINE, box=box)), 0.0)
    households = float(frame["households"].iloc[0])
    return float(ends[0][0]) * households, float(ends[1][0]) * households


@keep(max_entries=50)
def projection_hover(of: Edition, level: str, scenario: Scenario, box: Box, language: str) -> bytes:
    """Name and tooltip text of every area under `scenario`, as JSON."""
    figures = projection(of, level, scenario, box).figures
    return cached.hover_json(cached.names(of, level), figure_texts(figures, "share", language))


@keep(max_entries=20)
def points(of: Edition, level: str) -> pd.DataFrame:
    """Points of every area in the components of vulnerability; NaN where its index is not shown. Shared, read only."""
    frame = cached.areas(of, level)
    is_shown = cached.figures(of, level, "vulnerability", AS_DEFINED)["state"] == "shown"
    found = pd.DataFrame(component_points(frame)["estimate"], index=frame.index)
    return found.where(is_shown)


@keep(max_entries=20)
def ranks(of: Edition, level: str) -> pd.DataFrame:
    """Range of each area's place under all weights (`composite.rank_ranges`); shared, read only."""
    return rank_ranges(points(of, level))


@keep(max_entries=20)
def need_and_capacity(of: Edition, level: str) -> pd.DataFrame:
    """Thirds of `need` and of `lack` of means (0 low, 2 high), and `capacity` (0–10), by area; shared, read only."""
    need = cached_areas.figures(of, level, "energy_poverty_10", cached_areas.as_told(of))["estimate"]
    means = capacity(cached.areas(of, level))
    return pd.DataFrame({"need": thirds(need), "lack": 2 - thirds(means), "capacity": means})


@keep(max_entries=100)
def change(former: Edition, latter: Edition, level: str, indicator_id: str, choices: Choices) -> pd.DataFrame:
    """Change of one indicator between two editions, by area of the latter; shared, read only.

    With imputed heat the same is assumed of both years: what a reader chose, else all that either edition tells.
    """
    index = cached.areas(latter, level).index
    readings = [_reading(each, level, indicator_id, choices, index) for each in (former, latter)]
    before, after = (_told(each, level, choices, index) for each in (former, latter))
    if before is None or after is None:
        return compare_editions(readings[0], readings[1])
    box = box_around(cached_areas.box(former, choices), cached_areas.box(latter, choices))
    around = change_range(before, after, box, CHANGE_CONFIDENCE.value)
    return compare_editions(readings[0], readings[1], around).assign(assumptions_id=box.id)


def _told(of: Edition, level: str, choices: Choices, index: pd.Index) -> Known | None:
    """What the areas of `index` tell of energy poverty in an edition; None where no heating bill is imputed."""
    known = cached_areas.known(of, level, choices.cutoff) if choices.is_heat_imputed else None
    return None if known is None else known.at(cached.areas(of, level).index.get_indexer(index))


def _reading(of: Edition, level: str, indicator_id: str, choices: Choices, index: pd.Index) -> Reading:
    """Figures and tallies of an edition for the areas of `index`; an area that it does not have is not shown."""
    figures = cached_areas.figures(of, level, indicator_id, choices)
    tally = get_indicator(indicator_id).tally(choices)
    counted = None
    if tally is not None:
        found = tallied(cached_areas.intervals(of, level), tally)
        frame = pd.DataFrame(asdict(found), index=figures.index).reindex(index)
        counted = Tallied(**{name: frame[name].to_numpy(dtype=float) for name in frame})
    return Reading(figures.reindex(index), counted)


@keep(max_entries=20)
def heat(of: Edition) -> pd.DataFrame:
    """Exposure to summer heat (share, `people`) and `risk` (0–1) of every NIL, with their thirds; shared, read only."""
    figures = cached.figures(of, of.middle, "heat_exposed", AS_DEFINED)
    table = cached.table(of, "heat_risk")
    risk = table.set_index("nil_id")["heat_risk"] if len(table) else pd.Series(dtype="Float64")
    frame = pd.DataFrame({"exposed": figures["estimate"]}).assign(risk=risk.reindex(figures.index).astype("Float64"))
    return frame.assign(
        people=figures["estimate"] * figures["households"].astype("Float64"),
        exposed_third=thirds(frame["exposed"]),
        risk_third=thirds(frame["risk"]),
    )
