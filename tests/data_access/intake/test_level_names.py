"""What a city calls its areas is said in the mapping: read, written, joined, and checked with every fault at once."""

import geopandas as gpd
import pandas as pd
import pytest

from contract.levels import named, words_of
from contract.translations import translate
from data_access.intake.cross_checks import check_areas
from data_access.intake.mapping_parts import Mapping
from data_access.intake.mappings import BadMapping, as_mapping, merge, read_mapping, write_mapping

PROVINCES = """
[levels.nil]
it = ["comune", "comuni"]
en = ["town", "towns"]

[levels.municipio]
it = ["provincia", "province"]
en = ["province", "provinces"]
"""


def test_names_fill_the_blanks_of_sentences_in_each_language():
    words = words_of(as_mapping(PROVINCES).level_names)
    sentence = "{nil}, {nils}, {municipio}, {municipi}"
    assert translate(sentence, "it", **words) == "comune, comuni, provincia, province"
    assert translate(sentence, "en", **words) == "town, towns, province, provinces"


def test_a_level_without_names_has_the_usual_ones():
    words = words_of(as_mapping('[levels.nil]\nit = ["rione", "rioni"]\nen = ["ward", "wards"]').level_names)
    assert translate("{nil} {municipio}", "en", **words) == "ward borough"
    assert translate("{nils} {municipi}", "it", **words_of({})) == "quartieri circoscrizioni"


def test_only_levels_that_the_city_has_are_named():
    names = as_mapping(PROVINCES).level_names
    assert set(named(names, ("section", "nil", "city"))) == {"nil"}
    assert named(names, ("section", "city")) == {}


@pytest.mark.parametrize("text", [PROVINCES, "", '[levels.nil]\nit = ["l\'area", "\u00e0\u00e8"]\nen = ["a", "b"]\n'])
def test_what_is_written_is_read_again(text):
    mapping = as_mapping(text)
    assert as_mapping(write_mapping(mapping)) == mapping


def test_a_later_mapping_wins_level_by_level():
    first = as_mapping(PROVINCES)
    second = as_mapping('[levels.nil]\nit = ["rione", "rioni"]\nen = ["ward", "wards"]')
    joined = merge([first, second]).level_names
    assert joined == {**first.level_names, **second.level_names}
    assert merge([second, as_mapping("")]).level_names == second.level_names


def test_milan_calls_its_areas_as_milan_does():
    words = words_of(read_mapping("diogene").level_names)
    assert translate("{nil}, {municipi}", "it", **words) == "NIL, Municipi"


FAULTS = {
    "another level": ('[levels.quartiere]\nit = ["a", "b"]', "levels.quartiere"),
    "another language": ('[levels.nil]\nit = ["a", "b"]\nen = ["a", "b"]\nfr = ["a", "b"]', "levels.nil.fr"),
    "no table": ('[levels]\nnil = "quartiere"', "levels.nil"),
    "levels is no table": ('levels = "quartiere"', "levels"),
    "a language missing": ('[levels.nil]\nit = ["a", "b"]', "levels.nil.en"),
    "one noun": ('[levels.nil]\nit = ["a"]\nen = ["a", "b"]', "levels.nil.it"),
    "three nouns": ('[levels.nil]\nit = ["a", "b", "c"]\nen = ["a", "b"]', "levels.nil.it"),
    "a text": ('[levels.nil]\nit = "quartiere"\nen = ["a", "b"]', "levels.nil.it"),
    "a number": ('[levels.nil]\nit = [1, 2]\nen = ["a", "b"]', "levels.nil.it"),
    "nothing": ('[levels.nil]\nit = ["", " "]\nen = ["a", "b"]', "levels.nil.it"),
    "a sentence": (f'[levels.nil]\nit = ["{"a" * 41}", "b"]\nen = ["a", "b"]', "levels.nil.it"),
    "a line break": ('[levels.nil]\nit = ["a\\nb", "b"]\nen = ["a", "b"]', "levels.nil.it"),
    "markup": ('[levels.nil]\nit = ["{x}", "b"]\nen = ["a", "b"]', "levels.nil.it"),
}


@pytest.mark.parametrize(("text", "place"), FAULTS.values(), ids=FAULTS)
def test_a_fault_says_where_and_what_was_expected(text, place):
    with pytest.raises(BadMapping) as error:
        as_mapping(text)
    assert place in {fault.column for fault in error.value.faults}
    assert all(fault.sentence("it") for fault in error.value.faults)


def test_one_name_of_two_areas_is_asked_about_with_their_codes():
    ids = ["0151460000001", "0151460000002", "0151460000003", "0151460000004"]
    sections = gpd.GeoDataFrame(
        {"section_id": ids, "nil_id": ["1", "1", "2", "3"], "nil_name": ["Brera", "Brera", "Brera", "Duomo"],
         "municipio_id": None, "municipio_name": None},
        geometry=[None] * 4,
    )  # fmt: skip
    _, faults = check_areas(sections, pd.DataFrame({"section_id": ids}), "sezioni.gpkg", Mapping())
    shared = [fault for fault in faults if fault.code == "shared_name"]
    assert [(fault.found, fault.values["areas"], fault.column) for fault in shared] == [("Brera", "1, 2", "nil_name")]
