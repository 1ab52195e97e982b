"""A withheld number is in no file, log line, report, message, page or download; a shown one beside it is found."""

import io
import json
import logging
import re
from collections import OrderedDict
from pathlib import Path

import pandas as pd
import pytest
import typst
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.media_file_manager import MediaFileManager

from contract.tables import WITHHELD as WITHHELD_STATES
from data_access.editions import ENVIRONMENT_VARIABLE, find_edition, read_areas
from indicators.catalogue.registry import INDICATORS
from reports.__main__ import main as reports
from tests.places import ROOT
from tests.ui.test_pages import PAGES, opened
from tests.withheld_numbers import (
    PLACE,
    SHOWN,
    WITHHELD,
    city_with_withheld_numbers,
    decoded,
    holds,
    logged,
    run,
    unpacked,
)
from ui.kept import editions as cached
from ui.words import served

FOLDS = {
    name
    for folder in ("pages", "ui")
    for path in (ROOT / folder).rglob("*.py")
    for name in re.findall(r"unfold\(\s*\"(\w+)\"", path.read_text(encoding="utf-8"))
} | {"more"}
"""Parts of the pages that are made, and sent, only while they are open."""


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("withheld")
    code, told = run("publish", city_with_withheld_numbers(folder), folder / "editions")
    assert code == 0, told
    return folder / "editions", told


@pytest.fixture
def editions(published, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(published[0]))
    cached.forget_list()
    yield published[0]
    monkeypatch.undo()
    cached.forget_list()


class Wire(logging.Handler):
    """All that a session sends or offers: elements, media files, downloads, and what it logs meanwhile."""

    def __init__(self):
        super().__init__()
        self.sent = []
        self.downloads = {}
        self.kept = OrderedDict()

    def emit(self, record):
        self.sent.append(record.getMessage().encode())

    def opened(self, page, folds=(), **codes):
        app = opened(page, folds, **codes)
        self.sent += [node.proto.SerializeToString() for node in nodes(app.main)]
        return app

    def holds(self, number):
        return any(
            holds(content, number)
            for content in (*self.sent, *(each.content for each in self.kept.values()), *self.downloads.values())
        )


def nodes(block):
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from nodes(child)
        if child.proto is not None:
            yield child


@pytest.fixture
def wire(editions, monkeypatch):
    wire = Wire()
    add, button = MediaFileManager.add, DeltaGenerator._download_button

    def recorded_add(self, path_or_data, *args, **options):
        wire.sent.append(path_or_data if isinstance(path_or_data, bytes) else Path(path_or_data).read_bytes())
        return add(self, path_or_data, *args, **options)

    def recorded_button(self, label, data, file_name=None, *args, **options):
        content = data() if callable(data) else data
        wire.downloads[str(file_name)] = content if isinstance(content, bytes) else str(content).encode()
        return button(self, label, content, file_name, *args, **options)

    monkeypatch.setattr(MediaFileManager, "add", recorded_add)
    monkeypatch.setattr(served, "_kept", wire.kept)
    monkeypatch.setattr(DeltaGenerator, "_download_button", recorded_button)
    with logged(wire):
        yield wire


def test_the_two_numbers_are_withheld_and_the_third_is_shown(published):
    section = read_areas(find_edition(published[0] / "2023"), "section").loc[PLACE]
    assert section["households"] == SHOWN
    assert section["renters_low"] < WITHHELD[0] < section["renters_high"]
    assert section["renters"] != WITHHELD[0]
    assert section["income_eur_state"] in WITHHELD_STATES


def test_a_withheld_number_is_in_no_file_of_the_edition(published):
    files = [path for path in published[0].rglob("*") if path.is_file()]
    assert any(holds(decoded(path), SHOWN) for path in files)
    assert {path.suffix for path in files} >= {".parquet", ".json", ".geojson"}
    for path in files:
        for number in WITHHELD:
            assert not holds(path.read_bytes(), number), path.name
            assert not holds(decoded(path), number), path.name


def test_a_withheld_number_is_in_no_log_line_nor_report_of_a_publication(published):
    assert "N_FAMIGLIE" not in published[1]
    for number in WITHHELD:
        assert not holds(published[1], number)


def test_a_withheld_number_is_in_no_message_of_a_refused_publication(tmp_path):
    city = city_with_withheld_numbers(tmp_path)
    city.cell(5, "N_FAM_AFFITTO", "dodici")
    code, told = run("publish", city, tmp_path / "editions")
    assert code == 1
    assert "dodici" in told
    assert not any(holds(told, number) for number in (*WITHHELD, SHOWN))


