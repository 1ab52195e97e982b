"""Two figures on one map, three thirds each: what meets what. Used for need and means, and for summer."""

import html
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_access.editions import Edition
from indicators.basis.findings import FINDINGS
from reports.maps.classes import Classes, Entry
from reports.maps.palette import RGB, SPECIAL_COLOURS
from ui.kept import editions as cached
from ui.widgets import maps
from ui.words.formats import count
from ui.words.i18n import language, t

BIVARIATE: tuple[tuple[RGB, ...], ...] = (
    ((232, 232, 232), (176, 213, 223), (100, 172, 190)),
    ((228, 172, 172), (173, 158, 165), (98, 127, 140)),
    ((200, 90, 90), (152, 83, 86), (87, 66, 73)),
)
"""Colours of the first figure (rows, from low) × the second (columns, from low); scheme of Joshua Stevens, 2015."""

_NOWHERE = 9


@dataclass(frozen=True)
class PairWords:
    """Words of one such map: its caption, what its rows and its columns show, and the sentence of the catalogue that
    names a cell by `{row}` and `{column}`.
    """

    caption: str
    rows: str
    columns: str
    cell: str


def draw_pairs(edition: Edition, level: str, pairs: pd.DataFrame, reasons: pd.Series, words: PairWords) -> None:
    """Draw the map, with its legend as a small table.

    `pairs`: two columns of thirds (0 low … 2 high, NA), by area; `reasons`: why a figure is absent (ids of
    findings, "" where it is not).
    """
    known = pairs.notna().all(axis=1).to_numpy(dtype=bool)
    first, second = (pairs[name].fillna(0).to_numpy(dtype=int) for name in pairs.columns)
    codes = np.where(known, 3 * first + second, _NOWHERE)
    names = [t("lowest third"), t("middle third"), t("highest third")]
    told = [t(words.cell, row=names[place // 3], column=names[place % 3]) for place in range(9)]
    told.append(t("No figure: withheld or no data"))
    counts = np.bincount(codes, minlength=10)
    colours = (*(colour for row in BIVARIATE for colour in row), SPECIAL_COLOURS["base"])
    labels = pd.Series(np.array(told, dtype=object)[codes], index=pairs.index)
    legend = tuple(Entry(*entry) for entry in zip(colours, told, map(int, counts), strict=True))
    text = t("Map of {city}: {caption}. The same areas are in the list beside it.",
             city=edition.manifest["city"]["name"], caption=words.caption)  # fmt: skip
    square = _square_html(counts, names, words)
    maps.draw_map(
        edition, level, Classes("".join(map(str, codes)), colours, legend, labels), text, words.caption, square
    )

    def hover() -> bytes:
        """What the tooltip says of each area, made only when it is asked for."""
        why = {reason: t(FINDINGS[reason].sentence) for reason in set(reasons) if reason}
        shown = [why.get(reason, label) for reason, label in zip(reasons, labels, strict=True)]
        return cached.hover_json(cached.names(edition, level), shown)

    maps.serve_hover(edition, level, labels, hover)


def _square_html(counts: np.ndarray, names: list[str], words: PairWords) -> str:
    """The legend: three by three colours with how many areas have each, both axes named, and what has no figure."""
    head = "".join(f"<th scope='col'>{html.escape(name)}</th>" for name in names)
    rows = ""
    for row in (2, 1, 0):
        cells = "".join(
            f"<td style='background:rgb{BIVARIATE[row][column]};color:{'#ffffff' if row + column > 2 else '#17212b'}'>"
            f"{count(counts[3 * row + column], language())}</td>"
            for column in range(3)
        )
        rows += f"<tr><th scope='row'>{html.escape(names[row])}</th>{cells}</tr>"
    down, across = html.escape(f"↓ {words.rows}"), html.escape(f"→ {words.columns}")
    return (
        f"<table class='square'><caption>{down}<br>{across}</caption>"
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
