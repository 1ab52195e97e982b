"""Comparison: what changed between two years, do two indicators go together, what holds of an area made by hand?"""

import streamlit as st

from contract.translations import mark
from indicators.catalogue.registry import get_indicator
from reports.addresses.observatory_fields import COMPARISONS
from ui.observatory import changes, comparison, handmade, handmade_profile, transitions
from ui.widgets.controls import choices_estimated, pick, pick_edition, pick_indicator, pick_level
from ui.widgets.fixed_maps import pick_view
from ui.widgets.headings import title
from ui.words.i18n import t
from ui.words.texts import draw_notice

FACET_NAMES = {
    "years": mark("Two years"),
    "indicators": mark("Two indicators"),
    "area": mark("An area made by hand"),
    "moves": mark("Who entered, who left"),
}

title(t("Comparison"), t("What changed, and what goes together?"))
first, second, third, fourth, fifth = st.columns([1.7, 2.9, 1.6, 0.9, 1.1], vertical_alignment="bottom")
with first:
    facet = pick("compare", t("Compare"), COMPARISONS, lambda code: t(FACET_NAMES[code]))
with fourth:
    edition = pick_edition()
if facet != "moves":
    with second:
        indicator = get_indicator(pick_indicator())
    with third:
        level = pick_level()

if facet == "years":
    with fifth:
        former = comparison.former_edition(edition)
    if former is None:
        draw_notice(t("There is no earlier edition to compare with."), "info")
    else:
        pick_view(edition)
        choices = choices_estimated(indicator, former, edition)
        sides = [(former, indicator, choices), (edition, indicator, choices)]
        changes.draw_answer(former, edition, level, indicator, choices)
        comparison.draw_pair(sides, level)
        changes.draw_change(former, edition, level, indicator, choices)
elif facet == "indicators":
    beside, view = st.columns([2.9, 5.3])
    with beside:
        other = get_indicator(comparison.pick_other(indicator))
    with view:
        pick_view(edition)
    sides = [(edition, each, choices_estimated(each, edition)) for each in (indicator, other)]
    comparison.draw_together(level, sides)
    comparison.draw_pair(sides, level)
elif facet == "moves":
    transitions.draw_moves(edition)
else:
    pick_view(edition)
    choices = choices_estimated(indicator, edition)
    left, right = st.columns([5, 4], gap="medium")
    with left:
        handmade.draw_piece_map(edition, level, indicator, choices)
    with right:
        handmade.draw_ways(edition, level)
    handmade_profile.draw_selection(edition, level, handmade.pieces(edition, level))
