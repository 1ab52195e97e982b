"""What is kept of the doubt of small areas: worked out once for each edition, level, indicator and choice."""

from dataclasses import replace

import numpy as np
import pandas as pd

from contract.tables import POVERTY_LINE
from data_access.editions import Edition, read_neighbourhoods
from indicators.basis.assumptions import Assumptions, Box
from indicators.basis.tally import CellIntervals
from indicators.catalogue.poverty import ENERGY_POVERTY
from indicators.catalogue.registry import Choices, get_indicator
from indicators.plausible.levels import read_level
from indicators.plausible.ranges import Known, plausible_figures
from indicators.plausible.ranges import share as plausible_share
from indicators.plausible.told_box import told_box
from indicators.small_areas.area_doubt import Above, area_doubt, chance_interval, smoothed_figures
from indicators.small_areas.heat_imputation import HeatBills, fit_bills, imputed_figures
from indicators.small_areas.standing import range_standing
from reports.addresses.indicator_fields import COUNTED
from reports.addresses.labels import level_kind
from reports.maps.area_doubt import chance_texts, figure_texts, paled, smoothed_texts
from reports.maps.classes import Classes, Look, classes_of, hover_texts, shared_ends
from ui.drawing.search import ranked
from ui.kept import editions as cached
from ui.kept.keep import keep


@keep()
def intervals(of: Edition, level: str) -> CellIntervals:
    """What every cell of the areas of `level` can be; shared, read only."""
    return CellIntervals(cached.areas(of, level))


def _parents(of: Edition, level: str, higher: str) -> pd.Series:
    """Id of the area of `higher` that holds each area of `level`; only sections are held by another than the city."""
    if higher != of.levels[-1]:
        return cached.sections(of)[f"{higher}_id"]
    return pd.Series(of.manifest["city"]["id"], cached.areas(of, level).index, dtype="str")


def parents(of: Edition, level: str) -> pd.Series:
    """Id of the area towards which each area of `level` is drawn (`Edition.above`)."""
    return _parents(of, level, of.above(level))


@keep()
def neighbourhoods(of: Edition) -> pd.Series:
    """Id of the area of the edition's `middle` level that holds each section; shared, read only."""
    return read_neighbourhoods(of)


@keep()
def held_in(of: Edition) -> pd.Series:
    """Name of the neighbourhood that holds each section, by its code; shared, read only."""
    return neighbourhoods(of).map(cached.names(of, of.middle))


@keep(max_entries=200)
def _chance(of: Edition, level: str, indicator_id: str, choices: Choices) -> pd.DataFrame:
    return chance_interval(intervals(of, level), get_indicator(indicator_id), choices)


def _doubt_beside(of: Edition, level: str, higher: str, indicator_id: str, choices: Choices) -> pd.DataFrame:
    """The doubt of the areas of `level`, smoothed towards those of `higher`."""
    above = Above(
        _parents(of, level, higher),
        intervals(of, higher),
        cached.figures(of, higher, indicator_id, choices),
        intervals(of, "city"),
        cached.figures(of, "city", indicator_id, choices),
    )
    known = cached.figures(of, level, indicator_id, choices)
    return area_doubt(intervals(of, level), known, get_indicator(indicator_id), choices, above)


@keep()
def heat_bills(of: Edition) -> HeatBills | None:
    """What shared heating adds to the other bills, None where the edition does not tell."""
    return fit_bills(cached.areas(of, of.middle), cached.areas(of, "section"))


def as_told(of: Edition) -> Choices:
    """How energy poverty is told where no reader chooses: heating bills imputed if the edition tells them."""
    return Choices(cutoff=POVERTY_LINE, is_heat_imputed=heat_bills(of) is not None)


@keep(max_entries=50)
def known(of: Edition, level: str, cutoff: int) -> Known | None:
    """What the areas of `level` tell of energy poverty, whatever is assumed; None where no heating bill is told."""
    bills = heat_bills(of)
    if bills is None:
        return None
    counts = {name: intervals(of, name) for name in {level, of.middle, "city"}}
    return read_level(level, counts, of.middle, neighbourhoods(of), bills, cutoff)


@keep(max_entries=50)
def told(of: Edition, cutoff: int) -> Box:
    """The box of assumptions of an edition: what its household files tell of heating bills, else what was chosen."""
    city = known(of, "city", cutoff)
    return Box() if city is None else told_box(cached.table(of, "city_heat"), city)


def box(of: Edition, choices: Choices) -> Box:
    """The box that a reader moved, else that of the edition."""
    return told(of, choices.cutoff) if choices.box == Box() else choices.box


@keep(max_entries=100)
def _imputed(of: Edition, level: str, choices: Choices) -> pd.DataFrame:
    counted = cached.figures(of, level, ENERGY_POVERTY.id, plain(choices))
    areas = known(of, level, choices.cutoff)
    if areas is None:
        return imputed_figures(counted, np.full(len(counted), np.nan))
    return plausible_figures(counted, areas, box(of, choices))


def figures(of: Edition, level: str, indicator_id: str, choices: Choices) -> pd.DataFrame:
    """Figures as `choices` asks for them, missing heating bills imputed too; shared, read only."""
    if choices.is_heat_imputed and "is_heat_imputed" in get_indicator(indicator_id).choices:
        return _imputed(of, level, choices)
    return cached.figures(of, level, indicator_id, plain(choices))


