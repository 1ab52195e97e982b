"""The resident's page: eight questions, answers by card, and nothing kept."""

import pytest

from contract.aid_facts import QUESTIONS
from contract.translations import translate
from tests.places import ROOT
from tests.reports.aids.arabic import speak_arabic
from tests.ui.test_pages import opened, ran, words

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
