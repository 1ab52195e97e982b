"""The page of the help-desk on the embedded sample: the answer first, every choice in the address, honest."""

import json
import shutil
from dataclasses import replace
from html import escape

import pandas as pd
import pytest

from data_access.editions import ENVIRONMENT_VARIABLE, SAMPLE, list_editions
from indicators.help_desk.plan_choices import PlanChoices
from indicators.help_desk.priority import rank_estates
from tests.sealed import seal
from tests.ui.helpdesk.desk_page import codes_of, opened, text_of, unfolded, words
from tests.ui.test_pages import spec
from ui.kept import editions as cached
from ui.kept import help_desk as kept

FOLDS = ("choices", "chances", "methods", "missing", "overrules", "saving", "plans", "history", "files", "venues",
         "calendar", "visits")  # fmt: skip


@pytest.fixture(autouse=True)
def records(tmp_path, monkeypatch):
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))


@pytest.fixture
def edition():
    return list_editions(SAMPLE)[-1]


@pytest.fixture
def bare(tmp_path, monkeypatch):
    shutil.copytree(SAMPLE / "2023", tmp_path / "editions" / "2023")
    for table in ("complexes", "venues"):
        (tmp_path / "editions" / "2023" / f"{table}.parquet").unlink()
    seal(tmp_path / "editions" / "2023")
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path / "editions"))
    cached.forget_list()
    yield
    monkeypatch.undo()
    cached.forget_list()


def computed(edition, **choices):
    ranking = rank_estates(kept.estates(edition), PlanChoices(**choices))
    return ranking.order.join(ranking.estates["name"])


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_first_sentence_names_tier_1_in_its_order(edition, language):
    names = computed(edition).query("tier == 1")["name"].tolist()
    assert len(names) == 3
    headline = words(opened("plan", lang=language)).split("class='headline'>")[1].split("</p>")[0]
    assert [headline.index(name) for name in names] == sorted(headline.index(name) for name in names)
    assert headline.startswith("I prossimi sono" if language == "it" else "Next come")


def test_the_map_has_every_estate_once_by_tier_and_calls_no_tile():
    deck = spec(opened("plan"))
    points = {layer["id"]: layer["data"]["features"] for layer in deck["layers"] if layer["id"].startswith("tier_")
              and layer["@@type"] == "GeoJsonLayer"}  # fmt: skip
    assert {name: len(found) for name, found in points.items()} == {"tier_0": 2, "tier_1": 3, "tier_2": 5, "tier_3": 50}
    assert [point["properties"]["label"] for point in points["tier_1"]] == ["1", "2", "3"]
    assert "http" not in json.dumps(deck) and len(json.dumps(deck)) < 40_000


@pytest.mark.parametrize("fold", FOLDS)
@pytest.mark.parametrize("language", ["it", "en"])
def test_every_fold_opens_and_leaves_no_blank_unfilled(fold, language):
    assert "{" not in text_of(unfolded(fold, lang=language))


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("complex_id", ["C001", "C013", "C010"])
def test_an_estate_opens_with_its_parts_and_its_sentences(edition, language, complex_id):
    app = opened("plan", complex=complex_id, lang=language)
    text = text_of(app)
    assert len(app.get("vega_lite_chart")) == 1
    assert kept.estates(edition).loc[complex_id, "name"].replace("'", "’") in text.replace("'", "’")
    assert ("Che cosa dice l’anagrafe" if language == "it" else "What the register says") in [
        each.value for each in app.subheader
    ]


def test_what_the_register_does_not_say_is_said_to_be_unknown():
    assert "Metres to the nearest stop not known" in text_of(opened("plan", complex="C008", lang="en"))


def test_a_weight_moves_the_order_and_the_address(edition):
    app = unfolded("choices", lang="en")
    [slider] = [each for each in app.slider if each.label.startswith("Room")]
    slider.set_value(50).run()
    assert codes_of(app)["weights"] == "room:50"
    weights = {name: 0.5 if name == "room" else weight for name, weight in PlanChoices().weights.items()}
    for name in computed(edition, weights=weights).query("tier == 1")["name"]:
        assert name in words(app).split("class='headline'>")[1].split("</p>")[0]
    assert "Not the plan's values: weights." in text_of(app)
    answers = [text_of(each).split("Next come")[1] for each in (app, opened("plan", lang="en", weights="room:50"))]
    assert answers[0] == answers[1]


def test_the_last_weight_above_zero_cannot_be_taken_away():
    only = ",".join(f"{name}:0" for name in PlanChoices().weights if name != "room") + ",room:1"
    app = unfolded("choices", lang="en", weights=only)
    [slider] = [each for each in app.slider if each.label.startswith("Room")]
    slider.set_value(0).run()
    assert not app.exception and codes_of(app)["weights"] == only


@pytest.mark.parametrize(
    ("codes", "choices"),
    [
        ({"tier1": "1", "tier2": "0"}, {"tier_1_sites": 1, "tier_2_sites": 0}),
        ({"conditions": "none"}, {"conditions": ()}),
        ({"conditions": "custodian,step_free"}, {"conditions": ("custodian", "step_free")}),
        ({"per_municipio": "1"}, {"most_per_municipio": 1}),
        ({"ranking": "topsis"}, {"method": "topsis"}),
    ],
)
def test_every_choice_of_the_address_is_computed(edition, codes, choices):
    order = computed(edition, **choices)
    points = {layer["id"]: layer["data"]["features"] for layer in spec(opened("plan", **codes))["layers"]
              if layer["id"] in ("tier_1", "tier_2")}  # fmt: skip
    for tier in (1, 2):
        shown = [point["properties"]["id"] for point in points[f"tier_{tier}"]]
        assert shown == order.index[order["tier"] == tier].tolist()


