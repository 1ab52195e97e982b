"""Changing one activity, or adding one: what stands of it, its money, its progress as somebody judges it.

The version and the content that a form was drawn from travel with its button: whoever saves second is told.
"""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from contract.local_time import today
from contract.progress import STATUSES, Activity, Manual, Money, Note
from data_access.editions import Edition
from data_access.records.progress import save_activity
from indicators.catalogue.registry import INDICATORS
from indicators.progress.city_plan import ACTIONS, DEPARTMENTS
from indicators.progress.standing import Standing
from reports.progress.overview import Overview, next_number
from ui import identity
from ui.kept import editions as cached
from ui.widgets.record_form import RecordForm
from ui.words import address as state
from ui.words.i18n import level_head, t

Change = Callable[[Activity, RecordForm], Activity]
"""What the boxes of a form make of an activity."""


class Form(RecordForm):
    """One form of an activity."""

    def __init__(self, name: str, overview: Overview, standing: Standing) -> None:
        self.activity = standing.activity
        entry = overview.saves.get(self.activity.activity_id)
        super().__init__(f"{name}_{self.activity.activity_id}", entry.version if entry else 0)

    def draw_end(self, label: str, change: Change) -> None:
        """Draw who saves, why, and the button."""
        first, second = st.columns(2)
        with first:
            self.draw_name()
        second.text_input(t("Why (goes into the history)"), key=self.key("why"))
        self.draw_button(label, lambda: self._save(change))

    def _save(self, change: Change) -> None:
        after = change(self.activity, self)
        save_activity(identity.records(), after, self.version, self.by(), self.text("why"))


def draw_editing(edition: Edition, overview: Overview, standing: Standing) -> None:
    """Draw the form of what stands of the activity as a whole."""
    form, activity = Form("whole", overview, standing), standing.activity
    with st.form(f"{form.key('form')}"):
        left, right = st.columns(2)
        with left:
            _draw_owner(form, edition, activity)
        with right:
            statuses = {str(code): t(told) for code, told in STATUSES.items()}
            st.selectbox(t("Status"), list(statuses), list(statuses).index(activity.status),
                         format_func=statuses.__getitem__, key=form.key("status"))  # fmt: skip
            st.text_input(t("Why it is stopped"), activity.status_reason, key=form.key("reason"))
            st.text_input(t("Why it is late"), activity.delay_reason, key=form.key("delay"))
            start, end = st.columns(2)
            start.date_input(t("First day"), activity.start, format="DD/MM/YYYY", key=form.key("start"))
            end.date_input(t("End"), activity.end, format="DD/MM/YYYY", key=form.key("end"))
            st.checkbox(t("Continuous"), activity.is_continuous, key=form.key("continuous"))
            st.number_input(t("Weight within its action"), 0.0, value=float(activity.weight), key=form.key("weight"))
        st.text_area(t("A note of today (name no household)"), key=form.key("note"))
        form.draw_end(t("Save the activity"), _whole)


def _draw_owner(form: Form, edition: Edition, activity: Activity) -> None:
    owners = list(dict.fromkeys([*([activity.owner] if activity.owner else []), *DEPARTMENTS]))
    st.selectbox(t("Department that answers for it"), owners, owners.index(activity.owner) if activity.owner else None,
                 accept_new_options=True, placeholder=t("None"), key=form.key("owner"))  # fmt: skip
    st.text_input(t("Partners, with commas between"), ", ".join(t(each) for each in activity.partners),
                  key=form.key("partners"))  # fmt: skip
    if level := edition.largest:
        names = cached.names(edition, level)
        known = [code for code in activity.municipi if code in names.index]
        label = t("{level}: none for the whole city", level=level_head(level))
        st.multiselect(label, list(map(str, names.index)), known, format_func=lambda code: str(names[code]),
                       key=form.key("municipi"))  # fmt: skip
    labels = {name: t(indicator.label) for name, indicator in INDICATORS.items()}
    told = [each for each in activity.indicators if each in labels]
    st.multiselect(t("Indicators that tell of it"), list(labels), told,
                   format_func=labels.__getitem__, key=form.key("indicators"))  # fmt: skip


