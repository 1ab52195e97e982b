"""Open data: a package that Frictionless accepts, a catalogue that keeps to DCAT-AP_IT, figures with their versions."""

import io
import json
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from pyarrow.parquet import read_metadata

from contract.errors import ObservatoryError
from data_access.editions import SAMPLE, find_edition, list_editions
from data_access.publishing.publish import publish
from indicators.catalogue.registry import INDICATORS, Choices, get_indicator
from reports.__main__ import main
from reports.open_data.catalogue import Distribution, Holder, catalogue_ttl, holder_of
from reports.open_data.command import write_folder
from reports.open_data.package import open_data_files
from reports.reading.edition_reading import EditionReading
from tests.data_access.small_publication import small_sources

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")

EDITION = find_edition(SAMPLE / "2023")
LEVELS = ("nil", "municipio", "city")
SHAPES = Path(__file__).with_name("dcat_ap_it.shacl.ttl")


@pytest.fixture(scope="module")
def files():
    return open_data_files(EDITION, holder_of(EDITION), LEVELS)


def conforms(turtle):
    from pyshacl import validate
    from rdflib import Graph

    data = Graph().parse(data=turtle, format="turtle", publicID="https://osservatorio.example/catalogo.ttl")
    found, _, text = validate(data, shacl_graph=str(SHAPES))
    return found, text


def test_frictionless_accepts_the_package(files, tmp_path):
    from frictionless import Package, validate

    write_folder(tmp_path / "out", files)
    report = validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "message"])[:5]
    package = Package(str(tmp_path / "out" / "datapackage.json"))
    assert {resource.path for resource in package.resources} == set(files) - {"datapackage.json", "catalogo.ttl"}


def test_the_catalogue_keeps_to_the_profile(files):
    found, text = conforms(files["catalogo.ttl"].decode())
    assert found, text


@pytest.mark.parametrize("name", ['Comune "di" Forlì \\ Cesena', "Comune 🏠", "𝐂omune\n\tdi prova"])
def test_a_holder_of_any_name_is_read_back_by_its_name(name):
    from rdflib import Graph, Namespace

    told = catalogue_ttl({EDITION.folder.name: [Distribution("x.csv", "CSV")]}, [EDITION], Holder(name, "c_x"))
    found = Graph().parse(data=told.encode(), format="turtle", publicID="https://a.example/c.ttl")
    names = set(map(str, found.objects(predicate=Namespace("http://xmlns.com/foaf/0.1/").name)))
    assert name in names


def test_the_catalogue_of_all_editions_keeps_to_it_too_and_a_broken_one_does_not():
    editions = list_editions(SAMPLE)
    pages = {each.folder.name: [Distribution(f"https://x.example/dati?year={each.year}", "CSV")] for each in editions}
    told = catalogue_ttl(pages, editions, Holder('Comune "X" \\ di', "c_x", "dati@x.example"),
                         "https://x.example/catalogo.ttl")  # fmt: skip
    assert conforms(told)[0], conforms(told)[1]
    assert told.count("dcat:contactPoint <#contact>") == len(editions) and "<mailto:dati@x.example>" in told
    for line in ("dcat:theme ", "dct:accrualPeriodicity ", "dct:rightsHolder ", "dct:license ", "dct:temporal ",
                 "schema:startDate ", "vcard:fn ", "dcat:keyword "):  # fmt: skip
        broken = "\n".join(each for each in told.splitlines() if not each.lstrip().startswith(line))
        if line == "dct:license ":
            broken = told.replace("  dct:license ", "  dct:rights ")
        assert not conforms(broken)[0]


def test_every_figure_carries_its_indicator_and_version_and_is_that_of_the_map(files):
    table = pd.read_csv(io.BytesIO(files["figures-nil.csv"]), dtype={"area_id": str})
    assert set(table["indicator_id"]) == set(INDICATORS)
    versions = table.groupby("indicator_id")["indicator_version"].unique()
    assert all(versions[name].tolist() == [INDICATORS[name].version] for name in INDICATORS)
    read = EditionReading(EDITION)
    ours = read.figures("nil", get_indicator("energy_poverty_10"), read.imputed(Choices()))["estimate"]
    told = table[table["indicator_id"] == "energy_poverty_10"].set_index("area_id")["estimate"]
    assert told.round(12).equals(ours.astype(float).rename_axis("area_id").round(12))


