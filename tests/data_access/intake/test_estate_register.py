"""The register of estates: MM's system by its mapping, places by position, and bands too narrow to publish."""

import csv

import pandas as pd
import pytest
from data_access.intake.estate_bands import LEAST_HOUSEHOLDS

from contract.errors import Severity
from contract.tables import SHARE_BANDS
from data_access.intake.mappings import merge, read_mapping
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


@pytest.mark.parametrize("households", ["", "49"])
def test_bands_of_few_households_are_left_out_and_said(tmp_path, households):
    sources = read(tmp_path, {"famiglie": households}, {"COD_COMPLESSO": "2"})
    bands = sources.tables["complexes"][["vulnerable_band", "arrears_band"]]
    assert bands.iloc[0].isna().all()
    assert bands.iloc[1].tolist() == ["20_30", "10_20"]
    said = [fault for fault in sources.faults if fault.code == "small_band"]
    assert [(fault.column, fault.values["count"]) for fault in said] == [("fascia_vulnerabili", "1"),
                                                                         ("fascia_morosita", "1")]  # fmt: skip


def test_every_band_spans_enough_households():
    assert min(round(high - low, 9) for low, high in SHARE_BANDS.values()) * LEAST_HOUSEHOLDS >= 5


@pytest.mark.skipif(not DICTIONARY.is_file(), reason=f"the dictionary of MM's system is not in {DICTIONARY}")
@pytest.mark.real_data
def test_the_mapping_s_capitals_are_columns_of_mm_s_system():
    with DICTIONARY.open(encoding="utf-8") as file:
        columns = {row["colonna"] for row in csv.DictReader(file) if row["tabella"] == "COMPLESSI_IMMOBILIARI"}
    part = read_mapping("mm_erp").part("complexes")
    named = {name for name in [*part.columns.values(), *part.ignored] if name.isupper()}
    assert named == columns
