"""Which zooms show the areas of a map in tiles, and the patches that stand for them from afar."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import tiles
from geo.tiles import (
    BORDERED_FROM_PX,
    TILED,
    WORLD_M,
    border_zoom,
    detail_zoom,
    patches,
    pixel_m,
    whole_zoom,
)


def grid(wide, high, side=500.0, west=1_000_000.0, south=5_000_000.0):
    row, column = (place.ravel() for place in np.indices((high, wide)))
    squares = shapely.box(
        west + side * column, south + side * row, west + side * (column + 1), south + side * (row + 1)
    )
    return gpd.GeoSeries(squares, index=[f"{place:05d}" for place in range(len(squares))], crs=TILED)


def fullest(areas, zoom):
    places = np.floor((shapely.get_coordinates(shapely.centroid(areas.to_numpy())) / WORLD_M + 0.5) * 2**zoom)
    return np.unique(places, axis=0, return_counts=True)[1].max()


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 40))
def test_areas_are_shown_at_the_first_zoom_where_no_tile_holds_too_many(wide, high, most):
    areas = grid(wide, high)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tiles, "MOST_IN_TILE", most)
        zoom = detail_zoom(areas)
    assert fullest(areas, zoom) <= most
    assert zoom == 0 or fullest(areas, zoom - 1) > most


def test_one_area_more_than_a_tile_may_hold_goes_one_zoom_nearer(monkeypatch):
    areas = grid(10, 10)
    monkeypatch.setattr(tiles, "MOST_IN_TILE", 100)
    assert detail_zoom(areas) == 0
    monkeypatch.setattr(tiles, "MOST_IN_TILE", 99)
    assert detail_zoom(areas) > 0


def test_the_whole_is_between_half_a_tile_and_one():
    areas = grid(40, 25)
    share = 40 * 500 / (WORLD_M / 2 ** whole_zoom(areas))
    assert 0.5 < share <= 1


def test_each_patch_stands_for_the_area_under_its_middle_and_none_overlap():
    areas = grid(30, 30)
    seen = patches(areas, 11)
    middles = shapely.centroid(seen.to_numpy())
    assert shapely.intersects(areas.loc[seen.index].to_numpy(), middles).all()
    assert len(shapely.STRtree(middles).query(seen.to_numpy(), predicate="contains")[0]) == len(seen)


def test_colours_cover_as_much_as_the_areas_do():
    wide = grid(1, 20, side=4000)
    narrow = grid(20, 20, side=200, west=1_004_000.0, south=5_000_000.0)
    areas = gpd.GeoSeries([*wide, *narrow], index=range(420), crs=TILED)
    seen = patches(areas, 13)
    covered = seen.area.groupby(seen.index < 20).sum()
    assert covered[True] == pytest.approx(wide.area.sum(), rel=0.03)
    assert covered[False] == pytest.approx(narrow.area.sum(), rel=0.03)


@pytest.mark.parametrize("side", [300.0, 500.0, 8_000.0])
def test_borders_are_drawn_from_where_half_of_the_areas_are_wide_enough(side):
    zoom = border_zoom(grid(6, 6, side=side))
    assert side / pixel_m(zoom) >= BORDERED_FROM_PX > side / pixel_m(zoom - 1)