@pytest.fixture
def printed(monkeypatch):
    """All that is set in type meanwhile: in a PDF it cannot be searched."""
    texts, compiled = [], typst.compile

    def recorded(*args, sys_inputs, **options):
        texts.extend(json.dumps(json.loads(each), ensure_ascii=False) for each in sys_inputs.values())
        return compiled(*args, sys_inputs=sys_inputs, **options)

    monkeypatch.setattr(typst, "compile", recorded)
    return texts


DOCUMENTS = {
    "open data": ["open-data", "--out", "open"],
    "slides": ["deck", "--out", "slides.pptx"],
    "slides as a page": ["deck", "--format", "html", "--out", "slides.html"],
    "sheets": ["sheet", "--all", "nil", "--out", "sheets"],
    "yearbook": ["yearbook", "--out", "yearbook.pdf"],
    "workbook": ["workbook", "--out", "workbook.xlsx"],
    "figures": ["figures"],
}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=[*DOCUMENTS])
def test_a_withheld_number_is_in_no_document_of_an_edition_nor_told_meanwhile(
    published, tmp_path, document, printed, capfd
):
    command, *options = document
    if options:
        options[-1] = str(tmp_path / options[-1])
    lines = io.StringIO()
    with logged(logging.StreamHandler(lines)):
        assert reports([command, str(published[0] / "2023"), *options]) == 0
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    contents = [lines.getvalue(), *capfd.readouterr(), *printed, *(text for path in files for text in unpacked(path))]
    assert sum(map(len, contents)) > 1000
    if command in ("open-data", "figures"):
        assert any(holds(content, SHOWN) for content in contents)
    for number in (*WITHHELD, WITHHELD[0] / SHOWN):
        assert not any(holds(content, number) for content in contents)


def test_a_section_that_jumped_is_named_without_its_new_number(published, tmp_path):
    city = city_with_withheld_numbers(tmp_path)
    city.extract.loc[0, ["N_FAMIGLIE", "N_FAM_AFFITTO"]] = ["2", "0"]
    counted = ("N_", "V_", "REDDITO", "SPESA", "ECCESSO")
    others = [name for name in city.extract if name.startswith(counted) and name != "N_FAMIGLIE"]
    city.extract = city.extract.astype("str").assign(ANNO_SPESA="2024")
    city.extract.loc[0, others] = "0"
    city.write()
    _, told = run("check", city, published[0], 2024)
    (line,) = [line for line in told.splitlines() if "changed by more than half" in line]
    assert PLACE in line
    assert f"{SHOWN / 2:g}" in line
    assert "→ 2" not in line


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["it", "en"])
def test_a_withheld_number_is_sent_by_no_page(wire, page, language):
    wire.opened(page, FOLDS, lang=language, area=f"section:{PLACE}")
    assert len(wire.sent) > 10
    assert not any(wire.holds(number) for number in WITHHELD)


@pytest.mark.parametrize("indicator", ["energy_poverty_10", "energy_burden", "renters", "coverage"])
@pytest.mark.parametrize("level", ["section", "nil"])
def test_a_withheld_number_is_in_no_profile_table_tooltip_or_download_of_the_map(wire, indicator, level):
    assert {"cutoffs", "history", "all", "table", "files", "more"} <= FOLDS
    wire.opened("map", FOLDS, indicator=indicator, level=level, area=f"section:{PLACE}")
    assert indicator in INDICATORS
    assert len(wire.downloads) >= 3
    if level == "section":
        assert wire.holds(SHOWN)
        (table,) = [content for name, content in wire.downloads.items() if name == f"{indicator}-section-2023.csv"]
        assert holds(table, SHOWN)
    assert not any(wire.holds(number) for number in (*WITHHELD, WITHHELD[0] / SHOWN))


def test_the_search_would_find_a_number_in_any_form():
    frame = pd.DataFrame({"a": [1.5, WITHHELD[1]], "b": [1, WITHHELD[0]]})
    for number in WITHHELD:
        assert holds(frame.to_csv(sep=";", decimal=","), number)
        assert holds(frame["a"].to_numpy().tobytes() + frame["b"].to_numpy().tobytes(), number)
        assert holds(f"{round(number):,}".replace(",", "."), number)
