"""Stakeholders on the page: who takes part in which action, what is overdue or expired, who is missing."""

import secrets
from dataclasses import replace

import streamlit as st

from contract.local_time import told_day
from contract.stakeholders import INSTRUMENTS, KINDS, Commitment, Organisation, Sharing
from data_access.records.stakeholders import read_organisations, save_organisation
from indicators.progress.city_plan import ACTIONS
from indicators.progress.stakeholders import stakeholder_findings
from reports.progress.overview import Overview
from ui import identity
from ui.kept.help_desk import records
from ui.progress.proving import draw_proving
from ui.widgets.record_form import RecordForm
from ui.words.i18n import language, t
from ui.words.texts import draw_list, draw_paragraph, draw_table

_NEW = ""


def draw_organisations(overview: Overview) -> None:
    """Draw what asks for attention, every organisation, and the form of one."""
    known = read_organisations(records())
    told = [organisation for organisation, _ in known.values()]
    draw_list(each.sentence(language()) for each in stakeholder_findings(told, overview.today))
    if told:
        heads = [t("Organisation"), t("Kind"), t("Actions"), t("Instrument"), t("Until"), t("Data shared")]
        draw_table(heads, [_cells(each) for each in told], words=(1, 2, 3, 5))
    else:
        draw_paragraph(t("No organisation is recorded yet."))
    names = {_NEW: t("A new organisation")} | {key: each.name for key, (each, _) in known.items()}
    chosen = str(
        st.selectbox(
            t("Which organisation"), list(names), format_func=names.__getitem__, key=f"organisation_{language()}"
        )
    )
    if chosen == _NEW:
        _draw_form(Organisation("", "", "third_sector", {}), 0)
    else:
        _draw_form(known[chosen][0], known[chosen][1].version)
        _draw_proving(known[chosen][0], known[chosen][1].version)


def _cells(each: Organisation) -> list[str]:
    shares = "; ".join(f"{share.what} ({_day(share.last_on)})" for share in each.shares)
    return [each.name, t(KINDS[each.kind]), ", ".join(each.roles), t(INSTRUMENTS[each.instrument]),
            _day(each.expires_on), shares]  # fmt: skip


def _day(day: object) -> str:
    return told_day(day)[language()] if day else t("not stated")  # type: ignore[arg-type]


def _draw_form(before: Organisation, version: int) -> None:
    form = RecordForm(f"organisation_{before.organisation_id}", version)
    with st.form(form.key("form")):
        left, right = st.columns(2)
        left.text_input(t("Name of the organisation"), before.name, key=form.key("name"))
        kinds, ways = ({code: t(told) for code, told in names.items()} for names in (KINDS, INSTRUMENTS))
        left.selectbox(t("Kind"), list(kinds), list(kinds).index(before.kind), format_func=kinds.__getitem__,
                       key=form.key("kind"))  # fmt: skip
        actions = {number: f"{number}. {t(title)}" for number, title in ACTIONS.items()}
        left.multiselect(t("Actions in which it has a role"), list(actions), list(before.roles),
                         format_func=actions.__getitem__, key=form.key("actions"))  # fmt: skip
        left.text_input(t("Its role"), next(iter(before.roles.values()), ""), key=form.key("role"))
        right.selectbox(t("Instrument"), list(ways), list(ways).index(before.instrument), format_func=ways.__getitem__,
                        key=form.key("instrument"))  # fmt: skip
        signed, until = right.columns(2)
        signed.date_input(t("Signed on"), before.signed_on, format="DD/MM/YYYY", key=form.key("signed"))
        until.date_input(t("Until"), before.expires_on, format="DD/MM/YYYY", key=form.key("until"))
        what, due = right.columns(2)
        what.text_input(t("A further commitment"), key=form.key("promise"))
        due.date_input(t("By when"), None, format="DD/MM/YYYY", key=form.key("due"))
        data, last = right.columns(2)
        data.text_input(t("Data that it shares"), key=form.key("data"))
        last.date_input(t("Shared last on"), None, format="DD/MM/YYYY", key=form.key("last"))
        form.draw_name()
        form.draw_button(t("Save the organisation"), lambda: _save(form, before))


def _save(form: RecordForm, before: Organisation) -> None:
    promise, data = form.text("promise"), form.text("data")
    others = tuple(each for each in before.shares if each.what != data)
    after = replace(
        before,
        organisation_id=before.organisation_id or secrets.token_hex(4),
        name=form.text("name"),
        kind=form.value("kind"),
        roles=dict.fromkeys(form.value("actions") or (), form.text("role")),
        instrument=form.value("instrument"),
        signed_on=form.value("signed"),
        expires_on=form.value("until"),
        commitments=(*before.commitments, *([Commitment(promise, form.value("due"))] if promise else [])),
        shares=(*others, Sharing(data, form.value("last"))) if data else before.shares,
    )
    save_organisation(identity.records(), after, form.version, form.by())


def _draw_proving(before: Organisation, version: int) -> None:
    form = RecordForm(f"commitment_{before.organisation_id}", version)

    def save(commitments: tuple[Commitment, ...]) -> None:
        """Save the organisation with its commitments."""
        save_organisation(identity.records(), replace(before, commitments=commitments), version, form.by())

    draw_proving(form, t("Commitment"), before.commitments, lambda each: each.what, save)
