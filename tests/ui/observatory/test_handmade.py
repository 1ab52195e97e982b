"""The area made by hand, through Streamlit's test runner: every way of choosing ends in the same profile of ranges."""

import re

import pytest

from data_access.editions import editions_root, list_editions, read_areas, read_sections
from geo.crs import DRAWN
from indicators.catalogue.registry import Choices
from tests.ui.test_pages import opened, words
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.observatory.handmade import MOST_PIECES

EDITION = list_editions(editions_root())[-1]


def sections_of(nil, most=400):
    places = read_sections(EDITION)
    listed = read_areas(EDITION, "section").index
    return [section for section in places.index[places["nil_id"] == nil] if section in listed][:most]


def made(app):
    found = app.query_params.get("pieces", "")
    return found if isinstance(found, str) else found[0]


def test_nothing_chosen_says_how_to_choose():
    assert "Cliccare aree sulla mappa" in words(opened("comparison", compare="area"))


@pytest.mark.parametrize("language", ["it", "en"])
def test_two_neighbourhoods_are_read_as_one(language):
    cells = read_areas(EDITION, "nil").loc[["10", "11"]]
    text = words(opened("comparison", compare="area", pieces="nil:10.11", lang=language))
    total = int(cells["households"].sum())
    assert f"{total:,}".replace(",", "." if language == "it" else ",") in text
    low = 100 * float(cells["above_10"].sum()) / total
    shown = f"{low:.1f}%"
    told = shown.replace(".", ",") if language == "it" else shown
    assert re.search(rf"(almeno|at least) (il |l&#x27;|l'|lo )?{re.escape(told)}", text)


def test_a_whole_neighbourhood_by_its_sections_is_the_neighbourhood():
    whole = words(opened("comparison", compare="area", pieces="nil:55", lang="en"))
    codes = ".".join(sections_of("55"))
    parts = words(opened("comparison", compare="area", level="section", pieces=f"section:{codes}", lang="en"))
    read = re.compile(r"about <strong>([\d.]+%)</strong>.*between <strong>([\d.]+%)</strong> and "
                      r"<strong>([\d.]+%)</strong>, certainly at least ([\d.]+%)")  # fmt: skip
    assert read.search(whole).groups() == read.search(parts).groups()


def test_a_neighbourhood_made_by_hand_has_the_figure_of_the_map():
    figure = cached_areas.figures(cached.edition(2023), "nil", "energy_poverty_10", Choices(is_heat_imputed=True))
    names = ("estimate", "plausible_low", "plausible_high", "minimum")
    numbers = [f"{100 * float(figure.loc['55', name]):.1f}%" for name in names]
    text = words(opened("comparison", compare="area", pieces="nil:55", lang="en"))
    found = re.search(r"about <strong>([\d.]+%)</strong>.*between <strong>([\d.]+%)</strong> and "
                      r"<strong>([\d.]+%)</strong>, certainly at least ([\d.]+%)", text)  # fmt: skip
    assert list(found.groups()) == numbers


def test_without_imputed_heat_it_says_what_is_certain_and_possible():
    text = words(opened("comparison", compare="area", pieces="nil:55", lang="en", imputed="0"))
    assert re.search(r"between <strong>[\d.]+%</strong> and <strong>[\d.]+%</strong> spend more than 10%", text)


def test_codes_are_pasted_and_unknown_ones_are_said():
    app = opened("comparison", compare="area", level="section")
    codes = sections_of("55", 3)
    app.text_area(key="codes_it").set_value(f"{codes[0]}; {int(codes[1])}.0\n999")
    next(button for button in app.button if button.label == "Aggiungi questi codici").click().run()
    assert not app.exception
    assert made(app) == f"section:{codes[0]}.{codes[1]}"
    assert "999" in words(app).split("class='notice warning'")[1]


def test_a_shape_and_a_wrong_shape():
    app = opened("comparison", compare="area", level="section")
    places = read_sections(EDITION).to_crs(DRAWN)
    one = sections_of("55", 1)[0]
    app.text_area(key="shape_it").set_value(places.geometry[one].wkt)
    add = "Aggiungi ciò che sta dentro"
    next(button for button in app.button if button.label == add).click().run()
    assert one in made(app)
    app.text_area(key="shape_it").set_value("POINT (9 45)")
    next(button for button in app.button if button.label == add).click().run()
    assert not app.exception
    assert "poligono" in words(app).split("class='notice warning'")[1]


def test_a_radius_round_a_point_grows_with_it():
    app = opened("comparison", compare="area", level="section")
    app.text_input(key="point_it").set_value("45,4642 9,1900")
    add = "Aggiungi ciò che sta attorno"
    next(button for button in app.button if button.label == add).click().run()
    near = made(app)
    app.selectbox(key="radius_it").select("1500")
    next(button for button in app.button if button.label == add).click().run()
    assert not app.exception
    assert near.startswith("section:")
    assert set(near.split(".")) < set(made(app).split("."))


def test_a_radius_round_an_estate():
    app = opened("comparison", compare="area", level="section")
    app.selectbox(key="place_it").select_index(0)
    next(button for button in app.button if button.label == "Aggiungi ciò che sta attorno").click().run()
    assert not app.exception
    assert made(app).startswith("section:")


def test_no_more_pieces_than_an_address_holds():
    app = opened("comparison", compare="area", level="section")
    app.text_area(key="codes_it").set_value(" ".join(read_areas(EDITION, "section").index[: MOST_PIECES + 1]))
    next(button for button in app.button if button.label == "Aggiungi questi codici").click().run()
    assert made(app) == ""
    assert str(MOST_PIECES) in words(app).split("class='notice warning'")[1]


@pytest.mark.parametrize("pieces", ["nil:", "galaxy:1", "nil:10..11"])
def test_pieces_that_cannot_be_are_said(pieces):
    assert "class='notice warning'" in words(opened("comparison", compare="area", pieces=pieces))
