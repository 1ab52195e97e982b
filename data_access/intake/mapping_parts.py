"""The parts of a mapping: how the file of one table is written, and the TOML text that says so."""

import json
import re
from dataclasses import dataclass, field, fields, replace
from typing import Any

from contract.levels import BLANKS, LevelNames
from contract.schema import Table
from contract.tables import SECTIONS, TABLES

LOOKUP = "lookup"
"""Part for the file that says which NIL and Municipio hold a section: the columns of `sections`, no geometry."""

AREA_NAMES = "area_names"
"""Part for a lookup without sections, which names the areas of both levels by their codes."""

_NAMES = Table(AREA_NAMES, "names of neighbourhoods and boroughs", SECTIONS.columns[1:], ("nil_id", "municipio_id"))

LEVEL_NAMES = {
    f"{level}_names": Table(
        f"{level}_names",
        "names of the areas of one level by their codes",
        tuple(replace(SECTIONS[f"{level}_{what}"], is_required=True) for what in ("id", "name")),
        (f"{level}_id",),
    )
    for level in BLANKS
}
"""Parts for tables that name the areas of one level each, as ISTAT does for ASC1 and ASC2."""

PARTS = {**TABLES, LOOKUP: SECTIONS, AREA_NAMES: _NAMES, **LEVEL_NAMES}


@dataclass(frozen=True)
class Part:
    """How the file of one table is written.

    `columns` says which file column holds each contract column (empty: the file uses the contract's names), `values`
    what a text of the file stands for, column by column, `constants` what holds for every row. `id_from` names the
    contract column that an absent key is made from. `municipality` names the column of the file with the municipality's
    code, where the section's is the number within it (ISTAT's PRO_COM beside SEZ). `crs` is the reference system of the
    polygons, and wins over what the file says of itself. `withheld`
    (of the extract only) says between which counts a cell lies that the source has withheld, mark by mark: "1-4", or
    "0-" where nothing more is known; the mark "" is an empty cell. `heat_unknown_with` (of the extract only) names the
    ways of heating, beside the shared ones, whose homes the source counts among those without a heating bill.

    For files of meters and weather: `periods` says which days each quantity of a row covers ("2023-10-15/2023-11-15"),
    where a row holds several; `end_from` "next_start" that a reading ends where the next begins, "last_day" that its
    end is the last day covered; `moments` "true" that dates carry hours, to be gathered into days; `temperature` the
    scale, "C" or "F".
    """

    table: str
    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    without_polygon: tuple[str, ...] = ()
    heat_unknown_with: tuple[str, ...] = ()
    delimiter: str = ""
    decimal: str = "."
    thousands: str = ""
    encoding: str = ""
    sheet: str = ""
    layer: str = ""
    crs: str = ""
    id_from: str = ""
    municipality: str = ""
    end_from: str = ""
    moments: str = ""
    temperature: str = ""
    periods: dict[str, str] = field(default_factory=dict)
    withheld: dict[str, str] = field(default_factory=dict)

    @property
    def contract(self) -> Table:
        """The table of the contract that this part fills."""
        return PARTS[self.table]

    @property
    def file_columns(self) -> dict[str, str]:
        """Contract column → file column, as the mapping says; without columns, the contract's own names."""
        return self.columns or {name: name for name in self.contract.names if name not in self.constants}

    def column_in_file(self, name: str) -> str:
        """What the file calls the contract's column `name`; its own name where nothing maps to it."""
        return self.file_columns.get(name, name)


@dataclass(frozen=True)
class Mapping:
    """How the files of a city are written: a part per table; `city_id` keeps one municipality of a larger extract.

    `level_names`: what the city calls its areas, of the levels that the mapping names.
    """

    name: str = ""
    description: str = ""
    city_name: str = ""
    city_id: str = ""
    parts: dict[str, Part] = field(default_factory=dict)
    level_names: LevelNames = field(default_factory=dict)

    def part(self, table: str) -> Part:
        """The part of `table` (a table's name or "lookup"); by default contract names, comma, dot, UTF-8."""
        return self.parts.get(table) or Part(table)


PART_OPTIONS = [
    option.name
    for option in fields(Part)
    if option.name not in ("table", "columns", "values", "constants", "periods", "withheld")
]
"""What a part says in one line each."""


def write_mapping(mapping: Mapping) -> str:
    """Return the TOML text of `mapping`; `as_mapping` reads the same mapping from it."""
    lines = [_pair("name", mapping.name), _pair("description", mapping.description)]
    city = {"name": mapping.city_name, "id": mapping.city_id}
    lines += _section("city", {key: value for key, value in city.items() if value})
    for level, names in mapping.level_names.items():
        lines += _section(f"levels.{level}", {language: tuple(nouns) for language, nouns in names.items()})
    for name, part in mapping.parts.items():
        plain = {key: value for key in PART_OPTIONS if (value := getattr(part, key)) != getattr(Part(name), key)}
        lines += ["", f"[{name}]", *(_pair(key, value) for key, value in plain.items())]
        lines += _section(f"{name}.columns", part.columns) + _section(f"{name}.constants", part.constants)
        lines += _section(f"{name}.periods", part.periods) + _section(f"{name}.withheld", part.withheld)
        for column, values in part.values.items():
            lines += _section(f"{name}.values.{column}", values)
    return "\n".join(lines) + "\n"


def _section(title: str, pairs: dict[str, Any]) -> list[str]:
    return ["", f"[{title}]", *(_pair(key, value) for key, value in pairs.items())] if pairs else []


def _pair(key: str, value: object) -> str:
    name = key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _quoted(key)
    text = f"[{', '.join(map(_quoted, value))}]" if isinstance(value, tuple) else _quoted(str(value))
    return f"{name} = {text}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def is_encoding(name: str) -> bool:
    """Whether `name` is a text encoding that leaves ASCII as it is."""
    try:
        return "x".encode(name) == b"x"
    except LookupError:
        return False
