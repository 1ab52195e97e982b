"""The milestones of one activity: when each is due, what it counts, what proves it, and a further one."""

import secrets
from dataclasses import replace

import streamlit as st

from contract.local_time import today
from contract.progress import EVIDENCE, Activity, Milestone, Proof
from indicators.progress.standing import Standing
from reports.progress.overview import Overview
from ui.progress.editing import Form
from ui.widgets.record_form import RecordForm
from ui.words.i18n import t

_NEW = "new"


def draw_steps(overview: Overview, standing: Standing) -> None:
    """Draw the form of one milestone, or of a new one."""
    form, steps = Form("step", overview, standing), standing.activity.milestones
    titles = {each.milestone_id: t(each.title) for each in steps} | {_NEW: t("A new milestone")}
    chosen = st.selectbox(t("Milestone"), list(titles), format_func=titles.__getitem__, key=form.key("which"))
    step = next((each for each in steps if each.milestone_id == chosen), Milestone(_NEW, ""))
    with st.form(f"{form.key('form')}_{chosen}"):
        if chosen == _NEW:
            _draw_new(form)
        _draw_dates(form, step)
        if step.counts or chosen == _NEW:
            _draw_counting(form, step)
        if not step.counts:
            _draw_proof(form, chosen)
        _draw_telling(form, step)
        form.draw_end(t("Save the milestone"), lambda activity, boxes: _stepped(activity, step, boxes))


def _draw_new(form: Form) -> None:
    counts = {"": t("Nothing: proofs by hand")} | {name: t(told) for name, told in EVIDENCE.items()}
    title, what = st.columns(2)
    title.text_input(t("Title of the milestone"), key=form.key("title"))
    what.selectbox(t("What it counts"), list(counts), format_func=counts.__getitem__, key=form.key("counts"))


def _draw_dates(form: Form, step: Milestone) -> None:
    name = step.milestone_id
    due, weight, late = st.columns([1, 1, 2])
    due.date_input(t("Due"), step.due, format="DD/MM/YYYY", key=form.key(f"due_{name}"))
    weight.number_input(t("Weight"), 0.0, value=float(step.weight), key=form.key(f"weight_{name}"))
    late.text_input(t("Why it is late"), step.delay_reason, key=form.key(f"delay_{name}"))
    st.checkbox(t("To be reached anew every year"), step.is_yearly, key=form.key(f"yearly_{name}"))


def _draw_counting(form: Form, step: Milestone) -> None:
    name = step.milestone_id
    baseline, goal = st.columns(2)
    baseline.number_input(t("Value at the start"), 0.0, value=float(step.baseline), key=form.key(f"baseline_{name}"))
    goal.number_input(t("Goal"), 0.0, value=float(step.goal), key=form.key(f"goal_{name}"))


def _draw_proof(form: Form, name: str) -> None:
    day, what, place = st.columns([1, 2, 2])
    day.date_input(t("Day of the proof"), None, format="DD/MM/YYYY", key=form.key(f"day_{name}"))
    what.text_input(t("What proves that it is done"), key=form.key(f"what_{name}"))
    place.text_input(t("Where it is kept"), key=form.key(f"place_{name}"))


def _draw_telling(form: Form, step: Milestone) -> None:
    name = step.milestone_id
    what, how = st.columns(2)
    what.text_area(t("Description, as a call for funds asks for it"), step.description, key=form.key(f"told_{name}"))
    how.text_area(t("How it is verified"), step.verification, key=form.key(f"verified_{name}"))


def _stepped(activity: Activity, step: Milestone, form: RecordForm) -> Activity:
    name = step.milestone_id
    after = replace(
        step,
        due=form.value(f"due_{name}"),
        weight=form.value(f"weight_{name}"),
        is_yearly=form.value(f"yearly_{name}"),
        delay_reason=form.text(f"delay_{name}"),
        description=form.text(f"told_{name}"),
        verification=form.text(f"verified_{name}"),
        proofs=step.proofs if step.counts else _proofs(step, form),
    )
    if step.counts or name == _NEW:
        after = replace(after, baseline=form.value(f"baseline_{name}"), goal=form.value(f"goal_{name}"))
    if name == _NEW:
        new = {"title": form.text("title"), "counts": form.value("counts")}
        after = replace(after, milestone_id=secrets.token_hex(4), **new)
        return replace(activity, milestones=(*activity.milestones, after))
    return replace(activity, milestones=tuple(after if each is step else each for each in activity.milestones))


def _proofs(step: Milestone, form: RecordForm) -> tuple[Proof, ...]:
    """The proofs with one that the boxes tell, if they tell any."""
    name = step.milestone_id
    what, day = form.text(f"what_{name}"), form.value(f"day_{name}")
    told = [Proof(day or today(), what, form.text(f"place_{name}"))] if what or day else []
    return (*step.proofs, *told)
