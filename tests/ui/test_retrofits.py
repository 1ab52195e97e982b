"""The page of renovations on the embedded sample: the verdict first, depth on demand, honest where data lack."""

import shutil

import pytest

from data_access.editions import ENVIRONMENT_VARIABLE, SAMPLE, list_editions
from tests.ui.test_pages import opened, words
from ui import cached, cached_retrofits

FOLDS = ("months", "time", "signature", "promises", "aside", "stock_aside")


def unfolded(fold, **codes):
    app = opened("retrofits", **codes)
    app.session_state[f"fold_{fold}_{codes.get('lang', 'it')}"] = True
    app.run()
    assert not app.exception, app.exception
    return app


@pytest.fixture
def portfolio():
    return cached_retrofits.portfolio(list_editions(SAMPLE)[-1])


@pytest.fixture
def bare(tmp_path, monkeypatch):
    shutil.copytree(SAMPLE / "2023", tmp_path / "2023")
    for table in ("readings", "retrofits", "weather"):
        (tmp_path / "2023" / f"{table}.parquet").unlink()
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path))
    cached.forget_list()
    yield
    monkeypatch.undo()
    cached.forget_list()


def test_the_verdict_comes_first_and_the_bills_alone_where_they_say_otherwise():
    text = words(opened("retrofits", retrofit="R08"))
    verdict = text.index("A parità di clima")
    assert verdict < text.index("Le sole bollette avrebbero detto altro: consumi più bassi del 40,3%")
    assert verdict < text.index("<table")
    assert "Le sole bollette avrebbero detto altro" not in words(opened("retrofits", retrofit="R06"))


def test_too_few_data_say_what_is_missing():
    text = words(opened("retrofits", retrofit="R01", lang="en"))
    assert "There are too few data for a verdict." in text
    assert "After the works there are 5 good readings: at least 9 are needed." in text


@pytest.mark.parametrize("fold", FOLDS)
@pytest.mark.parametrize("retrofit", ["R08", "R01"])
@pytest.mark.parametrize("language", ["it", "en"])
def test_every_fold_opens(fold, retrofit, language):
    app = unfolded(fold, retrofit=retrofit, lang=language)
    is_charted = fold == "time" or (fold in ("months", "signature") and retrofit == "R08")
    assert len(app.get("vega_lite_chart")) == int(is_charted)
    assert "{" not in words(app).split("class='question'")[1]


def test_readings_that_touch_the_works_are_listed_with_their_reason():
    assert "Tocca i giorni dei lavori." in words(unfolded("aside"))


def test_the_portfolio_is_ranked_as_asked(portfolio):
    assert words(opened("retrofits")).count("<tr>") == 1 + 13
    best = portfolio.retrofits.set_index("rank_per_vulnerable").loc[1, "kwh_per_vulnerable"]
    first = words(opened("retrofits", order="kwh_per_vulnerable", lang="en")).split("<tbody>")[1].split("</tr>")[0]
    assert f"{best:,.0f}" in first


def test_works_that_do_not_exist_are_said_and_the_best_is_shown():
    text = words(opened("retrofits", retrofit="R99"))
    assert "R99" in text.split("class='notice warning'")[1]
    assert "35,7%" in text


def test_an_edition_without_bills_says_so_and_keeps_its_frame(bare):
    app = opened("retrofits")
    assert "non ha bollette da confrontare" in words(app).split("class='notice info'")[1]
    assert "Edizione 2023" in words(app)


def test_an_edition_of_another_year_knows_less():
    assert words(opened("retrofits", year="2021")).count("<tr>") == 1 + 4
