"""The embedded editions are what the generator makes, through the same gate as any other."""

import geopandas as gpd
import pandas as pd
import pytest

from contract.tables import CELLS, LEVELS, State, high_column, low_column, state_column
from data_access.editions import SAMPLE, Edition, list_editions, read_areas, read_table
from data_access.publishing.publish import by_level, places_of
from sample_data import editions
from sample_data.assumptions import YEARS
from sample_data.editions import publish_sample, read_sample, replace_embedded
from sample_data.sources import write_sources
from tests.whole_city import whole_city

TABLES = ("complexes", "venues", "readings", "retrofits", "weather", "heat_risk")


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("city")
    write_sources(folder, YEARS)
    return {year: read_sample(folder, year) for year in YEARS}


def test_the_embedded_editions_show_what_the_generator_counts(generated):
    embedded = list_editions(SAMPLE)
    assert [edition.year for edition in embedded] == list(YEARS)
    for edition in embedded:
        sources = generated[edition.year]
        exact = by_level(sources, sources.households)
        for level in LEVELS:
            areas = read_areas(edition, level)
            told = exact[level].index.astype(areas.index.dtype)
            assert (areas.drop(told)["households_state"] == State.MISSING).all()
            areas = areas.loc[told]
            for cell in CELLS:
                told = (areas[state_column(cell)] != State.MISSING).to_numpy()
                made = exact[level][cell].to_numpy(dtype=float, na_value=float("nan"))[told]
                low, high = (areas[column(cell)].to_numpy(dtype=float)[told] for column in (low_column, high_column))
                assert ((low <= made) & (made <= high)).all(), (level, cell)
        places, kept = places_of(sources), gpd.read_parquet(edition.folder / "sections.parquet")
        kept = kept.set_index("section_id").reindex(places.index)
        assert kept.geometry.geom_equals_exact(places.geometry.set_crs(kept.crs, allow_override=True), 0.11).all()
        for table in TABLES:
            assert len(read_table(edition, table)) == len(sources.tables[table])


@whole_city
def test_the_embedded_editions_are_made_again_equal(tmp_path):
    made_again = publish_sample(tmp_path)
    assert len(made_again) == len(YEARS)
    for kept, made in zip(list_editions(SAMPLE), made_again, strict=True):
        for level in LEVELS:
            pd.testing.assert_frame_equal(read_areas(kept, level), read_areas(made, level))
        for table in TABLES:
            pd.testing.assert_frame_equal(read_table(kept, table), read_table(made, table))
        assert set(kept.manifest["layers"]) == set(made.manifest["layers"])


def test_the_sample_says_that_it_is_one_and_holds_no_household():
    embedded = list_editions(SAMPLE)
    assert len(embedded) == len(YEARS)
    for edition in embedded:
        assert edition.is_demonstration
        assert {path.stem for path in edition.folder.glob("*.parquet")} == {
            "areas",
            "complexes",
            "heat_risk",
            "households",
            "readings",
            "retrofits",
            "sections",
            "venues",
            "weather",
        }


def test_invented_estates_are_called_by_their_quarter_with_its_accents_and_fit_in_a_list():
    names = read_table(list_editions(SAMPLE)[-1], "complexes")["name"]
    invented = names[names.str.contains("dimostrativo")]
    assert len(invented) == 36 and {"Città Studi (dimostrativo 14)", "XXII Marzo (dimostrativo 7)"} <= set(invented)
    assert not invented.str.contains("'").any() and invented.str.len().max() <= 40


def test_kept_desk_sites_are_among_the_complexes():
    complexes = read_table(list_editions(SAMPLE)[-1], "complexes")
    kept = complexes.loc[complexes["is_desk_site"].astype(bool), "name"].tolist()
    assert len(kept) == 2
    assert any("Saint Bon" in name for name in kept) and any("Giuffrè" in name for name in kept)


def test_editions_made_anew_take_the_place_of_the_old_and_only_when_all_are_well(tmp_path, monkeypatch):
    embedded = tmp_path / "editions"
    (embedded / "2021").mkdir(parents=True)

    def publishes(into, years):
        for year in years:
            (into / str(year)).mkdir(parents=True)
        return [Edition(into / str(year), year, 1) for year in years]

    def fails(into, years):
        publishes(into, years)
        raise OSError("disk full")

    monkeypatch.setattr(editions, "publish_sample", publishes)
    assert replace_embedded(embedded, [2022, 2023]) == [embedded / "2022", embedded / "2023"]
    monkeypatch.setattr(editions, "publish_sample", fails)
    with pytest.raises(OSError, match="disk full"):
        replace_embedded(embedded, [2024])
    assert sorted(path.name for path in embedded.iterdir()) == ["2022", "2023"]
    assert [path.name for path in tmp_path.iterdir()] == ["editions"]
