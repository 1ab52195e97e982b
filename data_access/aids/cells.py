"""Cells of the sheets: each a text that is read into a value and written back as it was."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from contract.aid_records import Words
from contract.aid_rules import read_amounts, read_conditions, written
from contract.errors import ObservatoryError
from contract.schema import ID
from contract.translations import mark

LANGUAGES = ("it", "en")
"""Languages of the content; the first must be there."""

_IDENTIFIER = re.compile(r"[A-Z0-9][A-Z0-9-]{1,39}")
_AREA = re.compile(rf"(nil|municipio|complex|istat):{ID}")
_DAY = re.compile(r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_LONGEST = 2000
MOST = 10**12
"""More than the budget of any state: a number beyond it is a slip, and no sum of it would hold."""


class BadCell(ObservatoryError):
    """A cell that cannot be read: `expected` says what could stand there."""

    def __init__(self, expected: str, **values: object) -> None:
        super().__init__(expected, **values)


class Cell:
    """One column: its name, how a text is read, how a value is written, whether it may be empty."""

    def __init__(
        self, name: str, read: Callable[[str], Any], write: Callable[[Any], str] = str, *, is_needed: bool = False,
        empty: Any = "",
    ) -> None:  # fmt: skip
        self.name, self.write, self.is_needed, self.empty, self._read = name, write, is_needed, empty, read

    def read(self, text: str) -> Any:
        """The value of a text without blanks around it. Raises ObservatoryError."""
        if len(text) > _LONGEST:
            raise BadCell(mark("a text that is shorter: {most} characters at most"), most=_LONGEST)
        if text:
            return self._read(text)
        if self.is_needed:
            raise BadCell(mark("something: this column must be filled"))
        return self.empty

    def told(self, value: Any) -> str:
        """The text of a value; "" for none."""
        return "" if value is None or value == self.empty else self.write(value)


def text(name: str, is_needed: bool = False) -> Cell:
    """A column of plain texts."""
    return Cell(name, str, is_needed=is_needed)


def identifier(name: str) -> Cell:
    """A column of ids."""

    def read(told: str) -> str:
        """Check an id."""
        if not _IDENTIFIER.fullmatch(told):
            raise BadCell(mark("an id of capitals, digits and -, such as BSE-2026"))
        return told

    return Cell(name, read, is_needed=True)


def code(name: str, codes: Collection[str], is_needed: bool = True) -> Cell:
    """A column of one code of a list."""
    return Cell(name, lambda told: _one_of(told, codes), is_needed=is_needed)


def codes(name: str, known: Collection[str] | None = None) -> Cell:
    """A column of several codes parted by `|`, of a list or of any ids."""

    def read(told: str) -> tuple[str, ...]:
        """Check each code."""
        found = tuple(each.strip() for each in told.split("|"))
        return tuple(_one_of(each, known) if known is not None else each for each in found)

    return Cell(name, read, "|".join, empty=())


def areas(name: str) -> Cell:
    """A column of areas."""

    def read(told: str) -> tuple[str, ...]:
        """Check each area."""
        found = tuple(each.strip() for each in told.split("|"))
        if not all(_AREA.fullmatch(each) for each in found):
            raise BadCell(mark("areas such as nil:55|municipio:3"))
        return found

    return Cell(name, read, "|".join, empty=())


def day(name: str) -> Cell:
    """A column of days."""

    def read(told: str) -> date:
        """Read a day; a spreadsheet adds midnight to it."""
        plain = told.removesuffix(" 00:00:00").removesuffix("T00:00:00")
        try:
            return date.fromisoformat(plain if _DAY.fullmatch(plain) else "")
        except ValueError as error:
            raise BadCell(mark("a day such as 2026-12-31")) from error

    return Cell(name, read, lambda value: str(value.isoformat()), empty=None)


def number(name: str, lowest: int = 0, most: int = MOST, *, is_whole: bool = False, is_needed: bool = False) -> Cell:
    """A column of numbers from `lowest` to `most`, whole ones as int, others as Decimal to the cent."""

    def read(told: str) -> Decimal | int:
        """Read a number."""
        if not re.fullmatch(r"[0-9]{1,13}" if is_whole else r"[0-9]{1,13}(\.[0-9]{1,2})?", told):
            raise BadCell(mark("a number without marks between thousands, such as 1560000"))
        found = Decimal(told)
        if not lowest <= found <= most:
            raise BadCell(mark("a number from {lowest} to {most}"), lowest=lowest, most=most)
        return int(found) if is_whole else found

    return Cell(name, read, is_needed=is_needed, empty=None)


def flag(name: str) -> Cell:
    """A column of yes and no; empty is no."""
    return Cell(name, lambda told: _one_of(told, ("yes", "no")) == "yes", lambda _: "yes", empty=False)


def link(name: str) -> Cell:
    """A column of addresses on the web."""

    def read(told: str) -> str:
        """Check an address: nothing that runs, nothing without encryption's letters."""
        if not re.fullmatch(r"(?i:https?)://[^\s<>\"'|]+", told):
            raise BadCell(mark("one address that begins with https://"))
        return told

    return Cell(name, read)


def rules(name: str, is_amount: bool = False) -> Cell:
    """A column of conditions or of amounts (`contract.aid_rules`)."""
    return Cell(name, read_amounts if is_amount else read_conditions, written, empty=())


def words(row: Mapping[str, Any], name: str) -> Words:
    """The texts of a row in each language that has one."""
    return {language: row[f"{name}_{language}"] for language in LANGUAGES if row[f"{name}_{language}"]}


def _one_of(told: str, known: Collection[str]) -> str:
    if told not in known:
        raise BadCell(mark("one of {all}"), all=", ".join(known))
    return told
