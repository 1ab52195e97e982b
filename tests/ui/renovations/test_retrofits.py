"""The page of renovations on the embedded sample: the verdict first, depth on demand, honest where data lack."""

import html
import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from contract.energy_units import UNITS
from contract.translations import translate
from data_access.editions import ENVIRONMENT_VARIABLE, SAMPLE, list_editions
from indicators.savings.comparison import placebo_summary
from indicators.savings.comparison_parameters import COMPARISON_PARAMETERS
from indicators.savings.emission_factors import FACTORS
from indicators.savings.energy_prices import PRICES
from indicators.savings.joint_works import codes_of
from indicators.savings.parameters import RETROFIT_PARAMETERS
from reports.addresses.renovation_fields import RENOVATION_FIELDS
from reports.numbers import month, rounded_count, share
from reports.renovations.sheet import sheet_pdf
from reports.renovations.words import verdict_words
from reports.renovations.workbook import named_portfolio
from tests.sealed import seal
from tests.ui.conftest import assert_charts_tell
from tests.ui.test_pages import opened, words
from ui.kept import editions as cached
from ui.kept import renovations as kept
from ui.renovations.depth import group_lines
from ui.renovations.files import sheet_of
from ui.renovations.glance import account_in_view, estate_names, households_of

FOLDS = ("months", "signature", "worth", "people", "group", "aside", "stock_aside", "potential")


def unfolded(fold, **codes):
    app = opened("retrofits", **codes)
    app.session_state[f"fold_{fold}_{codes.get('lang', 'it')}"] = True
    app.run()
    assert not app.exception, app.exception
    return app


@pytest.fixture(scope="module")
def edition():
    return list_editions(SAMPLE)[-1]


@pytest.fixture(scope="module")
def portfolio(edition):
    return kept.portfolio(edition)


@pytest.fixture(scope="module")
def rows(portfolio):
    return portfolio.retrofits.set_index("retrofit_id", drop=False)


@pytest.fixture(scope="module")
def best(rows):
    """The largest saving of which nothing makes us doubt."""
    return rows[rows["cautions"].map(len) == 0].iloc[0]


@pytest.fixture(scope="module")
def starved(rows):
    return rows[rows["verdict"] == "insufficient"].iloc[0]


@pytest.fixture
def bare(tmp_path, monkeypatch):
    shutil.copytree(SAMPLE / "2023", tmp_path / "2023")
    for table in ("readings", "retrofits", "weather"):
        (tmp_path / "2023" / f"{table}.parquet").unlink()
    seal(tmp_path / "2023")
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path))
    cached.forget_list()
    yield
    monkeypatch.undo()
    cached.forget_list()


def test_the_verdict_comes_first_and_the_bills_alone_where_they_say_otherwise(rows):
    says_other = (rows["raw_share"] < rows["share_low"]) | (rows["raw_share"] > rows["share_high"])
    other, same = rows[says_other & (rows["verdict"] == "saving")].iloc[0], rows[~says_other & rows["share"].notna()]
    text = words(opened("retrofits", retrofit=other["retrofit_id"]))
    verdict = text.index("A parità di clima, dopo i lavori")
    assert share(other["share"], "it") in text[verdict:][:200]
    assert verdict < text.index("Le sole bollette avrebbero detto altro") < text.index("<table")
    assert share(abs(other["raw_share"]), "it") in text.split("Le sole bollette")[1][:120]
    for code in same["retrofit_id"][:1]:
        assert "Le sole bollette avrebbero detto altro" not in words(opened("retrofits", retrofit=code))


def test_what_it_brought_stands_under_the_verdict_each_with_its_caveat(best):
    text = words(opened("retrofits", retrofit=best["retrofit_id"], lang="en"))
    facts = text.split("<ul class='facts'>")[1].split("</ul>")[0]
    assert f"{rounded_count(best['yearly_kwh'], 'en')} kWh" in facts
    assert "€" in facts and facts.count("to be verified") == 2
    assert share(best["effect"], "en") in facts
    assert "works from" in text and "m²" in text


