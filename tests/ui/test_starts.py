"""Each control starts where it stands: a browser that loads a control late begins there, and loses no view."""

import pytest

from tests.ui.test_pages import opened

STANDS = {
    "button_group": lambda told: (list(told.raw_values), [told.options[place].content for place in told.default]),
    "multiselect": lambda told: (list(told.raw_values), [told.options[place] for place in told.default]),
    "number_input": lambda told: (told.value, told.default),
    "select_slider": lambda told: (list(told.raw_value), [told.options[int(place)] for place in told.default]),
    "selectbox": lambda told: (told.raw_value, told.options[told.default]),
    "slider": lambda told: (list(told.value), list(told.default)),
    "text_input": lambda told: (told.value, told.default),
    "toggle": lambda told: (told.value, told.default),
}
"""By kind: where a control stands, and where one starts whose browser was told nothing."""

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


@pytest.mark.parametrize(("page", "folds", "codes"), VIEWS.values(), ids=VIEWS)
def test_a_control_starts_where_it_stands(page, folds, codes):
    app = opened(page, folds, **codes)
    controls = [(each, stand) for kind, stand in STANDS.items() for each in app.get(kind) if each.proto.set_value]
    assert len(controls) > len(codes)
    for each, stand in controls:
        value, start = stand(each.proto)
        assert value == start, each.label
