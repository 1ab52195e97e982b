"""Texts that a parser cannot read: where it stopped, in place of its own words, which are English."""

import re

_BEFORE, _AFTER = 20, 40
_PLACE = re.compile(r"line (\d+),? column (\d+)")


def stopped_at(text: str, error: Exception) -> tuple[int | None, str]:
    """Row at which a parser of JSON or TOML stopped, None where it does not say, and what stands there.

    >>> stopped_at('a = 1\\nb = x', ValueError("Invalid value (at line 2, column 5)"))
    (2, 'b = x')
    """
    told = _PLACE.search(str(error))
    if told is None:
        return None, ""
    row, column = int(told[1]), int(told[2])
    line = (text.split("\n")[row - 1 : row] or [""])[0]
    return row, line[max(column - _BEFORE, 0) : column + _AFTER].strip()
