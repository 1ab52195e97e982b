"""Tables (tavoli) on the page: the next one prepared, decisions with frozen figures, minutes as PDF."""

import secrets
from dataclasses import replace
from datetime import timedelta

import streamlit as st

from contract.local_time import LOCAL_TIME, today, told_day
from contract.stakeholders import Decision, Meeting
from contract.tables import POVERTY_LINE
from data_access.editions import Edition
from data_access.records.stakeholders import read_meetings, save_meeting
from indicators.catalogue.registry import INDICATORS
from indicators.progress.city_plan import ACTIONS
from indicators.progress.stakeholders import open_decisions, told_activities
from reports.progress.frozen_figures import freeze
from reports.progress.minutes import figure_words, fingerprint_of, minutes_pdf
from reports.progress.overview import Overview
from ui import identity
from ui.kept import editions as cached
from ui.kept.help_desk import records
from ui.progress.proving import draw_proving
from ui.widgets.record_form import RecordForm
from ui.words.i18n import language, level_title, t
from ui.words.texts import draw_heading, draw_list, draw_paragraph

_NEW = ""


def draw_meetings(edition: Edition, overview: Overview) -> None:
    """Draw what the next table finds, then the tables that were held and the form of one."""
    known = read_meetings(records())
    meetings = [meeting for meeting, _ in known.values()]
    _draw_next(overview, meetings)
    names = {_NEW: t("A new table")}
    names |= {key: f"{told_day(each.day)[language()]} · {each.title}" for key, (each, _) in known.items()}
    chosen = str(
        st.selectbox(t("Which table"), list(names), format_func=names.__getitem__, key=f"meeting_{language()}")
    )
    if chosen == _NEW:
        _draw_new()
        return
    meeting, entry = known[chosen]
    _draw_meeting(meeting)
    _draw_proving(meeting, entry.version)
    if not meeting.minutes_sha256:
        _draw_decision(edition, meeting, entry.version)
        _draw_closing(meeting, entry.version)


def _draw_next(overview: Overview, meetings: list[Meeting]) -> None:
    draw_heading(t("The next table, prepared"))
    held = [each.day for each in meetings if each.day <= overview.today]
    since = max(held, default=overview.today - timedelta(days=90))
    draw_paragraph(t("Since the table of {day}:", day=told_day(since)) if held else t("No table was held yet."))
    news = [each for each in overview.standings if each.last_on and each.last_on > since]
    late = [each for each in overview.standings if each.state == "late"]
    saved = {key: entry for key, entry in overview.saves.items() if entry.at.astimezone(LOCAL_TIME).date() > since}
    news += [each for each in overview.standings if each.activity.activity_id in saved and each not in news]
    _draw_named(t("What changed"), [each.sentence(language()) for each in told_activities(news)])
    _draw_named(t("What is late"), [each.sentence(language()) for each in told_activities(late)])
    to_decide = [each.sentence(language()) for each in open_decisions(meetings, overview.today)]
    without = [each for each in overview.standings if not each.has_owner]
    told = [each.sentence(language()) for each in told_activities(without)]
    to_decide += [t("Who answers for {activity}?", activity=activity) for activity in told]
    _draw_named(t("What to decide"), to_decide)


def _draw_named(name: str, lines: list[str]) -> None:
    draw_paragraph(f"{name}: " + (t("nothing.") if not lines else ""))
    if lines:
        draw_list(lines)


def _draw_new() -> None:
    form = RecordForm("meeting_new", 0)
    actions = {number: f"{number}. {t(title)}" for number, title in ACTIONS.items()}
    with st.form(form.key("form")):
        title, day = st.columns([3, 1])
        title.text_input(t("Title of the table"), key=form.key("title"))
        day.date_input(t("Day"), today(), format="DD/MM/YYYY", key=form.key("day"))
        st.multiselect(t("Actions"), list(actions), format_func=actions.__getitem__, key=form.key("actions"))
        agenda, people = st.columns(2)
        agenda.text_area(t("Agenda, one point a line"), key=form.key("agenda"))
        people.text_area(t("Who takes part, by role and not by name, one a line"), key=form.key("people"))
        form.draw_name()
        form.draw_button(t("Save the table"), lambda: _save_new(form))


