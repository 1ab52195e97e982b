"""Concentrations: where does it gather, beyond what chance would do?"""

import streamlit as st

from indicators.catalogue.registry import get_indicator
from ui.kept import hot_spots as kept
from ui.observatory.hot_spots import (
    chosen_kind,
    draw_answer,
    draw_every_area,
    draw_method,
    draw_nil,
    draw_places,
    numbered_places,
    pick_grain,
    pick_rest,
    pick_shown,
)
from ui.widgets import maps
from ui.widgets.controls import choices_in_view, pick_edition, unfold
from ui.widgets.headings import title
from ui.words.i18n import language, level_kind, level_title, t
from ui.words.texts import draw_heading, draw_paragraph

title(t("Concentrations"), t("Where does it gather, beyond what chance would do?"))
first, second, third, more = st.columns([3, 2, 1.2, 1.2], vertical_alignment="bottom")
with first:
    indicator = get_indicator(pick_shown())
with third:
    edition = pick_edition()
with second:
    grain = pick_grain(edition)
with more:
    pick_rest(indicator, edition)
choices = choices_in_view()

found = kept.found(edition, grain, indicator.id, choices)
classes = kept.classes(edition, grain, indicator.id, choices, language())
draw_answer(edition, indicator, choices)
left, right = st.columns([5, 3], gap="medium")
with left:
    caption = f"{t(indicator.label)} · {level_title(grain)} · {edition.year}"
    alt = t("Map of concentrations: {caption}. The same areas are in the table below.", caption=caption)
    maps.draw_map(edition, grain, classes, alt, caption, numbered=numbered_places(edition, indicator, choices))
    draw_paragraph(t("Numbers: the largest places, as in the list."), "small")
    maps.serve_hover(
        edition, grain, classes.labels, lambda: kept.hover(edition, grain, indicator.id, choices, language())
    )
with right:
    told = chosen_kind(found, grain)
    if told:
        draw_paragraph(told)
    draw_heading(t("The largest places"))
    draw_places(edition, indicator, choices)

unfold(
    "nil",
    t("How the picture differs at the level of {area}", area=level_kind(edition.middle)),
    lambda: draw_nil(edition, indicator, choices),
)
unfold("areas", t("The same areas as a table"), lambda: draw_every_area(edition, grain, indicator, found))
unfold("how", t("How concentrations are found"), draw_method)
