"""An edition as open data: a Frictionless Data Package of CSV, GeoPackage and GeoParquet, and its catalogue."""

import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import pandas as pd

from contract.translations import LANGUAGES, translate
from data_access.editions import Edition
from data_access.publishing.geopackage import geopackage_bytes
from geo.rollup import dissolve
from indicators.catalogue.registry import INDICATORS, Choices
from reports.downloads import COLUMNS, METHOD_COLUMN, ORDER, PLAUSIBLE_COLUMNS, figures_frame, without_formulas
from reports.open_data.catalogue import LICENCE, Distribution, Holder, catalogue_ttl
from reports.reading.edition_reading import EditionReading

DESCRIPTOR, CATALOGUE = "datapackage.json", "catalogo.ttl"
VERSION_COLUMN = "indicator_version"
_TEXTS = ("indicator_id", "level", "area_id", "area_name", "state", "reason", "assumptions_id", "method")
_WIDE = ("estimate", "minimum", "maximum")


def open_data_files(edition: Edition, holder: Holder, levels: Iterable[str] = ()) -> dict[str, bytes]:
    """Every file of the package by name: tables and maps of `levels` (all, unless told), descriptor, catalogue.

    Each figure carries the id and the version of its indicator.
    """
    read = EditionReading(edition)
    frames = {level: _figures(read, level) for level in (tuple(levels) or edition.levels)}
    shapes = {level: _shapes(read, level, frame) for level, frame in frames.items()}
    files = {f"figures-{level}.csv": _csv(frame) for level, frame in frames.items()}
    files["areas.gpkg"] = geopackage_bytes(shapes, "MultiPolygon")
    files |= {f"areas-{level}.parquet": _parquet(shape) for level, shape in shapes.items()}
    files[DESCRIPTOR] = _descriptor(edition, holder, files).encode()
    kinds = {"csv": "CSV", "gpkg": "GPKG", "parquet": "PARQUET", "json": "JSON"}
    told = [Distribution(name, kinds[name.rpartition(".")[2]]) for name in files]
    files[CATALOGUE] = catalogue_ttl({edition.folder.name: told}, [edition], holder).encode()
    return files


def _figures(read: EditionReading, level: str) -> pd.DataFrame:
    """Every indicator of every area of the level, one row each."""
    choices, names = read.imputed(Choices()), read.areas(level)["area_name"]
    parts = [
        figures_frame(read.figures(level, indicator, choices), names, level, indicator.id).assign(
            **{VERSION_COLUMN: indicator.version}
        )
        for indicator in INDICATORS.values()
    ]
    columns = [name for name in ORDER if name in COLUMNS | PLAUSIBLE_COLUMNS | METHOD_COLUMN]
    frame = pd.concat(parts, ignore_index=True).reindex(columns=[columns[0], VERSION_COLUMN, *columns[1:]])
    unused = [name for name in frame if name not in COLUMNS and frame[name].isna().all()]
    return frame.drop(columns=unused)


def _csv(frame: pd.DataFrame) -> bytes:
    text: str = without_formulas(frame).to_csv(index=False, lineterminator="\n")
    return text.encode()


def _shapes(read: EditionReading, level: str, frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """The areas with the figures of each indicator beside each other, EPSG:32632."""
    wide = frame.pivot(index="area_id", columns="indicator_id", values=list(_WIDE))
    wide.columns = pd.Index([f"{indicator}_{name}" for name, indicator in wide.columns])
    wide = wide.astype("Float64").reindex(read.areas(level).index.astype("str"))
    places = read.sections()
    if level == "section":
        outlines = places.geometry
    else:
        held_by = places[f"{level}_id"] if level != "city" else pd.Series(str(wide.index[0]), places.index)
        outlines = dissolve(places, held_by)
    named = wide.assign(area_name=read.areas(level)["area_name"].to_numpy()).rename_axis("area_id").reset_index()
    geometry = outlines.reindex(named["area_id"]).to_numpy()
    return gpd.GeoDataFrame(named, geometry=geometry, crs=places.crs)


def _parquet(shape: gpd.GeoDataFrame) -> bytes:
    content = io.BytesIO()
    shape.to_parquet(content, index=False)
    return content.getvalue()


def _descriptor(edition: Edition, holder: Holder, files: Mapping[str, bytes]) -> str:
    manifest = edition.manifest
    told = {
        "name": f"{manifest['name']}-{edition.revision}",
        "title": f"Benessere Energetico, {manifest['city']['name']}, {edition.year}",
        "version": f"{edition.year}.{edition.revision}",
        "created": manifest["created"],
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE}],
        "contributors": [{"title": holder.name, "role": "publisher", "ipa_code": holder.ipa_code}],
        "keywords": ["povertà energetica", "energy poverty"],
        "is_demonstration": edition.is_demonstration,
        "privacy": {name: manifest["privacy"][name] for name in ("least_base", "least_count")},
        "indicators": [{"id": each.id, "version": each.version} for each in INDICATORS.values()],
        "resources": [_resource(name, content) for name, content in files.items()],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _resource(name: str, content: bytes) -> dict[str, Any]:
    stem, _, kind = name.rpartition(".")
    told = {
        "name": f"{stem}-{kind}".lower(),
        "path": name,
        "format": "geoparquet" if kind == "parquet" else kind,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if kind != "csv":
        return told
    columns = content.partition(b"\n")[0].decode().split(",")
    return told | {"encoding": "utf-8", "profile": "tabular-data-resource", "schema": _schema(columns)}


def _schema(columns: list[str]) -> dict[str, Any]:
    meanings = COLUMNS | PLAUSIBLE_COLUMNS | METHOD_COLUMN
    fields = [
        {"name": name, "type": "string" if name in _TEXTS else "integer" if name == VERSION_COLUMN else "number"}
        | {f"description_{code}": translate(meanings[name], code) for code in LANGUAGES if name in meanings}
        for name in columns
    ]
    return {"fields": fields, "missingValues": [""], "primaryKey": ["indicator_id", "area_id"]}
