"""The resident's page: eight questions, answers by card, and nothing kept."""

import re
from datetime import datetime, timedelta

import geopandas as gpd
import pandas as pd
import pytest
import time_machine

from contract.aid_facts import QUESTIONS
from contract.local_time import LOCAL_TIME
from contract.translations import translate
from data_access.records.sessions import save_calendar
from geo.crs import DRAWN
from tests.places import ROOT
from tests.reports.aids.arabic import speak_arabic
from tests.ui.test_pages import opened, ran, words
from ui.contributions.next_sessions import nearest_first
from ui.kept import editions as cached
from ui.kept import help_desk as kept

pytestmark = pytest.mark.usefixtures("while_the_catalogue_holds")


def answering(language="it", **answers):
    """The page after these answers, by fact and code."""
    app = opened("for_me", lang=language)
    for fact, code in answers.items():
        app.radio(key=f"asked_{fact}_{language}").set_value(code)
    app.button[0].click()
    return ran(app)


@pytest.mark.parametrize("language", ["it", "en"])
def test_there_are_eight_questions_each_with_a_way_not_to_answer(language):
    app = opened("for_me", lang=language)
    assert [radio.label for radio in app.radio] == [translate(text, language) for text in QUESTIONS.values()]
    assert len(app.radio) == 8
    assert all(radio.value == "" for radio in app.radio)
    assert "class='aid" not in words(app)


def test_a_language_with_a_catalogue_is_told_here_alone(tmp_path, monkeypatch):
    speak_arabic(tmp_path / "locale", monkeypatch)
    app = opened("for_me", lang="ar")
    assert [each.label for each in app.radio][:2] == ["كم طفلًا تعيله ويسكن معك؟", "كم تبلغ قيمة ISEE لديك؟"]
    app.button[0].click()
    text = words(ran(app))
    assert "Water bonus (Bonus acqua)" in text and "class='outcome'>ربما" in text
    assert app.button_group[0].options == ["Italiano", "English", "العربية"]
    app.switch_page(str(ROOT / "pages/observatory/privacy.py")).run()
    assert app.button_group[0].options == ["Italiano", "English"] and app.button_group[0].value == "it"
    assert "che non esiste" not in words(app)


def test_the_four_answers_are_told():
    app = answering(isee="9796", children="0", supply="electricity", heating="shared", tenure="mm")
    text = words(app)
    assert "<section class='aid automatic'><h4>Bonus luce</h4><p class='outcome'>Sì, automatico</p>" in text
    assert "<h4>Bonus gas per il riscaldamento condominiale</h4><p class='outcome'>Sì, ma va chiesto</p>" in text
    assert "Forse (manca: il quartiere)" in text
    assert "<strong>Contributo volontario dei venditori</strong>: No (hai già Bonus luce)" in text
    assert "codice PDR del gas del palazzo" in text


def test_no_answer_at_all_is_answered_once_asked_and_is_never_a_no():
    text = words(answering())
    assert "class='aid maybe'" in text
    assert ": No (" not in text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("it", "È finito il 31/12/2026. Non sappiamo ancora se e come continua: chiedi allo sportello."),
        ("en", "It ended on 31/12/2026. We do not know yet whether, and how, it goes on: ask at the help-desk."),
    ],
)
def test_on_new_year_what_ended_is_told_and_its_bands_of_isee_are_still_asked(language, sentence):
    with time_machine.travel(datetime(2027, 1, 1, 12, tzinfo=LOCAL_TIME)):
        app = answering(language, isee="9796", children="0", supply="electricity")
        text = words(app)
    assert (
        f"<li><strong>{'Bonus luce' if language == 'it' else 'Electricity bonus (Bonus luce)'}</strong>: {sentence}"
        in text
    )
    assert text.count("31/12/2026") >= 5


def test_answers_are_nowhere_but_in_their_widgets():
    app = answering(isee="9796", children="4+", disability="device")
    assert set(app.query_params) <= {"lang"}
    state = app.session_state._state.filtered_state
    kept = {name: value for name, value in state.items() if not name.startswith("asked_")}
    assert not {"9796", "4+", "device"} & set(map(str, kept.values()))
    assert "9796" not in str(kept) and "device" not in str(kept)


def test_answers_are_gone_with_another_page():
    app = answering(isee="9796")
    app.switch_page(str(ROOT / "pages/observatory/method.py")).run()
    app.switch_page(str(ROOT / "pages/contributions/for_me.py")).run()
    assert all(radio.value == "" for radio in app.radio)


def test_the_sessions_nearest_to_a_neighbourhood_come_first_and_it_is_kept_nowhere(records):
    """The soonest is far away; without a neighbourhood it stands first."""
    edition = cached.edition(2023)
    sites, shapes = kept.sites(edition), cached.shapes(edition, "nil")
    points = gpd.GeoSeries(gpd.points_from_xy(sites["lon"], sites["lat"]), sites.index, crs=DRAWN).to_crs(shapes.crs)
    metres = points.distance(shapes["76"]).sort_values()
    near, far = metres.index[0], metres.index[-1]
    start = datetime.now(LOCAL_TIME).replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    rows = [
        {"session_id": f"s{number}", "site_id": site, "tier": 1, "start": begins, "end": begins + timedelta(hours=2),
         "tutors": 1}
        for number, (site, begins) in enumerate([(far, start), (far, start + timedelta(days=1)),
                                                 (near, start + timedelta(days=20))])
    ]  # fmt: skip
    save_calendar(records, pd.DataFrame(rows), {}, "A. Rossi")
    app = opened("for_me")
    before, named = told_sessions(app), [sites.loc[site, "name"] for site in (near, far)]
    assert [each.split(":")[0] for each in before] == [named[1], named[1], named[0]]
    app.selectbox(key="near_it").set_value("76")
    ran(app)
    assert [each.split(":")[0] for each in told_sessions(app)] == named
    assert set(app.query_params) <= {"lang"}


def test_the_neighbourhood_decides_on_benefits_of_some_neighbourhoods_alone(records):
    app = answering(tenure="mm", heating="shared")
    assert "Forse (manca: ISEE, debiti, il quartiere, se è ancora aperto)" in words(app)
    app.selectbox(key="near_it").set_value("55")
    there = words(ran(app))
    assert "Forse (manca: ISEE, debiti, se è ancora aperto)" in there
    assert "Energia in periferia</strong>: No (vale solo in certi quartieri)" in there
    app.selectbox(key="near_it").set_value("1")
    assert "Energie in Comune</strong>: No (vale solo in certi quartieri)" in words(ran(app))


def told_sessions(app):
    return re.findall(r"<li>(.*?)</li>", words(app).split("Chi ti può aiutare")[-1])


def test_of_each_place_the_first_session_stands_and_places_without_a_position_come_last():
    coming = pd.DataFrame({"site_id": ["c", "a", "b", "a"], "start": [3, 2, 1, 0]})
    shown = nearest_first(coming, pd.Series({"a": 500.0, "b": 20.0}))
    assert shown.to_dict("list") == {"site_id": ["b", "a", "c"], "start": [1, 0, 3]}
