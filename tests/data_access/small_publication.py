"""A city of square sections, twelve unless told otherwise, as `read_sources` would return it."""

import geopandas as gpd
import pandas as pd
import shapely

from contract.schema import Kind
from contract.tables import HOUSEHOLDS, SECTIONS
from data_access.intake.sources import Sources


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
