"""Mappings: which column of a file is which column of the contract, one TOML file with a part per table."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from contract.errors import Fault, Refused, UnknownName
from contract.parsed_texts import stopped_at
from contract.translations import mark
from data_access.intake.mapping_checks import (
    MappingFaults,
    check_texts,
    checked_levels,
    checked_periods,
    checked_withheld,
)
from data_access.intake.mapping_parts import LOOKUP, PART_OPTIONS, PARTS, Mapping, Part, write_mapping

__all__ = [
    "LOOKUP",
    "PARTS",
    "BadMapping",
    "Mapping",
    "Part",
    "as_mapping",
    "list_mappings",
    "merge",
    "read_mapping",
    "write_mapping",
]

SHIPPED = Path(__file__).resolve().parent / "mapping_files"

MOST_BYTES = 1_000_000
"""A mapping is written by hand: a larger file is something else."""


class BadMapping(Refused):
    """A mapping with faults: `faults` lists all of them, and the sentence tells them one by one."""

    def sentence(self, language: str) -> str:
        """Every fault in one line each of `language`."""
        return "\n".join(fault.sentence(language) for fault in self.faults)


def list_mappings() -> list[str]:
    """Names of the mappings that come with the product."""
    return sorted(path.stem for path in SHIPPED.glob("*.toml"))


def read_mapping(name: str | Path) -> Mapping:
    """Return the shipped mapping called `name`, or the one in the TOML file at that path.

    Raises UnknownName if there is neither, BadMapping with every fault if the file is not a mapping.
    """
    path = SHIPPED / f"{name}.toml" if str(name) in list_mappings() else Path(name)
    if not path.is_file():
        raise UnknownName(
            mark("There is no mapping “{name}”. Give the path of a TOML file or one of: {known}."),
            name=name,
            known=", ".join(list_mappings()),
        )
    if path.stat().st_size > MOST_BYTES:
        raise BadMapping([Fault("mapping_too_large", mark("The file is too large to be a mapping."), path.name)])
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = mark("The mapping is not written in UTF-8: save it again as UTF-8.")
        raise BadMapping([Fault("mapping_encoding", message, path.name)]) from error
    return as_mapping(text, path.name)


def as_mapping(text: str, file: str = "") -> Mapping:
    """Return the mapping that the TOML `text` describes; `file` names it in faults. Raises BadMapping with all."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        row, found = stopped_at(text, error)
        message = mark("The mapping is not valid TOML.")
        raise BadMapping([Fault("mapping_syntax", message, file, row, found=found)]) from error
    faults = MappingFaults(file)
    city = faults.checked("city", content.pop("city", {}), {"name": str, "id": str})
    if not re.fullmatch(r"(\d{6})?", city.get("id", "")):
        message = mark("Write the municipality as its six-digit ISTAT code.")
        faults.add("city_id", message, "city.id", city["id"], "015146")
    levels = checked_levels(content.pop("levels", {}), faults)
    heading = {key: content.pop(key, "") for key in ("name", "description")}
    heading = faults.checked("", heading, {"name": str, "description": str})
    parts = {name: _as_part(name, part, faults) for name, part in content.items() if faults.is_table(name, part)}
    if faults.found:
        raise BadMapping(faults.found)
    return Mapping(heading["name"], heading["description"], city.get("name", ""), city.get("id", ""), parts, levels)


def merge(mappings: Sequence[Mapping]) -> Mapping:
    """Return one mapping: a later one wins table by table, for the name of the city and of each level."""
    merged = Mapping()
    for mapping in mappings:
        merged = Mapping(
            " + ".join(filter(None, (merged.name, mapping.name))),
            mapping.description or merged.description,
            mapping.city_name or merged.city_name,
            mapping.city_id or merged.city_id,
            merged.parts | mapping.parts,
            {**merged.level_names, **mapping.level_names},
        )
    return merged


_KINDS: dict[str, Any] = dict.fromkeys(PART_OPTIONS, str) | {
    "ignored": list,
    "without_polygon": list,
    "heat_unknown_with": list,
    "columns": dict,
    "values": dict,
    "constants": dict,
    "periods": dict,
    "withheld": dict,
}


def _as_part(name: str, content: dict[str, Any], faults: MappingFaults) -> Part:
    options = faults.checked(name, content, _KINDS)
    table = PARTS[name]
    for group in ("columns", "constants", "values"):
        for column in options.get(group, {}):
            if column not in table.names:
                message = mark("The contract has no column of this name.")
                faults.add("unknown_column", message, f"{name}.{group}.{column}", column, ", ".join(table.names))
    kind_of = dict.fromkeys(options.get("columns", {}), str)
    options["columns"] = faults.checked(f"{name}.columns", options.get("columns", {}), kind_of)
    options["values"] = {
        column: faults.checked(f"{name}.values.{column}", pairs, dict.fromkeys(pairs, str) if _is_table(pairs) else {})
        for column, pairs in options.get("values", {}).items()
    }
    options["constants"] = {key: _constant(value) for key, value in options.get("constants", {}).items()}
    for both in options["columns"].keys() & options["constants"].keys():
        message = mark("The column has both a file column and a constant: keep one of them.")
        faults.add("column_twice", message, f"{name}.constants.{both}", both)
    options["periods"] = checked_periods(name, options.get("periods", {}), faults)
    options["withheld"] = checked_withheld(name, options.get("withheld", {}), faults)
    check_texts(name, options, faults)
    lists = {key: tuple(map(str, options.get(key, ()))) for key in ("ignored", "without_polygon", "heat_unknown_with")}
    return Part(name, **options | lists)


def _is_table(content: object) -> bool:
    return isinstance(content, dict)


def _constant(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
