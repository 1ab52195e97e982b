"""Classes of the map: every area has one; none, withheld and unknown never look alike."""

import json
import math
import re
from dataclasses import replace

import pandas as pd
import pytest

from reports.maps.classes import Entry, classes_at, classes_of, hover_texts, shared_ends
from reports.maps.palette import SEQUENTIAL, SPECIAL_COLOURS
from ui.drawing.deck import Choropleth, bounds_view, choropleth_layer, deck, point_layers
from ui.drawing.legend import legend_html

FIGURES = pd.DataFrame(
    {
        "minimum": [0.0, 0.01, 0.05, 0.10, None, None, None, None],
        "estimate": [0.0, 0.05, 0.10, 0.20, None, None, None, None],
        "maximum": [0.4, 0.50, 0.60, 0.70, None, None, None, None],
        "state": ["shown", "shown", "shown", "shown", "withheld", "withheld", "missing", "withheld"],
        "reason": ["", "", "", "", "withheld_complement", "withheld_base", "not_in_extract", "withheld_source"],
    },
    index=list("abcdefgh"),
).astype({"minimum": "Float64", "estimate": "Float64", "maximum": "Float64"})
FIGURES["estimate_high"] = FIGURES["estimate"]


def classes(**changed):
    return classes_of(
        FIGURES, **({"measure": "estimate", "unit": "share", "method": "quantile", "k": 3, "language": "it"} | changed)
    )


def test_each_area_finds_its_colour():
    found = classes()
    colour = {area: found.colours[int(code)] for area, code in zip(FIGURES.index, found.codes, strict=True)}
    assert [colour[area] for area in "bcd"] == list(SEQUENTIAL[3])
    special = ("zero", "held", "base", "missing", "source")
    assert [colour[area] for area in "aefgh"] == [SPECIAL_COLOURS[name] for name in special]
    assert len(set(colour.values())) == 8


def test_a_zero_that_may_be_more_is_not_the_class_of_none():
    found = classes_of(FIGURES.assign(estimate_high=0.1), "estimate", "share", "quantile", 3, "it")
    assert found.labels["a"] == found.labels["b"] == "0,0% – 5,0%"
    assert "0" not in [entry.label for entry in found.legend]


def test_the_legend_counts_every_area_once_in_words():
    found = classes()
    assert sum(entry.areas for entry in found.legend) == len(FIGURES)
    assert [entry.label for entry in found.legend][:3] == ["5,0%", "5,0% – 10,0%", "10,0% – 20,0%"]
    assert found.labels["g"] == "Nessun dato"
    assert "Riservato" in found.labels["e"] and "Riservato" in found.labels["f"]
    assert found.labels["e"] != found.labels["f"]


def test_what_the_source_withheld_is_a_class_only_where_there_is_some():
    assert classes().labels["h"] == "Riservato dalla fonte"
    without = classes_of(FIGURES.drop(index="h"), "estimate", "share", "quantile", 3, "it")
    assert "Riservato dalla fonte" not in [entry.label for entry in without.legend]


def test_codes_never_need_two_digits():
    many = pd.DataFrame({"minimum": 0.0, "estimate": [n / 20 for n in range(1, 20)], "maximum": 1.0, "state": "shown"})
    many["estimate_high"] = many["estimate"]
    figures = pd.concat([FIGURES, many.assign(reason="")], ignore_index=True)
    for k in SEQUENTIAL:
        found = classes_of(figures, "estimate", "share", "quantile", k, "it")
        assert len(found.codes) == len(figures)
        assert len(found.colours) == min(k, 4) + 5


def test_a_map_without_a_single_figure_is_still_a_map():
    nothing = FIGURES.assign(state="missing", reason="not_measured")
    found = classes_of(nothing, "estimate", "share", "jenks", 5, "en")
    assert {found.labels[area] for area in FIGURES.index} == {"No data"}


def test_hover_tells_the_range_or_the_reason():
    texts = hover_texts(FIGURES, "estimate", "share", "it")
    assert texts[1] == "5,0% (1,0% – 50,0%)"
    assert texts[6:] == ["Nessun dato", "Riservato dalla fonte"]


