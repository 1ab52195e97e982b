"""The doubt of small areas on the page: classes paled, tooltips, the map's readings, the profile, the table."""

import csv
import io
import json

import geopandas as gpd
import pandas as pd
import pytest

from indicators.catalogue.registry import INDICATORS, Choices
from reports.addresses.indicator_fields import READINGS
from reports.downloads import (
    DOUBT_COLUMNS,
    codebook_csv,
    codebook_frame,
    figures_csv,
    figures_geopackage,
    figures_workbook,
)
from reports.maps.area_doubt import UNSURE_NAMES, chance_texts, figure_texts, paled, smoothed_texts
from reports.maps.classes import Look
from reports.maps.palette import UNSURE
from tests.reports.maps.test_classes import FIGURES, classes
from tests.ui.test_pages import opened, spec, words
from ui.drawing.deck import Choropleth, choropleth_layer
from ui.kept import areas as cached_areas
from ui.kept import editions as cached

STANDING = pd.Series(["unsure", "above", "unsure", "below", "", "", "", ""], index=FIGURES.index)
DOUBT = pd.DataFrame(
    {
        "smoothed": [0.02, 0.06, 0.1, 0.18, 0.03, None, None, None],
        "smoothed_low": [0.0, 0.04, 0.05, 0.12, 0.01, None, None, None],
        "smoothed_high": [0.05, 0.1, 0.2, 0.25, 0.06, None, None, None],
        "standing": STANDING,
        "has_count": [True] * 5 + [False] * 3,
    },
    index=FIGURES.index,
)


def test_unsure_areas_are_paled_by_a_sign_that_is_not_only_colour():
    found = paled(classes(language="en"), STANDING, "sure", "en")
    assert found.legend[-1].colour == UNSURE
    assert found.legend[-1].label.startswith("not sure")
    assert found.legend[-1].areas == 2
    assert sum(entry.areas for entry in found.legend) == len(FIGURES)
    assert found.labels["a"] == found.labels["c"] == found.legend[-1].label


def test_a_pale_area_has_a_code_of_its_own():
    plain, found = classes(), paled(classes(), STANDING, "sure", "it")
    layer = choropleth_layer(Choropleth("nil", "u", found.codes, found.colours))
    expression = layer["_subLayerProps"]["polygons-fill"]["getFillColor"]
    palette, _, rest = expression.removeprefix("@@=(").partition(")[('")
    assert rest == f"{found.codes}')[properties.i]]"
    assert [colour[:3] for colour in json.loads(palette)] == [list(colour) for colour in (*plain.colours, UNSURE)]
    pale = str(len(plain.colours))
    assert found.codes == "".join(pale if place in (0, 2) else code for place, code in enumerate(plain.codes))


def test_the_tooltip_tells_chance_apart_from_what_is_not_known():
    chance = pd.DataFrame({"chance_low": [0.01] * 8, "chance_high": [0.09] * 8}, index=FIGURES.index)
    texts = chance_texts(["8,0%"] * 8, chance, FIGURES["state"] == "shown", "share", "it")
    assert texts[0] == "8,0%\nper il solo caso: 1,0% – 9,0%"
    assert texts[4] == "8,0%"


def test_the_tooltip_of_a_smoothed_area_has_its_interval_and_what_is_sure():
    texts = smoothed_texts(["x"] * 8, DOUBT, "share", "it", with_standing=True)
    first, standing = texts[1].split("\n")
    assert first == "6,0% stabilizzata, quasi certo 4,0% – 10,0%"
    assert standing == "più della città, oltre il caso, tra le famiglie note"
    assert texts[4] == "3,0% stabilizzata, quasi certo 1,0% – 6,0%"
    assert texts[5] == "x"


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("level", ["section", "nil", "municipio"])
@pytest.mark.parametrize("language", ["it", "en"])
def test_every_reading_is_drawn_at_every_level(reading, level, language):
    app = opened("map", reading=reading, level=level, lang=language)
    fill = spec(app)["layers"][0]["_subLayerProps"]["polygons-fill"]["getFillColor"]
    assert fill.count("[properties.i]") == 1
    assert (str(list(UNSURE))[1:-1].replace(" ", "") in fill) == (reading in UNSURE_NAMES)
    legend = words(app).split("class='legend'")[1]
    assert ("non sicuro" in legend or "not sure" in legend) == (reading in UNSURE_NAMES)
    assert "class='notice" not in words(app)


def test_a_change_of_reading_sends_a_few_kilobytes_and_names_the_same_geometry():
    layers = [spec(opened("map", level="section", reading=reading))["layers"][0] for reading in READINGS]
    assert len({layer["data"] for layer in layers}) == 1
    assert len({layer["updateTriggers"]["getFillColor"][0] for layer in layers}) == len(READINGS)
    assert all(len(json.dumps(layer)) < 20_000 for layer in layers)


