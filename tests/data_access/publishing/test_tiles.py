"""Layers of very many areas in tiles: no area lost, none asked for in vain, the same bytes for the same areas."""

import math

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from data_access.publishing import map_layers as publishing
from data_access.publishing.publish import publish
from data_access.publishing.tiles import write_tiles
from geo import tiles as zooms
from geo.crs import DRAWN, MEASURED
from geo.layers import border_lines
from geo.tiles import TILED
from tests.data_access.small_publication import small_sources

WIDE, HIGH = 20, 15


@pytest.fixture(scope="module")
def areas():
    row, column = (place.ravel() for place in np.indices((HIGH, WIDE)))
    west, south = 510_000 + 400 * column, 5_030_000 + 400 * row
    squares = list(shapely.box(west, south, west + 400, south + 400))
    squares[7] = None
    return gpd.GeoSeries(squares, index=[f"{place:04d}" for place in range(len(squares))], crs=MEASURED)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("tiles")


@pytest.fixture(scope="module")
def cut(areas, folder):
    return written(areas, folder)


def written(areas, into):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zooms, "MOST_IN_TILE", 60)
        return write_tiles(areas, {area: f"Area {area}" for area in areas.index}, into, "section")


def features(path, zoom):
    found = [pyogrio.read_dataframe(tile) for tile in sorted((path / str(zoom)).rglob("*.pbf")) if tile.stat().st_size]
    return [dict(row) for frame in found for _, row in frame.drop(columns="geometry").iterrows()]


def test_every_area_with_an_outline_is_in_the_nearest_zooms_by_its_place(cut, folder, areas):
    for zoom in (cut["max_zoom"] - 1, cut["max_zoom"]):
        told = {(row["i"], row["id"], row["name"]) for row in features(folder / cut["path"], zoom)}
        assert told == {(i, area, f"Area {area}") for i, area in enumerate(areas.index) if i != 7}


def test_from_afar_patches_carry_the_place_of_an_area(cut, folder, areas):
    assert cut["min_zoom"] < cut["max_zoom"] - 1
    told = features(folder / cut["path"], cut["min_zoom"])
    assert told
    assert all(areas.index[row["i"]] == row["id"] for row in told)


def test_every_tile_within_the_bounds_can_be_fetched(cut, folder):
    west, south, east, north = cut["bounds"]
    assert cut["min_zoom"] <= cut["max_zoom"]
    for zoom in range(cut["min_zoom"], cut["max_zoom"] + 1):
        (left, top), (right, bottom) = tile_of(west, north, zoom), tile_of(east, south, zoom)
        for x in range(left, right + 1):
            for y in range(top, bottom + 1):
                assert (folder / cut["path"] / str(zoom) / str(x) / f"{y}.pbf").is_file()


def tile_of(lon, lat, zoom):
    y = math.asinh(math.tan(math.radians(lat)))
    return int((lon + 180) / 360 * 2**zoom), int((1 - y / math.pi) / 2 * 2**zoom)


def test_the_same_areas_give_the_same_folder_and_nothing_else_is_left(cut, areas, tmp_path):
    assert written(areas, tmp_path) == cut
    assert [path.name for path in tmp_path.iterdir()] == [cut["path"]]


def test_the_bounds_hold_every_area(cut, areas):
    west, south, east, north = areas.dropna().to_crs(DRAWN).total_bounds
    assert cut["bounds"] == pytest.approx([west, south, east, north], abs=2e-4)


def test_borders_of_very_many_areas_are_in_tiles_beside_their_file(tmp_path, monkeypatch):
    monkeypatch.setattr(publishing, "BORDERS_TILED_ABOVE", 3)
    assert publish(small_sources(), tmp_path).tiles == {}
    monkeypatch.setattr(publishing, "BORDERS_TILED_ABOVE", 2)
    edition = publish(small_sources(), tmp_path)
    assert set(edition.tiles) == {"nil_borders"}
    assert edition.layer("nil_borders").is_file()
    told = edition.tiles["nil_borders"]
    whole = border_lines(gpd.read_file(edition.layer("nil")).to_crs(TILED).geometry).length.sum()
    for zoom in range(told["min_zoom"], told["max_zoom"] + 1):
        tiles = [tile for tile in (told["path"] / str(zoom)).rglob("*.pbf") if tile.stat().st_size]
        drawn = gpd.GeoSeries(pd.concat([pyogrio.read_dataframe(tile).geometry for tile in tiles])).set_crs(TILED)
        assert drawn.union_all().length == pytest.approx(whole, rel=0.05)


def test_a_level_of_too_many_areas_for_one_file_is_published_in_tiles(tmp_path, monkeypatch):
    sources = small_sources()
    count = len(sources.sections)
    monkeypatch.setattr(publishing, "TILED_ABOVE", count)
    assert publish(sources, tmp_path).tiles == {}
    monkeypatch.setattr(publishing, "TILED_ABOVE", count - 1)
    edition = publish(sources, tmp_path)
    assert set(edition.tiles) == {"section"}
    assert "section" not in edition.manifest["layers"]
    assert edition.tiles["section"]["path"].is_dir()
    assert edition.layer("nil").is_file()
