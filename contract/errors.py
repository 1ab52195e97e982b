"""Faults found in files, and the errors that carry them: what, where, the value found, what was expected."""

import errno
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from contract.local_time import told_moment
from contract.translations import LANGUAGES, Told, mark, mark_count, told_in, translate


class Severity(StrEnum):
    """How much a fault weighs: an error refuses the file, a warning asks to look, a notice informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True)
class Fault:
    """One fault of a file.

    `message` is an English template from the catalogue, filled with `values`; `row` is the line of the file (the
    header is 1) or None where the whole file is meant; `found` and `expected` are shown as they are, as text,
    or by language where they are numbers of ours (`with_decimals`).
    """

    code: str
    message: str
    file: str = ""
    row: int | None = None
    column: str = ""
    found: Told = ""
    expected: Told = ""
    severity: Severity = Severity.ERROR
    values: Mapping[str, Told] = field(default_factory=dict)

    def sentence(self, language: str) -> str:
        """The fault in one line of `language` ("it" or "en")."""
        place = [self.file] if self.file else []
        if self.row is not None:
            place.append(translate("row {row}", language, row=self.row))
        if self.column:
            place.append(translate("column {column}", language, column=self.column))
        line = ", ".join(place) + (": " if place else "") + translate(self.message, language, **self.values)
        if self.found:
            line += " " + translate("Found: {found}.", language, found=self.found)
        if self.expected:
            said = translate(self.expected, language) if isinstance(self.expected, str) else self.expected
            line += " " + translate("Expected: {expected}.", language, expected=said)
        return line

    def as_record(self) -> dict[str, object]:
        """The fault as plain values, for JSON."""
        plain = {name: told_in("en", getattr(self, name)) for name in ("found", "expected")}
        return asdict(self) | plain | {"sentence_it": self.sentence("it"), "sentence_en": self.sentence("en")}


_MOST_LINES, _FIRST_LINES = 5, 3
"""Of more than five faults alike in one column three are told, and the rows of the others."""
_IN_ROWS = mark("the same fault of column {column} in rows {rows}")
_IN_COLUMNS = mark("the same fault, in the same rows, of columns {columns}")
_MORE = mark_count("and one more of the same kind", "and {count} more of the same kind")


def fault_lines(faults: Iterable[Fault], language: str) -> list[str]:
    """One line a fault; of many alike in one column, or in one row, the first few, then the others' rows or columns."""
    groups = [
        list(group)
        for _, group in groupby(faults, key=lambda fault: (fault.file, fault.code, fault.column, fault.row is None))
    ]
    lines = []
    for _, run in groupby(
        groups, key=lambda alike: [(each.file, each.message, each.row, each.values) for each in alike]
    ):
        columns = list(run)
        told = columns if len(columns) <= _MOST_LINES or columns[0][0].row is None else columns[:_FIRST_LINES]
        for alike in told:
            lines += _lines_of_column(alike, language)
        if len(columns) > len(told):
            names = ", ".join(alike[0].column for alike in columns[len(told) :])
            lines.append(translate(_IN_COLUMNS, language, columns=names))
    return lines


def _lines_of_column(alike: list[Fault], language: str) -> list[str]:
    shown = alike if len(alike) <= _MOST_LINES else alike[:_FIRST_LINES]
    lines = [fault.sentence(language) for fault in shown]
    if len(alike) > len(shown):
        rest = alike[len(shown) :]
        values = {"column": rest[0].column, "rows": row_ranges(fault.row for fault in rest), "count": len(rest)}
        lines.append(translate(_MORE if rest[0].row is None else _IN_ROWS, language, **values))
    return lines


def row_ranges(rows: Iterable[int | None]) -> str:
    """Rows of a file, those that follow each other as one range.

    >>> row_ranges([2, 3, 4, 9])
    '2–4, 9'
    """
    ordered = sorted(row for row in rows if row is not None)
    runs = [list(run) for _, run in groupby(enumerate(ordered), key=lambda placed: placed[1] - placed[0])]
    return ", ".join(f"{run[0][1]}" if len(run) == 1 else f"{run[0][1]}–{run[-1][1]}" for run in runs)


