"""Decks: the same numbers as the pages, in every format, both languages, nothing over its place."""

import io
import re
import shutil
import subprocess
import time
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Emu

from contract.errors import ObservatoryError
from contract.translations import LANGUAGES
from data_access.editions import SAMPLE, find_edition
from indicators.basis.assumptions import Box
from indicators.basis.scenario_parameters import Scenario
from indicators.catalogue.registry import Choices, get_indicator
from indicators.help_desk.overrules import decide
from reports.__main__ import main
from reports.addresses.plan_codes import choices_of
from reports.addresses.plan_fields import PLAN_FIELDS
from reports.decks.asked import Asked
from reports.decks.deck import SCENES, make_deck
from reports.decks.html_file import deck_html
from reports.decks.map_scene import drawn_map, map_body
from reports.decks.measured import line_count, text_height, text_width
from reports.decks.pdf_file import deck_pdf
from reports.decks.plan_scene import plan_at
from reports.decks.pptx_file import deck_pptx
from reports.decks.renovation_scene import renovation_body
from reports.decks.scenario_scene import _projected
from reports.decks.slide import Table
from reports.help_desk.desk_plan import desk_plan
from reports.maps.classes import Look
from reports.numbers import quantity
from reports.reading.edition_reading import EditionReading
from reports.stories.library import READY_IDS, ready_story
from reports.stories.story import Story, View
from ui.kept import areas as kept_areas
from ui.kept import depth as kept_depth
from ui.kept import editions as kept
from ui.kept import help_desk as kept_desk

EDITION = find_edition(SAMPLE / "2023")
BESIDE = {year: EditionReading(find_edition(SAMPLE / str(year))) for year in (2021, 2022, 2023)}
READING = BESIDE[2023]
PLAN = {name: field.default for name, field in PLAN_FIELDS.items()}
DAY = date(2026, 11, 28)
ALL = Story({"it": "Tutto", "en": "All"}, tuple(view for name in READY_IDS for view in ready_story(name).views))


def deck_of(story, language="it", **others):
    return make_deck(story, BESIDE, EDITION, language, DAY, **others)


@cache
def whole_deck(language):
    return deck_of(ALL, language, server="https://osservatorio.example/")


@pytest.fixture(scope="module", params=["it", "en"])
def deck(request):
    return whole_deck(request.param)


@pytest.fixture(scope="module")
def presentation(deck):
    return Presentation(io.BytesIO(deck_pptx(deck)))


def test_files_say_whose_they_are_and_nothing_of_their_makers_tools(deck, presentation):
    """python-pptx's empty presentation says that Steve Canny changed it in 2013; a PDF's day was 1970."""
    told = presentation.core_properties
    assert (told.author, told.last_modified_by, told.comments) == ("Benessere Energetico", "Benessere Energetico", "")
    assert told.title == deck.title and told.created.year >= 2026 and told.modified.year >= 2026
    pdf = deck_pdf(deck)
    assert b"CreationDate" not in pdf and b"ModDate" not in pdf and b"Benessere Energetico" in pdf


@pytest.mark.parametrize("level", ["nil", "municipio", "city"])
@pytest.mark.parametrize(("indicator", "choices"), [
    ("energy_poverty_10", Choices()), ("energy_poverty_10", Choices(cutoff=8, is_heat_imputed=True)),
    ("energy_poverty_10", Choices(is_heat_imputed=True)), ("renters", Choices()),
])  # fmt: skip
def test_figures_are_those_of_the_pages(level, indicator, choices):
    ours = READING.figures(level, get_indicator(indicator), choices)
    assert ours.equals(kept_areas.figures(kept.edition(2023), level, indicator, choices))


@pytest.mark.parametrize("codes", [
    {}, {"level": "municipio"}, {"measure": "minimum"}, {"measure": "maximum", "classes": "6"}, {"reading": "smoothed"},
    {"reading": "sure", "cutoff": "8"}, {"reading": "range"}, {"method": "jenks"},
    {"indicator": "renters", "measure": "minimum"},
])  # fmt: skip
def test_classes_of_the_map_are_those_of_the_page(codes):
    asked = Asked(READING, BESIDE, "mappa", codes, "it")
    indicator = get_indicator(asked.get("indicator"))
    is_imputed = not {"measure", "indicator"} & set(codes) and codes.get("reading", "range") == "range"
    choices = Choices(cutoff=int(asked.get("cutoff")), is_heat_imputed=is_imputed)
    measure = codes.get("measure", "estimate") if indicator.bounds == "interval" else "estimate"
    reading = codes.get("reading", "raw")
    drawn, ours = drawn_map(asked, indicator, choices, measure, reading)
    look = Look(measure, asked.get("method"), int(asked.get("classes")), "it")
    page = kept_areas.classes(kept.edition(2023), asked.level, indicator.id, choices, look, reading)
    assert (ours.codes, ours.legend) == (page.codes, page.legend)
    body = map_body(asked)
    assert body.map.legend == page.legend
    for name, figure, _ in body.table.rows:
        area = READING.names(asked.level)[READING.names(asked.level) == name.partition(". ")[2]].index[0]
        assert figure == quantity(drawn.loc[area, measure], indicator.unit, "it")


