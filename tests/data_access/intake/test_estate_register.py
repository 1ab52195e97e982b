"""The register of estates: MM's system by its mapping, places by position, and bands too narrow to publish."""

import csv

import pandas as pd
import pytest

from contract.errors import Severity
from data_access.intake.mappings import merge, read_mapping
from data_access.privacy.estates import counted
from tests.data_access.small_city import SmallCity
from tests.places import REAL

DICTIONARY = REAL / "dictionaries/dizionario_sepaweb_erp.csv"
ROW = {
    "ID": "1", "COD_COMPLESSO": "0000123", "DENOMINAZIONE": "Via Prova 3", "NOTE": "", "indirizzo": "Via Prova 3",
    "COORDINATA_LATITUDINE": "45,4608", "COORDINATA_LONGITUDINE": "9,1545", "alloggi": "120", "famiglie": "110",
    "custodia_sociale": "S", "comitato_inquilini": "", "riscaldamento": "central", "classe_ape": "G", "posti_sala": "",
    "senza_gradini": "N", "lavori": "planned", "sportello": "N", "metri_fermata": "150,5",
    "fascia_vulnerabili": "20_30", "fascia_morosita": "10_20", "lingue": "it ar",
}  # fmt: skip


def read(tmp_path, *rows):
    city = SmallCity(tmp_path)
    path = tmp_path / "complessi.csv"
    pd.DataFrame([ROW | row for row in rows]).to_csv(path, sep=";", index=False)
    city.more["complexes"] = path
    city.mapping = merge([city.mapping, read_mapping("mm_erp")])
    return city.read()


def test_mm_s_system_is_read_by_its_mapping(tmp_path):
    sources = read(tmp_path, {})
    assert {fault.severity for fault in sources.faults} <= {Severity.NOTICE}
    estate = sources.tables["complexes"].iloc[0]
    assert (estate["complex_id"], estate["manager"], estate["dwellings"]) == ("0000123", "MM", 120)
    assert (estate["has_social_custodian"], estate["is_step_free"], estate["is_desk_site"]) == (True, False, False)
    assert pd.isna(estate["has_tenants_committee"]) and pd.isna(estate["room_capacity"])
    assert (estate["transit_m"], estate["vulnerable_band"], estate["arrears_band"]) == (150.5, "20_30", "10_20")
    assert estate["section_id"] in set(sources.sections["section_id"])


def test_a_count_or_a_band_of_an_estate_is_told_as_a_window(tmp_path):
    sources = read(tmp_path, {"fascia_morosita": ""}, {"COD_COMPLESSO": "2", "famiglie": ""})
    complexes = sources.tables["complexes"].assign(arrears_households=pd.array([7, None], dtype="Int64"))
    low, high = counted(complexes, sources.sections["section_id"])
    assert (low.loc["0000123", "above_10"], high.loc["0000123", "above_10"]) == (22, 33)
    assert (low.loc["0000123", "in_arrears"], high.loc["0000123", "in_arrears"]) == (7, 7)
    assert low.loc["2"].isna().all() and high.loc["2"].isna().all()


def test_a_coordinate_that_cannot_be_read_is_not_told_as_absent(tmp_path):
    faults = read(tmp_path, {"COORDINATA_LATITUDINE": "45°27'N"}).faults
    assert [fault.code for fault in faults if fault.severity is Severity.ERROR] == ["more_than_a_number"]


@pytest.mark.skipif(not DICTIONARY.is_file(), reason=f"the dictionary of MM's system is not in {DICTIONARY}")
@pytest.mark.real_data
def test_the_mapping_s_capitals_are_columns_of_mm_s_system():
    with DICTIONARY.open(encoding="utf-8") as file:
        columns = {row["colonna"] for row in csv.DictReader(file) if row["tabella"] == "COMPLESSI_IMMOBILIARI"}
    part = read_mapping("mm_erp").part("complexes")
    named = {name for name in [*part.columns.values(), *part.ignored] if name.isupper()}
    assert named == columns