def test_every_section_with_a_figure_has_a_smoothed_colour_and_one_without_base_has_none():
    edition = cached.edition(2023)
    figures = cached.figures(edition, "section", "energy_poverty_10", Choices())
    look = Look("estimate", "quantile", 5, "it")
    found = cached_areas.classes(edition, "section", "energy_poverty_10", Choices(), look, "smoothed")
    assert not found.labels[figures["state"] == "shown"].str.startswith("Riservato").any()
    doubt = cached_areas.doubt(edition, "section", "energy_poverty_10", Choices())
    is_small = (figures["reason"] == "withheld_base") & ~doubt["has_count"]
    assert is_small.any()
    assert set(found.labels[is_small]) == {"Riservato: troppo poche famiglie"}


@pytest.mark.parametrize("indicator", INDICATORS)
def test_the_switch_is_offered_only_where_chance_can_be_told(indicator):
    app = opened("map", indicator=indicator, reading="sure", level="nil")
    is_pale = "non sicuro" in words(app).split("class='legend'")[1]
    assert is_pale == (INDICATORS[indicator].tally(Choices()) is not None)


def test_worst_and_sure_are_the_areas_whose_range_stands_above_the_city():
    edition, choices = cached.edition(2023), Choices(is_heat_imputed=True)
    figures = cached_areas.figures(edition, "nil", "energy_poverty_10", choices)
    city = cached_areas.figures(edition, "city", "energy_poverty_10", choices)["estimate"].iloc[0]
    look = Look("estimate", "quantile", 5, "en")
    found = cached_areas.classes(edition, "nil", "energy_poverty_10", choices, look, "range")
    is_sure = (figures["plausible_low"] > city) | (figures["plausible_high"] < city)
    is_shown = figures["state"] == "shown"
    is_pale = found.labels.str.startswith("not sure")
    assert is_pale.equals(is_shown & ~is_sure.fillna(False).astype(bool))
    assert 0 < (is_shown & ~is_pale).sum() < is_shown.sum()


def test_minimum_and_maximum_are_never_smoothed():
    app = opened("map", reading="sure", measure="minimum")
    assert "non sicuro" not in words(app)


def test_the_profile_says_each_doubt_in_one_sentence():
    text = words(opened("map", area="section:0151469000001", imputed="0"))
    assert "Il caso fa la sua parte: il livello vero dietro la stima è quasi certamente" in text
    assert "Letta insieme al livello di NIL" in text
    of_a_nil = words(opened("map", area="nil:55", imputed="0"))
    assert "Il caso fa la sua parte" in of_a_nil and "Letta insieme" not in of_a_nil
    assert "Il caso fa la sua parte" not in words(opened("map", area="nil:55", indicator="energy_burden"))


def test_a_difference_that_chance_explains_is_not_said():
    edition = cached.edition(2023)
    doubt = cached_areas.doubt(edition, "section", "energy_poverty_10", Choices())
    figures = cached.figures(edition, "section", "energy_poverty_10", Choices())
    apart = (doubt["standing"] == "unsure") & (figures["state"] == "shown") & (figures["estimate"] > 0.12)
    text = words(opened("map", area=f"section:{apart.idxmax()}", imputed="0"))
    assert "Non si può dire che sia diverso dalla città" in text


@pytest.mark.parametrize(
    ("language", "told"), [("it", "bollette del riscaldamento mancanti"), ("en", "imputed heating")]
)
@pytest.mark.parametrize("level", ["section", "nil", "municipio"])
def test_imputed_heat_stands_beside_its_error_on_every_figure(language, told, level):
    app = opened("map", level=level, lang=language, area="nil:55")
    text = words(app)
    legend_title = text.split("class='legend'")[0]
    assert told in legend_title
    assert ("lasciando fuori un’area alla volta" if language == "it" else "leaving out one area at a time") in text
    assert told in text.split("class='verdict'")[1]
    assert "Il caso fa la sua parte" not in text


def test_imputed_heat_moves_the_estimate_and_not_the_bounds():
    edition = cached.edition(2023)
    for level in ("section", "nil", "municipio", "city"):
        plain = cached_areas.figures(edition, level, "energy_poverty_10", Choices())
        imputed = cached_areas.figures(edition, level, "energy_poverty_10", Choices(is_heat_imputed=True))
        told = imputed["state"] == "shown"
        assert told.any() and set(imputed.loc[~told & (plain["state"] == "shown"), "reason"]) <= {"heat_not_imputed"}
        assert imputed.loc[told, "minimum"].equals(plain.loc[told, "minimum"])
        assert (imputed["estimate"] != plain["estimate"]).any()
        assert set(imputed["method"]) == {"imputed_heat"}


