"""The calendar of events and sessions, the form of an event, and which aid is announced where."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import streamlit as st

from contract.events import LANGUAGES, PLACES, TOPICS, Event
from contract.local_time import LOCAL_TIME, today, told_day
from data_access.editions import Edition
from data_access.records.training import read_events, read_materials, save_event
from indicators.help_desk.closed_days import is_closed
from indicators.training.calendar import Appointment, clashes, communication_plan
from reports.aids.words import in_words
from reports.training.calendar_file import appointments_ics
from ui import identity
from ui.kept import editions as cached
from ui.kept import training as kept
from ui.kept.aids import catalogue
from ui.kept.help_desk import records
from ui.widgets.record_form import RecordForm
from ui.words.formats import ABSENT, count
from ui.words.i18n import language, level_head, t, t_count
from ui.words.texts import draw_list, draw_notice, draw_paragraph, draw_table

MOST_LISTED = 40
_NEW = ""


def draw_calendar(edition: Edition) -> None:
    """Draw what comes next, what clashes, and the file for phones."""
    told, now = kept.calendar(edition), datetime.now(LOCAL_TIME)
    coming = [each for each in told if each.end >= now]
    _say_held(told)
    if not coming:
        draw_paragraph(t("Nothing is planned. Announce an event below, or plan sessions on the page Help-desk."))
        return
    closed = {each.start.date() for each in coming if is_closed(each.start.date())}
    found = [each.sentence(language()) for each in clashes(coming, closed)]
    if found:
        draw_notice(t_count("{count} clash.", "{count} clashes.", len(found)), "warning")
        draw_list(found[:MOST_LISTED])
    heads = [t("When"), t("What"), t("Where"), t("Topic"), t("Held by")]
    draw_table(heads, [_cells(each) for each in coming[:MOST_LISTED]], words=(1, 2, 3, 4))
    if len(coming) > MOST_LISTED:
        draw_paragraph(t("The first {shown} of {total} are listed; the file has all.", shown=MOST_LISTED,
                         total=count(len(coming), language())))  # fmt: skip
    chosen = language()
    st.download_button(t("Calendar file (.ics)"), lambda: appointments_ics(coming, chosen, datetime.now(UTC)),
                       "formazione.ics", "text/calendar")  # fmt: skip


def _say_held(told: list[Appointment]) -> None:
    counted = [each.event.people for each in told if each.event and each.event.people]
    if counted:
        draw_paragraph(t("Events held: {events}. People who came: {people}.", events=len(counted),
                         people=count(sum(counted), language())))  # fmt: skip


def _cells(each: Appointment) -> list[str]:
    event = each.event
    topic = t(TOPICS[event.topic]) if event else t("Energy help-desk")
    return [
        f"{told_day(each.start.date())[language()]}, {each.start:%H:%M}",
        t(each.label),
        each.place,
        topic,
        each.by or t("Energy help-desk"),
    ]


def draw_event_form(edition: Edition) -> None:
    """Draw the form of a new event, or of one that is there."""
    known = read_events(records())
    names = {_NEW: t("A new event")} | {key: f"{each.day:%d/%m/%Y} {each.title}" for key, (each, _) in known.items()}
    chosen = st.selectbox(t("Event"), list(names), format_func=names.__getitem__, key=f"event_{language()}")
    blank = Event("", "", "bills", "library", "", today() + timedelta(days=14), time(17), 90, "")
    before, version = (known[chosen][0], known[chosen][1].version) if chosen else (blank, 0)
    form = RecordForm(f"event_{before.event_id}", version)
    with st.form(form.key("form")):
        left, right = st.columns(2)
        with left:
            _draw_what(form, before)
        with right:
            _draw_where(form, before, edition)
        form.draw_name()
        form.draw_button(t("Save the event"), lambda: _save(form, before))


def _draw_what(form: RecordForm, before: Event) -> None:
    st.text_input(t("Title of the event"), before.title, key=form.key("title"))
    form.draw_choice(t("Topic"), TOPICS, before.topic, "topic")
    form.draw_choice(t("Language"), LANGUAGES, before.language, "language")
    aids = {key: in_words(each.name, language()) for key, each in catalogue().aids.items()}
    st.multiselect(t("Contributions that it announces"), list(aids), [each for each in before.aids if each in aids],
                   format_func=aids.__getitem__, key=form.key("aids"))  # fmt: skip
    st.text_input(t("Who holds it: an office or an organisation"), before.by, key=form.key("host"))
    st.number_input(t("People who came; blank until it was held"), 0, value=before.people, key=form.key("people"))
    st.checkbox(t("It is cancelled"), before.is_cancelled, key=form.key("cancelled"))


def _draw_where(form: RecordForm, before: Event, edition: Edition) -> None:
    form.draw_choice(t("Kind of place"), PLACES, before.place, "place")
    st.text_input(t("Place: its name and address"), before.address, key=form.key("address"))
    if level := edition.largest:
        areas = {_NEW: t("not stated")} | {str(key): str(name) for key, name in cached.names(edition, level).items()}
        at = list(areas).index(before.municipio) if before.municipio in areas else 0
        st.selectbox(level_head(level), list(areas), at, format_func=areas.__getitem__, key=form.key("municipio"))
    st.date_input(t("Day"), before.day, format="DD/MM/YYYY", key=form.key("day"))
    st.time_input(t("Hour"), before.starts, key=form.key("starts"))
    st.number_input(t("Length, minutes"), 15, 720, before.minutes, 15, key=form.key("minutes"))


def _save(form: RecordForm, before: Event) -> None:
    people = form.value("people")
    after = replace(
        before,
        event_id=before.event_id or secrets.token_hex(4),
        **{name: form.text(name) for name in ("title", "topic", "language", "place", "address")},
        municipio=form.text("municipio") if form.has("municipio") else before.municipio,
        by=form.text("host"),
        aids=tuple(form.value("aids") or ()),
        day=form.value("day") or before.day,
        starts=form.value("starts") or before.starts,
        minutes=int(form.value("minutes") or before.minutes),
        people=None if people is None else int(people),
        is_cancelled=bool(form.value("cancelled")),
    )
    save_event(identity.records(), after, form.version, form.by())


def draw_communication() -> None:
    """Draw, of each aid that can be had, where it is announced next and what is handed out about it."""
    events = [each for each, _ in read_events(records()).values()]
    materials = [each for each, _ in read_materials(records()).values()]
    found = communication_plan(catalogue(), events, materials, today())
    silent = sum(each.next_event is None for each in found)
    draw_paragraph(t("Contributions that can be had: {total}. No event announces {silent} of them.", total=len(found),
                     silent=silent))  # fmt: skip
    rows = []
    for each in found:
        event = each.next_event
        announced = f"{told_day(event.day)[language()]}, {event.address}" if event else t("nowhere yet")
        name = in_words(catalogue().aids[each.aid_id].name, language())
        rows.append([name, announced, "; ".join(one.title for one in each.materials) or ABSENT])
    draw_table([t("Contribution"), t("Announced next"), t("Material that is still right")], rows, words=(1, 2))