def plain(choices: Choices) -> Choices:
    """The same choices without imputed heat, and so without assumptions."""
    return replace(choices, is_heat_imputed=False, box=Box())


@keep(max_entries=50)
def heat_error(of: Edition, cutoff: int) -> tuple[float, float] | None:
    """Typical relative error of a NIL's heating bill told from the others, and what it does to the city's share (0–1).

    None where no bill can be imputed.
    """
    bills, city = heat_bills(of), known(of, "city", cutoff)
    if bills is None or city is None:
        return None
    low, high = (float(plausible_share(city, Assumptions(bill=1 + side * bills.error))[0]) for side in (-1, 1))
    return bills.error, (high - low) / 2


@keep(max_entries=100)
def ranking(of: Edition, level: str, indicator_id: str, choices: Choices, language: str) -> pd.DataFrame:
    """The areas of `level` from the highest estimate, as texts; shared, read only."""
    drawn = figures(of, level, indicator_id, choices)
    return ranked(cached.names(of, level), drawn, get_indicator(indicator_id).unit, language)


@keep(max_entries=50)
def listed(of: Edition, language: str) -> dict[str, str]:
    """Name and kind of every area between the city and its sections, by "level:id"; shared, read only."""
    return {
        f"{level}:{area}": f"{name} · {level_kind(level, language, of.level_words)}"
        for level in of.levels[1:-1]
        for area, name in cached.names(of, level).items()
    }


@keep(max_entries=200)
def _doubt(of: Edition, level: str, indicator_id: str, choices: Choices) -> pd.DataFrame:
    return _doubt_beside(of, level, of.above(level), indicator_id, choices)


def doubt(of: Edition, level: str, indicator_id: str, choices: Choices) -> pd.DataFrame:
    """The doubt of every area of `level`, section to Municipio, on what is known in full; shared, read only."""
    return _doubt(of, level, indicator_id, plain(choices))


def doubt_beside_city(of: Edition, level: str, indicator_id: str, choices: Choices) -> pd.DataFrame:
    """The same, smoothed towards the city: else the sections of one NIL would look alike by construction."""
    return _doubt_beside(of, level, "city", indicator_id, choices)


@keep(max_entries=200)
def _ends(of: tuple[Edition, ...], level: str, indicator_id: str, choices: Choices, look: Look) -> list[float]:
    several = [figures(each, level, indicator_id, choices) for each in of]
    return shared_ends(several, look.measure, look.method, look.k)


def ends(of: Edition, level: str, indicator_id: str, choices: Choices, look: Look) -> list[float]:
    """Upper ends of the classes of one figure: the same on every page and in every edition, on what was counted."""
    others = [cached.edition(year) for year in cached.years() if year != of.year]
    alike = tuple(each for each in (of, *others) if level in each.levels)
    return _ends(
        tuple(sorted(alike, key=lambda each: each.year)), level, indicator_id, choices, replace(look, language="")
    )


@keep(max_entries=200)
def _classes(
    of: Edition,
    level: str,
    indicator_id: str,
    choices: Choices,
    look: Look,
    reading: str,
    ends: tuple[float, ...],
) -> Classes:
    drawn, unit = figures(of, level, indicator_id, choices), get_indicator(indicator_id).unit
    if reading in COUNTED:
        classes = classes_of(drawn, look.measure, unit, look.method, look.k, look.language, ends)
        if reading == "raw":
            return classes
        standing = range_standing(drawn, figures(of, "city", indicator_id, choices))
        return paled(classes, standing, reading, look.language)
    found = doubt(of, level, indicator_id, choices)
    drawn = smoothed_figures(drawn, found)
    classes = classes_of(drawn, "estimate", unit, look.method, look.k, look.language, ends)
    standing = found["standing"].where(drawn["state"] == "shown", "")
    return paled(classes, standing, reading, look.language) if reading == "sure" else classes


def classes(of: Edition, level: str, indicator_id: str, choices: Choices, look: Look, reading: str) -> Classes:
    """Classes of a map that reads small areas in one of `READINGS`; shared, read only."""
    cuts = tuple(ends(of, level, indicator_id, choices, look))
    return _classes(of, level, indicator_id, choices, look, reading, cuts)


@keep(max_entries=100)
def _hover(of: Edition, level: str, indicator_id: str, choices: Choices, look: Look, reading: str) -> bytes:
    drawn, unit = figures(of, level, indicator_id, choices), get_indicator(indicator_id).unit
    if choices.is_heat_imputed:
        return cached.hover_json(cached.names(of, level), figure_texts(drawn, unit, look.language))
    texts = hover_texts(drawn, look.measure, unit, look.language)
    if reading in COUNTED:
        chance = _chance(of, level, indicator_id, choices)
        texts = chance_texts(texts, chance, drawn["state"] == "shown", unit, look.language)
    else:
        found = doubt(of, level, indicator_id, choices)
        texts = smoothed_texts(texts, found, unit, look.language, with_standing=reading == "sure")
    return cached.hover_json(cached.names(of, level), texts)


def hover(of: Edition, level: str, indicator_id: str, choices: Choices, look: Look, reading: str) -> bytes:
    """Name and tooltip text of every area, in the order of the map's layer, as JSON, with what chance does."""
    if look.measure != "estimate":
        return cached.hover(of, level, indicator_id, plain(choices), look)
    return _hover(of, level, indicator_id, choices, look, reading)
