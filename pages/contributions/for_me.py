"""Is there something for me? What a resident can have, by eight questions that nobody keeps."""

import streamlit as st

from contract.local_time import today
from indicators.aids.coverage import with_contents
from indicators.aids.eligibility import answer_all
from indicators.aids.household import household_of, isee_bands
from reports.aids.words import tell_answers, tell_ended
from ui.contributions.answers import draw_answers
from ui.contributions.next_sessions import draw_next_sessions, told_area
from ui.contributions.privacy import draw_privacy, draw_untested
from ui.contributions.questions import ask
from ui.contributions.sheet import offer_sheet
from ui.kept import aids as kept
from ui.widgets.controls import edition_in_view
from ui.widgets.headings import title
from ui.words.i18n import language, t

title(t("Is there something for me?"), t("Eight questions on your home. No name, no sign-in."))
draw_privacy()
catalogue, edition = kept.catalogue(), edition_in_view()
open_now, ended_lately = catalogue.in_force(today()), catalogue.ended_lately(today())
bands = isee_bands([*open_now, *ended_lately])
with st.form(f"asked_{language()}", border=False):
    answers = ask(bands)
    is_sent = st.form_submit_button(t("See what there is"), type="primary", width="stretch")
if is_sent or any(answers.values()):
    household = {**household_of(answers, bands), **told_area(edition)}
    contents = kept.contents(edition)
    told = tell_answers(answer_all(with_contents(open_now, contents), household), catalogue, language())
    ended = tell_ended(answer_all(with_contents(ended_lately, contents), household), catalogue, language())
    draw_answers(told, ended)
    offer_sheet(told, ended)
    draw_untested()
draw_next_sessions(edition)