@pytest.mark.parametrize(
    ("verdict", "shares", "yearly"),
    [
        ("rise", (-0.2, -0.3, -0.1), "Circa 120.000 kWh in più all’anno (da 60.000 a 180.000)."),
        (
            "unclear",
            (-0.02, -0.1, 0.06),
            "Circa 12.000 kWh in più all’anno (da 60.000 kWh in più a 36.000 kWh in meno).",
        ),
    ],
)
def test_a_rise_and_what_cannot_be_told_keep_their_energy_and_comparison(
    verdict, shares, yearly, best, portfolio, monkeypatch
):
    ends = dict(zip(("", "_low", "_high"), shares, strict=True))
    told = {f"share{end}": value for end, value in ends.items()} | {"verdict": verdict}
    told |= {f"yearly{end}_kwh": 600_000 * value for end, value in ends.items()}
    told |= {f"effect{end}": value for end, value in ends.items()}
    frame = portfolio.retrofits.copy()
    frame.loc[frame["retrofit_id"] == best["retrofit_id"], list(told)] = list(told.values())
    monkeypatch.setattr(kept, "portfolio", lambda _: replace(portfolio, retrofits=frame))
    text = html.unescape(words(opened("retrofits", retrofit=best["retrofit_id"])))
    assert yearly in text
    assert f"Accanto a {best['matches']} complessi simili senza lavori" in text
    assert "<ul class='facts'>" not in text


def test_money_for_each_household_is_told_of_the_whole_estate_alone(rows, portfolio, edition):
    """The energy of one building was divided by the households of all."""
    of_building = rows[rows["verdict"] == "saving"].loc["R42"]
    assert kept.works(edition).loc["R42", "building_id"] == "F"
    for lang, said in (("it", "per famiglia"), ("en", "for each household")):
        app = opened("retrofits", folds=("worth",), retrofit="R42", lang=lang)
        told = words(app).split("class='verdict'")[1].split("<table")[0]
        assert "€" in told and said not in told
    savings = portfolio.savings["R42"]
    whole = rows.loc["R08"]
    assert np.isnan(households_of(edition, of_building, savings))
    assert households_of(edition, whole, portfolio.savings["R08"]) == 112
    assert np.isnan(
        households_of(edition, pd.concat([whole.drop("series"), pd.Series({"series": 2})]), portfolio.savings["R08"])
    )


def test_similar_estates_of_several_meters_are_told_by_the_name_of_each(best, portfolio):
    code = best["retrofit_id"]
    (one,) = [key for key in portfolio.comparisons if key[0] == code]
    heat = (*one[:3], "electricity", one[4])
    both = replace(portfolio, comparisons=portfolio.comparisons | {heat: portfolio.comparisons[one]})
    alone, named = group_lines(best, portfolio, "it"), group_lines(best, both, "it")
    assert named == [f"{name} · 1. {line}" for name in ("Gas", "Elettricità") for line in alone] and len(alone) == 2


def test_too_few_data_say_what_is_missing(starved):
    text = words(opened("retrofits", retrofit=starved["retrofit_id"], lang="en"))
    assert "There are too few data for a verdict." in text
    assert "After the works there are 5 good readings: at least 9 are needed." in text
    assert "<ul class='facts'>" not in text


@pytest.mark.parametrize("fold", FOLDS)
@pytest.mark.parametrize("which", ["best", "starved"])
@pytest.mark.parametrize("language", ["it", "en"])
def test_every_fold_opens(fold, which, language, request):
    row = request.getfixturevalue(which)
    app = unfolded(fold, retrofit=row["retrofit_id"], lang=language)
    is_charted = fold in ("months", "signature") and which == "best"
    assert len(app.get("vega_lite_chart")) == 1 + int(is_charted)
    assert_charts_tell(app)
    assert "{" not in words(app).split("class='question'")[1]