def _save_new(form: RecordForm) -> None:
    meeting = Meeting(secrets.token_hex(4), form.text("title"), form.value("day"), tuple(form.value("actions") or ()),
                      form.lines("agenda"), form.lines("people"))  # fmt: skip
    save_meeting(identity.records(), meeting, 0, form.by())


def _draw_meeting(meeting: Meeting) -> None:
    draw_heading(meeting.title)
    draw_list([*meeting.agenda, *meeting.people])
    for each in meeting.decisions:
        due = told_day(each.due)[language()] if each.due else t("not stated")
        told = t("{text} Who: {owner}. By: {due}.", text=each.text, owner=each.owner, due=due)
        figures = "; ".join(figure_words(link, language()) for link in each.figures)
        draw_paragraph(f"{told} {figures}")
    content = minutes_pdf(meeting, "it")
    st.download_button(t("Minutes (PDF, in Italian)"), content, f"verbale-{meeting.meeting_id}.pdf", "application/pdf")
    if meeting.minutes_sha256:
        draw_paragraph(t("Closed. Fingerprint of the minutes (SHA-256): {fingerprint}.",
                         fingerprint=meeting.minutes_sha256))  # fmt: skip


def _draw_proving(meeting: Meeting, version: int) -> None:
    form = RecordForm(f"proving_{meeting.meeting_id}", version)

    def save(decisions: tuple[Decision, ...]) -> None:
        """Save the table with its decisions."""
        save_meeting(identity.records(), replace(meeting, decisions=decisions), version, form.by())

    draw_proving(form, t("Decision"), meeting.decisions, lambda each: each.text, save)


def _draw_decision(edition: Edition, meeting: Meeting, version: int) -> None:
    form = RecordForm(f"decision_{meeting.meeting_id}", version)
    areas = {"": t("No figure")} | {
        f"{level}:{area}": f"{level_title(level)}: {name}"
        for level in reversed(edition.levels[1:])
        for area, name in cached.names(edition, level).items()
    }
    labels = {name: t(indicator.label) for name, indicator in INDICATORS.items()}
    with st.form(form.key("form")):
        st.text_input(t("What was decided"), key=form.key("text"))
        owner, due = st.columns(2)
        owner.text_input(t("Who does it"), key=form.key("owner"))
        due.date_input(t("By when"), None, format="DD/MM/YYYY", key=form.key("due"))
        area, indicator = st.columns(2)
        area.selectbox(t("Area of the figure"), list(areas), format_func=areas.__getitem__, key=form.key("area"))
        indicator.selectbox(t("Indicator"), list(labels), format_func=labels.__getitem__, key=form.key("indicator"))
        form.draw_name()
        form.draw_button(t("Save the decision"), lambda: _save_decision(form, edition, meeting))


def _save_decision(form: RecordForm, edition: Edition, meeting: Meeting) -> None:
    level, _, area = str(form.value("area") or "").partition(":")
    figures = (freeze(edition, form.value("indicator"), level, area, POVERTY_LINE),) if area else ()
    decision = Decision(form.text("text"), form.text("owner"), form.value("due"), figures=figures)
    after = replace(meeting, decisions=(*meeting.decisions, decision))
    save_meeting(identity.records(), after, form.version, form.by())


def _draw_closing(meeting: Meeting, version: int) -> None:
    form = RecordForm(f"closing_{meeting.meeting_id}", version)
    with st.form(form.key("form")):
        form.draw_name()
        form.draw_button(t("Close the minutes: they change no more"), lambda: _close(form, meeting))


def _close(form: RecordForm, meeting: Meeting) -> None:
    told = fingerprint_of(minutes_pdf(meeting, "it"))
    save_meeting(identity.records(), replace(meeting, minutes_sha256=told), form.version, form.by())