def _whole(activity: Activity, form: RecordForm) -> Activity:
    note = form.text("note")
    notes = (*activity.notes, Note(today(), note, form.by())) if note else ()
    shown = ", ".join(t(each) for each in activity.partners)
    partners = tuple(filter(None, (each.strip() for each in form.text("partners").split(","))))
    return replace(
        activity,
        owner=form.text("owner"),
        partners=activity.partners if form.value("partners") == shown else partners,
        municipi=tuple(form.value("municipi")) if form.has("municipi") else activity.municipi,
        status=form.value("status"),
        status_reason=form.text("reason"),
        delay_reason=form.text("delay"),
        start=form.value("start"),
        end=form.value("end"),
        is_continuous=form.value("continuous"),
        weight=form.value("weight"),
        indicators=tuple(form.value("indicators")),
        notes=notes or activity.notes,
    )


def draw_spending(overview: Overview, standing: Standing) -> None:
    """Draw the form of one line of money: what a funder gives in a year."""
    form = Form("money", overview, standing)
    with st.form(form.key("form")):
        year, funder = st.columns(2)
        year.number_input(t("Year"), 2000, 2100, value=today().year, key=form.key("year"))
        funder.text_input(t("Funder"), key=form.key("funder"))
        labels = {"planned_eur": t("Planned, EUR"), "spent_eur": t("Spent, EUR"), "planned_fte": t("Posts planned"),
                  "spent_fte": t("Posts filled")}  # fmt: skip
        for column, (name, label) in zip(st.columns(4), labels.items(), strict=True):
            column.number_input(label, 0.0, value=None, key=form.key(name))
        form.draw_end(t("Save the money"), _spent)


def _spent(activity: Activity, form: RecordForm) -> Activity:
    amounts = {name: form.value(name) for name in ("planned_eur", "spent_eur", "planned_fte", "spent_fte")}
    line = Money(form.value("year"), form.text("funder"), **amounts)
    others = [each for each in activity.resources if (each.year, each.funder) != (line.year, line.funder)]
    return replace(activity, resources=(*others, line))


def draw_judging(overview: Overview, standing: Standing) -> None:
    """Draw the form that judges the progress by hand, with a reason, or takes that back."""
    form, manual = Form("manual", overview, standing), standing.activity.manual
    with st.form(form.key("form")):
        st.slider(t("Progress as you judge it"), 0, 100, round(100 * manual.share) if manual else 0, format="%d%%",
                  key=form.key("share"))  # fmt: skip
        st.text_input(t("Reason of the judgement; blank takes it back"), manual.reason if manual else "",
                      key=form.key("reason"))  # fmt: skip
        form.draw_end(t("Save the judgement"), _judged)


def _judged(activity: Activity, form: RecordForm) -> Activity:
    reason = form.text("reason")
    return replace(activity, manual=Manual(form.value("share") / 100, reason, form.by()) if reason else None)


def draw_adding(overview: Overview) -> None:
    """Draw the form of a further activity of one action; its number is the next one."""
    form = RecordForm("adding", len(overview.standings))
    with st.form(form.key("form")):
        actions = {number: f"{number}. {t(title)}" for number, title in ACTIONS.items()}
        st.selectbox(t("Action"), list(actions), format_func=actions.__getitem__, key=form.key("action"))
        st.text_input(t("Title of the activity"), key=form.key("title"))
        form.draw_name()
        form.draw_button(t("Add the activity"), lambda: _add(form, overview))


def _add(form: RecordForm, overview: Overview) -> None:
    added = Activity(next_number(overview, form.value("action")), form.text("title"))
    save_activity(identity.records(), added, 0, form.by())
    state.put("activity", added.activity_id)
