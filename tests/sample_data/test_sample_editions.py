"""The embedded editions are what the generator makes, through the same gate as any other."""

import geopandas as gpd
import pandas as pd
import pytest

from data_access.editions import SAMPLE, list_editions, read_areas, read_table
from data_access.tables import LEVELS
from sample_data.assumptions import YEARS
from sample_data.editions import publish_sample


@pytest.fixture(scope="module")
def regenerated(tmp_path_factory):
    return publish_sample(tmp_path_factory.mktemp("editions"))


def test_the_embedded_editions_are_those_of_the_generator(regenerated):
    embedded = list_editions(SAMPLE)
    assert [edition.year for edition in embedded] == [edition.year for edition in regenerated] == list(YEARS)
    for kept, made in zip(embedded, regenerated, strict=True):
        for level in LEVELS:
            pd.testing.assert_frame_equal(read_areas(kept, level), read_areas(made, level))
        for table in ("complexes", "venues", "readings", "retrofits", "weather", "heat_risk"):
            pd.testing.assert_frame_equal(read_table(kept, table), read_table(made, table))
        places, others = (gpd.read_parquet(each.folder / "sections.parquet") for each in (kept, made))
        assert places.drop(columns="geometry").equals(others.drop(columns="geometry"))
        assert places.geometry.geom_equals_exact(others.geometry, tolerance=0.11).all()
        assert set(kept.manifest["layers"]) == set(made.manifest["layers"])


def test_the_sample_says_that_it_is_one_and_holds_no_household():
    for edition in list_editions(SAMPLE):
        assert edition.is_demonstration
        assert {path.stem for path in edition.folder.glob("*.parquet")} == {
            "areas",
            "complexes",
            "households",
            "readings",
            "retrofits",
            "sections",
            "venues",
            "weather",
        }


def test_kept_desk_sites_are_among_the_complexes():
    complexes = read_table(list_editions(SAMPLE)[-1], "complexes")
    kept = complexes.loc[complexes["is_desk_site"].astype(bool), "name"].tolist()
    assert len(kept) == 2
    assert any("Saint Bon" in name for name in kept) and any("Giuffrè" in name for name in kept)
