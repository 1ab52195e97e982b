"""Naples as ISTAT delivers it, read by the shipped mappings, with the names that Naples gives its areas."""

import re

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from data_access import __main__ as command
from data_access.editions import ENVIRONMENT_VARIABLE, find_edition
from tests.ui.test_pages import PAGES, opened, words
from ui.kept import editions as cached

WIDE, HIGH = 6, 4
SOUTH_WEST_M = (945_000, 4_535_000)
NAMES = """
[city]
name = "Napoli"
id = "063049"

[levels.nil]
it = ["quartiere", "quartieri"]
en = ["quarter", "quarters"]

[levels.municipio]
it = ["municipalità", "municipalità"]
en = ["municipality", "municipalities"]
"""
LAYOUTS = {
    "2011, no sub-areas": ("istat_2011", "SEZ2011", ()),
    "2021, one level": ("istat_2021", "SEZ21_ID", ("COM_ASC1",)),
    "2021, two levels": ("istat_2021", "SEZ21_ID", ("COM_ASC1", "COM_ASC2")),
}
LEVELS = {(): (), ("COM_ASC1",): ("municipio",), ("COM_ASC1", "COM_ASC2"): ("nil", "municipio")}


def delivered(folder, column, sub_areas):
    """Write the region's table and the polygons of one municipality in the columns of the official files."""
    codes = [630490000001 + place for place in range(WIDE * HIGH)]
    squares = [
        shapely.box(SOUTH_WEST_M[0] + 200 * x, SOUTH_WEST_M[1] + 200 * y, SOUTH_WEST_M[0] + 200 * (x + 1),
                    SOUTH_WEST_M[1] + 200 * (y + 1))
        for y in range(HIGH) for x in range(WIDE)
    ]  # fmt: skip
    held = {
        "COM_ASC1": [f"630490{1 + place // 12:02d}" for place in range(WIDE * HIGH)],
        "COM_ASC2": [f"6304900{1 + place // 6:03d}" for place in range(WIDE * HIGH)],
    }
    about = {"COD_REG": 15, "COD_UTS": 263, "PRO_COM": 63049, column: codes} | {name: held[name] for name in sub_areas}
    empty = {name: None for name in held if name not in sub_areas and column == "SEZ21_ID"}
    gpd.GeoDataFrame(about | empty, geometry=squares, crs="EPSG:32632").to_file(folder / "sezioni.gpkg")
    table = pd.DataFrame({"CODREG": 15, "PROCOM": 63049, column: codes, "PF1": 120, "A46": 30})
    elsewhere = pd.DataFrame({"CODREG": [15], "PROCOM": 63050, column: 630500000001, "PF1": 10, "A46": 1})
    pd.concat([table, elsewhere]).to_csv(folder / "R15.csv", sep=";", index=False, encoding="cp1252")
    (folder / "napoli.toml").write_text(NAMES, encoding="utf-8")


@pytest.fixture(scope="module", params=LAYOUTS)
def edition(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("naples")
    mapping, column, sub_areas = LAYOUTS[request.param]
    delivered(folder, column, sub_areas)
    files = ["--extract", folder / "R15.csv", "--sections", folder / "sezioni.gpkg", "--report", folder / "report.txt"]
    mappings = ["--mapping", mapping, "--mapping", folder / "napoli.toml"]
    options = [*files, *mappings, "--year", 2021, "--into", folder / "editions"]
    assert command.main(["publish", *map(str, options)]) == 0, (folder / "report.txt").read_text(encoding="utf-8")
    assert "NIL" not in (folder / "report.txt").read_text(encoding="utf-8")
    found = find_edition(folder / "editions" / "2021")
    assert found.levels == ("section", *LEVELS[sub_areas], "city")
    return found


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_without_a_name_of_milan(edition, monkeypatch, page):
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(edition.folder.parent))
    cached.forget_list()
    text = words(opened(page))
    cached.forget_list()
    assert "class='notice error'" not in text
    assert not re.search(r"\bNIL\b|\bMunicip(?:i|io)\b", text)
