"""Scenarios: who would be in energy poverty if prices, incomes or habits changed?"""

import streamlit as st

from indicators.basis.scenario_parameters import Scenario, kind_of, preset_of
from reports.maps.scenario_look import KIND_NAMES
from ui.observatory.scenario_areas import draw_all, draw_most_changed, draw_scenario_map
from ui.observatory.scenarios import (
    draw_answer,
    draw_bonus,
    draw_doubt,
    draw_kind,
    draw_source,
    pick_changes,
    pick_preset,
    projected,
    scenario_in_view,
)
from ui.widgets.controls import pick_edition, pick_level
from ui.widgets.headings import title
from ui.widgets.range_bars import draw_ranges
from ui.words.i18n import t

title(t("Scenarios"), t("Who would be in energy poverty if prices, incomes or habits changed?"))
first, second, third = st.columns([3, 2, 1.2], vertical_alignment="bottom")
with first:
    pick_preset()
with second:
    level = pick_level()
with third:
    edition = pick_edition()
pick_changes()
scenario = scenario_in_view()

draw_kind(scenario)
draw_answer(edition, scenario)
today, figure = (projected(edition, "city", each).figures.iloc[0] for each in (Scenario(), scenario))
rows = [(t(KIND_NAMES["realised"]), kind_of(Scenario()), today)]
if scenario != Scenario():
    rows.append((t(KIND_NAMES[kind_of(scenario)]), kind_of(scenario), figure))
draw_ranges(rows)
draw_bonus(edition, scenario)
draw_source(edition, preset_of(scenario))

left, right = st.columns([5, 4], gap="medium")
with left:
    draw_scenario_map(edition, level, scenario)
with right:
    draw_most_changed(edition, level, scenario)
draw_all(edition, level, scenario)
draw_doubt(figure)
