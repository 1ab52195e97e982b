"""Presenting: ready stories, a story of one's own, links and files that bring it back."""

import html
import json
from dataclasses import replace

import pytest

from reports.stories.library import READY_IDS, ready_story, story_code, story_of
from reports.stories.story import Story, View
from tests.ui.test_pages import opened, ran, words
from ui.presentation.draft import _DRAFT

TWO = Story({"it": "Prova"}, (View("mappa", {"level": "municipio"}, {"it": "Uno"}), View("", {}, {"it": "Due"})))


def button(app, key):
    return next(each for each in app.button if each.key == key)


def test_a_newcomer_projects_where_it_is_worst_and_how_sure_in_two_presses():
    app = opened("present")
    assert ready_story("where").title("it") in [each.value for each in app.subheader]
    button(app, "show_where").click()
    ran(app)
    text = words(app)
    assert "stage" in text and f"1 / {len(ready_story('where').views)}" in text and "Dati dimostrativi" in text
    button(app, "stage_next").click()
    ran(app)
    assert "2 / " in words(app) and ready_story("where").views[1].sentence("it") in words(app)
    assert dict(app.query_params)["slide"] in ("2", ["2"])
    button(app, "stage_close").click()
    assert "class='stage'" not in words(ran(app))


def test_a_press_counts_from_where_the_last_led_though_that_slide_is_not_drawn_yet():
    app = opened("present", story="where")
    last = len(ready_story("where").views)
    assert last > 2
    for drawn, pressed, reached in ((2, "stage_next", 3), (last, "stage_next", last), (1, "stage_back", 1)):
        app.session_state["address_codes"]["slide"] = str(drawn)
        button(app, pressed).click()
        assert f"{reached} / {last}" in words(ran(app))
        app.session_state["address_codes"]["slide"] = "2"
        ran(app)


def test_any_page_presents_where_it_is_worst_and_the_next_slide_only_what_is_sure():
    app = opened("map", folds=("present",))
    button(app, "present_ready").click()
    assert "class='stage'" in words(ran(app))
    assert "non sicuro" in words(opened("present", story=dict(app.query_params)["story"], slide="2"))


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("story", READY_IDS)
def test_a_link_opens_a_ready_story_in_its_language(story, language):
    text = words(opened("present", story=story, lang=language))
    assert html.escape(ready_story(story).views[0].sentence(language)) in text
    assert ("Fonte:" if language == "it" else "Source:") in text


def test_a_link_opens_a_whole_story_at_its_slide_and_past_its_end_the_last():
    code = story_code(TWO)
    assert "Due" in words(opened("present", story=code, slide="2"))
    assert "2 / 2" in words(opened("present", story=code, slide="40"))


@pytest.mark.parametrize("code", ["dove", "x" * 5000])
def test_a_link_that_is_no_story_is_said_and_the_stories_are_offered(code):
    app = opened("present", story=code)
    assert "class='stage'" not in words(app)
    assert button(app, "show_where") and code[:40] in words(app)


def test_a_year_that_is_not_there_is_said():
    story = story_code(Story({"it": "x"}, (View("mappa", {"year": "1999"}, {"it": "x"}),)))
    assert "1999" in words(opened("present", story=story))


def test_what_is_on_a_page_goes_into_the_story_with_its_sentence():
    app = opened("map", folds=("present",), level="municipio", cutoff="8")
    app.text_input(key="present_sentence_it").set_value("I Municipi <b>")
    button(app, "present_add").click()
    ran(app)
    [view] = app.session_state[_DRAFT].views
    assert (view.page, dict(view.codes), view.sentence("it")) == (
        "mappa", {"level": "municipio", "cutoff": "8"}, "I Municipi <b>",
    )  # fmt: skip


def test_views_change_places_and_go_and_the_link_brings_the_story_back():
    app = opened("present")
    app.session_state[_DRAFT] = TWO
    ran(app)
    button(app, keys(app, "story_down_")[0]).click()
    ran(app)
    assert [view.sentence("it") for view in app.session_state[_DRAFT].views] == ["Due", "Uno"]
    link = next(each.value for each in app.code if "story=" in each.value)
    assert story_of(link.partition("story=")[2]) == app.session_state[_DRAFT]
    for _ in range(2):
        button(app, keys(app, "story_out_")[0]).click()
        ran(app)
    assert app.session_state[_DRAFT] is None


def keys(app, start):
    """Keys of the buttons that begin so, in the order of the views."""
    return [each.key for each in app.button if (each.key or "").startswith(start)]


def test_a_second_press_before_the_page_has_answered_is_for_the_same_view():
    app = opened("present")
    app.session_state[_DRAFT] = replace(TWO, views=(*TWO.views, View("scenari", {}, {"it": "Tre"})))
    ran(app)
    down = keys(app, "story_down_")[0]
    for _ in range(2):
        button(app, down).click()
        ran(app)
    assert [view.sentence("it") for view in app.session_state[_DRAFT].views] == ["Due", "Tre", "Uno"]
    out = keys(app, "story_out_")[0]
    button(app, out).click()
    ran(app)
    assert [view.sentence("it") for view in app.session_state[_DRAFT].views] == ["Tre", "Uno"]
    assert out not in keys(app, "story_out_"), "a second press would take out the next one"


def test_a_sentence_is_changed_in_the_editor():
    app = opened("present")
    app.session_state[_DRAFT] = TWO
    ran(app)
    next(each for each in app.text_input if each.value == "Uno").set_value("Tre")
    ran(app)
    assert app.session_state[_DRAFT].views[0].sentence("it") == "Tre"


def test_a_story_opened_over_another_is_as_it_was_saved():
    app = opened("present")
    told = [{"title": {"it": title}, "views": [{"address": "mappa", "sentence": title}]} for title in ("Una", "Due")]
    for name, story in enumerate(told):
        app.file_uploader[0].set_value((f"{name}.json", json.dumps(story).encode(), "application/json"))
        ran(app)
        ran(app)
    story = app.session_state[_DRAFT]
    assert (story.title("it"), story.views[0].sentence("it")) == ("Due", "Due")


def test_a_saved_story_opens_and_a_bad_one_is_refused_with_its_row():
    app = opened("present")
    told = {"title": {"it": "Da file"}, "views": [{"address": "mappa", "sentence": "Una vista"}]}
    app.file_uploader[0].set_value(("s.json", json.dumps(told).encode(), "application/json"))
    ran(app)
    assert app.session_state[_DRAFT].title("it") == "Da file"
    app.file_uploader[0].set_value(("s.json", json.dumps(told | {"title": ""}).encode(), "application/json"))
    ran(app)
    assert "s.json, riga 1" in words(app)
    assert app.session_state[_DRAFT].title("it") == "Da file"