@pytest.mark.parametrize("codes", [{"indicator": "renters"}, {"measure": "minimum"}])
def test_the_switch_of_imputed_heat_does_nothing_elsewhere(codes):
    assert "bollette del riscaldamento mancanti stimate" not in words(opened("map", **codes))


def test_the_overview_answers_alike_whatever_the_map_shows():
    assert words(opened("overview", imputed="0", measure="minimum")) == words(opened("overview"))


def test_the_files_hold_the_intervals(tmp_path):
    edition, choices = cached.edition(2023), Choices()
    figures, names = cached.figures(edition, "nil", "energy_poverty_10", choices), cached.names(edition, "nil")
    doubt = cached_areas.doubt(edition, "nil", "energy_poverty_10", choices)
    package = tmp_path / "nil.gpkg"
    shapes = cached.shapes(edition, "nil")
    package.write_bytes(figures_geopackage(figures, names, "nil", "energy_poverty_10", doubt, shapes))
    frame = gpd.read_file(package).set_index("area_id")
    assert list(DOUBT_COLUMNS) == [name for name in frame if name in DOUBT_COLUMNS]
    shown = frame[frame["state"] == "shown"]
    assert (shown["estimate_low"] <= shown["estimate"]).all() and (shown["estimate"] <= shown["estimate_high"]).all()
    assert (shown["households_high"] - shown["households_low"]).between(0, 2).all()
    low, high = shown["complete_chance_low"], shown["complete_chance_high"]
    assert ((low <= shown["estimate"]) & (shown["estimate"] <= high)).all()
    text = figures_csv(figures, names, "nil", "energy_poverty_10", doubt, "it").decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert float(row["complete_smoothed"].replace(",", ".")) == pytest.approx(float(doubt["smoothed"].iloc[0]))
    codebook = codebook_csv(INDICATORS["energy_poverty_10"], choices, edition.manifest, "it").decode("utf-8-sig")
    assert all(f"{name};" in codebook for name in DOUBT_COLUMNS)


def test_a_file_with_imputed_heat_says_so_in_every_row():
    edition, choices = cached.edition(2023), Choices(is_heat_imputed=True)
    figures = cached_areas.figures(edition, "nil", "energy_poverty_10", choices)
    doubt = cached_areas.doubt(edition, "nil", "energy_poverty_10", choices)
    text = figures_csv(figures, cached.names(edition, "nil"), "nil", "energy_poverty_10", doubt, "it")
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))
    assert {row["method"] for row in rows} == {"imputed_heat"}


def test_the_workbook_holds_the_table_and_its_codebook(tmp_path):
    edition, choices = cached.edition(2023), Choices(is_heat_imputed=True)
    indicator = INDICATORS["energy_poverty_10"]
    figures, names = cached_areas.figures(edition, "nil", indicator.id, choices), cached.names(edition, "nil")
    doubt = cached_areas.doubt(edition, "nil", indicator.id, choices)
    codebook = codebook_frame(indicator, choices, edition.manifest, "en")
    path = tmp_path / "nil.xlsx"
    path.write_bytes(figures_workbook(figures, names, "nil", indicator, doubt, codebook, "en"))
    sheets = pd.read_excel(path, sheet_name=None, engine="openpyxl", dtype={"area_id": str})
    table = sheets["Figures"]
    assert list(table)[4:9] == ["minimum", "plausible_low", "estimate", "plausible_high", "maximum"]
    assert table["area_id"].tolist() == figures.index.tolist()
    assert table["plausible_high"].to_numpy() == pytest.approx(figures["plausible_high"].to_numpy(float), nan_ok=True)
    assert set(table) <= set(sheets["Codebook"]["name"])


def test_a_tooltip_tells_the_plausible_range_and_else_what_was_counted():
    figures = pd.DataFrame(
        {
            "state": ["shown", "shown", "withheld"], "reason": [pd.NA, pd.NA, "withheld_base"],
            "estimate": [0.1, 0.2, pd.NA], "estimate_high": [0.12, 0.2, pd.NA],
            "minimum": [0.05, 0.15, pd.NA], "maximum": [0.6, 0.3, pd.NA],
        }
    ).astype(dict.fromkeys(("estimate", "estimate_high", "minimum", "maximum"), "Float64"))  # fmt: skip
    counted = figure_texts(figures, "share", "it")
    assert counted == ["10,0% (5,0% – 60,0%)", "20,0% (15,0% – 30,0%)", "Riservato: troppo poche famiglie"]
    ranged = figures.assign(plausible_low=[0.07, pd.NA, pd.NA], plausible_high=[0.15, pd.NA, pd.NA])
    told = figure_texts(ranged, "share", "it")
    assert all(number in told[0] for number in ("10,0%", "7,0%", "15,0%", "5,0%")) and "60,0%" not in told[0]
    assert told[1:] == counted[1:]