def test_a_scenario_and_the_plan_are_those_of_the_pages():
    asked = Asked(READING, BESIDE, "scenari", {"gas": "20", "income": "-5"}, "it")
    ours = _projected(asked, "nil", Scenario(gas=0.2, income=-0.05))
    page = kept_depth.projection(kept.edition(2023), "nil", Scenario(gas=0.2, income=-0.05), Box()).figures
    pd.testing.assert_frame_equal(ours, page)
    plan = plan_at(Asked(READING, BESIDE, "sportello", {"tier1": "4"}, "it"))
    ranking = kept_desk.ranking(kept.edition(2023), choices_of({**PLAN, "tier1": "4"}.__getitem__))
    shown = desk_plan(kept.edition(2023), decide(ranking, ()))
    assert plan.rows[["label", "tier", "shown_tier"]].equals(shown.rows[["label", "tier", "shown_tier"]])


def test_a_renovation_whose_saving_cannot_be_told_has_no_bar():
    body = renovation_body(Asked(READING, BESIDE, "riqualificazioni", {}, "en"))
    frame = READING.portfolio().retrofits
    told = frame[frame["verdict"].isin(("saving", "rise"))]
    untold = len(frame) - len(told)
    assert untold and any(f"cannot be told what they saved: {untold}." in note for note in body.notes)
    assert {row[1] for row in body.table.rows} <= {"Saving", "Higher use"}
    assert all(re.search(r" · .* \(20\d\d\)$", bar.name) for bar in body.bars.bars)
    assert {bar.value for bar in body.bars.bars} <= set(told["share"])


@pytest.mark.parametrize("is_doubtful", [True, False])
def test_a_bar_says_that_its_saving_is_in_doubt_as_its_row_does(monkeypatch, is_doubtful):
    portfolio = READING.portfolio()
    doubted = replace(portfolio, retrofits=portfolio.retrofits.assign(is_doubtful=is_doubtful))
    monkeypatch.setattr(EditionReading, "portfolio", lambda _: doubted)
    body = renovation_body(Asked(READING, BESIDE, "riqualificazioni", {}, "it"))
    texts = [*(bar.told for bar in body.bars.bars), *(row[1] for row in body.table.rows)]
    assert texts and all(text.endswith(", in dubbio") == is_doubtful for text in texts)


def test_works_that_are_judged_together_are_on_the_slide(monkeypatch):
    works, best = READING.table("retrofits"), READING.portfolio().retrofits.iloc[0]["retrofit_id"]
    own = works[works["retrofit_id"] == best].assign(building_id="A")
    again = own.assign(retrofit_id="again", measure="antenne", cost_eur=0, building_id="B")
    reading, both = EditionReading(EDITION), pd.concat([works[works["retrofit_id"] != best], own, again])
    monkeypatch.setattr(reading, "table", lambda name: both if name == "retrofits" else READING.table(name))
    body = renovation_body(Asked(reading, BESIDE, "riqualificazioni", {}, "it"))
    assert any(" + antenne, edifici A + B (20" in bar.name for bar in body.bars.bars)


def test_every_page_that_ready_stories_show_has_a_scene():
    assert {view.page for view in ALL.views} <= set(SCENES)


def test_every_slide_says_source_day_caveat_and_link(deck):
    assert deck.slides
    for slide in deck.slides:
        assert "2023" in slide.source and "28/11/2026" in slide.source and slide.caveat
        assert slide.link.startswith("https://osservatorio.example/") and "year=2023" in slide.link
        assert slide.body.map or slide.body.bars