class ObservatoryError(Exception):
    """Root of every error that a user may meet; `sentence` tells it in the user's language.

    `message` is an English template from the catalogue; `values` fill it.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(translate(message, "en", **values))
        self.message = message
        self.values = values

    def sentence(self, language: str) -> str:
        """The error in one line of `language`."""
        return translate(self.message, language, **self.values)


class Refused(ObservatoryError):
    """Input with faults: nothing was written. `faults` lists all of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        message = mark_count(
            "The input was refused: one error. Nothing was written.",
            "The input was refused: {count} errors. Nothing was written.",
        )
        super().__init__(message, count=len(faults))
        self.faults = list(faults)

    def sentence(self, language: str) -> str:
        """What was refused, then every fault; of many alike the first few and the rows of the others."""
        return "\n".join([super().sentence(language), *fault_lines(self.faults, language)])


def given(path: Path) -> Path:
    """A path that a command was given. Raises ObservatoryError where nothing lies there."""
    if not path.exists():
        raise ObservatoryError(mark("There is no file or folder {path}."), path=path)
    return path


_DISKS = {
    errno.ENOSPC: mark("No space left on device"),
    errno.EROFS: mark("Read-only file system"),
    errno.EACCES: mark("Permission denied"),
    errno.EPERM: mark("Permission denied"),
    errno.ENOENT: mark("its folder does not exist"),
    errno.EISDIR: mark("a folder has that name"),
    errno.ENOTEMPTY: mark("a folder has that name"),
    errno.EEXIST: mark("a file stands where a folder should"),
    errno.ENOTDIR: mark("a file stands where a folder should"),
    errno.ENAMETOOLONG: mark("the name is too long"),
}
"""What a disk refuses for; libraries put words of their own in its place."""


def disk_reason(error: OSError) -> dict[str, str]:
    """What a disk refuses for, by language; in the system's own words where it is none of the usual reasons."""
    words = _DISKS.get(error.errno or 0, error.strerror or type(error).__name__)
    return {language: translate(words, language) for language in LANGUAGES}


class DiskRefused(ObservatoryError):
    """A disk that is full, read-only or gone: what was asked for was not done."""

    def __init__(self, error: OSError) -> None:
        super().__init__(mark("The disk refused: {reason}."), reason=disk_reason(error))


@contextmanager
def disk_told() -> Iterator[None]:
    """Turn what the disk refuses within the block into words. Raises DiskRefused."""
    try:
        yield
    except OSError as error:
        raise DiskRefused(error) from error


class UnknownEdition(ObservatoryError):
    """A folder or year that holds no edition."""


class DamagedEdition(ObservatoryError):
    """An edition whose files cannot be read: changed or cut short after it was published."""


class UnknownName(ObservatoryError):
    """An indicator, level, area, mapping or plan that does not exist."""


class RecordsUnreachable(ObservatoryError):
    """A database of record that does not answer, or that this version of the product cannot read."""


class NotPermitted(ObservatoryError):
    """An act that the roles of whoever asks do not allow; `action` and `roles` are English entries of the catalogue."""

    def __init__(self, action: str, roles: Sequence[str]) -> None:
        message = mark("To {action} takes one of these roles: {roles}. You have none of them: ask an administrator.")
        super().__init__(message, action=action, roles=", ".join(roles))
        self.action, self.roles = action, tuple(roles)

    def sentence(self, language: str) -> str:
        """The error in one line of `language`, with the names of the roles."""
        roles = ", ".join(translate(role, language) for role in self.roles)
        return translate(self.message, language, action=translate(self.action, language), roles=roles)


class SignedOut(ObservatoryError):
    """A sign-in that is over: signed out, idle for too long, or too old."""

    def __init__(self) -> None:
        super().__init__(mark("Your sign-in is over. Sign in again: nothing was written."))


class StaleSave(ObservatoryError):
    """Somebody else saved in the meantime (`who`, `when`): nothing was written."""

    def __init__(self, who: str, when: datetime) -> None:
        message = mark(
            "{who} saved on {when}, while you were working. Nothing of yours was written: open it again, look at what "
            "changed, and repeat your change."
        )
        super().__init__(message, who=who, when=told_moment(when))
        self.who, self.when = who, when


class SignedOff(ObservatoryError):
    """A plan that was signed off: it never changes again."""

    def __init__(self, name: str, who: str, when: datetime) -> None:
        message = mark("“{name}” was signed off by {who} on {when}: it no longer changes. Make a copy to go on.")
        super().__init__(message, name=name, who=who, when=told_moment(when))


class RewrittenHistory(ObservatoryError):
    """Records that are not what was saved: somebody changed them behind the product."""
