"""Parts of a slide in PowerPoint's format: texts, tables, charts that can be edited, pictures with words."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide as Page
from pptx.table import _Cell
from pptx.text.text import TextFrame
from pptx.util import Inches, Pt

from reports.decks.measured import LINE, POINTS_PER_INCH, largest_that_fits, line_count, text_height, text_width
from reports.decks.slide import Bars, Table
from reports.maps.classes import Entry
from reports.maps.palette import HATCHED, RGB

FONT = "Arial"
INK, BLUE, VERMILION, GREY = (23, 33, 43), (0, 89, 179), (176, 66, 0), (74, 85, 96)
_PADDING_IN = 0.06
_SPARE_IN = 2 * _PADDING_IN + 0.05
_TABLE_SIZES = (15, 14, 13, 12, 11, 10, 9)
_MOST_OF_WIDTH = {2: 0.5, 3: 0.32, 4: 0.24, 5: 0.2}
"""Share of a table's width that a column of numbers has at most, by how many columns there are."""
_OUTLINE, _OUTLINE_EMU = "5B6773", 9525
_LANGUAGES = {"it": "it-IT", "en": "en-GB"}


@dataclass(frozen=True)
class Box:
    """A place on a page, inches."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Type:
    """How a text is set: sizes to choose from (the largest that fits), weight, colour."""

    sizes: tuple[float, ...]
    is_bold: bool = False
    colour: RGB = INK


_LCIDS = {"it": "410", "en": "809"}
"""Languages as formats of numbers name them: without, a chart has the numbers of whoever opens it."""


def put_text(page: Page, box: Box, texts: list[str], kind: Type, language: str) -> None:
    """Put paragraphs into a box, in the largest size that fits."""
    width = box.width - 2 * _PADDING_IN
    size = largest_that_fits(
        kind.sizes, box.height, lambda at: text_height(texts, at, width, kind.is_bold) + 2 * _PADDING_IN
    )
    frame = page.shapes.add_textbox(*map(Inches, (box.x, box.y, box.width, box.height))).text_frame
    frame.word_wrap = True
    for name in ("margin_left", "margin_right", "margin_top", "margin_bottom"):
        setattr(frame, name, Inches(_PADDING_IN))
    for place, text in enumerate(texts):
        _write(frame, text, place, size, kind, language)


def _write(frame: TextFrame, text: str, place: int, size: float, kind: Type, language: str) -> None:
    paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.name = Pt(size), kind.is_bold, FONT
    run.font.color.rgb = RGBColor(*kind.colour)
    run.font._element.set("lang", _LANGUAGES[language])


def put_table(page: Page, box: Box, table: Table, alt: str, language: str) -> None:
    """Put a table, letters as large as fit; rows that do not fit even in the smallest are left out."""
    rows = [table.heads, *table.rows]
    size = largest_that_fits(_TABLE_SIZES, box.height, lambda at: sum(_row_heights(rows, at, box.width)))
    while sum(_row_heights(rows, size, box.width)) > box.height and len(rows) > 2:
        rows.pop()
    heights, widths = _row_heights(rows, size, box.width), _column_widths(rows, size, box.width)
    shape = page.shapes.add_table(len(rows), len(widths), *map(Inches, (box.x, box.y, box.width, sum(heights))))
    describe(shape._element, alt)
    for place, width in enumerate(widths):
        shape.table.columns[place].width = Inches(width)
    for place, (row, height) in enumerate(zip(rows, heights, strict=True)):
        shape.table.rows[place].height = Inches(height)
        for cell, text in zip(shape.table.rows[place].cells, row, strict=True):
            _fill_cell(cell, text, size, place == 0, language)


def _row_heights(rows: Sequence[Sequence[str]], size: float, width: float) -> list[float]:
    """Height of each row, inches; the first holds the heads."""
    inner = [wide - 2 * _PADDING_IN for wide in _column_widths(rows, size, width)]
    lines = [
        max(line_count(text, size, wide, place == 0) for text, wide in zip(row, inner, strict=True))
        for place, row in enumerate(rows)
    ]
    return [count * size * LINE / POINTS_PER_INCH + 2 * _PADDING_IN for count in lines]


def _column_widths(rows: Sequence[Sequence[str]], size: float, width: float) -> list[float]:
    """Columns of numbers as wide as they ask, heads on two lines, at most a share of the table each; the first has
    what they leave."""
    heads, *body = rows
    most = _MOST_OF_WIDTH[len(heads)] * width
    asked = [
        max(
            min(
                most,
                max(*(text_width(row[place], size) for row in body), text_width(heads[place], size, True) / 1.7)
                + _SPARE_IN,
            ),
            max(text_width(word, size, True) for word in heads[place].split()) + _SPARE_IN,
        )
        for place in range(1, len(heads))
    ]
    return [max(width - sum(asked), width / 4), *asked]


def _fill_cell(cell: _Cell, text: str, size: float, is_head: bool, language: str) -> None:
    for name in ("margin_left", "margin_right", "margin_top", "margin_bottom"):
        setattr(cell, name, Inches(_PADDING_IN))
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor(225, 230, 235) if is_head else RGBColor(255, 255, 255)
    _write(cell.text_frame, text, 0, size, Type((size,), is_head), language)


def put_chart(page: Page, box: Box, bars: Bars, alt: str, language: str) -> None:
    """Put bars that can be edited, their values beside them, written as in `language`."""
    number_format = f"[$-{_LCIDS.get(language, _LCIDS['en'])}]{bars.number_format}"
    data = CategoryChartData(number_format=number_format)
    data.categories = [bar.name for bar in bars.bars]
    data.add_series(bars.title, [bar.value for bar in bars.bars])
    place = map(Inches, (box.x, box.y, box.width, box.height))
    shape = page.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, data)
    describe(shape._element, alt)
    _dress(shape.chart, bars, number_format)


def _dress(chart: Chart, bars: Bars, number_format: str) -> None:
    chart.font.size, chart.font.name = Pt(13), FONT
    chart.has_legend, chart.has_title = False, True
    chart.chart_title.text_frame.text = bars.title
    chart.chart_title.text_frame.paragraphs[0].runs[0].font.size = Pt(14)
    chart._chartSpace.chart.get_or_add_autoTitleDeleted().set("val", "0")
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45, True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = number_format, False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.series[0].format.fill.solid()
    plot.series[0].format.fill.fore_color.rgb = RGBColor(*BLUE)
    chart.category_axis.reverse_order = True
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
    chart.value_axis.minimum_scale = min(0.0, *(bar.value for bar in bars.bars))


def put_picture(page: Page, box: Box, png: bytes, ratio: float, alt: str) -> None:
    """Put a picture as large as the box lets it; `ratio`: its height beside a width of 1."""
    width = min(box.width, box.height / ratio)
    place = map(Inches, (box.x + (box.width - width) / 2, box.y, width, width * ratio))
    describe(page.shapes.add_picture(io.BytesIO(png), *place)._element, alt)


def put_legend(page: Page, box: Box, title: str, entries: tuple[Entry, ...], alt: str, language: str) -> None:
    """Put a map's legend: colour, class and number of areas."""
    rows = [f"{entry.label} ({entry.areas})" for entry in entries]
    swatch = 0.34
    width = box.width - swatch - 2 * _PADDING_IN
    room = box.height - 2 * _PADDING_IN * len(rows)
    size = largest_that_fits((13, 12, 11, 10, 9), room, lambda at: text_height(rows, at, width))
    shape = page.shapes.add_table(len(rows), 2, *map(Inches, (box.x, box.y, box.width, 0.2 * len(rows))))
    describe(shape._element, alt)
    shape.table.first_row = shape.table.horz_banding = False
    shape.name = title
    shape.table.columns[0].width, shape.table.columns[1].width = Inches(swatch), Inches(box.width - swatch)
    for place, (entry, text) in enumerate(zip(entries, rows, strict=True)):
        shape.table.rows[place].height = Inches(text_height([text], size, width) + 2 * _PADDING_IN)
        colour, words = shape.table.rows[place].cells
        _fill_cell(words, text, size, False, language)
        _fill_cell(colour, " ", size, False, language)
        _paint(colour, entry.colour)
        _outline(colour)


def _paint(cell: _Cell, colour: RGB) -> None:
    if colour in HATCHED:
        cell.fill.patterned()
        cell.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        cell.fill.fore_color.rgb, cell.fill.back_color.rgb = RGBColor(*colour), RGBColor(255, 255, 255)
        return
    cell.fill.fore_color.rgb = RGBColor(*colour)


def _outline(cell: _Cell) -> None:
    """A thin line around a cell: a pale class is seen on white paper too."""
    for place, side in enumerate(("lnL", "lnR", "lnT", "lnB")):
        ink = f'<a:solidFill><a:srgbClr val="{_OUTLINE}"/></a:solidFill>'
        line = parse_xml(f'<a:{side} {nsdecls("a")} w="{_OUTLINE_EMU}">{ink}</a:{side}>')
        cell._tc.get_or_add_tcPr().insert(place, line)


def describe(element: object, alt: str) -> None:
    """Give a picture, chart or table the words that are read aloud in its place."""
    for found in element.iter(qn("p:cNvPr")):  # type: ignore[attr-defined]
        found.set("descr", alt)
