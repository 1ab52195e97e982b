"""The catalogue as linked data: CPSV-AP_IT and schema.org's GovernmentService, one node a record, nothing lost."""

import json
from collections.abc import Mapping
from typing import Any

from contract.errors import Fault, Refused
from contract.translations import mark
from data_access.aids.cells import LANGUAGES
from data_access.aids.sheets import SHEETS, VERSION, Rows, Sheet

TYPES = {
    "providers": ["cpsv:PublicOrganisation", "schema:GovernmentOrganization"],
    "aids": ["cpsv:PublicService", "schema:GovernmentService"],
    "editions": ["schema:Offer"],
    "recipients": ["schema:Observation"],
}
"""What the records of each sheet are."""

_TERMS = {
    "name": "dct:title",
    "covers": "dct:description",
    "provider_id": "cv:hasCompetentAuthority",
    "kind": "dct:type",
    "ipa_code": "dct:identifier",
    "contact": "schema:contactPoint",
    "website": "schema:url",
    "need": "cv:sector",
    "aid_id": "schema:itemOffered",
    "valid_from": "schema:validFrom",
    "valid_to": "schema:validThrough",
    "opens_on": "schema:availabilityStarts",
    "closes_on": "schema:availabilityEnds",
    "channel": "cv:hasChannel",
    "conditions": "cpsv:hasCriterion",
    "amounts": "cv:hasCost",
    "area": "schema:areaServed",
    "papers": "cpsv:hasInput",
    "information_url": "schema:serviceUrl",
    "answer_days": "cv:processingTime",
    "source": "dct:source",
    "checked_on": "dct:modified",
}
"""Terms of known vocabularies, by column; the others have one of ours."""

_PREFIXES = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "aid": "urn:benessere-energetico:aid:",
}


def catalogue_json_ld(sheets: Mapping[str, Rows]) -> bytes:
    """The three sheets as JSON-LD, which reads back as the same."""
    graph = [
        {
            "@id": f"aid:{sheet.name}/{row[sheet.key]}",
            "@type": TYPES[sheet.name],
            **{name: told for name, told in row.items() if told},
        }
        for sheet in SHEETS
        for row in sheets[sheet.name]
    ]
    return json.dumps({"@context": _context(), "@graph": graph}, ensure_ascii=False, indent=1).encode()


def sheets_of(told: Any, file: str) -> dict[str, Rows]:
    """The three sheets that a JSON-LD document of ours holds. Raises Refused where it is none."""
    graph = told.get("@graph") if isinstance(told, dict) else None
    if not isinstance(graph, list) or not all(isinstance(node, dict) for node in graph):
        message = mark("This is no catalogue in JSON-LD: a list of records under @graph is missing.")
        raise Refused([Fault("aid_json", message, file)])
    found = {sheet.name: [_row(sheet, node) for node in graph if node.get("@type") == TYPES[sheet.name]]
             for sheet in SHEETS}  # fmt: skip
    if sum(map(len, found.values())) != len(graph):
        strange = [str(node.get("@id", "?")) for node in graph if node.get("@type") not in TYPES.values()]
        message = mark("Records are neither provider nor aid nor edition.")
        raise Refused([Fault("aid_json", message, file, found=", ".join(strange)[:200])])
    return dict(found)


def _row(sheet: Sheet, node: Mapping[str, Any]) -> dict[str, str]:
    names = [cell.name for cell in sheet.columns]
    more = {str(name): str(value) for name, value in node.items() if not name.startswith("@") and name not in names}
    return {name: str(node.get(name, "")) for name in names} | more


def _context() -> dict[str, Any]:
    columns = [cell.name for sheet in SHEETS for cell in sheet.columns]
    return _PREFIXES | {name: _term(name) for name in (*columns, VERSION)}


def _term(name: str) -> Any:
    stem, _, language = name.rpartition("_")
    if language in LANGUAGES:
        return {"@id": _TERMS.get(stem, f"aid:{stem}"), "@language": language}
    return _TERMS.get(name, f"aid:{name}")
