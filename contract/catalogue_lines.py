"""Lines of a catalogue (PO) whose strings are not whole: readers cut their last letter without a word."""

import re
from collections.abc import Iterator

_STRING = r'"(?:[^"\\]|\\.)*"'
_WHOLE = re.compile(rf"\s*(?:#.*|(?:(?:msgid|msgid_plural|msgctxt|msgstr(?:\[\d+\])?)\s*)?{_STRING}\s*|)", re.DOTALL)


def broken_rows(text: str) -> Iterator[int]:
    """Numbers of the lines, from 1, that are neither a comment nor a string that is closed.

    >>> list(broken_rows('msgid "a"\\nmsgstr "x'))
    [2]
    """
    return (row for row, line in enumerate(text.split("\n"), 1) if not _WHOLE.fullmatch(line))


def without_broken(text: str) -> str:
    """The catalogue without the sentences of which a line is broken; each ends with an empty line."""
    entries = re.split(r"\n\s*\n", text)
    return "\n\n".join(entry for entry in entries if not any(broken_rows(entry)))
