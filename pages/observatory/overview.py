"""Overview: how many households of the city are in energy poverty, and how sure are we?"""

from dataclasses import replace

import streamlit as st

from indicators.catalogue.registry import get_indicator
from ui.drawing import charts
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.observatory import overview, plausible
from ui.widgets.controls import choices_in_view, edition_in_view, pick_choices, pick_edition, unfold
from ui.widgets.headings import title
from ui.widgets.profile import draw_history
from ui.words.formats import quantity
from ui.words.i18n import language, level_title, t
from ui.words.texts import draw_paragraph

INDICATOR = get_indicator("energy_poverty_10")
OUTSTANDING = 10

edition = edition_in_view()
title(t("Overview"), t("How many households of {city} are in energy poverty?", city=edition.manifest["city"]["name"]))
left, _ = st.columns(2)
with left, st.container(horizontal=True, vertical_alignment="bottom"):
    pick_edition()
    pick_choices(INDICATOR)
choices = replace(choices_in_view(), is_heat_imputed=cached_areas.heat_bills(edition) is not None)
city = cached_areas.figures(edition, "city", INDICATOR.id, choices).iloc[0]
former = overview.former_figure(edition, INDICATOR.id, choices)

if choices.is_heat_imputed and city["state"] == "shown":
    plausible.draw_answer(edition, city, choices)
    overview.draw_facts(city, former)
    question = t("What is assumed, and what would change it")
    unfold("staircase", question, lambda: plausible.draw_staircase(edition, city, choices))
else:
    overview.draw_headline(edition, city, choices)
    if city["state"] == "shown":
        alt = t("The range and the estimate, as above.")
        st.altair_chart(charts.city_range(city, INDICATOR.unit, language()), alt=alt)
        overview.draw_facts(city, former)

left, right = st.columns(2, gap="large")
with left:
    areas = level_title(edition.middle)
    st.subheader(t("Standing out: {areas}", areas=areas), anchor=False)
    nil = overview.outstanding(
        cached.names(edition, edition.middle),
        cached_areas.figures(edition, edition.middle, INDICATOR.id, choices),
        OUTSTANDING,
    )
    words = "; ".join(
        f"{row.area_name} {quantity(row.estimate, INDICATOR.unit, language())}" for row in nil.itertuples()
    )
    st.altair_chart(
        charts.ranked_ranges(nil, city["estimate"], INDICATOR.unit, language()),
        alt=t("{areas}, by estimate: {words}.", areas=areas, words=words),
    )
    bar = t("plausible range") if choices.is_heat_imputed else t("from the certain minimum to the possible maximum")
    draw_paragraph(t("Bar: {bar}. Mark: the estimate. Dashes: the city.", bar=bar))
with right:
    st.subheader(t("Over the years"), anchor=False)
    draw_history("city", edition.manifest["city"]["id"], INDICATOR, choices)
    st.subheader(t("What is not known"), anchor=False)
    overview.draw_unknown(edition, choices)
