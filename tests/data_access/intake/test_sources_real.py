"""Whole cities: Milan's real files as they are, another city by mapping alone, a city with context only."""

import zipfile

import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import CRS

from contract.errors import Severity
from contract.tables import CELLS, HOUSEHOLDS, SECTIONS
from data_access.disclosure import PrivacyRule
from data_access.intake.mappings import as_mapping, merge, read_mapping
from data_access.intake.sources import SourcePaths, read_sources
from data_access.publishing.fault_report import check_against_previous
from data_access.publishing.publish import publish
from data_access.publishing.review import review
from tests.data_access.small_city import YEAR, SmallCity, canonical_extract, section_ids, section_polygons, squares
from tests.places import REAL
from tests.whole_city import whole_city

UNDRAWN = {"0151460004227", "0151460004225", "0151460002537", "0151460003349", "0151460004226"}

needs_real_data = pytest.mark.skipif(not REAL.is_dir(), reason=f"the public data are not in {REAL}")


def milan(year, **more):
    return SourcePaths(
        extract=REAL / f"diogene/diogene_sezioni_{year}.csv",
        sections=REAL / "sections/milano_sezioni_2011_ricostruite.geojson",
        lookup=REAL / "sections/milano_sezioni_2011_lookup.csv",
        **more,
    )


@needs_real_data
@pytest.mark.real_data
@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_the_real_files_are_read_as_they_are(year):
    read_sources(year, milan(year), read_mapping("diogene"))
    sources = read_sources(year, milan(year), read_mapping("diogene"))
    warned = [fault for fault in sources.faults if fault.severity is not Severity.NOTICE]
    assert [fault.code for fault in warned] == ["heat_unknown_below_others"] * (2 if year == 2022 else 0)
    undrawn = [fault.found for fault in sources.faults if fault.code == "section_without_polygon"]
    assert len(undrawn) == 5
    assert set(undrawn) == UNDRAWN
    counts = {fault.code: fault.values.get("count") for fault in sources.faults if fault not in warned}
    assert counts == {
        "padded_ids": "6080",
        "section_without_polygon": None,
        "uninhabited_sections": "304",
        "unlisted_sections": "68",
        "no_nil": "5",
        "no_municipio": "5",
    }
    file = pd.read_csv(REAL / f"diogene/diogene_sezioni_{year}.csv", sep=";", decimal=",")
    for name, column in read_mapping("diogene").part("households").columns.items():
        if name in CELLS:
            counted = file[column].sub(file["N_RISC_ASSENTE"]).clip(lower=0) if name == "heat_unknown" else file[column]
            assert float(sources.households[name].sum()) == pytest.approx(counted.sum(), rel=1e-12)


@needs_real_data
@pytest.mark.real_data
def test_the_real_sources_have_the_shape_that_publishing_needs():
    more = {
        "complexes": REAL / "erp/quartieri_erp_seed.csv",
        "venues": REAL / "venues/biblioteche_comune_milano_punti.csv",
        "contributions": REAL / "contributions/contributi_catalogo.csv",
    }
    sources = read_sources(2023, milan(2023, **more), read_mapping("diogene"))
    assert not [fault for fault in sources.faults if fault.severity is Severity.ERROR]
    assert list(sources.households.columns) == HOUSEHOLDS.names
    assert list(sources.households.index) == list(range(6017))
    assert list(sources.sections.columns) == [*SECTIONS.names, "geometry"]
    assert sources.sections.crs == CRS("EPSG:32632")
    assert sources.sections["nil_id"].nunique() == 88
    assert set(sources.sections["municipio_name"]) == {f"Municipio {number}" for number in range(1, 10)}
    assert sources.city_name == "Milano"
    assert set(sources.files) == {"extract", "sections", "lookup", "complexes", "venues", "contributions"}
    complexes = sources.tables["complexes"].set_index("complex_id")
    assert complexes["section_id"].notna().all()
    assert set(complexes["manager"]) == {"MM", "ALER", "other"}
    assert complexes["dwellings"].notna().sum() == 5
    assert sources.tables["venues"]["venue_id"].is_unique


@needs_real_data
@whole_city
@pytest.mark.real_data
def test_the_real_years_jump_only_by_the_price_shock(tmp_path):
    warnings = []
    for year in (2021, 2022, 2023):
        sources = review(year, milan(year), read_mapping("diogene"), PrivacyRule(), tmp_path)
        warnings.append([fault.code for fault in sources.faults if fault.severity is Severity.WARNING])
        publish(sources, tmp_path)
    # the price shock of 2022 is a jump to look at; nothing else is
    assert warnings == [[], ["share_jump"], []]


