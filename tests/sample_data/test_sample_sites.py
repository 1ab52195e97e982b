import geopandas as gpd
import numpy as np
import pandas as pd
from pandas.testing import assert_frame_equal

from contract.tables import COMPLEXES, SHARE_BANDS, VENUES
from geo.crs import DRAWN
from sample_data import sources
from sample_data.complexes import make_complexes
from sample_data.facts import city_outline
from sample_data.venues import make_venues


def points_of(places, crs):
    return gpd.GeoSeries(gpd.points_from_xy(places["lon"], places["lat"]), crs=DRAWN).to_crs(crs)


def test_register_has_60_estates_with_the_columns_of_the_contract(complexes):
    assert list(complexes.columns) == [name for name in COMPLEXES.names if name in complexes]
    assert len(complexes) == 60
    assert complexes[["complex_id", "name", "section_id"]].apply(lambda column: column.is_unique).all()
    assert set(complexes["manager"]) == {"MM", "ALER"}


def test_each_estate_lies_in_its_section(complexes, sections):
    places = sections.set_index("section_id").loc[complexes["section_id"]]
    assert places.intersects(points_of(complexes, sections.crs).set_axis(places.index)).all()


def test_estates_fit_in_sections_of_renters(complexes, households):
    by_section = households.groupby("section_id")["is_renter"].agg(["size", "mean"]).loc[complexes["section_id"]]
    assert (by_section["size"].to_numpy() >= complexes["households"]).all()
    assert (complexes["households"] <= complexes["dwellings"]).all()
    assert by_section["mean"].min() > 0.75


def test_the_two_desk_sites_are_kept_and_complete(complexes):
    desks = complexes[complexes["is_desk_site"]]
    assert list(desks["name"]) == ["Via Saint Bon 6", "Via Giuffrè 8 - Via Villani 3"]
    assert set(desks["manager"]) == {"MM"}
    assert set(desks["retrofit_state"]) == {"done"}
    assert desks["has_social_custodian"].all()
    assert desks.notna().all(axis=None)


def test_the_register_has_holes(complexes):
    told_of_some = ["has_tenants_committee", "heating_mode", "epc_class", "is_step_free", "transit_m", "languages"]
    assert complexes[told_of_some].isna().any().all()


def test_only_mm_tells_of_arrears(complexes):
    assert set(complexes.loc[complexes["arrears_band"].notna(), "manager"]) == {"MM"}
    assert set(complexes["arrears_band"].dropna()) <= set(SHARE_BANDS)


def test_same_seed_same_estates(sections, complexes):
    assert_frame_equal(make_complexes(sections, np.random.Generator(np.random.PCG64(3))), complexes)


def test_venues_are_in_the_city_and_unlike():
    venues = make_venues()
    assert list(venues.columns) == VENUES.names
    assert venues["venue_id"].is_unique
    assert set(venues["kind"]) == {"library", "municipio", "cam", "casa_di_quartiere", "qubi", "wemi"}
    assert points_of(venues, "EPSG:32632").within(city_outline()).all()


def test_files_written_for_one_year_are_those_of_all(tmp_path):
    sources.write_sources(tmp_path, years=[2022])
    assert {path.name for path in tmp_path.iterdir()} == {
        "sections.parquet",
        "lookup.csv",
        "complexes.csv",
        "venues.csv",
        "heat_risk.csv",
        "households_2022.parquet",
        "readings_2022.csv",
        "retrofits_2022.csv",
        "weather_2022.csv",
    }
    assert gpd.read_parquet(tmp_path / "sections.parquet").crs.to_epsg() == 32632
    lookup = pd.read_csv(tmp_path / "lookup.csv", dtype=str)
    assert list(lookup.columns) == ["section_id", "nil_id", "nil_name", "municipio_id", "municipio_name"]
