"""A small good city to break: 16 square sections in 3 NIL and 2 Municipi, with the columns of a real extract."""

from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from contract.tables import CUTOFFS, HOUSEHOLDS
from data_access.intake.mappings import Mapping, read_mapping
from data_access.intake.sources import SourcePaths, Sources, read_sources

YEAR = 2023
SIDE_M = 200
WEST_M, SOUTH_M = 512_000, 5_034_000
MILAN = "15146"


def section_ids(municipality=MILAN, count=16):
    return [f"{municipality}{number:07d}" for number in range(1, count + 1)]


def squares(count=16):
    """Square polygons in rows of four, EPSG:32632."""
    return [
        shapely.box(
            WEST_M + SIDE_M * (n % 4),
            SOUTH_M + SIDE_M * (n // 4),
            WEST_M + SIDE_M * (n % 4 + 1),
            SOUTH_M + SIDE_M * (n // 4 + 1),
        )
        for n in range(count)
    ]


def canonical_extract(municipality=MILAN):
    """The extract with the contract's own column names, as text."""
    rows = []
    for number, section in enumerate(section_ids(municipality)):
        households = 100 + number
        row = {
            "section_id": section,
            "spend_year": YEAR,
            "income_year": YEAR - 2,
            "households": households,
            "income_known": 90,
            "spend_known": 80,
            "both_known": 70,
            "heat_unknown": 20,
            "heating_own": 40,
            "heating_central": 30,
            "heating_district": 20,
            "heating_none": 10,
            "below_half_median": 6,
            "alone_75_plus": 12,
            "renters": 30,
            "epc_known": 25,
            "epc_fg": 10,
            "bonus_recipients": 9,
            "in_arrears": 5,
            "income_eur": "2100000.55",
            "electricity_eur": "40000.1",
            "gas_eur": "60000.25",
            "heat_eur": "50000.0",
            "excess_eur": "1234.5",
            "is_estimated": "N",
        }
        row |= {f"above_{cut:02d}": 40 - cut for cut in CUTOFFS}
        row |= {f"valid_above_{cut:02d}": 30 - cut for cut in CUTOFFS}
        rows.append(row)
    ordered = [name for name in HOUSEHOLDS.names if name in rows[0]]
    return pd.DataFrame(rows)[ordered].astype("str")


def section_polygons(municipality=MILAN):
    """The polygons with the field names that the shipped mapping of Milan expects, EPSG:32632."""
    places = {
        "SEZ2011": [int(section) for section in section_ids(municipality)],
        "ID_NIL_PGT2030": [1 + number // 6 for number in range(16)],
        "MUNICIPIO": [1 + number // 8 for number in range(16)],
    }
    return gpd.GeoDataFrame(places, geometry=squares(), crs="EPSG:32632")


@dataclass
class SmallCity:
    """Files of the city in a folder; tests change `extract` or `polygons`, or the files themselves, then read."""

    folder: Path
    extract: pd.DataFrame = field(init=False)
    polygons: gpd.GeoDataFrame = field(init=False)
    mapping: Mapping = field(init=False)
    more: dict[str, Path] = field(default_factory=dict)

    def __post_init__(self):
        self.mapping = read_mapping("diogene")
        columns = self.mapping.part("households").columns
        money = HOUSEHOLDS.of_kind(*(HOUSEHOLDS["income_eur"].kind,))
        canonical = canonical_extract()
        canonical[money] = canonical[money].map(lambda text: text.replace(".", ","))
        self.extract = canonical.rename(columns=columns)
        self.polygons = section_polygons()
        self.extract_path = self.folder / "estratto.csv"
        self.sections_path = self.folder / "sezioni.geojson"
        self.write()

    def write(self, **options):
        """Write both files; `options` go to the CSV."""
        self.extract.to_csv(self.extract_path, **({"sep": ";", "index": False, "encoding": "utf-8-sig"} | options))
        self.write_polygons()

    def write_polygons(self):
        self.polygons.to_crs("EPSG:4326").to_file(self.sections_path, driver="GeoJSON")

    def cell(self, row, column, value):
        """Put `value` at a line of the extract (the header is 1) and write it."""
        self.extract.loc[row - 2, column] = value
        self.write()

    def replace_text(self, old, new):
        text = self.extract_path.read_text(encoding="utf-8-sig")
        assert old in text
        self.extract_path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def paths(self):
        return SourcePaths(extract=self.extract_path, sections=self.sections_path, **self.more)

    def read(self, year=YEAR) -> Sources:
        return read_sources(year, self.paths(), self.mapping)
