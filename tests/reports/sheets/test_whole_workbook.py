"""The workbook of every indicator: the figures of the pages, and what each column means."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from contract.translations import translate
from data_access.editions import SAMPLE, find_edition
from data_access.publishing.publish import publish
from indicators.catalogue.registry import INDICATORS, Choices
from reports.__main__ import main
from reports.reading.edition_reading import EditionReading
from reports.sheets.whole_workbook import whole_workbook
from tests.data_access.small_publication import small_sources
from ui.kept import areas as kept_areas
from ui.kept import editions as kept

READ = EditionReading(find_edition(SAMPLE / "2023"))


@pytest.fixture(scope="module")
def books():
    return {each: load_workbook(io.BytesIO(whole_workbook(READ, each))) for each in ("it", "en")}


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_figure_is_that_of_the_page_and_the_last_column_says_what_lacks(books, language):
    sheets = dict(zip(("nil", "municipio", "city"), books[language].worksheets[:3], strict=True))
    assert len(sheets) == 3
    for level, sheet in sheets.items():
        heads, *rows = (list(row) for row in sheet.iter_rows(values_only=True))
        assert len(heads) == len(set(heads)) == 4 + 3 * len(INDICATORS)
        assert [row[0] for row in rows] == [str(area) for area in READ.areas(level).index]
        for place, indicator in enumerate(INDICATORS.values()):
            page = kept_areas.figures(kept.edition(2023), level, indicator.id, Choices(is_heat_imputed=True))
            told = [float("nan") if row[3 + 3 * place] is None else row[3 + 3 * place] for row in rows]
            assert told == pytest.approx(page["estimate"].astype(float).to_numpy(na_value=float("nan")), nan_ok=True)
            label = translate(indicator.label, language)
            lacking = (page["state"] != "shown") & page["reason"].astype(bool)
            assert [label in (row[-1] or "") for row, lacks in zip(rows, lacking, strict=True) if lacks] == [
                True
            ] * int(lacking.sum())


def test_the_codebook_tells_every_indicator_with_its_version_and_that_data_are_invented(books):
    texts = [cell for row in books["it"].worksheets[3].iter_rows(values_only=True) for cell in row if cell]
    assert all(f"{each.id}, {each.version}" in texts for each in INDICATORS.values())
    assert "Dati dimostrativi: inventati, non misurano Milano" in texts and "2023, revisione 1" in texts


def test_levels_of_one_noun_have_a_sheet_each(tmp_path):
    nouns = {"it": ("area", "aree"), "en": ("area", "areas")}
    edition = publish(replace(small_sources(), level_names={"nil": nouns, "municipio": nouns}), tmp_path)
    book = load_workbook(io.BytesIO(whole_workbook(EditionReading(edition), "it")))
    assert {sheet.title: sheet.max_row - 1 for sheet in book.worksheets[:3]} == {"Aree": 3, "Aree (2)": 2, "Città": 1}


def test_the_command_writes_it(tmp_path):
    assert main(["workbook", str(SAMPLE / "2023"), "--out", str(tmp_path / "a.xlsx"), "--language", "en"]) == 0
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == [
        "Neighbourhoods (NIL)",
        "Boroughs (Municipi)",
        "City",
        "Codebook",
    ]