def test_no_sites_are_said_in_plain_words():
    assert "No estate comes next" in text_of(opened("plan", lang="en", tier1="0", tier2="0"))


def test_unknown_codes_are_said_and_passed_over():
    told = words(opened("plan", complex="C999", weights="size:3", plan="nothing", lang="en"))
    assert "This edition has no estate “C999”." in told
    assert "size:3" in told.split("class='notice warning'")[1]
    assert "There is no saved plan “nothing”" in told.split("class='notice error'")[1]
    assert "Next come" in told


def test_the_board_opens_an_estate_and_the_way_back_closes_it():
    app = opened("plan", lang="en")
    [card] = [each for each in app.button if each.key == "card_C013"]
    card.click().run()
    assert codes_of(app)["complex"] == "C013"
    [back] = [each for each in app.button if each.label == "Back to the list"]
    back.click().run()
    assert "complex" not in codes_of(app)


def test_a_click_on_the_map_opens_the_estate():
    app = opened("plan", lang="en")
    chart = app.get("deck_gl_json_chart")[0]
    states = app._tree.get_widget_states()
    clicked = states.widgets.add()
    clicked.id = chart.proto.id
    clicked.string_value = json.dumps(
        {"selection": {"indices": {"tier_1": [0]}, "objects": {"tier_1": [{"properties": {"id": "C013"}}]}}}
    )
    app._run(states)
    assert codes_of(app)["complex"] == "C013"


@pytest.mark.parametrize("language", ["it", "en"])
def test_an_edition_without_estates_says_so_and_keeps_its_frame(bare, language):
    app = opened("plan", lang=language)
    assert "--complexes" in words(app).split("class='notice info'")[1]
    assert not app.get("deck_gl_json_chart")


@pytest.fixture
def unconfirmed(tmp_path, monkeypatch):
    """The sample, but nobody has told which estates have a custodian, nor how large one of them is."""
    shutil.copytree(SAMPLE / "2023", tmp_path / "editions" / "2023")
    file = tmp_path / "editions" / "2023" / "complexes.parquet"
    register = pd.read_parquet(file)
    register["has_social_custodian"] = pd.array([pd.NA] * len(register), dtype="boolean")
    unknown = register["complex_id"] == "C013"
    for name in ("households", "households_low", "households_high", "dwellings"):
        register[name] = register[name].astype("Float64").mask(unknown)
    register["households_state"] = register["households_state"].mask(unknown, "missing")
    register.to_parquet(file, index=False)
    seal(file.parent)
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path / "editions"))
    cached.forget_list()
    yield list_editions(tmp_path / "editions")[-1]
    monkeypatch.undo()
    cached.forget_list()


def test_where_nothing_is_confirmed_the_order_is_indicative_and_says_whom_to_ask(unconfirmed):
    app = opened("plan", lang="en")
    text = text_of(app)
    order = computed(unconfirmed)
    assert set(order["tier"]) == {0, 3}
    headline = words(app).split("class='headline'>")[1].split("</p>")[0]
    assert headline.startswith("No estate can be chosen yet")
    assert all(escape(name) in headline for name in order.query("tier_if_confirmed == 1")["name"])
    assert "Of 58 estates nobody has confirmed that they have a social custodian" in text
    asked = words(app).split("Ask</th>")[1]
    assert asked.index("a social custodian") < asked.index("Room") and "Housing department of the City" in asked
    assert "Of 1 estate not even the number of dwellings is known" in text
    assert "Tier 1, if confirmed" in text


def test_an_estate_of_unknown_size_says_so(unconfirmed):
    assert "Vulnerable households not known" in text_of(opened("plan", lang="en", complex="C013"))


def test_chances_and_methods_show_the_same_estates_as_the_engine(edition):
    text = text_of(unfolded("chances", "methods", lang="en"))
    chances = kept.chances(edition, PlanChoices())["chance_tier_1"]
    assert f"{chances['C013']:.0%}" in text.split("Dark: tier 1")[1]


@pytest.mark.parametrize(("changed", "told"), [
    ((), "No estate would be in another tier."),
    (("C013",), "1 estate would be in another tier."),
    (("C013", "C001"), "2 estates would be in another tier."),
])  # fmt: skip
def test_how_many_estates_change_their_tier_by_the_other_method_is_told_in_words(edition, monkeypatch, changed, told):
    other = replace(kept.comparison(edition, PlanChoices()), changed=changed)
    monkeypatch.setattr(kept, "comparison", lambda *_: other)
    assert told in text_of(unfolded("methods", lang="en"))


def test_venues_that_a_source_writes_in_capitals_have_ordinary_names(monkeypatch, edition, request):
    venues = cached.table(edition, "venues").assign(name="SOCIETA' CIVICA")
    whole = cached.table
    monkeypatch.setattr(cached, "table", lambda of, name: venues if name == "venues" else whole(of, name))
    kept.sites.clear()
    request.addfinalizer(kept.sites.clear)
    named = kept.sites(edition)["name"]
    assert set(named[venues["venue_id"]]) == {"Società Civica"} and "Via Saint Bon 6" in set(named)
