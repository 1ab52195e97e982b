"""The answer in one sentence with its plausible range, and the staircase that a reader moves."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from indicators.basis.assumptions import ENDS, Box
from indicators.catalogue.registry import Choices
from reports.maps.classes import Look
from reports.numbers import with_article
from tests.ui.test_pages import opened, words
from ui.kept import areas as cached_areas
from ui.kept import editions as cached


def headline(**codes):
    text = words(opened("overview", **codes))
    return re.sub("<[^>]+>", "", text.split("class='headline'>")[1].split("</p>")[0])


def test_the_first_sentence_holds_figure_range_condition_and_what_is_certain():
    sentence = headline()
    assert re.search(r"circa 1 famiglia su \d+ \(stima \d+,\d%\)", sentence)
    found = re.search(r"tra (?:il |l')(\d+,\d)% e (?:il |l')(\d+,\d)%", sentence).groups()
    low, high = (float(end.replace(",", ".")) for end in found)
    assert low < high <= low + 10
    city = cached.edition(2023)
    figures = cached_areas.figures(city, "city", "energy_poverty_10", Choices(is_heat_imputed=True)).iloc[0]
    assert [f"{figures[end]:.1%}".replace(".", ",") for end in ("plausible_low", "plausible_high")] == [
        f"{end}%" for end in found
    ]
    assert re.search(r"di certo almeno (il |l'|lo )\d+,\d%\.", sentence)
    assert "se le bollette del riscaldamento che mancano sono, in media, al massimo di circa un terzo" in sentence
    assert "63" not in sentence


def test_in_english_it_says_the_same():
    sentence = headline(lang="en")
    assert re.search(r"about 1 household in \d+ \(estimate \d+\.\d%\) is in energy poverty", sentence)
    assert "on average, no more than about a third above or below those that we know in the same area." in sentence


def test_another_cut_off_is_not_called_energy_poverty():
    sentence = headline(cutoff="8")
    assert "povertà energetica" not in sentence
    assert "più dell'8% del reddito" in sentence


def test_what_a_reader_assumes_is_in_the_sentence_and_moves_the_range():
    assert "in media, dal 60% al 120% di quelle che conosciamo" in headline(bill="60-120")
    assert "in media, dall'80% al 110%" in headline(bill="80-110")
    assert "in media, come quelle che conosciamo nella stessa zona." in headline(bill="100-100")
    assert headline(odds="10-1000") != headline()


@pytest.mark.parametrize("codes", [{"bill": "39-135"}, {"bill": "110-135"}, {"spread": "93"}, {"odds": "a-b"}])
def test_assumptions_that_do_not_exist_are_told_and_passed_over(codes):
    text = words(opened("overview", **codes))
    assert next(iter(codes.values())) in text.split("class='notice warning'")[1]
    assert "in media, al massimo di circa un terzo" in text


def staircase(**codes):
    def script(codes):
        from dataclasses import replace

        from ui.entrance import frame  # noqa: F401  the pages declare their fields
        from ui.kept import areas, editions
        from ui.observatory.plausible import draw_staircase
        from ui.widgets.controls import choices_in_view, edition_in_view
        from ui.words import address as state

        state.read_address()
        edition = edition_in_view()
        choices = replace(choices_in_view(), is_heat_imputed=True)
        city = areas.figures(edition, "city", "energy_poverty_10", choices).iloc[0]
        draw_staircase(edition, city, choices)
        state.write_address()
        assert editions.years()

    app = AppTest.from_function(script, kwargs={"codes": codes}, default_timeout=60)
    for name, code in codes.items():
        app.query_params[name] = code
    app.run()
    assert not app.exception
    return app


def test_each_step_says_what_it_assumes_what_would_tip_it_and_who_answers():
    text = words(staircase())
    assert text.count("Ne risponde: l’osservatorio (AMAT).") == len(ENDS)
    assert re.search(
        r"Perché il valore fosse (il|l&#x27;) ?\d+%, le bollette che mancano dovrebbero essere \d,\d\d volte", text
    )
    assert re.search(r"più stretto di \d+,\d punti percentuali", text)


def test_a_slider_of_the_staircase_writes_the_address():
    app = staircase()
    assert len(app.select_slider) == 2 * len(ENDS)
    app.select_slider[0].set_value(0.6).run()
    assert app.query_params["bill"] in ("60-135", ["60-135"])
    app.select_slider[1].set_value(1.2).run()
    assert app.query_params["bill"] in ("60-120", ["60-120"])
    assert "da 0,60 a 1,20 volte" in words(app)


def test_both_ends_moved_before_the_page_has_answered_count():
    app = staircase()
    app.select_slider[0].set_value(0.6)
    app.select_slider[1].set_value(1.2).run()
    assert app.query_params["bill"] in ("60-120", ["60-120"])


def test_figures_of_every_level_keep_their_order_and_name_their_assumptions():
    edition, box = cached.edition(2023), Box(bill=(0.6, 1.5))
    for level in ("section", "nil", "municipio", "city"):
        figures = cached_areas.figures(edition, level, "energy_poverty_10", Choices(is_heat_imputed=True, box=box))
        shown = figures[figures["state"] == "shown"]
        names = ["minimum", "plausible_low", "estimate", "plausible_high", "maximum"]
        numbers = shown[names].astype(float)
        assert len(numbers) and numbers.notna().all(axis=None)
        assert (numbers.diff(axis=1).iloc[:, 1:] >= -1e-12).all(axis=None)
        assert set(figures["assumptions_id"]) == {box.id}


@pytest.mark.parametrize(
    ("told", "article"),
    [("0%", "lo 0%"), ("0,4%", "lo 0,4%"), ("1%", "l'1%"), ("7%", "il 7%"), ("8%", "l'8%"), ("11,0%", "l'11,0%"),
     ("18%", "il 18%"), ("79%", "il 79%"), ("80%", "l'80%"), ("89,9%", "l'89,9%"), ("90%", "il 90%"), ("–", "–")],
)  # fmt: skip
def test_a_percentage_has_its_article(told, article):
    assert with_article(told, "it") == article
    assert with_article(told, "en") == told


def test_a_preposition_joins_the_article():
    assert [with_article("8%", "it", name) for name in ("a", "da", "di")] == ["all'8%", "dall'8%", "dell'8%"]


def test_assumptions_that_move_nothing_make_nothing_anew(monkeypatch):
    made, counted = [], []
    compute = cached.compute_figures
    monkeypatch.setattr(cached, "compute_figures", lambda *asked: made.append(asked) or compute(*asked))
    edition = cached.edition(cached.years()[-1])
    for bill in ((0.75, 1.35), (0.8, 1.3)):
        choices = Choices(price_rise=0.37, box=Box(bill=bill))
        look = Look("estimate", "quantile", 5, "it")
        cached_areas.figures(edition, "nil", "shock_exposed", choices)
        cached_areas.classes(edition, "nil", "shock_exposed", choices, look, "raw")
        counted.append(len(made))
    assert counted == [len(cached.years())] * 2