def test_maps_hold_every_area_with_its_figures(files, tmp_path):
    (tmp_path / "areas.gpkg").write_bytes(files["areas.gpkg"])
    for level in LEVELS:
        (tmp_path / "areas.parquet").write_bytes(files[f"areas-{level}.parquet"])
        package = gpd.read_file(tmp_path / "areas.gpkg", layer=level)
        parquet = gpd.read_parquet(tmp_path / "areas.parquet")
        assert len(package) == len(parquet) == len(EditionReading(EDITION).areas(level))
        assert parquet.crs.to_epsg() == package.crs.to_epsg() == 32632
        assert set(package.geom_type.dropna()) == {"MultiPolygon"}
        geo = json.loads(read_metadata(tmp_path / "areas.parquet").metadata[b"geo"])
        column = geo["columns"][geo["primary_column"]]
        assert geo["version"].startswith("1.") and column["encoding"] == "WKB" and column["geometry_types"]
        assert column["crs"]["id"]["code"] == 32632 and len(column["bbox"]) == 4
        assert {f"{name}_estimate" for name in INDICATORS} <= set(parquet.columns)


def test_a_level_of_which_no_figure_is_shown_has_its_tables_and_maps_too(tmp_path):
    few = {"households": 5, "both_known": 5, "above_10": 2, "valid_above_10": 2, "income_eur": 90_000.0}
    edition = publish(small_sources(rows=dict.fromkeys(range(4), few), count=4), tmp_path)
    files = open_data_files(edition, Holder("Comune", "c_x"))
    told = pd.read_csv(io.BytesIO(files["figures-section.csv"]))
    assert told["estimate"].isna().all() and told["reason"].notna().all()


def test_the_descriptor_says_edition_licence_holder_and_that_data_are_invented(files):
    told = json.loads(files["datapackage.json"])
    assert told["version"] == "2023.1" and told["is_demonstration"] and told["licenses"][0]["name"] == "CC-BY-4.0"
    assert told["contributors"][0]["ipa_code"] == "c_f205"
    assert "offsets" not in json.dumps(told["privacy"])


def test_a_city_whose_holder_is_not_known_asks_for_it():
    other = replace(EDITION)
    other.__dict__["manifest"] = EDITION.manifest | {"city": {"id": "063049", "name": "Napoli"}}
    with pytest.raises(ObservatoryError, match="--holder"):
        holder_of(other)
    assert holder_of(other, "Comune di Napoli", "c_f839") == Holder("Comune di Napoli", "c_f839")
    with pytest.raises(ObservatoryError, match="non un"):
        holder_of(other, "Comune di Napoli", "c_f839", "non un indirizzo")


def test_a_folder_that_another_wrote_meanwhile_is_told_in_italian(tmp_path):
    write_folder(tmp_path / "out", {"a": b"a"})
    with pytest.raises(ObservatoryError) as refused:
        write_folder(tmp_path / "out", {"a": b"b"})
    assert refused.value.sentence("it").endswith("non si può scrivere: quel nome è già di una cartella.")


@pytest.mark.parametrize("out", ["there", "no/where"])
def test_a_folder_that_is_there_or_cannot_be_is_refused_and_nothing_is_left(out, tmp_path, capsys, monkeypatch):
    (tmp_path / "there").mkdir()
    monkeypatch.setattr("reports.open_data.command.open_data_files", lambda *_: {"a": b"a"})
    assert main(["open-data", str(SAMPLE / "2023"), "--out", str(tmp_path / out)]) == 1
    assert str(tmp_path / out) in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_the_app_serves_the_catalogue():
    from starlette.applications import Starlette
    from starlette.requests import Request

    from ui.entrance.server import catalogue

    scope = {"type": "http", "method": "GET", "path": "/catalogo.ttl", "headers": [(b"host", b"x.example")],
             "query_string": b"", "scheme": "https", "server": ("x.example", 443), "app": Starlette()}  # fmt: skip
    answer = catalogue(Request(scope))
    assert answer.media_type == "text/turtle"
    assert conforms(answer.body.decode())[0]