def test_cooling_is_modelled_in_electricity_alone_and_the_page_says_so(best):
    assert "Il raffrescamento si cerca solo nell’elettricità" in words(
        unfolded("signature", retrofit=best["retrofit_id"])
    )


def test_money_and_carbon_name_their_source_and_that_they_are_to_be_verified(best):
    text = words(unfolded("worth", retrofit=best["retrofit_id"], lang="en"))
    assert "At each time&#x27;s prices" in text and "At the prices of before" in text
    assert text.count("Looked up in November 2026, to be verified") == 2


def test_the_checks_and_the_potential_are_told_in_sentences(portfolio):
    text = words(opened("retrofits", lang="en"))
    checked = int(placebo_summary(portfolio.comparisons)["count"])
    assert f"Check of the method: {checked} estates without works" in text
    untreated = portfolio.potential.complexes["complex_id"].nunique()
    assert f"If works did in {untreated} estates without them" in text
    assert "not drawn by lot" in text


def test_readings_that_touch_the_works_are_listed_with_their_reason():
    assert "Tocca i giorni dei lavori." in words(unfolded("aside"))


def test_many_readings_set_aside_are_counted_by_their_reason(portfolio):
    app = unfolded("stock_aside")
    [table] = app.dataframe
    assert len(table.value) == len(portfolio.set_aside) > 100
    reasons = table.value["why"].value_counts()
    assert f"{reasons.index[0]}</th><td>{reasons.iloc[0]}</td>" in words(app)


def test_the_portfolio_is_ranked_as_asked(portfolio, rows):
    assert words(opened("retrofits")).count("<tr>") == 1 + (rows["verdict"] != "insufficient").sum()
    most = portfolio.retrofits.set_index("rank_per_vulnerable").loc[1, "kwh_per_vulnerable"]
    told = words(opened("retrofits", order="kwh_per_vulnerable", lang="en"))
    assert rounded_count(most, "en") in told.split("<tbody>")[1].split("</tr>")[0]
    for row in told.split("<tbody>")[1].split("</tbody>")[0].split("</tr>")[:-1]:
        assert not any("−" in cell for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)[2:4])
    assert "% more</td>" in told
    verdicts = re.findall(r">(Saving(?:, in doubt)?|Cannot be told)<", told)
    doubts = ((rows["verdict"] == "saving") & rows["is_doubtful"]).sum()
    assert doubts and verdicts.count("Saving, in doubt") == doubts
    assert verdicts == sorted(verdicts, key=["Saving", "Saving, in doubt", "Cannot be told"].index)
    assert "In doubt: beside the works" in told


def test_works_that_do_not_exist_are_said_and_the_best_is_shown(best):
    text = words(opened("retrofits", retrofit="R99"))
    assert "R99" in text.split("class='notice warning'")[1]
    assert share(best["share"], "it") in text.split("class='verdict'")[1]


@pytest.mark.parametrize(
    "code, is_known", [("R 1/2022 (bis)", True), ("à" * 80, True), ("x" * 81, False), ("a\n", False)]
)
def test_codes_of_renovations_are_as_cities_write_them(code, is_known):
    assert RENOVATION_FIELDS["retrofit"].is_known(code) is is_known


@pytest.mark.parametrize("which", ["best", "starved"])
@pytest.mark.parametrize("language", ["it", "en"])
def test_the_sheet_is_made_in_words_of_the_language(which, language, edition, portfolio, request):
    row = request.getfixturevalue(which)
    savings = portfolio.savings[row["retrofit_id"]]
    account = account_in_view(edition, row, savings)
    sheet = sheet_of(edition, row, portfolio, account, estate_names(edition), [2021, 2022, 2023], language)
    assert sheet.verdict == verdict_words(row, language)
    assert sheet.warning == translate("Demonstration data: invented, not a measure of {city}", language, city="Milano")
    charts = [picture for part in sheet.parts for picture in part.pictures]
    assert len(charts) == (2 if which == "best" else 1)
    assert all(picture.alt for picture in charts)
    assert "{" not in "".join(line for part in sheet.parts for line in part.lines)


