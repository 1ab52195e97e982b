"""The page of scenarios through Streamlit's test runner: what is supposed is never told like what was measured."""

import json
import re

import pytest

from indicators.basis.scenario_parameters import PRESETS, Scenario, get_preset
from reports.addresses.observatory_fields import CHANGES
from reports.maps.scenario_look import PALETTES
from reports.scenario_words import described
from tests.ui.test_pages import opened, spec, words


def in_view(preset_id):
    scenario = get_preset(preset_id).scenario
    return {name: str(round(100 * getattr(scenario, name))) for name in CHANGES}


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("preset_id", PRESETS)
def test_every_preset_says_its_kind_in_words_hue_and_pattern(preset_id, language):
    kind = PRESETS[preset_id].kind
    app = opened("scenarios", lang=language, **in_view(preset_id))
    text = words(app)
    assert f"class='kind {kind}'" in text
    assert ("da verificare" in text or "to be verified" in text) is not PRESETS[preset_id].is_verified
    colours = spec(app)["layers"][0]["_subLayerProps"]["polygons-fill"]["getFillColor"]
    assert str(list(PALETTES[kind][5][2]))[1:-1].replace(" ", "") in colours.replace(" ", "")
    stroke = re.search(r"st-key-scenario_map \{ border: 4px (\w+)", text)[1]
    assert stroke == {"realised": "solid", "nowcast": "dotted", "scenario": "dashed"}[kind]


def test_a_preset_moves_the_sliders_and_a_slider_leaves_the_preset():
    app = opened("scenarios")
    app.selectbox(key="pick_preset_it").select("shock_2022").run()
    assert [slider.value for slider in app.select_slider] == [110, 74, 74, 0, 10]
    [gas] = [slider for slider in app.select_slider if slider.label == "Prezzo del gas"]
    gas.set_value(50).run()
    assert not app.exception
    assert app.selectbox[0].label == "Situazione" and app.selectbox[0].value == "own"
    assert app.query_params["gas"] in ("50", ["50"])
    assert "gas più caro del 50%" in words(app)


def test_a_move_sends_a_few_kilobytes_and_the_same_geometry():
    before, after = (opened("scenarios", level="section", gas=gas) for gas in ("10", "60"))
    first, second = (spec(app) for app in (before, after))
    assert first["layers"][0]["data"] == second["layers"][0]["data"]
    assert isinstance(first["layers"][0]["data"], str)
    assert first["layers"][0]["_subLayerProps"] != second["layers"][0]["_subLayerProps"]
    assert first["initialViewState"] == second["initialViewState"]
    assert len(json.dumps(second)) < 20_000


def test_beyond_the_counts_the_page_says_so_and_keeps_the_bounds():
    text = words(opened("scenarios", lang="en", electricity="150", gas="150", heat="150"))
    assert "beyond" in text or "below 5%" in text
    assert "only this is certain" in text


def test_with_and_without_the_bonus_stand_side_by_side():
    with_it, without = (words(opened("scenarios", lang="en", bonus=code)) for code in ("1", "0"))
    sentence = re.search(r"With the social bonus ([\d.]+)%, without it ([\d.]+)%", with_it)
    assert float(sentence[1]) < float(sentence[2])
    assert f"<strong>{sentence[2]}%</strong>" in without


@pytest.mark.parametrize("codes", [{"gas": "151"}, {"income": "-31"}, {"cutback": "-1"}, {"electricity": "x"}])
def test_numbers_out_of_range_in_a_link_are_said(codes):
    assert "class='notice warning'" in words(opened("scenarios", **codes))


def test_changes_are_told_in_words_without_signs():
    assert described(Scenario(gas=-0.2, cutback=0.1), "it") == "gas meno caro del 20%, rinuncia al 10% dell’energia"
    assert (
        described(Scenario(electricity=0.08, income=-0.01), "it")
        == "elettricità più cara dell’8%, redditi più bassi dell’1%"
    )
    assert (
        described(Scenario(heat=0.5, income=0.02), "en") == "central and district heating 50% dearer, incomes 2% higher"
    )


@pytest.mark.parametrize(("gas", "way"), [("40", "more households"), ("-20", "no longer")])
def test_households_that_cross_are_told_by_estimate_then_plausibly_then_certainly(gas, way):
    text = words(opened("scenarios", lang="en", gas=gas))
    assert "−" not in text.split("class='headline'")[1].split("class='ranges'")[0]
    found = re.search(
        r"About ([\d,]+) (?:more )?households would.*?A number between ([\d,]+) and ([\d,]+) is plausible. "
        r"What is certain: no more than ([\d,]+)\.", text,
    ).groups()  # fmt: skip
    estimate, low, high, most = (int(number.replace(",", "")) for number in found)
    assert 0 < low <= estimate <= high < most
    assert way in text


def test_what_the_range_rests_on_is_told_of_each_end():
    text = words(opened("scenarios", lang="en"))
    assert "The range holds however" not in text
    assert "certain minimum and the possible maximum hold however" in text and "What is plausible assumes" in text


def test_a_scenario_takes_what_the_reader_assumes():
    read = re.compile(r"between <strong>([\d.]+)%</strong> and <strong>([\d.]+)%</strong>")
    usual, sure = (read.search(words(opened("scenarios", lang="en", gas="40", **codes)))
                   for codes in ({}, {"bill": "100-100", "spread": "100-100", "odds": "100-100"}))  # fmt: skip
    widths = [float(found[2]) - float(found[1]) for found in (usual, sure)]
    assert widths[1] < 0.5 < widths[0]
