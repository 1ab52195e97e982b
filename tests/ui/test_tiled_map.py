"""A map of very many areas: tiles and class letters in place of one file and of words for each area."""

import json
import shutil

import pandas as pd
import pytest

from data_access.editions import MANIFEST, find_edition, list_damaged
from data_access.publishing import map_layers as publishing
from data_access.publishing.publish import publish
from tests.data_access.small_publication import IDS, small_sources
from tests.ui.test_pages import opened, spec, words
from ui.kept import editions as kept


@pytest.fixture
def tiled(tmp_path, monkeypatch):
    monkeypatch.setattr(publishing, "TILED_ABOVE", 11)
    monkeypatch.setattr(publishing, "BORDERS_TILED_ABOVE", 2)
    monkeypatch.setenv("OBSERVATORY_DATA", str(tmp_path))
    kept.forget_list()
    yield publish(small_sources(), tmp_path)
    kept.forget_list()


def test_sections_come_in_tiles_with_a_reader_served_from_here(tiled):
    app = opened("map", level="section", borders="1")
    layer, *borders = spec(app)["layers"][:3]
    assert layer["@@type"] == "MVTLayer"
    assert layer["data"].endswith("/{z}/{x}/{y}.pbf")
    assert layer["loadOptions"]["mvt"]["workerUrl"].startswith("app/static/")
    assert len(layer["_subLayerProps"]["polygons-fill"]["getFillColor"]) < 1000
    assert "Da lontano" in words(app)
    assert [each["@@type"] for each in borders] == ["MVTLayer", "GeoJsonLayer"]
    assert borders[0]["visibleMinZoom"] == tiled.tiles["nil_borders"]["min_zoom"]
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


def first_tile(edition):
    return max(edition.tiles["section"]["path"].rglob("*.pbf"), key=lambda path: path.stat().st_size)


DAMAGES = {
    "a missing tile": lambda edition: first_tile(edition).unlink(),
    "a truncated tile": lambda edition: first_tile(edition).write_bytes(first_tile(edition).read_bytes()[:-1]),
    "an empty tile": lambda edition: first_tile(edition).write_bytes(b""),
    "a tile too many": lambda edition: (first_tile(edition).parent / "999.pbf").touch(),
    "no folder": lambda edition: shutil.rmtree(edition.tiles["section"]["path"]),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_torn_tiles_are_told_where_they_would_be_drawn_and_the_edition_lives(tiled, damage):
    damage(tiled)
    assert list_damaged(tiled.folder.parent) == []
    app = opened("map", level="section", area=f"section:{IDS[3]}")
    assert tiled.tiles["section"]["path"].name in words(app)
    assert {layer["id"] for layer in spec(app)["layers"]}.isdisjoint({"section"})
    assert "tessere" not in words(opened("map", level="nil"))
    for compare in ("indicators", "area"):
        assert "tessere" in words(opened("comparison", level="section", compare=compare))


@pytest.mark.parametrize("told", [{"path": "layers"}, {"path": "../x"}, {}, {"bounds": [1, 2, 3]}, "x"])
def test_an_edition_that_does_not_say_how_its_tiles_are_cut_is_left_out(tiled, told):
    manifest = json.loads((tiled.folder / MANIFEST).read_text())
    tiles = {"section": manifest["tiles"]["section"] | told if told and told != "x" and "bounds" in told else told}
    (tiled.folder / MANIFEST).write_text(json.dumps(manifest | {"tiles": tiles}))
    assert [edition.folder for edition in list_damaged(tiled.folder.parent)] == [tiled.folder]


def test_two_labels_in_one_letter_are_told_for_every_pair_of_classes():
    labels = pd.Series([f"{first} · {second}" for first in range(10) for second in range(10)])
    told = json.loads(kept.labels_json(labels))
    assert [told["labels"][ord(letter) - 65] for letter in told["letters"]] == list(labels)
