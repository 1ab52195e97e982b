"""How much room a text takes, by the widths of Arial's letters, so that nothing on a slide runs over its place.

Widths (thousandths of the size) were read from Liberation Sans, whose letters are as wide as Arial's.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

LINE = 1.22
"""Height of a line beside the size of its letters."""

POINTS_PER_INCH = 72
_WIDEST = 1000
"""Width taken for a letter that the table does not have."""


@cache
def _widths() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = json.loads(Path(__file__).with_name("arial_widths.json").read_text("utf-8"))
    return found


def text_width(text: str, size_pt: float, is_bold: bool = False) -> float:
    """Width of a line of text, inches."""
    widths = _widths()["bold" if is_bold else "regular"]
    return sum(widths.get(letter, _WIDEST) for letter in text) / 1000 * size_pt / POINTS_PER_INCH


def line_count(text: str, size_pt: float, width_in: float, is_bold: bool = False) -> int:
    """Lines that the text takes in a column, broken between words; a word wider than the column is broken too."""
    lines, used, space = 1, 0.0, text_width(" ", size_pt, is_bold)
    for word in text.split():
        wide = text_width(word, size_pt, is_bold)
        if used and used + space + wide > width_in:
            lines, used = lines + 1, 0.0
        lines += int(wide // width_in)
        used += (space if used else 0.0) + wide % width_in
    return lines


def text_height(texts: Sequence[str], size_pt: float, width_in: float, is_bold: bool = False) -> float:
    """Height of paragraphs one under the other, inches."""
    return sum(line_count(text, size_pt, width_in, is_bold) for text in texts) * size_pt * LINE / POINTS_PER_INCH


def largest_that_fits(sizes: Sequence[float], height_in: float, height_at: Callable[[float], float]) -> float:
    """The largest of `sizes` (descending) at which `height_at` it is no more than the room; the last if none is."""
    return next((size for size in sizes if height_at(size) <= height_in), sizes[-1])