def test_slides_of_powerpoint_have_charts_tables_words_for_pictures_and_notes(deck, presentation):
    assert len(presentation.slides) == len(deck.slides) + 1
    for slide, page in zip(deck.slides, list(presentation.slides)[1:], strict=True):
        charts = [shape.chart for shape in page.shapes if shape.has_chart]
        tables = [shape.table for shape in page.shapes if shape.has_table]
        pictures = [shape for shape in page.shapes if shape.shape_type == 13]
        assert len(charts) == (slide.body.bars is not None and slide.body.map is None)
        assert len(pictures) == (slide.body.map is not None)
        for chart in charts:
            assert tuple(chart.plots[0].series[0].values) == tuple(bar.value for bar in slide.body.bars.bars)
            own = {"it": "[$-410]", "en": "[$-809]"}[deck.language]
            assert chart.plots[0].data_labels.number_format.startswith(own)
        if slide.body.table:
            cells = {cell.text for table in tables for row in table.rows for cell in row.cells}
            assert {text for row in slide.body.table.rows for text in row} <= cells
        for shape in page.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")
        told = page.notes_slide.notes_text_frame.text
        assert slide.link in told and slide.body.indicator in told and slide.source in told


def test_every_colour_of_a_legend_has_a_line_around_it_for_white_is_one(deck, presentation):
    legends = [shape.table for page in presentation.slides for shape in page.shapes
               if shape.has_table and shape.name == deck.words["legend"]]  # fmt: skip
    colours = [row.cells[0]._tc.tcPr for table in legends for row in table.rows]
    sides = [[line.tag.rpartition("}")[2] for line in colour][:4] for colour in colours]
    assert sides and all(each == ["lnL", "lnR", "lnT", "lnB"] for each in sides)


def test_tables_are_read_from_the_back_of_a_room(presentation):
    sizes = {
        run.font.size.pt
        for page in presentation.slides for shape in page.shapes if shape.has_table
        for row in shape.table.rows for cell in row.cells
        for paragraph in cell.text_frame.paragraphs for run in paragraph.runs
    }  # fmt: skip
    assert min(sizes) >= 11


def test_no_text_runs_over_its_place_or_the_page(presentation):
    seen = 0
    for page in presentation.slides:
        for shape in page.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= presentation.slide_width + Emu(2)
            assert shape.top >= 0 and shape.top + shape.height <= presentation.slide_height
            if shape.has_text_frame and shape.text_frame.text:
                run = shape.text_frame.paragraphs[0].runs[0]
                texts = [paragraph.text for paragraph in shape.text_frame.paragraphs]
                high = text_height(texts, run.font.size.pt, shape.width.inches - 0.12, bool(run.font.bold))
                assert high <= shape.height.inches, texts
                seen += 1
    assert seen > 50


def test_the_page_of_the_web_needs_nothing_else_and_runs_nothing_of_others(deck):
    text = deck_html(deck).decode()
    assert text.count("<section") == len(deck.slides) + 1
    outside = [url for url in re.findall(r"""(?:\ssrc=|href=|url\()["']?([^"')>]+)""", text)
               if not url.startswith(("data:", "#"))]  # fmt: skip
    assert outside == []
    for slide in deck.slides:
        for fact in slide.body.facts:
            assert fact.number in text


def test_a_sentence_is_shown_as_it_is_written(tmp_path):
    story = Story({"it": "<script>a</script>"}, (View("metodo", {}, {"it": "<img src=x> & “ciao” #let $x$ *b*"}),))
    text = deck_html(deck_of(story)).decode()
    assert "<img src=x>" not in text and "<script>a" not in text and "&lt;img src=x&gt; &amp; “ciao”" in text
    assert deck_pdf(deck_of(story)).startswith(b"%PDF")
    [_, page] = Presentation(io.BytesIO(deck_pptx(deck_of(story)))).slides
    assert any(shape.has_text_frame and "<img src=x>" in shape.text_frame.text for shape in page.shapes)


def test_the_longest_sentences_fit():
    story = Story({"it": "W" * 80}, (View("mappa", {}, {"it": "Wm " * 53}), View("", {}, {"it": "m" * 160})))
    file = Presentation(io.BytesIO(deck_pptx(deck_of(story))))
    titles = [next(iter(page.shapes)) for page in file.slides]
    for title in titles:
        size = title.text_frame.paragraphs[0].runs[0].font.size.pt
        assert text_height([title.text_frame.text], size, title.width.inches - 0.12, True) <= title.height.inches
    assert deck_pdf(deck_of(story)).startswith(b"%PDF")


def test_a_view_of_a_year_that_is_not_there_is_refused():
    with pytest.raises(ObservatoryError, match="1999"):
        deck_of(Story({"it": "x"}, (View("mappa", {"year": "1999"}, {"it": "x"}),)))


@given(st.text(max_size=60), st.floats(6, 40), st.floats(0.5, 12))
def test_text_is_measured_without_gaps(text, size, width):
    lines = line_count(text, size, width)
    assert lines >= 1
    assert line_count(text + " x", size, width) >= lines
    assert lines * width >= text_width("".join(text.split()), size) - width


