"""Mappings: read, checked all at once, merged, written and read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import UnknownName
from contract.tables import HOUSEHOLDS
from data_access.intake.mappings import (
    BadMapping,
    Mapping,
    Part,
    as_mapping,
    list_mappings,
    merge,
    read_mapping,
    write_mapping,
)


@pytest.mark.parametrize(
    "name", ["diogene", "eemeter", "istat_2011", "istat_2021", "letture", "mm_erp", "mm_riscaldamento"]
)
def test_shipped_mappings_are_read_and_written_without_loss(name):
    assert name in list_mappings()
    mapping = read_mapping(name)
    assert mapping.name == name
    assert as_mapping(write_mapping(mapping)) == mapping


def test_a_mapping_is_read_from_a_path(tmp_path):
    path = tmp_path / "mia.toml"
    path.write_bytes(b"\xef\xbb\xbf" + write_mapping(read_mapping("diogene")).encode())
    assert read_mapping(path) == read_mapping("diogene")
    assert read_mapping(str(path)).city_name == "Milano"


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(UnknownName) as error:
        read_mapping("nessuna")
    assert "diogene, eemeter, istat_2011, istat_2021, letture, mm_erp, mm_riscaldamento" in error.value.sentence("it")


def test_without_a_part_the_names_are_the_contracts():
    part = Mapping().part("households")
    assert part.file_columns == {name: name for name in HOUSEHOLDS.names}
    assert (part.delimiter, part.decimal, part.thousands) == ("", ".", "")


def test_every_fault_of_a_mapping_is_told_at_once():
    text = """
        name = 3
        [city]
        id = "15146"
        [famiglie]
        [households]
        delimiter = ":"
        decimal = "."
        thousands = "."
        encoding = "klingon"
        crs = "UTM 32"
        colour = "red"
        id_from = "nome"
        [households.columns]
        section_id = 7
        famiglie = "N"
        renters = "R"
        [households.constants]
        renters = 4
        [households.values]
        is_estimated = "S"
    """
    with pytest.raises(BadMapping) as error:
        as_mapping(text, "mia.toml")
    found = {(fault.code, fault.column) for fault in error.value.faults}
    assert found == {
        ("mapping_type", "name"),
        ("city_id", "city.id"),
        ("unknown_table", "famiglie"),
        ("unknown_mark", "households.delimiter"),
        ("same_mark", "households.thousands"),
        ("unknown_encoding", "households.encoding"),
        ("unknown_crs", "households.crs"),
        ("unknown_option", "households.colour"),
        ("unknown_column", "households.id_from"),
        ("mapping_type", "households.columns.section_id"),
        ("unknown_column", "households.columns.famiglie"),
        ("column_twice", "households.constants.renters"),
        ("mapping_type", "households.values.is_estimated"),
    }
    assert error.value.sentence("it").count("\n") == len(error.value.faults) - 1


def test_bad_toml_names_its_line():
    with pytest.raises(BadMapping) as error:
        as_mapping('name = "a"\n[households\n', "mia.toml")
    fault = error.value.faults[0]
    assert (fault.code, fault.file, fault.row) == ("mapping_syntax", "mia.toml", 2)


@pytest.mark.parametrize(
    ("content", "code"), [(b"\xff\xfe", "mapping_encoding"), (b"#" * 1_000_001, "mapping_too_large")]
)
def test_a_file_that_cannot_be_a_mapping_is_refused(tmp_path, content, code):
    path = tmp_path / "mia.toml"
    path.write_bytes(content)
    with pytest.raises(BadMapping) as error:
        read_mapping(path)
    assert error.value.faults[0].code == code


def test_a_later_mapping_wins_table_by_table():
    first = as_mapping(
        'name = "a"\n[city]\nname = "Milano"\n[households]\ndelimiter = ";"\n[venues]\ndelimiter = ";"\n'
    )
    second = as_mapping('name = "b"\n[city]\nid = "016024"\n[households]\ndelimiter = "|"\n')
    merged = merge([first, second])
    assert merged.part("households").delimiter == "|"
    assert merged.part("venues").delimiter == ";"
    assert (merged.name, merged.city_name, merged.city_id) == ("a + b", "Milano", "016024")


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


columns_of_files = st.dictionaries(st.sampled_from(HOUSEHOLDS.names), texts, max_size=5)


@given(columns_of_files, st.dictionaries(texts, texts), st.lists(texts, max_size=3), texts)
def test_whatever_a_form_gives_is_written_and_read_again(columns, values, ignored, name):
    values = {"is_estimated": values} if values else {}
    part = Part("households", columns, values, ignored=tuple(ignored), delimiter=";")
    mapping = Mapping(name, name, parts={"households": part})
    assert as_mapping(write_mapping(mapping)) == mapping