def test_an_edition_without_bills_says_so_and_keeps_its_frame(bare):
    app = opened("retrofits")
    assert "non ha bollette da confrontare" in words(app).split("class='notice info'")[1]
    assert "Edizione 2023" in words(app)


def test_an_edition_of_another_year_knows_less(rows):
    assert words(opened("retrofits", year="2021")).count("<tr>") < 1 + (rows["verdict"] != "insufficient").sum()


def test_the_method_page_holds_every_number_behind_a_saving():
    text = html.unescape(words(opened("method", lang="en")))
    for each in (*RETROFIT_PARAMETERS.values(), *COMPARISON_PARAMETERS.values()):
        assert each.label in text and each.reason in text
    for each in (*FACTORS.values(), *PRICES.values(), *UNITS.values()):
        assert f"{each.source} ({month(each.date, 'en')})" in text
    assert "months of MM's heating sheet" in text


def test_no_two_renovations_of_one_estate_read_alike():
    app = opened("retrofits", lang="it")
    labels = app.selectbox[0].options
    assert len(labels) > 20 and len(set(labels)) == len(labels)
    assert any(", edificio B (01/09/2021)" in label for label in labels)


@pytest.fixture
def unfinished(tmp_path, monkeypatch, best):
    """The sample, where the works that saved most have no end yet."""
    shutil.copytree(SAMPLE / "2023", tmp_path / "2023")
    file = tmp_path / "2023" / "retrofits.parquet"
    works = pd.read_parquet(file)
    codes = codes_of(best["retrofit_id"])
    works["end_date"] = works["end_date"].mask(works["retrofit_id"].isin(codes))
    works.to_parquet(file)
    seal(tmp_path / "2023")
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path))
    cached.forget_list()
    yield codes[0]
    monkeypatch.undo()
    cached.forget_list()


@pytest.mark.parametrize(
    ("language", "verdict", "works", "listed"),
    [
        ("it", "I lavori sono ancora in corso: ", "ancora in corso ·", "Lavori ancora in corso, sui quali"),
        ("en", "The works are still going on: ", "still going on ·", "Works still going on, of which nothing"),
    ],
)
def test_works_that_go_on_are_told_as_such_without_a_verdict(unfinished, language, verdict, works, listed):
    text = words(opened("retrofits", retrofit=unfinished, lang=language))
    assert verdict in text and works in text and listed in text
    assert "<ul class='facts'>" not in text and "NaT" not in text


def test_an_estate_whose_works_go_on_is_similar_to_none_and_would_save_nothing_more(unfinished):
    [latest] = list_editions(Path(os.environ[ENVIRONMENT_VARIABLE]))
    portfolio = kept.portfolio(latest)
    row = portfolio.retrofits.set_index("retrofit_id").loc[unfinished]
    own = row["complex_id"]
    assert portfolio.savings[unfinished] == {} and row["verdict"] == "insufficient"
    matches = [key[0] for comparison in portfolio.comparisons.values() for key in comparison.matches]
    assert matches and own not in matches
    assert own not in set(portfolio.potential.complexes["complex_id"])


@pytest.mark.parametrize("language", ["it", "en"])
def test_sheet_and_workbook_tell_works_that_go_on(unfinished, language):
    [latest] = list_editions(Path(os.environ[ENVIRONMENT_VARIABLE]))
    portfolio = kept.portfolio(latest)
    row = portfolio.retrofits.set_index("retrofit_id", drop=False).loc[unfinished]
    sheet = sheet_of(latest, row, portfolio, None, estate_names(latest), [2023], language)
    assert "NaT" not in str(sheet) and verdict_words(row, language) in str(sheet)
    assert sheet_pdf(sheet).startswith(b"%PDF")
    named = named_portfolio(portfolio.retrofits, estate_names(latest), language).set_index("retrofit_id")
    assert named.loc[unfinished, "lacks"] == translate("The works have no end yet.", language)