@needs_real_data
@pytest.mark.real_data
def test_the_real_census_is_read_as_context():
    paths = SourcePaths(
        REAL / "sections/milano_sezioni_2011_variabili.csv", REAL / "sections/milano_sezioni_2011_ricostruite.geojson"
    )
    undrawn = as_mapping(f"[sections]\nwithout_polygon = {sorted(UNDRAWN)}\n[sections.columns]\nsection_id = 'SEZ2011'")
    sources = read_sources(2011, paths, merge([read_mapping("istat_2011"), undrawn]))
    assert [fault.code for fault in sources.faults if fault.severity is not Severity.NOTICE] == ["no_year"]
    assert sources.households["households"].sum() == 618_524
    assert sources.households["renters"].sum() == 179_767
    assert sources.households["above_10"].isna().all()


BERGAMO = "16024"
BERGAMO_MAPPING = """
    name = "bergamo"
    [city]
    name = "Bergamo"
    [households]
    delimiter = ";"
    decimal = ","
    thousands = "."
    encoding = "cp1252"
    [households.columns]
    section_id = "Sezione"
    spend_year = "Anno spesa"
    households = "Nuclei"
    above_10 = "Oltre il 10%"
    income_eur = "Reddito (€)"
    both_known = "Validi"
    is_estimated = "Stimato?"
    [households.values.is_estimated]
    "sì" = "true"
    "no" = "false"
    [sections.columns]
    section_id = "COD_SEZ"
    nil_id = "QUART"
    nil_name = "NOME_Q"
"""


def bergamo_files(folder, crs):
    extract = canonical_extract(BERGAMO)
    renamed = pd.DataFrame(
        {
            "Sezione": extract["section_id"],
            "Anno spesa": extract["spend_year"],
            "Nuclei": "1.100,0",
            "Validi": extract["both_known"],
            "Oltre il 10%": extract["above_10"],
            "Reddito (€)": "2.100.000,55",
            "Stimato?": ["sì", "no"] * 8,
        }
    )
    renamed.to_csv(folder / "bergamo.csv", sep=";", index=False, encoding="cp1252")
    sections = section_polygons(BERGAMO).rename(columns={"SEZ2011": "COD_SEZ", "ID_NIL_PGT2030": "QUART"})
    sections["NOME_Q"] = ["Città Alta"] * 6 + ["Colli"] * 6 + ["Redona"] * 4
    others = sections.assign(COD_SEZ=[int(section) for section in section_ids("16091")])
    others.geometry = others.geometry.translate(5_000)
    pd.concat([sections, others]).to_crs(crs).to_file(folder / "R03_sezioni.shp")
    with zipfile.ZipFile(folder / "R03_sezioni.zip", "w") as archive:
        for file in folder.glob("R03_sezioni.[!z]*"):
            archive.write(file, f"R03/{file.name}")
    return SourcePaths(folder / "bergamo.csv", folder / "R03_sezioni.zip")


@pytest.mark.parametrize("crs", ["EPSG:32632", "EPSG:3003"])
def test_another_city_works_by_mapping_alone(tmp_path, crs):
    sources = read_sources(YEAR, bergamo_files(tmp_path, crs), as_mapping(BERGAMO_MAPPING))
    notices = {fault.code: fault.values.get("count") for fault in sources.faults}
    assert {fault.severity for fault in sources.faults} == {Severity.NOTICE}, sources.faults
    assert notices["other_municipalities"] == "16"
    assert sources.city_name == "Bergamo"
    assert set(sources.sections["section_id"]) == {f"0{section}" for section in section_ids(BERGAMO)}
    assert set(sources.sections["nil_name"]) == {"Città Alta", "Colli", "Redona"}
    assert sources.households["income_eur"].sum() == pytest.approx(16 * 2_100_000.55)
    assert set(sources.households["households"]) == {1100}
    drawn = sources.sections.sort_values("section_id").geometry.reset_index(drop=True)
    assert (shapely.hausdorff_distance(drawn.to_numpy(), np.array(squares())) < 1).all()


def test_a_regions_extract_is_cut_to_the_city_that_the_mapping_names(tmp_path):
    variables = pd.DataFrame({"SEZ2011": section_ids(BERGAMO) + section_ids("16091"), "PF1": 50, "A46": 10, "P1": 99})
    variables.to_csv(tmp_path / "R03_indicatori_2011_sezioni.csv", sep=";", index=False)
    section_polygons(BERGAMO)[["SEZ2011", "geometry"]].to_file(tmp_path / "R03_11_WGS84.shp")
    paths = SourcePaths(tmp_path / "R03_indicatori_2011_sezioni.csv", tmp_path / "R03_11_WGS84.shp")
    codes = {fault.code for fault in read_sources(2011, paths, read_mapping("istat_2011")).faults}
    assert "other_municipality" in codes
    mapping = merge([read_mapping("istat_2011"), as_mapping('[city]\nname = "Bergamo"\nid = "016024"')])
    sources = read_sources(2011, paths, mapping)
    assert not [fault for fault in sources.faults if fault.severity is Severity.ERROR]
    assert len(sources.households) == 16