def test_the_command_writes_every_format_and_tells_how_far_it_is(tmp_path, capsys):
    for kind, start in (("pptx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!DOCTYPE html>")):
        out = tmp_path / f"deck.{kind}"
        told = ["deck", str(SAMPLE / "2023"), "--story", "what_we_ask", "--format", kind, "--out", str(out)]
        assert main([*told, "--language", "en"]) == 0
        assert out.read_bytes().startswith(start)
        assert "slide 3 of 3" in capsys.readouterr().err


@pytest.mark.parametrize("story", ["nothing", "bad.toml", "binary.json"])
def test_the_command_refuses_what_is_no_story_and_writes_nothing(story, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("bad.toml").write_text("title = 'x'\n[[views]]\naddress = 'nowhere'\nsentence = 'x'\n")
    Path("binary.json").write_bytes(b"\xff\xfe\x00")
    assert main(["deck", str(SAMPLE / "2023"), "--story", story, "--out", "x.pptx"]) in (1, 2)
    assert capsys.readouterr().err
    assert not Path("x.pptx").exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path, capsys):
    out = tmp_path / "no" / "x.pptx"
    assert main(["deck", str(SAMPLE / "2023"), "--story", "what_we_ask", "--out", str(out)]) == 1
    assert str(out) in capsys.readouterr().err


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_an_address_for_links_is_refused_where_no_notes_hold_them(tmp_path, capsys, form):
    out = tmp_path / f"x.{form}"
    asked = ["deck", str(SAMPLE / "2023"), "--format", form, "--server", "https://x.it", "--language", "en"]
    assert main([*asked, "--out", str(out)]) == 1
    assert "--server changes nothing without --format pptx" in capsys.readouterr().err and not out.exists()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="Poppler (pdftotext) is not on this machine")
def test_no_word_of_a_pdf_s_table_stands_on_another(tmp_path):
    """One renovation alone: its row leaves room for large type, which the names had not."""
    view = next(view for view in ready_story("what_saved").views if view.page == "riqualificazioni")
    made = deck_of(Story({"it": "x"}, (view,)))
    [slide] = made.slides
    rows = (("1. Via Saint Bon 6", "Risparmio", "6,2% – 11,7%", "–"),)
    heads = ("Complesso", "Verdetto", "Intervallo al 90%", "kWh all’anno per famiglia vulnerabile")
    body = replace(slide.body, bars=None, table=Table(heads, rows))
    (tmp_path / "deck.pdf").write_bytes(deck_pdf(replace(made, slides=(replace(slide, body=body),))))
    told = subprocess.run(
        ["pdftotext", "-bbox", "-f", "2", str(tmp_path / "deck.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    place = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">{}<'
    ends = [[*map(float, re.search(place.format(word), told).groups())] for word in ("Complesso", "Verdetto")]
    assert ends[0][2] < ends[1][0] and ends[0][1] == ends[1][1]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine")
def test_libreoffice_opens_the_slides(tmp_path):
    """Of both languages in one start, which takes as long as a deck."""
    decks = {language: whole_deck(language) for language in LANGUAGES}
    for language, deck in decks.items():
        (tmp_path / f"{language}.pptx").write_bytes(deck_pptx(deck))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path / 'office'}", "--headless", "--convert-to", "pdf",
               "--outdir", str(tmp_path), *(str(tmp_path / f"{language}.pptx") for language in decks)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    contents = {language: (tmp_path / f"{language}.pdf").read_bytes() for language in decks}
    pages = {language: len(re.findall(rb"/Type\s*/Page\b(?!s)", content)) for language, content in contents.items()}
    assert pages == {language: len(deck.slides) + 1 for language, deck in decks.items()}


def test_twelve_slides_with_six_maps_cost_less_than_the_time_they_may_take():
    """Twenty seconds from nothing read to the file, in processor time, which a busy machine does not move."""
    looks = ({}, {"level": "section"}, {"level": "municipio"}, {"reading": "range"}, {"measure": "minimum"},
             {"reading": "sure"})  # fmt: skip
    others = ("", "scenari", "riqualificazioni", "sportello", "dati", "metodo")
    views = [View("mappa", look, {"it": "x"}) for look in looks] + [View(page, {}, {"it": "x"}) for page in others]
    told = []
    start = time.process_time()
    readings = {year: EditionReading(each.edition) for year, each in BESIDE.items()}
    story = Story({"it": "x"}, tuple(views))
    made = make_deck(story, readings, EDITION, "it", DAY, "", lambda done, every: told.append((done, every)))
    deck_pptx(made)
    assert time.process_time() - start < 20
    assert told == [(place, 12) for place in range(1, 13)]
