"""The page of concentrations: the answer first, the rest on demand, a map that never loads again."""

import csv
import io
import json
import re

import pandas as pd
import pytest
import shapely

from contract.translations import translate
from indicators.catalogue.registry import INDICATORS, Choices
from reports.addresses.observatory_fields import GRAINS
from reports.concentration_file import hot_spots_csv
from tests.ui.test_pages import opened, spec, words
from ui.drawing.hot_spot_classes import KIND_NAMES, hot_spot_classes, hot_spot_texts
from ui.kept import editions as cached
from ui.kept import hot_spots as kept

SHARES = [code for code, each in INDICATORS.items() if each.tally(Choices()) is not None]


def unfolded(name, language="it", **codes):
    app = opened("hot_spots", lang=language, **codes)
    app.session_state[f"fold_{name}_{language}"] = True
    app.run()
    assert not app.exception, app.exception
    return app


@pytest.mark.parametrize("indicator", SHARES)
@pytest.mark.parametrize("grain", GRAINS)
def test_every_share_is_looked_for_at_both_levels(indicator, grain):
    app = opened("hot_spots", indicator=indicator, grain=grain)
    assert spec(app)["layers"][0]["id"] == grain
    assert "class='verdict'" in words(app)
    assert "class='notice" not in words(app)


def test_what_is_no_share_of_households_gives_way_to_the_first_one():
    assert "class='verdict'" in words(opened("hot_spots", indicator="energy_burden"))


@pytest.mark.parametrize(("language", "answer"), [("it", "famiglie stanno raccolte"), ("en", "stand close together")])
def test_the_answer_stands_before_the_map_and_counts_what_is_left_out(language, answer):
    text = words(opened("hot_spots", lang=language))
    assert answer in text.split("class='legend'")[0]
    told = r"Non giudicate: (\d+) sezioni \(61 senza famiglie" if language == "it" else r"Not judged: (\d+)"
    assert 61 < int(re.search(told, text)[1]) < len(cached.areas(cached.edition(2023), "section")) / 2


@pytest.mark.parametrize(
    ("fold", "told"),
    [("nil", "Nascoste in una media"), ("how", "9.999 estrazioni"), ("areas", "class='legend'")],
)
def test_depth_opens_on_demand(fold, told):
    assert told in words(unfolded(fold))
    closed = opened("hot_spots")
    assert "Nascoste in una media" not in words(closed)
    assert not closed.dataframe


def test_the_table_holds_every_area_in_words():
    frame = unfolded("areas").dataframe[0].value
    assert len(frame) == len(cached.areas(cached.edition(2023), "section"))
    assert set(frame["kind"]) <= {translate(name, "it") for name in KIND_NAMES.values()}
    assert frame["kind"].str.startswith("concentrazione").any()


def test_a_change_of_indicator_names_the_same_geometry():
    layers = [spec(opened("hot_spots", indicator=code))["layers"][0] for code in SHARES[:3]]
    assert len({layer["data"] for layer in layers}) == 1
    assert len({layer["updateTriggers"]["getFillColor"][0] for layer in layers}) == 3
    assert all(len(json.dumps(layer)) < 16_000 for layer in layers)


def test_the_chosen_area_is_told_in_words():
    edition = cached.edition(2023)
    kinds = kept.found(edition, "section", "energy_poverty_10", Choices()).areas["kind"]
    text = words(opened("hot_spots", area=f"section:{(kinds == 'hot').idxmax()}"))
    assert "concentrazione: alta, e alta tutt’intorno</p>" in text


@pytest.mark.parametrize("grain", GRAINS)
def test_places_of_one_name_are_told_apart_by_numbers_on_the_map_and_in_the_list(grain):
    app = opened("hot_spots", grain=grain)
    listed = re.findall(r"(\d+)\. ([^<]+)</th>", words(app))
    points = next(layer for layer in spec(app)["layers"] if layer["id"] == "numbered")["data"]["features"][::-1]
    assert [place for place, _ in listed] == [str(place) for place in range(1, 13)]
    assert len({name for _, name in listed}) < 12
    assert [point["properties"]["label"] for point in points] == [place for place, _ in listed]
    sections = cached.shapes(cached.edition(2023), "section").to_crs(4326)
    groups, _ = kept.groups(cached.edition(2023), "energy_poverty_10", Choices())
    for point, area in zip(points, groups["largest"], strict=False):
        assert sections[area].buffer(2e-5).contains(shapely.geometry.shape(point["geometry"]))


def test_every_kind_has_its_class_colour_and_words():
    kinds = pd.Series(list(KIND_NAMES), index=list("abcdef"))
    found = hot_spot_classes(kinds, "en")
    assert found.codes == "012345"
    assert len(set(found.colours)) == 6
    assert [entry.areas for entry in found.legend] == [1] * 6
    areas = pd.DataFrame({"kind": kinds, "level": [0.2] * 6}, index=kinds.index)
    texts = hot_spot_texts(areas, found.labels, "en")
    assert texts[0] == "20.0% smoothed\nconcentration: high, and high all around"
    assert texts[5] == "not judged"


def test_the_file_leaves_blank_what_is_not_judged():
    edition = cached.edition(2023)
    areas = kept.found(edition, "section", "energy_poverty_10", Choices()).areas
    text = hot_spots_csv(areas, cached.names(edition, "section"), "section", "energy_poverty_10", "it").decode(
        "utf-8-sig"
    )
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(rows) == len(areas)
    out = [row for row in rows if row["kind"] == "left_out"]
    assert out and all(row["smoothed"] == row["chance"] == "" for row in out)
    assert all("," in row["gi_star"] for row in rows if row["kind"] == "hot")
