"""Contributions: what exists, for whom, where nobody gives, and what the editors have to look after."""

import streamlit as st

from contract.local_time import today
from ui.contributions.editing import draw_editing
from ui.contributions.files import offer_files, take_in
from ui.contributions.matrix import draw_givers, draw_matrix, draw_reached, draw_verdict
from ui.contributions.offers import draw_form, draw_inbox
from ui.contributions.search import draw_search
from ui.contributions.take_up import draw_take_up
from ui.contributions.thresholds import draw_thresholds
from ui.contributions.watch import draw_watch
from ui.contributions.worklist import draw_worklist
from ui.kept import aids as kept
from ui.widgets.controls import edition_in_view, unfold
from ui.widgets.headings import title
from ui.words.i18n import t

title(t("Contributions"), t("What exists, for whom, and what does nobody cover?"))
edition, catalogue = edition_in_view(), kept.catalogue()
open_now = catalogue.in_force(today())
draw_verdict(edition, catalogue, open_now, today())

st.header(t("Needs and areas"), anchor=False)
draw_givers(edition, catalogue, open_now)
unfold("matrix", t("Every area side by side"), lambda: draw_matrix(edition, catalogue, open_now))
unfold("reached", t("Households, by how each need stands where they live"),
       lambda: draw_reached(edition, catalogue, open_now))  # fmt: skip

st.header(t("Every contribution"), anchor=False)
draw_search(catalogue, today())

st.header(t("Thresholds"), anchor=False)
draw_thresholds(catalogue, open_now)

st.header(t("To look after"), anchor=False)
draw_watch(catalogue, today())

st.header(t("Take-up"), anchor=False)
unfold("take_up", t("Recipients that providers report"), lambda: draw_take_up(edition, catalogue))

st.header(t("Shared heating in public housing"), anchor=False)
unfold("worklist", t("Estates where the bonus must be asked for"), lambda: draw_worklist(edition))

st.header(t("The catalogue as a file"), anchor=False)
offer_files()
unfold("aids_in", t("Bring a file in"), lambda: take_in(edition))
unfold("aid_editing", t("Change an edition"), lambda: draw_editing(catalogue))

st.header(t("Who has something to offer"), anchor=False)
unfold("offer", t("Offer something"), draw_form)
unfold("offers", t("Offers received"), draw_inbox)
