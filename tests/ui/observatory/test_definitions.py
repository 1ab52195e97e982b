"""The page of definitions through Streamlit's test runner: sentence, sets and map tell the same."""

import re

import pytest

from indicators.comparison.definitions import DEFINITIONS
from tests.ui.test_pages import opened, spec, words


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("facet", ["definitions", "index", "capacity", "summer"])
def test_every_view_opens(facet, language):
    text = words(opened("definitions", facet=facet, lang=language))
    assert "class='notice warning" not in text
    assert "class='notice error" not in text
    assert "{" not in re.sub(r"<style>.*?</style>", "", text)


def test_sentence_and_map_count_the_same_areas():
    app = opened("definitions", lang="en")
    judged, always, sometimes, never = map(int, re.search(
        r"of (\d+), every .*?<strong>(\d+)</strong>, only some .*?<strong>(\d+)</strong>, none flags (\d+)", words(app)
    ).groups())  # fmt: skip
    assert judged == always + sometimes + never
    codes = re.search(r"\('(\d+)'\)", spec(app)["layers"][0]["_subLayerProps"]["polygons-fill"]["getFillColor"])[1]
    assert [codes.count(code) for code in "012"] == [never, sometimes, always]
    assert len(codes) == judged + codes.count("3") + codes.count("4") == 88


def test_areas_that_every_definition_that_can_judge_flags_are_full_rows_with_dashes():
    text = words(opened("definitions", lang="en"))
    always = int(re.search(r"every definition flags <strong>(\d+)</strong>", text)[1])
    rows = re.findall(r"<b>(\d+)</b>.*?</tr>", text)
    full = [int(row) for row, whole in zip(rows, re.findall(r"<tr><td class='bar'>.*?</tr>", text), strict=True)
            if "●" in whole and "○" not in whole]  # fmt: skip
    assert sum(full) == always > 0


def test_one_definition_alone_is_refused_in_plain_words():
    app = opened("definitions")
    app.pills(key="pick_definitions_it").set_value(["above_10"]).run()
    assert not app.exception
    assert "almeno due definizioni" in words(app)


@pytest.mark.parametrize("code", ["above_10", "above_10.nothing", ""])
def test_unknown_definitions_in_a_link_are_said(code):
    if code:
        assert "class='notice warning'" in words(opened("definitions", definitions=code))
    assert len(DEFINITIONS) > 2


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("it", "(approssimato)” non può giudicare alcuna area. Nessun dato: l’estrazione non contiene"),
        ("en", "(approximate)” can judge no area. No data: the extract does not hold"),
    ],
)
def test_a_definition_that_the_extract_cannot_tell_is_said_to_judge_nothing(language, told):
    text = words(opened("definitions", definitions="above_10.hidden.lihc.lilee", lang=language))
    assert text.count(told) == 2
    foot = re.search(r"<tfoot>.*?</tfoot>", text)[0]
    above, _, *low = map(int, re.findall(r"<td>(\d+)</td>", foot))
    assert above > 0 and low == [0, 0]
    assert told not in words(opened("definitions", definitions="above_10.hidden", lang=language))


def test_definitions_of_which_none_is_told_leave_every_area_without_data():
    app = opened("definitions", definitions="lihc.lilee", lang="en")
    assert ": of 0, every definition" in words(app)
    codes = re.search(r"\('(\d+)'\)", spec(app)["layers"][0]["_subLayerProps"]["polygons-fill"]["getFillColor"])[1]
    assert set(codes) == {"4"}


def test_weights_move_the_index_and_not_the_range_of_places():
    equal, one = (
        words(opened("definitions", lang="en", facet="index", components=code)) for code in ("11111", "40000")
    )
    first = r"the first is <strong>(.*?)</strong>"
    assert re.search(first, equal)[1] != re.search(first, one)[1]
    area = re.escape(re.search(first, equal)[1])
    place = rf"{area}</th>.*?<td[^>]*>(\d+ – \d+)</td>"
    assert re.search(place, equal)
    rows = dict(re.findall(r"scope='row'>(.*?)</th>.*?<td[^>]*>(\d+ – \d+)</td>", equal))
    others = dict(re.findall(r"scope='row'>(.*?)</th>.*?<td[^>]*>(\d+ – \d+)</td>", one))
    assert {name: rows[name] for name in rows.keys() & others.keys()} == {
        name: others[name] for name in rows.keys() & others.keys()
    }


def test_summer_says_that_it_is_a_layer_of_its_own():
    text = words(opened("definitions", facet="summer"))
    assert "non entra in alcun dato dell’inverno" in text
    assert "class='square'" in text or "heat_risk" in text