def test_a_recolour_is_one_short_expression():
    found = classes()
    layer = choropleth_layer(Choropleth("nil", "app/static/layers/nil.abc.geojson", found.codes, found.colours))
    expression = layer["_subLayerProps"]["polygons-fill"]["getFillColor"]
    assert re.fullmatch(r"@@=\(\[\[.*\]\]\)\[\('\d{8}'\)\[properties\.i\]\]", expression)
    assert "getFillColor" not in layer
    drawn = Choropleth("nil", "app/static/layers/nil.abc.geojson", found.codes, found.colours)
    assert set(map(tuple, layer["updateTriggers"].values())) == {(drawn.version,)}
    assert replace(drawn, codes=drawn.codes[::-1]).version != drawn.version


def test_names_stay_data_in_the_description():
    view = bounds_view(9.0, 45.3, 9.3, 45.6, 800, 600)
    points = [{"id": "c", "name": "<script>alert(1)</script>", "lon": 9.1, "lat": 45.4}]
    spec = json.loads(deck(point_layers("complexes", points), view, "style.json").to_json())
    assert spec["layers"][0]["data"]["features"][0]["properties"]["name"] == "<script>alert(1)</script>"
    assert spec["mapStyle"] == "style.json"


@pytest.mark.parametrize(("moves", "controller"), [(True, {"scrollZoom": False}), (False, False)])
def test_the_wheel_never_zooms_a_map(moves, controller):
    assert (
        deck([], bounds_view(9.0, 45.3, 9.3, 45.6, 800, 600), "style.json", moves).spec["views"][0]["controller"]
        == controller
    )


@pytest.mark.parametrize(("width", "height"), [(820, 600), (350, 420)])
def test_the_whole_box_fits_the_map(width, height):
    view = bounds_view(9.04, 45.39, 9.28, 45.54, width, height)
    pixels_per_degree = 512 * 2**view.zoom / 360
    assert 0.24 * pixels_per_degree <= width
    assert 0.15 * pixels_per_degree / 0.7 <= height


def test_several_maps_of_one_figure_share_their_classes():
    later = FIGURES.assign(estimate=FIGURES["estimate"] * 3)
    ends = shared_ends([FIGURES, later], "estimate", "quantile", 3)
    first, second = (classes_of(each, "estimate", "share", "quantile", 3, "it", ends) for each in (FIGURES, later))
    assert first.colours[: len(ends)] == second.colours[: len(ends)]
    assert {first.labels["d"], second.labels["b"]} == {first.labels["d"]}
    assert max(ends) == pytest.approx(0.6)


def test_a_class_without_end_says_what_it_is_above():
    found = classes_at(FIGURES, "estimate", "share", [0.05, 0.1, math.inf], SEQUENTIAL, "en")
    assert found.labels["d"] == "more than 10.0%"
    beyond = classes_at(FIGURES.assign(estimate=0.9), "estimate", "share", [0.05, 0.1, math.inf], SEQUENTIAL, "it")
    assert beyond.labels["d"] == "oltre 10,0%"


def test_what_is_withheld_is_hatched_on_the_map_and_in_the_legend_and_nothing_else_is():
    found = classes()
    layer = choropleth_layer(Choropleth("nil", "u", found.codes, found.colours))
    patterns = json.loads(re.search(r"@@=\((\[.*?\])\)", layer["getFillPattern"])[1])
    of = {area: patterns[int(code)] for area, code in zip(FIGURES.index, found.codes, strict=True)}
    assert {area for area in of if of[area] == "hatch"} == set("efh")
    drawn = legend_html(found.legend, "t", "it")
    assert drawn.count("class='hatch'") == 3
    assert not any(f"background:rgb{SPECIAL_COLOURS[name]}" in drawn for name in ("base", "held", "source"))


def test_a_legend_shows_what_it_is_given_as_text():
    drawn = legend_html([Entry((1, 2, 3), "<b>x</b>", 1200)], "<script>", "it", [((9, 9, 9), "A&B", None)])
    assert "<b>" not in drawn and "<script>" not in drawn
    assert "1.200" in drawn and "A&amp;B" in drawn
