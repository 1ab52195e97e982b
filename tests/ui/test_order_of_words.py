"""One order everywhere: the estimate with imputed heat, then what is plausible, then what is certain.

Files have columns from the least to the most, in one order too.
"""

import io
import json
import re

import geopandas as gpd
import pandas as pd
import pytest

from data_access.editions import SAMPLE, find_edition
from indicators.basis.scenario_parameters import Scenario
from indicators.catalogue.registry import INDICATORS, Choices
from reports.decks.asked import Asked
from reports.decks.map_scene import map_body
from reports.decks.overview_scene import overview_body
from reports.depth_files import scenario_csv
from reports.downloads import RANGE, codebook_frame, figures_csv, figures_geopackage, figures_workbook
from reports.figures import edition_doubt, edition_known, figures_table
from reports.maps.classes import Look
from reports.numbers import share
from reports.open_data.package import Holder, open_data_files
from reports.reading.edition_reading import EditionReading
from reports.sheets.area_sheet import area_body
from tests.ui.test_pages import opened, words
from ui.kept import areas as cached_areas
from ui.kept import editions as cached

EDITION = find_edition(SAMPLE / "2023")
READ = EditionReading(EDITION)
INDICATOR = INDICATORS["energy_poverty_10"]
CHOICES = Choices(is_heat_imputed=True)
ORDER = ("estimate", "plausible_low", "plausible_high", "minimum")
AREA = "55"


def figure(level="nil", area=AREA):
    return cached_areas.figures(EDITION, level, INDICATOR.id, CHOICES).loc[area]


def is_in_order(text, told, names=ORDER):
    """Whether the numbers of a figure are all in `text`, one after the other."""
    numbers = [re.escape(share(told[name], "en")) for name in names]
    return re.search(".*?".join(numbers), re.sub("<[^>]+>", " ", text), re.DOTALL) is not None


def test_the_tooltips_of_the_map_and_of_comparisons():
    look = Look("estimate", "quantile", 5, "en")
    texts = dict(json.loads(cached_areas.hover(EDITION, "nil", INDICATOR.id, CHOICES, look, "raw")))
    assert is_in_order(texts[cached.names(EDITION, "nil")[AREA]], figure())


def test_ranges_of_every_indicator_are_called_what_they_are():
    text = words(opened("map", ("all",), lang="en", area=f"nil:{AREA}"))
    assert "Certain – possible" not in text and "Range: what is plausible for Energy poverty; " in text


def test_the_profile_and_its_table():
    text = words(opened("map", lang="en", area=f"nil:{AREA}"))
    assert is_in_order(text.split("class='verdict'")[1], figure())


def test_the_table_below_the_map():
    app = opened("map", ("table",), lang="en")
    (table,) = [frame.value for frame in app.dataframe if "coverage" in frame.value]
    assert [name for name in table if name in RANGE] == [*ORDER, "maximum"]


@pytest.mark.parametrize(
    ("page", "codes", "area"),
    [("overview", {}, ("city", "015146")), ("scenarios", {}, ("city", "015146")),
     ("comparison", {"compare": "area", "pieces": f"nil:{AREA}"}, ("nil", AREA))],
)  # fmt: skip
def test_the_first_sentence_of_pages(page, codes, area):
    text = words(opened(page, lang="en", **codes))
    assert is_in_order(text.split("class='headline'>")[1].split("</p>")[0], figure(*area))


def test_the_table_of_a_scenario():
    app = opened("scenarios", ("scenario_table",), lang="en")
    (table,) = [frame.value for frame in app.dataframe]
    assert [name for name in table if name in RANGE] == [*ORDER, "maximum"]


def test_the_deck_and_the_sheet():
    asked = Asked(READ, {2023: READ}, "", {}, "en")
    facts = " ".join(f"{fact.number} {fact.label}" for fact in overview_body(asked).facts)
    assert is_in_order(facts, figure("city", "015146"))
    sheet = " ".join(f"{fact.number} {fact.label}" for fact in area_body(READ, "nil", AREA, "en").facts)
    assert is_in_order(sheet, figure())
    name, number, around = map_body(Asked(READ, {2023: READ}, "mappa", {"level": "nil"}, "en")).table.rows[0]
    names = READ.names("nil")
    first = figure("nil", names[names == name.partition(". ")[2]].index[0])
    assert is_in_order(f"{number} {around}", first, ORDER[:3])


def columns_of_files(folder):
    figures, names = cached_areas.figures(EDITION, "nil", INDICATOR.id, CHOICES), cached.names(EDITION, "nil")
    doubt = cached_areas.doubt(EDITION, "nil", INDICATOR.id, CHOICES)
    about = (figures, names, "nil", INDICATOR.id, doubt)
    yield pd.read_csv(io.BytesIO(figures_csv(*about, "en")))
    package = folder / "nil.gpkg"
    package.write_bytes(figures_geopackage(*about, cached.shapes(EDITION, "nil")))
    yield gpd.read_file(package)
    codebook = codebook_frame(INDICATOR, CHOICES, EDITION.manifest, "en")
    book = figures_workbook(figures, names, "nil", INDICATOR, doubt, codebook, "en")
    yield pd.read_excel(io.BytesIO(book), engine="openpyxl")
    projected = READ.figures("nil", INDICATOR, CHOICES)
    crossing = {f"crossing_{name}": 0 for name in ("minimum", "estimate", "maximum")}
    scenario = projected.assign(area_name=names, today=projected["estimate"], **crossing)
    yield pd.read_csv(io.BytesIO(scenario_csv(scenario, Scenario(gas=0.1), 2023, "en")))
    yield figures_table(
        {"nil": READ.areas("nil")}, [INDICATOR], Choices(), edition_doubt(EDITION, Choices()),
        edition_known(EDITION, Choices()),
    )  # fmt: skip
    files = open_data_files(EDITION, Holder("City", "c_x000"), ["municipio"])
    yield pd.read_csv(io.BytesIO(next(content for name, content in files.items() if name.endswith(".csv"))))


def test_the_columns_of_every_file(tmp_path):
    frames = list(columns_of_files(tmp_path))
    assert frames
    for frame in frames:
        assert [name for name in frame if name in RANGE] == list(RANGE)
        places = [list(frame).index(name) for name in RANGE]
        assert places == list(range(places[0], places[0] + len(RANGE)))
        assert "assumptions_id" in frame