def test_the_2021_layout_knows_municipi_and_nil(tmp_path):
    pd.DataFrame({"SEZ21_ID": section_ids(), "PF1": 50}).to_csv(tmp_path / "variabili.csv", sep=";", index=False)
    fields = {"SEZ2011": "SEZ21_ID", "MUNICIPIO": "COM_ASC1", "ID_NIL_PGT2030": "COM_ASC2"}
    official = section_polygons().rename(columns=fields)
    official.astype({"SEZ21_ID": float, "COM_ASC1": float}).to_file(tmp_path / "sezioni.shp")
    paths = SourcePaths(tmp_path / "variabili.csv", tmp_path / "sezioni.shp")
    sources = read_sources(2021, paths, read_mapping("istat_2021"))
    assert not [fault for fault in sources.faults if fault.severity is Severity.ERROR], sources.faults
    assert sources.sections["nil_id"].nunique() == 3
    assert set(sources.sections["municipio_id"]) == {"1", "2"}
    assert sources.city_name == "015146"


def test_a_context_only_extract_can_be_published(tmp_path):
    from data_access.publishing.publish import publish

    city = SmallCity(tmp_path)
    city.extract = city.extract[["SEZ2011", "N_FAMIGLIE", "N_FAM_AFFITTO"]]
    city.write()
    layout = as_mapping(
        "[households]\ndelimiter = ';'\n[households.columns]\nsection_id = 'SEZ2011'\n"
        "households = 'N_FAMIGLIE'\nrenters = 'N_FAM_AFFITTO'\n"
    )
    city.mapping = merge([city.mapping, layout])
    sources = city.read()
    assert [fault.code for fault in sources.faults if fault.severity is Severity.WARNING] == ["no_year"]
    edition = publish(sources, tmp_path / "editions")
    assert edition.manifest["reference_years"] == {"spend": None, "income": None}


def test_a_lookup_replaces_areas_and_keeps_the_first_spelling(tmp_path):
    city = SmallCity(tmp_path)
    city.more["lookup"] = tmp_path / "lookup.csv"
    names = ["MAGENTA - S.VITTORE", "Magenta – S. Vittore"] * 8
    lookup = pd.DataFrame({"SEZ2011": section_ids(), "ID_NIL_PGT2030": 5, "NIL_PGT2030": names, "MUNICIPIO": 1})
    lookup.loc[15, "ID_NIL_PGT2030"] = 6
    lookup.loc[16] = ["151460000099", 5, "ALTRO", 1]
    lookup.to_csv(city.more["lookup"], index=False)
    sources = city.read()
    found = {fault.code: fault.values for fault in sources.faults}
    assert found["name_variants"] == {"area": "5", "name": "MAGENTA - S.VITTORE"}
    assert found["unknown_lookup_rows"] == {"count": "1"}
    assert set(sources.sections["nil_name"][:15]) == {"MAGENTA - S.VITTORE"}


def test_a_declared_section_without_polygon_counts_and_is_told(tmp_path):
    city = SmallCity(tmp_path)
    city.extract.loc[3, "SEZ2011"] = "151460004227"
    city.write()
    sources = city.read()
    found = {fault.code: (fault.severity, fault.row) for fault in sources.faults}
    assert found["section_without_polygon"] == (Severity.NOTICE, 5)
    assert found["unlisted_sections"] == (Severity.NOTICE, None)
    assert len(sources.households) == 16


@pytest.mark.parametrize(
    ("households", "above", "codes"),
    [
        ([100, 100], [10, 10], set()),
        ([149, 100], [10, 10], {"city_jump"}),
        ([151, 60], [10, 10], {"section_jump"}),
        ([110, 110], [10, 10], set()),
        ([110, 111], [10, 10], {"city_jump"}),
        ([100, 100], [25, 25], set()),
        ([100, 100], [26, 25], {"share_jump"}),
        ([100, 100], [4, 3], {"share_jump"}),
    ],
)
def test_jumps_against_the_year_before_are_warned_of(households, above, codes):
    ids = ["0151460000001", "0151460000002", "0151460000003"]
    previous = pd.DataFrame({"households": [100, 100, pd.NA], "above_10": [10, 10, pd.NA]}, index=ids, dtype="Int64")
    now = pd.DataFrame({"section_id": ids, "households": [*households, 5], "above_10": [*above, 1]})
    city = pd.Series({"households": 200, "above_10": 20})
    now = now.iloc[:2]
    faults = check_against_previous(now, previous, city)
    assert {fault.code for fault in faults} == codes
    assert {fault.severity for fault in faults} <= {Severity.WARNING}


@pytest.mark.parametrize(("before", "now", "jumps"), [(40, 70, True), (40, 69, False), (60, 90, False), (60, 91, True)])
def test_a_section_jumps_by_more_than_half_and_by_thirty_households(before, now, jumps):
    previous = pd.DataFrame({"households": [before], "above_10": [0]}, index=["a"])
    extract = pd.DataFrame({"section_id": ["a"], "households": [now], "above_10": [0]})
    faults = check_against_previous(extract, previous, previous.iloc[0])
    assert ("section_jump" in {fault.code for fault in faults}) is jumps
