"""Courses, the times they are held, and who attended, by reference."""

import secrets
from dataclasses import replace

import streamlit as st

from contract.errors import Fault, Refused
from contract.local_time import today, told_day
from contract.training import LEVELS, OUTCOMES, Attendance, Course, CourseClass, Module
from contract.translations import mark
from data_access.records.training import read_classes, read_courses, save_class, save_course
from ui import identity
from ui.kept.help_desk import records
from ui.training.material import draw_quotes, quotes_in, stale_words
from ui.widgets.record_form import RecordForm
from ui.words.formats import decimals, percent
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph, draw_table

_NEW = ""


def draw_courses() -> None:
    """Draw every course, and the form of one."""
    known = read_courses(records())
    if known:
        heads = [t("Course"), t("For"), t("Hours"), t("To be attended"), t("Is it right?")]
        draw_table(heads, [_cells(each) for each, _ in known.values()], words=(1, 4))
    else:
        draw_paragraph(t("No course is recorded yet. Write down the first: its modules with their hours."))
    names = {_NEW: t("A new course")} | {key: each.title for key, (each, _) in known.items()}
    chosen = st.selectbox(t("Course"), list(names), format_func=names.__getitem__, key=f"course_{language()}")
    before, version = (known[chosen][0], known[chosen][1].version) if chosen else (Course("", "", "base", ()), 0)
    form = RecordForm(f"course_{before.course_id}", version)
    with st.form(form.key("form")):
        left, right = st.columns(2)
        with left:
            st.text_input(t("Title of the course"), before.title, key=form.key("title"))
            form.draw_choice(t("What it trains for"), LEVELS, before.level, "level")
            lines = "\n".join(f"{decimals(each.hours, language())} {each.title}" for each in before.modules)
            st.text_area(t("Modules, one a line: hours, then the title"), lines, key=form.key("modules"))
        with right:
            st.slider(t("Hours that one has to attend"), 0, 100, round(100 * before.least_share), 5, format="%d%%",
                      key=form.key("share"))  # fmt: skip
            st.number_input(t("Months for which a certificate holds"), 1, 120, before.months, key=form.key("months"))
            draw_quotes(form, before.quotes)
        form.draw_name()
        form.draw_button(t("Save the course"), lambda: _save(form, before))


def _cells(each: Course) -> list[str]:
    stale = stale_words(each)
    return [each.title, t(LEVELS[each.level]), decimals(each.hours, language()), percent(each.least_share, language()),
            t("No: {why}", why=stale) if stale else t("Yes")]  # fmt: skip


def _save(form: RecordForm, before: Course) -> None:
    after = replace(
        before,
        course_id=before.course_id or secrets.token_hex(4),
        title=form.text("title"),
        level=form.text("level"),
        modules=tuple(_module(number, line) for number, line in enumerate(form.lines("modules"), start=1)),
        least_share=form.value("share") / 100,
        months=int(form.value("months")),
        quotes=quotes_in(form),
    )
    save_course(identity.records(), after, form.version, form.by())


def _module(number: int, line: str) -> Module:
    hours, _, title = line.partition(" ")
    return Module(title.strip(), _number(f"modules.{number}", hours))


def _number(column: str, text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        message = mark("This is not a number of hours.")
        raise Refused([Fault("bad_hours", message, column=column, found=text[:80], expected="2.5")]) from None


def draw_classes() -> None:
    """Draw the times that courses were held, and the form of one with who attended."""
    courses, known = read_courses(records()), read_classes(records())
    if not courses:
        draw_paragraph(t("Write down a course first."))
        return
    titles = {key: each.title for key, (each, _) in courses.items()}
    if known:
        heads = [t("Class"), t("From – to"), t("Place"), t("People"), t("Passed")]
        draw_table(heads, [_class_cells(each, titles) for each, _ in known.values()], words=(1, 2))
    names = {_NEW: t("A new class")} | {key: class_name(each, titles) for key, (each, _) in known.items()}
    chosen = st.selectbox(t("Class"), list(names), format_func=names.__getitem__, key=f"class_{language()}")
    blank = CourseClass("", next(iter(courses)), "", today(), today())
    before, version = (known[chosen][0], known[chosen][1].version) if chosen else (blank, 0)
    form = RecordForm(f"class_{before.class_id}", version)
    with st.form(form.key("form")):
        left, right = st.columns(2)
        left.selectbox(t("Course"), list(titles), list(titles).index(before.course_id), format_func=titles.__getitem__,
                       key=form.key("course"))  # fmt: skip
        left.text_input(t("Place: its name and address"), before.place, key=form.key("place"))
        first, last = left.columns(2)
        first.date_input(t("First day"), before.first_day, format="DD/MM/YYYY", key=form.key("first"))
        last.date_input(t("Last day"), before.last_day, format="DD/MM/YYYY", key=form.key("last"))
        if identity.may("save_training"):
            lines = "\n".join(
                f"{each.person} {decimals(each.hours, language())} {t(OUTCOMES[each.outcome])}"
                for each in before.attendances
            )
            outcomes = ", ".join(t(each) for each in OUTCOMES.values())
            label = t("Who attended, one a line: reference, hours, outcome ({outcomes})", outcomes=outcomes)
            right.text_area(label, lines, height=200, key=form.key("people"))
        form.draw_name()
        form.draw_button(t("Save the class"), lambda: _save_class(form, before))


def class_name(each: CourseClass, titles: dict[str, str]) -> str:
    """A class by its course and first day."""
    return f"{titles.get(each.course_id, each.course_id)}, {told_day(each.first_day)[language()]}"


def _class_cells(each: CourseClass, titles: dict[str, str]) -> list[str]:
    passed = sum(one.outcome == "passed" for one in each.attendances)
    days = f"{told_day(each.first_day)[language()]} – {told_day(each.last_day)[language()]}"
    return [titles.get(each.course_id, each.course_id), days, each.place, str(len(each.attendances)), str(passed)]


def _save_class(form: RecordForm, before: CourseClass) -> None:
    after = replace(
        before,
        class_id=before.class_id or secrets.token_hex(4),
        course_id=form.text("course"),
        place=form.text("place"),
        first_day=form.value("first") or before.first_day,
        last_day=form.value("last") or before.last_day,
        attendances=_attendances(form) if form.has("people") else before.attendances,
    )
    save_class(identity.records(), after, form.version, form.by())


def _attendances(form: RecordForm) -> tuple[Attendance, ...]:
    return tuple(_attendance(number, line) for number, line in enumerate(form.lines("people"), start=1))


def _attendance(number: int, line: str) -> Attendance:
    person, hours, outcome = (*line.split(maxsplit=2), "", "")[:3]
    codes = {t(words): code for code, words in OUTCOMES.items()}
    told = codes.get(outcome.strip().lower(), outcome) or "open"
    return Attendance(person, _number(f"attendances.{number}", hours or "0"), told)
