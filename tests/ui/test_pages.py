"""Every page through Streamlit's own test runner: fast, in both languages, on the embedded sample."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from contract.translations import translate
from indicators.basis.figures import state_counts
from indicators.basis.parameters import PARAMETERS
from indicators.catalogue.registry import INDICATORS, Choices
from tests.places import ROOT
from tests.ui.conftest import assert_charts_tell
from ui.entrance.frame import PAGES as LISTED
from ui.kept import areas as cached_areas
from ui.kept import editions as cached

PAGES = {Path(page.script).stem: page for page in LISTED}
"""Every page by the name of its script."""


def opened(page, folds=(), **codes):
    """The page as a link opens it, with these folds open: one run of its script."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app._page_hash = calc_hash(PAGES[page].address)
    for name, code in codes.items():
        app.query_params[name] = code
    for fold in folds:
        app.session_state[f"fold_{fold}_{codes.get('lang', 'it')}"] = True
    return ran(app)


def ran(app):
    """The page once its script has run, without an exception."""
    app.run()
    assert not app.exception, app.exception
    return app


def words(app):
    return " ".join(str(element.proto.body) for element in app.get("html"))


def spec(app):
    return json.loads(app.get("deck_gl_json_chart")[0].proto.json)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["it", "en"])
def test_every_page_opens_in_both_languages_with_its_frame(page, language):
    """From the first page, as a reader goes there; the codes travel along."""
    app = opened("overview", lang=language).switch_page(str(ROOT / PAGES[page].script))
    app.query_params["lang"] = language
    ran(app)
    assert app.title[0].value == translate(PAGES[page].title, language)
    text = words(app)
    said = [("Dati dimostrativi", "Demonstration data"), ("Spesa del 2023, reddito", "Spend of 2023, income of")]
    for told in said:
        assert (told[language == "en"] in text) == PAGES[page].has_figures
    assert_charts_tell(app)
    seen = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", text, flags=re.DOTALL)
    assert re.findall(r".{0,20}(?:(?<![\w–/.:-])-\d|\b20\d\d-\d\d-\d\d\b|\{\w+\}).{0,20}", seen) == []


def test_the_overview_answers_with_a_figure_and_its_range_first():
    text = words(opened("overview"))
    assert "famiglia su" in text.split("class='headline'")[1].split("</p>")[0]
    assert "751.8" in text
    assert "Per riservatezza ogni conteggio è dato come una fascia di tre famiglie." in text


def test_the_overview_and_the_map_count_the_same_sections_without_a_figure():
    figures = cached_areas.figures(cached.edition(2023), "section", "energy_poverty_10", Choices(is_heat_imputed=True))
    hidden = state_counts(figures)["withheld"]
    assert f"{hidden:,}".replace(",", ".") + " sezioni di censimento su" in words(opened("overview"))
    legend = words(opened("map", level="section", reading="raw")).split("class='legend'")[1]
    counted = [int(found.replace(".", "")) for found in re.findall(r"Riservato[^<]*<small>\(([\d.]+)\)", legend)]
    assert sum(counted) == hidden


@pytest.mark.parametrize("indicator", INDICATORS)
@pytest.mark.parametrize(
    ("level", "area", "drawn"), [("section", "0151469000001", 6000), ("nil", "55", 88), ("municipio", "3", 9)]
)
def test_every_indicator_is_drawn_at_every_level_and_every_profile_gives_a_verdict(indicator, level, area, drawn):
    app = opened("map", indicator=indicator, level=level, area=f"{level}:{area}")
    layer = spec(app)["layers"][0]
    assert layer["id"] == level
    expression = layer["_subLayerProps"]["polygons-fill"]["getFillColor"]
    assert len(expression) > drawn
    assert "class='notice" not in words(app)
    assert "class='verdict'" in words(app)
    assert "{" not in words(app).split("class='verdict'")[1].split("</p>")[0]


def test_a_map_is_a_few_kilobytes():
    assert len(json.dumps(spec(opened("map", level="section")))) < 20_000


def test_the_view_of_a_link_is_kept_when_pages_change():
    app = opened("map", indicator="renters", level="municipio", lang="en")
    app.switch_page(str(ROOT / "pages/observatory/method.py")).run()
    app.switch_page(str(ROOT / "pages/observatory/map.py")).run()
    assert app.query_params["indicator"] in ("renters", ["renters"])
    assert spec(app)["layers"][0]["id"] == "municipio"


