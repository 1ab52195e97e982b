"""Columns guessed by likeness: exact names first, misspelt ones next, numbers never confused, no name twice."""

from hypothesis import given
from hypothesis import strategies as st

from contract.tables import CUTOFFS, HOUSEHOLDS, TABLES
from data_access.intake.likeness import guessed_columns, layout_like
from data_access.intake.mappings import read_mapping
from data_access.intake.uploads import delimiter_of, is_text, year_in


def test_the_contract_s_and_the_shipped_names_are_guessed_exactly():
    columns = read_mapping("diogene").part("households").columns
    assert guessed_columns(list(columns.values()), HOUSEHOLDS) == columns
    assert guessed_columns(HOUSEHOLDS.names, HOUSEHOLDS) == {name: name for name in HOUSEHOLDS.names}


def test_misspelt_names_are_guessed_and_cut_offs_never_confused():
    found = ["SEZ_2011", "n_famiglie", "Anno Spesa", *(f"N_OLTR_{cut:02d}" for cut in CUTOFFS), "colore preferito"]
    guessed = guessed_columns(found, HOUSEHOLDS)
    assert guessed["section_id"] == "SEZ_2011" and guessed["households"] == "n_famiglie"
    assert guessed["spend_year"] == "Anno Spesa"
    assert all(guessed[f"above_{cut:02d}"] == f"N_OLTR_{cut:02d}" for cut in CUTOFFS)
    assert "colore preferito" not in guessed.values()


@given(st.lists(st.text(max_size=12), max_size=8, unique=True), st.sampled_from(sorted(TABLES)))
def test_a_guess_is_a_column_of_the_file_once_and_of_the_contract(found, table):
    guessed = guessed_columns(found, TABLES[table])
    assert set(guessed) <= set(TABLES[table].names)
    assert len(set(guessed.values())) == len(guessed) and set(guessed.values()) <= set(found)


def test_a_shipped_layout_is_known_by_its_columns():
    columns = read_mapping("diogene").part("households").columns.values()
    assert layout_like([*columns, "altro"], "households") == "diogene"
    assert layout_like(list(columns)[1:], "households") == ""


def test_a_text_tells_its_sign_and_its_year():
    part = read_mapping("diogene").part("households")
    assert year_in(b"\xef\xbb\xbfSEZ2011;ANNO_SPESA\n1;2022\n", part) == 2022
    assert [year_in(text, part) for text in (b"", b"SEZ2011\n1\n", b"ANNO_SPESA\nx\n", b"\x00\xff")] == [None] * 4
    assert [delimiter_of(text) for text in (b"a;b;c,d", b"a,b", b"a\tb", b"a|b|c", b"")] == [";", ",", "\t", "|", ";"]
    assert is_text("A.CSV") and not is_text("a.xlsx")
