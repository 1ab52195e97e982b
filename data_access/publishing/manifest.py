"""The manifest of an edition: a Frictionless Data Package descriptor with the observatory's own fields."""

import hashlib
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from contract.code_version import CODE_VERSION
from contract.errors import Fault, Severity
from contract.schema import Kind, Table
from contract.tables import HOUSEHOLDS, TABLES
from data_access.editions import FORMAT
from data_access.intake.sources import Sources
from data_access.privacy.release import Release
from data_access.publishing.fault_report import COMPARISONS

PRIVACY_LAW = "Regole deontologiche per trattamenti a fini statistici, G.U. 14 gennaio 2019, allegato 1, art. 5"

OFFSETS = "BLAKE2b of the area's id (an estate's: its section's), 8 bytes, big endian, mod the least count"

_FRICTIONLESS = {
    Kind.COUNT: "integer",
    Kind.MONEY: "number",
    Kind.NUMBER: "number",
    Kind.YEAR: "year",
    Kind.DATE: "date",
    Kind.FLAG: "boolean",
}


def told_rule(release: Release) -> dict[str, Any]:
    """Return what the manifest says of privacy: the rule, the law, and where windows begin.

    `renumbered`, where there are any: level and code of areas told elsewhere under another code, and that one.
    """
    begins = [[*area, former] for area, former in release.tree.begins.items()]
    told = asdict(release.rule) | {"law": PRIVACY_LAW, "offsets": OFFSETS}
    return told | {"renumbered": begins} if begins else told


def describe(folder: Path, sources: Sources, privacy: dict[str, Any], revision: int) -> dict[str, Any]:
    """Return the descriptor of the tables already written to `folder`: schemas, hashes, years, `told_rule`, report."""
    return {
        "profile": "data-package",
        "format": FORMAT,
        "name": f"benessere-energetico-{sources.year}",
        "year": sources.year,
        "revision": revision,
        "code_version": CODE_VERSION,
        "reference_years": {
            "spend": _only_year(sources.households["spend_year"]),
            "income": _only_year(sources.households["income_year"]),
        },
        "privacy": privacy,
        "sources": sources.files,
        "report": [_public(fault, count) for fault, count in _grouped(sources.faults) if fault.code not in COMPARISONS],
        "resources": [_resource(path) for path in sorted(folder.glob("*.parquet"))],
    }


def codebook(table: Table) -> list[dict[str, str]]:
    """Name, kind, unit and meaning of each column of `table`, in English: the catalogue translates them."""
    return [
        {
            "name": column.name,
            "type": _FRICTIONLESS.get(column.kind, "string"),
            "unit": column.unit,
            "description": column.meaning,
        }
        for column in table.columns
    ]


def _resource(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    table = TABLES.get(path.stem, HOUSEHOLDS)
    described = {field["name"]: field for field in codebook(table)}
    fields = [described.get(name, {"name": name, "type": "string"}) for name in pq.read_schema(path).names]
    return {
        "name": path.stem,
        "path": path.name,
        "format": "parquet",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"fields": fields},
    }


def _only_year(years: pd.Series) -> int | None:
    known = years.dropna()
    return int(known.iloc[0]) if len(known) else None


def _grouped(faults: list[Fault]) -> list[tuple[Fault, int]]:
    """The first fault of each (severity, code, column), with how many there are."""
    counts = Counter((fault.severity, fault.code, fault.column) for fault in faults)
    first: dict[tuple[Severity, str, str], Fault] = {}
    for fault in faults:
        first.setdefault((fault.severity, fault.code, fault.column), fault)
    return [(fault, counts[key]) for key, fault in first.items()]


def _public(fault: Fault, count: int) -> dict[str, Any]:
    """What may be published of a fault: never the value found, which can be a withheld count."""
    return {
        "severity": fault.severity,
        "code": fault.code,
        "column": fault.column,
        "message": fault.message,
        "values": fault.values,
        "count": count,
    }
