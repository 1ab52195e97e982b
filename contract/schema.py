"""How a table of the edition contract is described: its columns, their kinds, and the whole that each is a part of."""

from dataclasses import dataclass
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years between which a date is one, and not a slip; chosen, 2026-11."""


ID = r"[A-Za-z0-9_.-]{1,64}"
"""What a code of a table may be."""


class Kind(StrEnum):
    """What a column holds; decides how text is read, which range is allowed and how it is written."""

    SECTION = "section"
    ID = "id"
    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    FLAG = "flag"
    CHOICE = "choice"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    `part_of` names the count that bounds this one; for money, the count of households summed. `is_personal` marks
    counts that describe a condition of people, to which the least count applies at both tails; the others tell what
    the archive holds and only need the least base. `may_be_empty`: the file has the column, not every row
    a value.
    """

    name: str
    kind: Kind
    meaning: str
    is_required: bool = False
    part_of: str | None = None
    is_personal: bool = True
    unit: str = ""
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    may_be_empty: bool = False

    @property
    def fills_every_row(self) -> bool:
        """Whether no row may leave it empty."""
        return self.is_required and not self.may_be_empty


@dataclass(frozen=True)
class Table:
    """A table of the edition contract: columns, key and, for points, the pair of coordinates."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """Column names in order."""
        return [column.name for column in self.columns]

    def __getitem__(self, name: str) -> Column:
        """Return the column called `name`; KeyError if the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def of_kind(self, *kinds: Kind) -> list[str]:
        """Names of the columns of these kinds, in order."""
        return [column.name for column in self.columns if column.kind in kinds]
