"""Renovations on paper and as a workbook: valid files that say what the page says, and run nothing."""

import io

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from indicators.savings.portfolio import COLUMNS, assess_portfolio
from indicators.savings.poverty_beside import COLUMNS as POVERTY_COLUMNS
from reports.downloads import csv_of
from reports.renovations.sheet import Picture, Sheet, SheetPart, sheet_pdf
from reports.renovations.workbook import COLUMN_MEANINGS, named_portfolio, portfolio_workbook
from tests.indicators.savings.test_comparison import town

CHART = {"data": {"values": [{"a": 1, "b": 2}]}, "mark": "point", "encoding": {"x": {"field": "a"}}}
NAMES = pd.Series({"C00": "=HYPERLINK(1)"})


@pytest.fixture(scope="module")
def portfolio():
    readings, weather, retrofits, complexes = town()
    starved = retrofits.assign(retrofit_id="R2", complex_id="C99")
    readings.loc[1, "energy_kwh"] = np.nan
    return assess_portfolio(readings.assign(reading_id="L"), weather, pd.concat([retrofits, starved]), complexes)


def sheet(**changes):
    fields = {
        "language": "it", "title": "Via Prova # 3", "works": "cappotto", "verdict": "Risparmio *vero*: $x$", "raw": "",
        "warning": "", "footer": "Edizione 2023",
        "parts": (SheetPart("Nel tempo", ("però «uno»",), (("A", "B"), ("1", "2")), (Picture(CHART, "Punti"),)),),
    }  # fmt: skip
    return Sheet(**fields | changes)


def test_the_sheet_is_a_tagged_pdf_with_title_and_language():
    made = sheet_pdf(sheet())
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made and b"/MarkInfo" in made
    assert b"pdfuaid:part" in made or b"pdfuaid" in made
    assert b"/Lang" in made


def test_the_same_sheet_gives_the_same_bytes_and_signs_of_the_typesetter_are_only_text():
    assert sheet_pdf(sheet()) == sheet_pdf(sheet())
    assert sheet_pdf(sheet(title='#panic("no") *x* `y` <z> @w')) != sheet_pdf(sheet())


@pytest.mark.parametrize("language, names", [
    ("it", ["Riqualificazioni", "Povertà", "Potenziale", "Messe da parte", "Leggimi"]),
    ("en", ["Renovations", "Poverty", "Potential", "Set aside", "Read me"]),
])  # fmt: skip
def test_the_workbook_holds_results_and_what_they_rest_on(portfolio, language, names):
    made = portfolio_workbook(portfolio, NAMES, pd.DataFrame(columns=list(POVERTY_COLUMNS)), language)
    book = load_workbook(io.BytesIO(made))
    assert book.sheetnames == names
    head, first, second = list(book[names[0]].iter_rows(values_only=True))
    row = dict(zip(head, first, strict=True))
    assert set(head) == {*COLUMNS, "complex_name"}
    assert row["share"] == pytest.approx(portfolio.retrofits["share"].iloc[0])
    assert row["complex_name"] == "'=HYPERLINK(1)"
    assert dict(zip(head, second, strict=True))["lacks"]
    assert book[names[3]].max_row == 1 + len(portfolio.set_aside) == 2
    told = {cell for line in book[names[4]].iter_rows(values_only=True) for cell in line}
    assert {"gas", "to be verified" if language == "en" else "da verificare", "least_covered"} <= told


_SIDES = ("minimum_", "maximum_", "plausible_")
"""Beginnings of columns that the explanation of the estimate beside them explains."""


def test_every_column_of_the_files_is_explained(portfolio):
    ends = ("_low", "_high", "_low_kwh", "_high_kwh")
    columns = [*COLUMNS, *POVERTY_COLUMNS, *portfolio.potential.complexes]
    plain = {name for name in columns if not name.endswith(ends) and not name.startswith(_SIDES)}
    assert plain - {"low_kwh", "high_kwh", "carrier"} <= set(COLUMN_MEANINGS)


def test_the_table_opens_in_italian_spreadsheets(portfolio):
    text = csv_of(named_portfolio(portfolio.retrofits, NAMES, "it"), "it").decode("utf-8-sig")
    head, first = text.splitlines()[:2]
    cells = dict(zip(head.split(";"), first.split(";"), strict=True))
    assert cells["complex_name"] == "'=HYPERLINK(1)"
    assert "," in cells["share"] and "." not in cells["share"]