def test_unknown_codes_are_said_and_passed_over():
    app = opened("map", indicator="nothing", level="galaxy")
    told = words(app).split("class='notice warning'")
    assert len(told) == 3 and "nothing" in told[1] and "galaxy" in told[2]
    assert spec(app)["layers"][0]["id"] == "nil"


def test_what_does_not_exist_is_told_until_the_reader_chooses_something():
    app = opened("map", indicator="nothing")
    app.run()
    assert "nothing" in words(app).split("class='notice warning'")[1]
    [level] = [each for each in app.selectbox if each.label == "Aree"]
    level.set_value("municipio").run()
    assert "class='notice warning'" not in words(app)


def test_a_year_without_edition_is_said_and_the_latest_is_shown():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["year"] = "1999"
    app.run()
    assert not app.exception
    assert "1999" in words(app).split("class='notice warning'")[1]
    assert "Edizione 2023" in words(app)


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_timeline_under_the_map_goes_through_the_editions_with_the_same_classes(language):
    app = opened("map", lang=language)
    ends = [legend.split("(")[0] for legend in re.findall(r"</i>(.*?)</li>", words(app))][1:3]
    steps = {each.key: each for each in app.button if each.key.startswith("timeline_")}
    assert list(steps) == ["timeline_2021", "timeline_2022", "timeline_2023"]
    assert "year" not in dict(app.query_params)
    steps["timeline_2022"].click()
    text = words(ran(app))
    assert dict(app.query_params)["year"] in ("2022", ["2022"])
    assert [each.value for each in app.selectbox if each.label in ("Edizione", "Edition")] == ["2022"]
    assert [legend.split("(")[0] for legend in re.findall(r"</i>(.*?)</li>", text)][1:3] == ends


def test_the_cut_off_moves_the_figure():
    ten, twenty = (words(opened("overview", cutoff=cut)) for cut in ("10", "20"))
    assert "del 20% del reddito" in twenty
    assert ten.split("headline")[1][:150] != twenty.split("headline")[1][:150]


def test_the_method_page_holds_every_indicator_and_parameter():
    app = opened("method", lang="en")
    assert {expander.label for expander in app.expander} >= {indicator.label for indicator in INDICATORS.values()}
    text = words(app)
    assert all(indicator_id in text for indicator_id in INDICATORS)
    for parameter in PARAMETERS.values():
        assert parameter.label.replace("'", "&#x27;") in text


def test_publishing_is_off_unless_allowed():
    app = opened("data")
    assert not app.get("file_uploader")
    assert "disattivata" in words(app)


def test_the_data_page_says_what_to_ask_for_next():
    text = words(opened("data"))
    assert "Chiedere prima le bollette mancanti" in text
    assert "Intervallo dopo" in text


def test_the_address_to_send_has_every_code_of_the_view():
    app = opened("map", indicator="energy_burden", level="municipio", lang="en")
    app.session_state["fold_files_en"] = True
    app.run()
    [told] = [code.value for code in app.code]
    assert set(told.split("?")[1].split("&")) == {"indicator=energy_burden", "level=municipio", "lang=en"}


def test_the_first_page_and_the_data_page_count_the_same_sections_without_a_figure(monkeypatch):
    """A section of which no heating bill can be imputed has no figure on any page."""
    told = cached_areas.figures

    def fewer(of, level, indicator_id, choices):
        figures = told(of, level, indicator_id, choices)
        is_fewer = choices.is_heat_imputed & (np.cumsum(figures["state"] == "shown") <= 3)
        return figures.assign(state=figures["state"].mask(is_fewer & (level == "section"), "missing"))

    monkeypatch.setattr(cached_areas, "figures", fewer)
    assert "Sezioni di censimento senza dati, o con troppo pochi: 66." in words(opened("overview"))
    assert "<td>5.811</td><td>178</td><td>66</td>" in words(opened("data"))


@pytest.mark.parametrize(("page", "is_told"), [("for_me", False), ("privacy", False), ("map", True), ("data", True)])
def test_what_is_said_of_an_edition_stands_only_where_its_figures_do(page, is_told):
    """A resident is not told that what may be asked for is invented."""
    text = words(opened(page))
    assert ("class='provenance'" in text) is is_told and ("class='badge'" in text) is is_told
