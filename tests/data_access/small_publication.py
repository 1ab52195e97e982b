"""A city of square sections, twelve unless told otherwise, as `read_sources` would return it."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from contract.schema import Kind
from contract.tables import HOUSEHOLDS, SECTIONS, State
from data_access.disclosure import PrivacyRule
from data_access.intake.sources import Sources
from data_access.privacy.release import CELL, CODE, exact_values, release_of
from data_access.publishing.publish import exact_areas, places_of


def section_ids(count=12):
    return [f"015146{number:07d}" for number in range(1, count + 1)]


IDS = section_ids()
COUNTS = {"households": 40, "both_known": 20, "above_10": 6, "valid_above_10": 3, "income_eur": 900_000.0}


def small_sources(year=2023, rows=None, count=12):
    """Sections, four to a NIL and eight to a Municipio; `rows` replaces cells by place in the list."""
    ids = section_ids(count)
    households = pd.DataFrame({"section_id": ids, "spend_year": year, "income_year": year - 2} | COUNTS)
    for place, cells in (rows or {}).items():
        for name, value in cells.items():
            households.loc[place, name] = value
    for column in HOUSEHOLDS.columns:
        if column.name not in households:
            households[column.name] = pd.NA
    flags = HOUSEHOLDS.of_kind(Kind.FLAG)
    counts = [name for name in HOUSEHOLDS.names if name not in ("section_id", *flags)]
    households = households.astype(dict.fromkeys(counts, "Float64") | dict.fromkeys(flags, "boolean"))
    squares = [
        shapely.box(500_000 + x * 200, 5_030_000 + y * 200, 500_200 + x * 200, 5_030_200 + y * 200)
        for y in range(count // 4)
        for x in range(4)
    ]
    sections = gpd.GeoDataFrame(
        {
            "section_id": ids,
            "nil_id": [str(place // 4 + 1) for place in range(count)],
            "nil_name": [f"NIL {place // 4 + 1}" for place in range(count)],
            "municipio_id": [str(place // 8 + 1) for place in range(count)],
            "municipio_name": [f"Municipio {place // 8 + 1}" for place in range(count)],
        },
        geometry=squares,
        crs="EPSG:32632",
    )
    assert set(SECTIONS.names) <= set(sections.columns)
    return Sources(year, households[HOUSEHOLDS.names], sections, {}, [], {}, "Milano")


def small_release(withheld=(), places=None):
    """The twelve sections, their NIL, Municipi and city as a release; households of `withheld` are not shown."""
    sources = small_sources()
    belongs = places_of(sources).drop(columns="geometry") if places is None else places
    withheld = {(area, "households"): State.COMPLEMENT for area in withheld}
    return release_of_states("2023", exact_areas(sources), belongs, withheld)


def release_of_states(name, levels, places, withheld):
    """A release that shows all it has but for `withheld`: {(place of the area, cell): state}."""
    states = np.where(np.isnan(exact_values(levels)), CODE[State.MISSING], CODE[State.SHOWN])
    for (area, cell), state in withheld.items():
        states[area, CELL[cell]] = CODE[state]
    return release_of(name, PrivacyRule(), levels, states, places)
