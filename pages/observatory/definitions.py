"""Definitions: does the answer depend on what one calls energy poverty, or on the weights?"""

import streamlit as st

from contract.translations import mark
from reports.addresses.observatory_fields import FACETS
from ui.observatory import definitions, summer, vulnerability
from ui.widgets.controls import pick, pick_edition, pick_level
from ui.widgets.headings import title
from ui.words.i18n import t

FACET_NAMES = {
    "definitions": mark("Definitions side by side"),
    "index": mark("Composite index"),
    "capacity": mark("Need and means"),
    "summer": mark("Summer heat"),
}

title(t("Definitions"), t("Does the answer depend on what one calls energy poverty?"))
first, second, third, fourth = st.columns([2.4, 2, 1.2, 1.4], vertical_alignment="bottom")
with first:
    facet = pick("facet", t("View"), FACETS, lambda code: t(FACET_NAMES[code]))
with third:
    edition = pick_edition()

if facet == "definitions":
    with second:
        level = pick_level()
    with fourth:
        pick("flagged", t("Each flags"), definitions.FLAGGED_SHARES, lambda code: t("the worst {part}%", part=code))
    chosen = definitions.pick_definitions()
    agreement = definitions.agreement_of(edition, level, chosen)
    definitions.draw_agreement(agreement, level)
    definitions.draw_unjudged(edition, level, agreement, chosen)
    left, right = st.columns([5, 4], gap="medium")
    with left:
        definitions.draw_agreement_map(edition, level, agreement, chosen)
    with right:
        definitions.draw_sets(agreement, chosen)
        definitions.draw_always(edition, level, agreement)
elif facet == "index":
    weights = vulnerability.pick_weights()
    vulnerability.draw_index(edition, weights)
elif facet == "summer":
    summer.draw_summer(edition)
else:
    with second:
        level = pick_level()
    left, right = st.columns([5, 4], gap="medium")
    with left:
        vulnerability.draw_need(edition, level)
    with right:
        vulnerability.draw_neediest(edition, level)
