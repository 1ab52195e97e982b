"""The three sheets of the catalogue, providers, aids and editions: read with every fault of every row, and written."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from contract.aid_records import (
    CHANNELS,
    NEEDS,
    PAPERS,
    PROVIDER_KINDS,
    SOURCE_KINDS,
    STATES,
    Aid,
    AidEdition,
    Catalogue,
    Provider,
    Recipients,
)
from contract.errors import Fault, ObservatoryError, Refused
from contract.tables import FORMULA_SIGNS
from contract.translations import mark
from data_access.aids import cells
from data_access.aids.cells import Cell, words
from data_access.aids.whole import faults_between

Rows = Sequence[Mapping[str, str]]
"""Rows of a sheet as texts, by column; the first stands on line 2."""

FIRST_ROW = 2
VERSION = "version"
"""A column that files taken from the records have beside the others: which save of the record they tell."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its columns, the one of the id, what its rows are, and whether it must be there."""

    name: str
    key: str
    columns: tuple[Cell, ...]
    make: Callable[[Mapping[str, Any]], Any]
    is_needed: bool = True


def _aid(row: Mapping[str, Any]) -> Aid:
    return Aid(row["aid_id"], row["provider_id"], row["need"], words(row, "name"), words(row, "covers"))


def _edition(row: Mapping[str, Any]) -> AidEdition:
    plain = {each.name: row[each.name] for each in fields(AidEdition) if each.name != "untested"}
    return AidEdition(**plain, untested=words(row, "untested"))


SHEETS = (
    Sheet(
        "providers",
        "provider_id",
        (
            cells.identifier("provider_id"),
            cells.text("name", is_needed=True),
            cells.code("kind", PROVIDER_KINDS),
            cells.text("ipa_code"),
            cells.text("contact"),
            cells.link("website"),
        ),
        lambda row: Provider(**row),
    ),
    Sheet(
        "aids",
        "aid_id",
        (
            cells.identifier("aid_id"),
            cells.identifier("provider_id"),
            cells.code("need", NEEDS),
            cells.text("name_it", is_needed=True),
            cells.text("name_en"),
            cells.text("covers_it", is_needed=True),
            cells.text("covers_en"),
        ),
        _aid,
    ),
    Sheet(
        "editions",
        "edition_id",
        (
            cells.identifier("edition_id"),
            cells.identifier("aid_id"),
            cells.day("valid_from"),
            cells.day("valid_to"),
            cells.day("opens_on"),
            cells.day("closes_on"),
            cells.code("state", STATES),
            cells.code("channel", CHANNELS),
            cells.rules("conditions"),
            cells.rules("amounts", is_amount=True),
            cells.number("budget_eur"),
            cells.areas("area"),
            cells.flag("cash_up_front"),
            cells.flag("tax_capacity"),
            cells.codes("precedes"),
            cells.codes("excludes"),
            cells.codes("cumulable_with"),
            cells.codes("papers", PAPERS),
            cells.text("untested_it"),
            cells.text("untested_en"),
            cells.text("contradiction"),
            cells.link("information_url"),
            cells.link("form_url"),
            cells.number("answer_days", 1, 3650, is_whole=True),
            cells.code("source_kind", SOURCE_KINDS),
            cells.text("source", is_needed=True),
            cells.day("source_on"),
            cells.day("checked_on"),
            cells.text("checked_by"),
            cells.number("check_every_days", 1, 3650, is_whole=True),
            cells.text("owner"),
        ),
        _edition,
    ),
    Sheet(
        "recipients",
        "recipients_id",
        (
            cells.identifier("recipients_id"),
            cells.identifier("aid_id"),
            cells.number("year", 2000, 2099, is_whole=True, is_needed=True),
            cells.areas("area"),
            cells.number("households", is_whole=True, is_needed=True),
            cells.number("eligible_households", 1, is_whole=True),
            cells.text("source", is_needed=True),
        ),
        lambda row: Recipients(**row),
        is_needed=False,
    ),
)


def read_sheets(sheets: Mapping[str, Rows]) -> Catalogue:
    """The catalogue that the sheets tell, by name. Raises Refused with every fault of every row, and between them."""
    faults: list[Fault] = []
    read = {sheet.name: _read(sheet, sheets.get(sheet.name), faults) for sheet in SHEETS}
    catalogue = Catalogue(read["providers"], read["aids"], read["editions"], read["recipients"])
    if not faults:
        faults = faults_between(catalogue)
    if faults:
        raise Refused(faults)
    return catalogue


def write_sheets(catalogue: Catalogue) -> dict[str, list[dict[str, str]]]:
    """The sheets of a catalogue, which read back as the same."""
    return {sheet.name: [_told(sheet, each) for each in getattr(catalogue, sheet.name).values()] for sheet in SHEETS}


def _told(sheet: Sheet, each: Any) -> dict[str, str]:
    return {cell.name: cell.told(_value(each, cell.name)) for cell in sheet.columns}


def _value(each: Any, name: str) -> Any:
    stem, _, language = name.rpartition("_")
    return getattr(each, stem).get(language, "") if language in cells.LANGUAGES else getattr(each, name)


def _read(sheet: Sheet, rows: Rows | None, faults: list[Fault]) -> dict[str, Any]:
    """The rows of one sheet by id; what is wrong with them is added to `faults`."""
    if not rows and not sheet.is_needed:
        return {}
    if not rows:
        message = mark("The sheet is missing or has no row.")
        faults.append(Fault("aid_sheet_missing", message, sheet.name))
        return {}
    names = [cell.name for cell in sheet.columns]
    faults += [
        Fault("aid_column", message, sheet.name, column=name)
        for message, wrong in (
            (mark("The column is missing."), [name for name in names if name not in rows[0]]),
            (mark("There is no such column."), [name for name in rows[0] if name not in (*names, VERSION)]),
        )
        for name in wrong
    ]
    if set(names) - set(rows[0]):
        return {}
    found = {}
    for line, row in enumerate(rows, start=FIRST_ROW):
        values = _values(sheet, row, line, faults)
        if values is not None:
            found[values[sheet.key]] = sheet.make(values)
    faults += _twice(sheet, rows)
    return found


def _values(sheet: Sheet, row: Mapping[str, str], line: int, faults: list[Fault]) -> dict[str, Any] | None:
    values, before = {}, len(faults)
    for cell in sheet.columns:
        told = (row[cell.name] or "").strip()
        try:
            if told.startswith(FORMULA_SIGNS):
                raise cells.BadCell(mark("a text that does not begin with =, +, - or @"))
            values[cell.name] = cell.read(told)
        except ObservatoryError as error:
            message = mark("The cell cannot be read: {reason}")
            faults.append(
                Fault("aid_cell", message, sheet.name, line, cell.name, told[:200], values={
                    "reason": {language: error.sentence(language) for language in cells.LANGUAGES}})
            )  # fmt: skip
    return values if len(faults) == before else None


def _twice(sheet: Sheet, rows: Rows) -> list[Fault]:
    counted = Counter((row[sheet.key] or "").strip() for row in rows)
    return [
        Fault("aid_twice", mark("The id stands in more than one row."), sheet.name, line, sheet.key, row[sheet.key])
        for line, row in enumerate(rows, start=FIRST_ROW)
        if counted[(row[sheet.key] or "").strip()] > 1
    ]
