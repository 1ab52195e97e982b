"""Invented countries: a coverage of nested areas that the ordinary command accepts."""

import geopandas as gpd
import shapely

from benchmarks.country import YEAR, Country, write_country
from data_access.intake.mappings import merge
from data_access.intake.sources import SourcePaths, read_sources


def test_a_country_is_read_without_a_fault_and_nests(tmp_path):
    country = Country(2, 3)
    sources = read_sources(YEAR, SourcePaths(**write_country(country, tmp_path)), merge([]))
    assert sources.faults == []
    assert len(sources.households) == len(sources.sections) == country.sections == 540
    assert sources.sections.groupby("nil_id")["municipio_id"].nunique().eq(1).all()
    assert sources.sections["nil_id"].nunique() == 6


def test_sections_share_their_borders_and_leave_no_gap(tmp_path):
    sections = gpd.read_file(write_country(Country(2, 1), tmp_path)["sections"])
    assert shapely.coverage_is_valid(sections.geometry.to_numpy())
    assert shapely.get_num_interior_rings(sections.union_all()) == 0


def test_the_same_seed_gives_the_same_country(tmp_path):
    first, second, third = (tmp_path / name for name in "abc")
    for folder, seed in ((first, 1), (second, 1), (third, 2)):
        folder.mkdir()
        write_country(Country(1, 1), folder, seed)
    extracts = [(folder / "extract.csv").read_bytes() for folder in (first, second, third)]
    assert extracts[0] == extracts[1] != extracts[2]
