"""A map of very many areas: tiles and class letters in place of one file and of words for each area."""

import json

import pandas as pd
import pytest

from data_access.editions import find_edition
from data_access.publishing import map_layers as publishing
from data_access.publishing.publish import publish
from tests.data_access.small_publication import IDS, small_sources
from tests.ui.test_pages import opened, spec, words
from ui.kept import editions as kept


@pytest.fixture
def tiled(tmp_path, monkeypatch):
    monkeypatch.setattr(publishing, "TILED_ABOVE", 11)
    monkeypatch.setenv("OBSERVATORY_DATA", str(tmp_path))
    kept.forget_list()
    yield publish(small_sources(), tmp_path)
    kept.forget_list()


def test_sections_come_in_tiles_with_a_reader_served_from_here(tiled):
    app = opened("map", level="section")
    layer = spec(app)["layers"][0]
    assert layer["@@type"] == "MVTLayer"
    assert layer["data"].endswith("/{z}/{x}/{y}.pbf")
    assert layer["loadOptions"]["mvt"]["workerUrl"].startswith("app/static/")
    assert len(layer["_subLayerProps"]["polygons-fill"]["getFillColor"]) < 1000
    assert "Da lontano" in words(app)
    assert spec(opened("map", level="nil"))["layers"][0]["@@type"] == "GeoJsonLayer"


def test_the_chosen_section_is_outlined_alone(tiled):
    app = opened("map", level="section", area=f"section:{IDS[3]}")
    chosen = [layer for layer in spec(app)["layers"] if layer["id"] == "chosen"]
    assert [feature["properties"]["id"] for layer in chosen for feature in layer["data"]["features"]] == [IDS[3]]


def test_an_unknown_section_has_no_outline(tiled):
    assert kept.feature(find_edition(tiled.folder), "section", "0" * 13) is None


def test_hover_is_a_letter_an_area():
    told = json.loads(kept.labels_json(pd.Series(["low", "high", "low", "no data"])))
    assert [told["labels"][ord(letter) - 65] for letter in told["letters"]] == ["low", "high", "low", "no data"]
