"""What is kept of hot spots: neighbours and draws once for an edition, the rest once for an indicator and choice."""

from dataclasses import dataclass

import pandas as pd

from data_access.editions import Edition
from geo.neighbours import Neighbours, find_neighbours
from indicators.basis.area_parameters import SHUFFLES
from indicators.catalogue.registry import Choices
from indicators.small_areas.concentrations import beside_nil, concentrations
from indicators.small_areas.hot_spots import Shuffles, hot_spots, takes_part
from reports.maps.classes import Classes
from ui.drawing.hot_spot_classes import hot_spot_classes, hot_spot_texts
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.kept.keep import keep

DRAWS = int(SHUFFLES.value)


@dataclass(frozen=True)
class Found:
    """Hot spots of the areas of one level (`hot_spots.COLUMNS`, and their `level`, 0–1, smoothed towards the city)."""

    areas: pd.DataFrame
    has_level: pd.Series
    neighbours: Neighbours


@keep()
def _neighbours(of: Edition, level: str) -> Neighbours:
    return find_neighbours(cached.shapes(of, level).reindex(cached.areas(of, level).index))


@keep(max_entries=20)
def _shuffles(areas: int, most_neighbours: int) -> Shuffles:
    return Shuffles.make(areas, most_neighbours)


@keep(max_entries=200)
def found(of: Edition, level: str, indicator_id: str, choices: Choices) -> Found:
    """Hot spots of `level`, sections or the edition's `middle`; shared, read only."""
    doubt = cached_areas.doubt_beside_city(of, level, indicator_id, choices)
    neighbours = _neighbours(of, level)
    kept = takes_part(doubt["smoothed"], neighbours)
    most = int(neighbours.among(kept).counts.max(initial=0))
    city = cached.figures(of, "city", indicator_id, choices)["estimate"].iloc[0]
    spots = hot_spots(
        doubt["smoothed"],
        doubt["has_count"],
        neighbours,
        _shuffles(int(kept.sum()), most),
        None if pd.isna(city) else float(city),
    )
    return Found(spots.assign(level=doubt["smoothed"]), doubt["smoothed"].notna(), neighbours)


@keep(max_entries=200)
def groups(of: Edition, indicator_id: str, choices: Choices) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Concentrations of sections, and how the picture differs by NIL; read only."""
    spots, nil = (found(of, level, indicator_id, choices) for level in ("section", of.middle))
    households, nil_ids = cached.areas(of, "section")["households"], cached_areas.neighbourhoods(of)
    groups = concentrations(spots.areas["kind"], spots.areas["level"], households, nil_ids, spots.neighbours)
    return groups, beside_nil(spots.areas["kind"], households, nil_ids, nil.areas["kind"])


@keep(max_entries=200)
def classes(of: Edition, level: str, indicator_id: str, choices: Choices, language: str) -> Classes:
    """Classes of the map of hot spots; shared, read only."""
    return hot_spot_classes(found(of, level, indicator_id, choices).areas["kind"], language)


@keep(max_entries=100)
def hover(of: Edition, level: str, indicator_id: str, choices: Choices, language: str) -> bytes:
    """Name and tooltip text of every area, in the order of the map's layer, as JSON."""
    areas = found(of, level, indicator_id, choices).areas
    texts = hot_spot_texts(areas, classes(of, level, indicator_id, choices, language).labels, language)
    return cached.hover_json(cached.names(of, level), texts)
