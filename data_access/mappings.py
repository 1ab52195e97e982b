"""Mappings: which column of a file is which column of the contract, one TOML file with a part per table."""

import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from data_access.errors import Fault, Refused, UnknownName
from data_access.mapping_parts import LOOKUP, PART_OPTIONS, PARTS, Mapping, Part, is_encoding, write_mapping
from data_access.translations import mark

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
        line = re.search(r"line (\d+)", str(error))
        message = mark("The mapping is not valid TOML: {reason}")
        raise BadMapping(
            [Fault("mapping_syntax", message, file, int(line[1]) if line else None, values={"reason": str(error)})]
        ) from error
    faults = _MappingFaults(file)
    city = faults.checked("city", content.pop("city", {}), {"name": str, "id": str})
    if not re.fullmatch(r"(\d{6})?", city.get("id", "")):
        message = mark("Write the municipality as its six-digit ISTAT code.")
        faults.add("city_id", message, "city.id", city["id"], "015146")
    heading = {key: content.pop(key, "") for key in ("name", "description")}
    heading = faults.checked("", heading, {"name": str, "description": str})
    parts = {name: _as_part(name, part, faults) for name, part in content.items() if faults.is_table(name, part)}
    if faults.found:
        raise BadMapping(faults.found)
    return Mapping(heading["name"], heading["description"], city.get("name", ""), city.get("id", ""), parts)


def merge(mappings: Sequence[Mapping]) -> Mapping:
    """Return one mapping: a later one wins table by table, and for the name of the city."""
    merged = Mapping()
    for mapping in mappings:
        merged = Mapping(
            " + ".join(filter(None, (merged.name, mapping.name))),
            mapping.description or merged.description,
            mapping.city_name or merged.city_name,
            mapping.city_id or merged.city_id,
            merged.parts | mapping.parts,
        )
    return merged


_MARKS = {
    "delimiter": (",", ";", "\t", "|"),
    "decimal": (".", ","),
    "thousands": ("", ".", ",", " ", "'"),
    "end_from": ("", "next_start"),
    "moments": ("", "true"),
    "temperature": ("", "C", "F"),
}
_KINDS: dict[str, Any] = dict.fromkeys(PART_OPTIONS, str) | {
    "ignored": list,
    "without_polygon": list,
    "columns": dict,
    "values": dict,
    "constants": dict,
    "periods": dict,
}


class _MappingFaults:
    """Faults of one mapping, collected while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Fault] = []

    def add(self, code: str, message: str, place: str, found: object = "", expected: str = "") -> None:
        self.found.append(Fault(code, message, self.file, None, place, str(found), expected))

    def is_table(self, name: str, part: object) -> bool:
        if name not in PARTS or not isinstance(part, dict):
            self.add("unknown_table", mark("The mapping has a part for no known table."), name, name, ", ".join(PARTS))
            return False
        return True

    def checked(self, place: str, content: object, kinds: dict[str, Any]) -> dict[str, Any]:
        """Return the entries of `content` that have a known name and the right type."""
        if not isinstance(content, dict):
            self.add("mapping_type", mark("This part of the mapping must be a table."), place, content)
            return {}
        right = {}
        for key, value in content.items():
            where = f"{place}.{key}" if place else key
            if key not in kinds:
                message = mark("The mapping has no option of this name.")
                self.add("unknown_option", message, where, key, ", ".join(kinds))
            elif not isinstance(value, kinds[key]):
                self.add("mapping_type", mark("This option has the wrong type."), where, value, _TYPES[kinds[key]])
            else:
                right[key] = value
        return right


_TYPES = {
    str: mark("a text in quotes"),
    list: mark("a list of texts in brackets"),
    dict: mark("a table of pairs"),
}


def _as_part(name: str, content: dict[str, Any], faults: _MappingFaults) -> Part:
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
    options["periods"] = _checked_periods(name, options.get("periods", {}), faults)
    _check_texts(name, options, faults)
    lists = {key: tuple(map(str, options.get(key, ()))) for key in ("ignored", "without_polygon")}
    return Part(name, **options | lists)


def _checked_periods(name: str, periods: dict[str, Any], faults: _MappingFaults) -> dict[str, str]:
    for column, period in periods.items():
        if not re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", str(period)):
            message = mark("Write the days that the column covers as two dates: the first, and the first one after.")
            faults.add("bad_period", message, f"{name}.periods.{column}", period, "2023-10-15/2023-11-15")
    return {column: str(period) for column, period in periods.items()}


def _check_texts(name: str, options: dict[str, Any], faults: _MappingFaults) -> None:
    for option, allowed in _MARKS.items():
        if options.get(option, allowed[0]) not in allowed:
            known = " ".join(json.dumps(sign) for sign in allowed)
            faults.add(
                "unknown_mark",
                mark("This mark is not one that can be used here."),
                f"{name}.{option}",
                options[option],
                known,
            )
    if options.get("thousands") and options["thousands"] == options.get("decimal", "."):
        faults.add(
            "same_mark",
            mark("Decimals and thousands cannot have the same mark."),
            f"{name}.thousands",
            options["thousands"],
        )
    if options.get("encoding") and not is_encoding(options["encoding"]):
        faults.add(
            "unknown_encoding",
            mark("There is no text encoding of this name."),
            f"{name}.encoding",
            options["encoding"],
            "utf-8, cp1252, latin-1",
        )
    if options.get("crs") and not re.fullmatch(r"EPSG:\d{4,6}", options["crs"]):
        faults.add(
            "unknown_crs",
            mark("Write the reference system as its EPSG code."),
            f"{name}.crs",
            options["crs"],
            "EPSG:32632",
        )
    if options.get("id_from") and options["id_from"] not in PARTS[name].names:
        faults.add(
            "unknown_column",
            mark("The contract has no column of this name."),
            f"{name}.id_from",
            options["id_from"],
            ", ".join(PARTS[name].names),
        )


def _is_table(content: object) -> bool:
    return isinstance(content, dict)


def _constant(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
