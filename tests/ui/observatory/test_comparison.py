"""The page of comparisons through Streamlit's test runner: one view, the same classes, doubt left without colour."""

import json
import re
import shutil

import numpy as np
import pandas as pd
import pytest
import streamlit as st

from contract.household_columns import PANEL_MOVES, panel_cell
from data_access.editions import editions_root, list_editions
from indicators.basis.assumptions import Box
from indicators.catalogue.registry import INDICATORS, Choices
from indicators.comparison.change import FALL, RISE, UNCLEAR, VERDICTS
from reports.depth_files import change_csv
from tests.sealed import seal
from tests.ui.test_pages import opened, words
from ui.kept import depth as cached_depth
from ui.kept import editions as cached
from ui.observatory.changes import _fewer


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


@pytest.mark.parametrize("imputed", ["0", "1"])
def test_the_change_map_counts_what_the_sentence_says(imputed):
    app = opened("comparison", lang="en", imputed=imputed)
    sentence = r"<strong>(\w+)</strong> areas? rose and <strong>(\w+)</strong>(?: areas?)? fell, of (\d+)"
    up, down, compared = (
        0 if each in ("no", "none") else int(each) for each in re.search(sentence, words(app)).groups()
    )
    fill = specs(app)[2]["layers"][0]["_subLayerProps"]["polygons-fill"]["getFillColor"]
    codes = re.search(r"\('(\d+)'\)", fill)[1]
    counted = {verdict: codes.count(str(place)) for place, verdict in enumerate(VERDICTS)}
    assert up == counted["rise"] + counted["certain_rise"]
    assert down == counted["fall"] + counted["certain_fall"]
    assert compared == 88 - counted["withheld"] - counted["missing"]


def test_of_areas_that_do_not_change_none_is_told_in_words(monkeypatch):
    still = cached_depth.change(cached.edition(2022), cached.edition(2023), "municipio", "energy_poverty_10", Choices())
    monkeypatch.setattr(cached_depth, "change", lambda *_: still.assign(verdict=UNCLEAR))
    told = words(opened("comparison", level="municipio"))
    assert "<strong>nessuna area</strong> è in aumento e <strong>nessuna</strong> è in calo, su 9 confrontabili" in told
    told = words(opened("comparison", level="municipio", lang="en"))
    assert "<strong>no</strong> area rose and <strong>none</strong> fell, of 9 that can be compared" in told


def test_a_verdict_that_all_listed_areas_share_is_told_once_and_not_in_each_row(monkeypatch):
    moved = cached_depth.change(cached.edition(2022), cached.edition(2023), "municipio", "energy_poverty_10", Choices())
    head = "<th scope='col' class='words'>Verdict</th>"
    monkeypatch.setattr(cached_depth, "change", lambda *_: moved.assign(verdict=FALL))
    told = words(opened("comparison", level="municipio", lang="en"))
    assert head not in told and told.count("Down beyond chance, among those known.") == 1
    monkeypatch.setattr(cached_depth, "change", lambda *_: moved.assign(verdict=[FALL, RISE] * 4 + [FALL]))
    told = words(opened("comparison", level="municipio", lang="en"))
    assert head in told and told.count("<td class='words'>Down beyond chance, among those known</td>") == 5


def test_with_imputed_heat_the_same_is_assumed_of_both_years():
    known, assumed = (words(opened("comparison", lang="en", imputed=code)) for code in ("0", "1"))
    assert "among the households known in full" in known and "same in both years, the change" not in known
    assert "same in both years, the change goes the same way" in assumed and "imputed heating bills" in assumed
    assert "Up, if the same is assumed of both years" in assumed
    assert "among those known" in known and "among those known" not in assumed


def test_the_maps_of_two_years_have_the_map_s_own_classes():
    pair, alone = opened("comparison", lang="en", measure="minimum"), opened("map", lang="en")
    assert legends(pair)[1] == legends(alone)[0]


def test_what_a_reader_assumes_moves_what_is_beyond_doubt():
    latest, former = cached.edition(2023), cached.edition(2022)
    narrow, wide = (
        cached_depth.change(former, latest, "section", "energy_poverty_10", Choices(is_heat_imputed=True, box=box))
        for box in (Box(bill=(1.0, 1.0), spread=(1.0, 1.0), odds=(1.0, 1.0)), Box(bill=(0.4, 2.0), odds=(0.1, 10.0)))
    )
    told = narrow["change"].notna()
    assert told.sum() > 1000 and (wide["low"][told] <= narrow["low"][told] + 1e-12).all()
    assert (narrow["verdict"] == "unclear").sum() < (wide["verdict"] == "unclear").sum()
    assert set(wide["assumptions_id"]) == {Box(bill=(0.4, 2.0), odds=(0.1, 10.0)).id}
    for found in (narrow, wide):
        assert (found["low"][told] <= found["change"][told] + 1e-12).all()
        assert (found["change"][told] <= found["high"][told] + 1e-12).all()


def test_the_file_of_changes_names_its_assumptions():
    found = cached_depth.change(cached.edition(2022), cached.edition(2023), "nil", "energy_poverty_10",
                                Choices(is_heat_imputed=True))  # fmt: skip
    named = found.assign(area_name="x")
    head = change_csv(named, "energy_poverty_10", (2022, 2023), "en").decode("utf-8-sig").splitlines()[0]
    assert head == "area_id,area_name,change,low,high,verdict,assumptions_id,indicator_id,former_edition,latter_edition"


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
    assert f"<strong>{entered:,}</strong> became poor" in text
    assert "<td class='short'>0–2</td>" in text


@pytest.mark.parametrize(
    ("change", "low", "high", "told"),
    [
        (-0.079, -0.1, -0.056, ("7,9 in meno", "da 5,6 a 10,0")),
        (0.079, 0.056, 0.1, ("7,9 in più", "da 5,6 a 10,0")),
        (-0.02, -0.05, 0.01, ("2,0 in meno", "da 1,0 in più a 5,0 in meno")),
        (0.0, 0.0, 0.0, ("0,0", "da 0,0 a 0,0")),
        (-0.02, np.nan, np.nan, ("2,0 in meno", "–")),
    ],
)
def test_a_change_in_points_has_its_direction_in_words(change, low, high, told):
    assert _fewer(pd.Series({"change": change, "low": low, "high": high})) == told
