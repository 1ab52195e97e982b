"""What a control shows is what the address says, whatever a browser that is late tells of it."""

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates

from tests.ui.test_pages import opened, ran
from ui.words.address import FIELDS

STARTS = {
    "button_group": lambda told: [told.options[place].content for place in told.default],
    "multiselect": lambda told: [told.options[place] for place in told.default],
    "number_input": lambda told: told.default,
    "select_slider": lambda told: told.options[int(told.default[0])],
    "selectbox": lambda told: told.options[told.default],
    "slider": lambda told: told.default[0],
    "text_input": lambda told: told.default,
    "toggle": lambda told: told.default,
}
"""By kind: where a control starts whose browser was told nothing else."""

VIEWS = {
    "the map": ("map", ["more"], {"indicator": "in_arrears", "level": "municipio", "area": "municipio:3"}),
    "a shock": ("map", ["more"], {"indicator": "shock_exposed", "prices": "40", "incomes": "10", "lang": "en"}),
    "scenarios": ("scenarios", [], {"electricity": "30", "gas": "-10", "income": "-5", "bonus": "0"}),
    "definitions": ("definitions", [], {"definitions": "above_10.arrears", "flagged": "30"}),
    "the index": ("definitions", [], {"facet": "index", "components": "21311"}),
    "the plan": ("plan", ["choices"], {"tier1": "4", "conditions": "custodian,mm", "weights": "room:20"}),
    "venues": ("plan", ["venues"], {"new_venues": "3", "walk": "750", "venues": "L01"}),
    "contributions": ("catalogue", [], {"words": "luce", "giver": "state"}),
    "the range": ("overview", ["staircase"], {"bill": "60-120", "spread": "100-105", "odds": "33-300"}),
}
"""By what it shows: the page, its open folds, its codes."""


def controls_of(app):
    """The controls of the address, each with where it starts."""
    found = [(each, start(each.proto)) for kind, start in STARTS.items() for each in app.get(kind)]
    return [(each, start) for each, start in found if "-pick_" in each.proto.id or "-search_" in each.proto.id]


def is_button(told):
    """Which a browser tells only when it is pressed."""
    return told.WhichOneof("value") == "trigger_value"


def codes_of(app):
    return {name: told[0] if isinstance(told, list) else told for name, told in app.query_params.items()}


@pytest.mark.parametrize(("page", "folds", "codes"), VIEWS.values(), ids=VIEWS)
def test_a_control_starts_where_the_link_says(page, folds, codes):
    """Or a browser that loads a control late begins elsewhere, and tells that as the reader's choice."""
    controls = controls_of(opened(page, folds, **codes))
    others = {each.proto.id: start for each, start in controls_of(opened(page, folds, lang=codes.get("lang", "it")))}
    assert not [each.label for each, _ in controls if each.proto.set_value]
    moved = [each.label for each, start in controls if start != others.get(each.proto.id)]
    assert len(controls) > len(moved) >= len(codes.keys() - {"lang"})


@pytest.mark.parametrize("first", ["it", "en"])
@pytest.mark.parametrize(("page", "folds", "codes"), VIEWS.values(), ids=VIEWS)
def test_what_a_browser_tells_that_has_not_heard_of_a_move_undoes_nothing_of_it(page, folds, codes, first):
    """It tells all its controls with whatever is pressed next: here as they stood before others moved them, or before
    the language changed too."""
    app = opened(page, folds, lang=first)
    late = WidgetStates(widgets=[each for each in app._tree.get_widget_states().widgets if not is_button(each)])
    codes = {"lang": "it"} | codes
    app.session_state["address_codes"].update(codes)
    moved = codes_of(ran(app))
    assert moved == {name: code for name, code in codes.items() if code != FIELDS[name].default}
    app._run(late)
    assert not app.exception and codes_of(app) == moved


def test_what_the_reader_has_just_moved_is_put_back_in_its_place_where_it_cannot_stand():
    """A widget in its place would take the keyboard from under their hands."""
    app = opened("definitions")
    [chosen] = [each for each in app.pills if each.proto.id.endswith("-pick_definitions_it")]
    before = list(chosen.value)
    chosen.set_value([]).run()
    [after] = [each for each in app.pills if "-pick_definitions_" in each.proto.id]
    assert (after.proto.id, list(after.value)) == (chosen.proto.id, before) and before
