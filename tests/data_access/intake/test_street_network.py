"""A street network comes in by its mapping, is checked row by row, and goes into the edition."""

import pandas as pd

from contract.tables import TABLES
from data_access.editions import read_table
from data_access.intake.mappings import merge, read_mapping
from data_access.intake.table_files import read_table_file
from data_access.publishing.publish import publish
from tests.data_access.small_city import SmallCity

HEAD = "ID_ARCO;NODO_DA;NODO_A;LON_DA;LAT_DA;LON_A;LAT_A;LUNGHEZZA_M\n"
ROWS = "1;a;b;9,15;45,46;9,151;45,46;80,5\n2;b;c;9,151;45,46;9,152;45,461;\n"


def test_the_shipped_mapping_reads_stretches_with_and_without_a_length(tmp_path):
    path = tmp_path / "strade.csv"
    path.write_text(HEAD + ROWS)
    _, frame, faults = read_table_file(path, read_mapping("strade").part("streets"))
    assert faults == []
    assert list(frame) == TABLES["streets"].names
    assert frame["length_m"].tolist()[0] == 80.5 and pd.isna(frame["length_m"].iloc[1])
    assert frame["from_lon"].tolist() == [9.15, 9.151]


def test_every_wrong_stretch_is_told(tmp_path):
    path = tmp_path / "strade.csv"
    path.write_text(HEAD + "1;a;b;9,15;95;9,151;45,46;80\n1;b;;9,151;45,46;9,152;45,461;-3\n")
    _, _, faults = read_table_file(path, read_mapping("strade").part("streets"))
    assert {fault.column for fault in faults} >= {"LAT_DA", "NODO_A", "LUNGHEZZA_M"}


def test_the_network_is_published_with_its_year(tmp_path):
    city = SmallCity(tmp_path)
    city.more["streets"] = tmp_path / "strade.csv"
    city.more["streets"].write_text(HEAD + ROWS)
    city.mapping = merge([city.mapping, read_mapping("strade")])
    edition = publish(city.read(), tmp_path / "editions")
    assert read_table(edition, "streets")["to_node"].tolist() == ["b", "c"]
    assert "streets" in {resource["name"] for resource in edition.manifest["resources"]}
