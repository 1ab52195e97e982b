"""Map: where is energy poverty, and how sure are we?"""

import streamlit as st

from indicators.catalogue.registry import get_indicator
from reports.addresses.map_codes import measure_at, reading_at
from reports.maps.area_doubt import IMPUTED_SENTENCE, READING_SENTENCES, shown_names
from reports.maps.classes import Look
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.widgets import controls, maps, profile, search
from ui.widgets.downloads import offer_downloads
from ui.widgets.headings import title
from ui.widgets.tables import draw_twin
from ui.words import address as state
from ui.words.i18n import language, level_title, t
from ui.words.privacy import window_sentence
from ui.words.texts import draw_paragraph

title(t("Map"), t("Where is it, and how sure are we?"))
first, second, third, more = st.columns([3, 2, 1.2, 1.2], vertical_alignment="bottom")
with first:
    indicator = get_indicator(controls.pick_indicator())
with second:
    level = controls.pick_level()
with third:
    edition = controls.pick_edition()
with more:
    controls.pick_more(indicator, edition)
measure, reading = measure_at(indicator, state.get), reading_at(indicator, state.get)
choices = controls.choices_imputed(indicator, edition)
is_imputed = choices.is_heat_imputed

figures = cached_areas.figures(edition, level, indicator.id, choices)
look = Look(measure, state.get("method"), int(state.get("classes")), language())
classes = cached_areas.classes(edition, level, indicator.id, choices, look, reading)
shown = " · ".join(t(name) for name in shown_names(measure, reading, is_imputed))
caption = f"{t(indicator.label)} · {shown} · {level_title(level)} · {edition.year}"

left, right = st.columns([5, 3], gap="medium")
with left:
    alt = t(
        "Map of {city} by {areas}: {caption}. The same figures are in the table below.",
        city=edition.manifest["city"]["name"],
        areas=level_title(level),
        caption=caption,
    )
    maps.draw_map(edition, level, classes, alt, caption)
    controls.draw_timeline()
    draw_paragraph(window_sentence(edition.manifest["privacy"]["least_count"]))
    if reading in READING_SENTENCES:
        draw_paragraph(t(READING_SENTENCES[reading]))
    if is_imputed:
        draw_paragraph(f"{t(IMPUTED_SENTENCE)} {controls.heat_error_sentence(edition)}")
    maps.serve_hover(
        edition,
        level,
        classes.labels,
        lambda: cached_areas.hover(edition, level, indicator.id, choices, look, reading),
    )
with right:
    search.pick_area(edition)
    profile.draw_profile(edition, indicator, choices)
    search.draw_ranking(edition, level, indicator, choices)

controls.unfold(
    "table",
    t("The same figures as a table"),
    lambda: draw_twin(
        cached.names(edition, level),
        figures,
        classes.labels,
        indicator,
        cached_areas.doubt(edition, level, indicator.id, choices),
        cached_areas.held_in(edition) if level == "section" else None,
    ),
)
controls.unfold("files", t("Take the figures away"), lambda: offer_downloads(edition, level, indicator, choices))
