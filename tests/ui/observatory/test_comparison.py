"""The page of comparisons through Streamlit's test runner: one view, the same classes, doubt left without colour."""

import json
import re
import shutil

import pandas as pd
import pytest
import streamlit as st

from contract.household_columns import PANEL_MOVES, panel_cell
from data_access.editions import editions_root, list_editions
from indicators.catalogue.registry import INDICATORS
from indicators.comparison.change import VERDICTS
from tests.sealed import seal
from tests.ui.test_pages import opened, words


def specs(app):
    return [json.loads(chart.proto.json) for chart in app.get("deck_gl_json_chart")]


def legends(app):
    return [part.split("</ul>")[0] for part in words(app).split("class='legend'")[1:]]


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("view", ["years", "indicators", "moves"])
def test_every_view_opens(view, language):
    text = words(opened("comparison", compare=view, lang=language))
    assert "class='notice error" not in text
    assert "{" not in re.sub(r"<style>.*?</style>", "", text)


@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_indicator_is_compared_between_years(indicator):
    app = opened("comparison", indicator=indicator, lang="en")
    assert "that can be compared" in words(app)
    assert len(specs(app)) == 3


def test_two_years_share_view_and_classes():
    first, second, _ = specs(opened("comparison", level="section", zoom="4"))
    assert first["initialViewState"] == second["initialViewState"]
    assert first["views"][0]["controller"] is second["views"][0]["controller"] is False
    left, right, _ = legends(opened("comparison"))
    assert re.findall(r"– ([\d,]+)%", left) == re.findall(r"– ([\d,]+)%", right)


def test_two_indicators_of_other_units_have_classes_of_their_own():
    text = words(opened("comparison", compare="indicators", against="poverty_gap", lang="en"))
    assert "different units" in text


def test_the_change_map_counts_what_the_sentence_says():
    app = opened("comparison", lang="en")
    up, down, compared = map(int, re.search(
        r"<strong>(\d+)</strong> areas rose and <strong>(\d+)</strong> fell beyond chance, of (\d+)", words(app)
    ).groups())  # fmt: skip
    fill = specs(app)[2]["layers"][0]["_subLayerProps"]["polygons-fill"]["getFillColor"]
    codes = re.search(r"\('(\d+)'\)", fill)[1]
    counted = {verdict: codes.count(str(place)) for place, verdict in enumerate(VERDICTS)}
    assert up == counted["rise"] + counted["certain_rise"]
    assert down == counted["fall"] + counted["certain_fall"]
    assert compared == 88 - counted["withheld"] - counted["missing"]


def test_the_first_edition_has_nothing_before_it():
    assert "Non c’è un’edizione precedente" in words(opened("comparison", year="2021"))


def test_an_edition_without_links_says_what_to_ask_for():
    assert "panel_near_poor" in words(opened("comparison", compare="moves"))


@pytest.fixture
def linked(tmp_path, monkeypatch):
    """The sample's latest edition as if its source had linked households; one move of one NIL is withheld."""
    source = list_editions(editions_root())[-1].folder
    folder = tmp_path / source.name
    shutil.copytree(source, folder)
    areas = pd.read_parquet(folder / "areas.parquet")
    areas = areas.drop(columns=[name for name in areas if name.startswith("panel_")])
    whole = areas["both_known"].fillna(100).astype("int64")
    moves = {panel_cell(*move): whole // (20 + place) for place, move in enumerate(PANEL_MOVES)}
    for name, counts in {"panel_known": whole, **moves}.items():
        areas[name], areas[f"{name}_state"] = counts.astype("Float64"), "shown"
        areas[f"{name}_low"], areas[f"{name}_high"] = counts - 1, counts + 1
    small = areas["level"].eq("nil") & areas["area_id"].eq("10")
    areas.loc[small, ["panel_safe_poor", "panel_safe_poor_low", "panel_safe_poor_high"]] = [1.0, 0, 2]
    areas.to_parquet(folder / "areas.parquet", index=False)
    seal(folder)
    monkeypatch.setenv("OBSERVATORY_DATA", str(tmp_path))
    st.cache_data.clear()
    yield areas
    st.cache_data.clear()


def test_the_board_of_an_edition_that_links_households(linked):
    text = words(opened("comparison", compare="moves", lang="en", area="nil:10"))
    city = linked[linked["level"] == "city"].iloc[0]
    entered = int(city["panel_near_poor"] + city["panel_safe_poor"])
    assert f"<strong>{entered:,}\xa0±2</strong> became poor" in text
    assert "<td>0–2</td>" in text
