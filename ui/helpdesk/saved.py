"""Saving the plan, opening and comparing saved ones, signing off, the history."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from contract.errors import ObservatoryError, StaleSave
from contract.local_time import told_moment
from data_access.editions import Edition
from data_access.records.entries import HistoryEntry, SavedPlan
from data_access.records.history import changes_between
from data_access.records.plans import (
    change_plan,
    copy_plan,
    create_plan,
    list_plans,
    read_history,
    sign_off,
)
from indicators.help_desk.overrules import decide
from reports.help_desk.desk_plan import DeskPlan
from reports.help_desk.plan_words import EVENTS, change_words
from reports.help_desk.saved_plans import choices_of, overrules_of, rows_to_sign
from ui import identity
from ui.helpdesk.draft import (
    draft_content,
    follow,
    is_changed,
    is_edited,
    is_revised,
    leave_plan,
    overrules,
    reopen,
    saved_plan,
    show_saved,
)
from ui.kept import help_desk as kept
from ui.widgets.outcome import draw_outcome, note_outcome
from ui.words.i18n import language, t, t_count
from ui.words.texts import announce, draw_copied, draw_notice, draw_paragraph, draw_table

_TOLD = "desk_save_told"


def say_plan(edition: Edition) -> None:
    """Say which saved plan is open, whether this session changed it, and what became of the last save."""
    draw_outcome(_TOLD)
    plan = saved_plan()
    _warn_on_leaving(bool(overrules()) and is_changed(edition))
    if plan is None:
        if overrules():
            count = len(overrules())
            draw_notice(
                t_count(
                    "{count} decision is not saved: it is lost when this page is closed. Save it below.",
                    "{count} decisions are not saved: they are lost when this page is closed. Save them below.",
                    count,
                    count=count,
                ),
                "warning",
            )
        return
    name, when, by = plan.content.name, told_moment(plan.changed_at), plan.changed_by
    if plan.is_signed:
        draw_notice(t("Plan “{name}”, signed off by {by} on {when}: it no longer changes.",
                      name=name, by=plan.signed_by, when=when), "success")  # fmt: skip
    elif is_edited(edition):
        draw_notice(t("Plan “{name}”, saved by {by} on {when}; your changes are not saved, nor in the link.",
                      name=name, by=by, when=when), "warning")  # fmt: skip
    else:
        draw_notice(t("Plan “{name}”, saved by {by} on {when}.", name=name, by=by, when=when), "info")
    if not plan.is_signed and plan.content.year == edition.year and is_revised(edition):
        draw_notice(
            t("It was saved on revision {then} of {year}. What you see rests on revision {now}, the one that readers "
              "get: look at it again, and save the changes before it is signed off.",
              then=plan.content.revision, year=edition.year, now=edition.revision), "warning",
        )  # fmt: skip


def _warn_on_leaving(is_unsaved: bool) -> None:
    """Let the browser ask before the page is left or loaded again, while decisions would be lost."""
    script = "window.onbeforeunload=" + ("(event)=>event.preventDefault()" if is_unsaved else "null")
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def draw_saving(plan: DeskPlan) -> None:
    """Draw the form that saves, and what may be done with the plan that is open."""
    saved = saved_plan()
    lang = language()
    with st.form(f"save_{lang}"):
        first, second = st.columns(2)
        name = first.text_input(t("Name of the plan"), value=saved.content.name if saved else "")
        with second:
            by = identity.pick_name(t("Your name"), identity.who(), f"save_by_{lang}")
        reason = st.text_input(t("Why (goes into the history)"))
        as_new, over, sign = st.columns(3)
        if as_new.form_submit_button(t("Save as a new plan"), type="secondary" if saved else "primary"):
            _save(by, lambda: _create(plan, name, by))
        if saved and not saved.is_signed:
            if over.form_submit_button(t("Save the changes"), type="primary", disabled=not is_changed(plan.edition)):
                _save(by, lambda: _change(plan, saved, name, by, reason))
            with sign:
                is_read = st.checkbox(t("I have read it: from now on it never changes"))
                if st.form_submit_button(t("Sign off"), disabled=is_changed(plan.edition)):
                    if is_read:
                        _save(by, lambda: _sign(plan, saved, by))
                    else:
                        announce(t("Not signed: say first, with the tick, that you have read the plan."), "error")
    if saved:
        _draw_open_plan(saved)


def _create(plan: DeskPlan, name: str, by: str) -> SavedPlan:
    saved = saved_plan()
    if saved and saved.is_signed:
        return copy_plan(identity.records(), saved.plan_id, name, by)
    return create_plan(identity.records(), draft_content(name, plan.edition), by)


def _change(plan: DeskPlan, saved: SavedPlan, name: str, by: str, reason: str) -> SavedPlan:
    content = draft_content(name, plan.edition)
    return change_plan(identity.records(), saved.plan_id, saved.version, content, by, reason)


def _sign(plan: DeskPlan, saved: SavedPlan, by: str) -> SavedPlan:
    rows = rows_to_sign(plan.decision, kept.chances(plan.edition, plan.choices))
    return sign_off(identity.records(), saved.plan_id, saved.version, rows, by)


def _save(by: str, write: Callable[[], SavedPlan]) -> None:
    """Write, and go on from what was written; whoever comes second is told, and keeps what they have."""
    try:
        plan = write()
    except StaleSave as stale:
        text = t("Your changes are still here: save them as a new plan, or open the plan again to see the other's.")
        note_outcome(_TOLD, f"{stale.sentence(language())}\n{text}", "error")
    except ObservatoryError as error:
        note_outcome(_TOLD, error.sentence(language()), "error")
    else:
        identity.remember_who(by)
        show_saved(plan) if plan.is_signed else follow(plan)
        text = t("Signed off.") if plan.is_signed else t("Saved. The address of this page reopens the plan.")
        note_outcome(_TOLD, text)
    st.rerun()


def _draw_open_plan(saved: SavedPlan) -> None:
    draw_paragraph(t("Fingerprint of the history: written down elsewhere, it proves later that nothing was rewritten."))
    draw_copied(saved.fingerprint)
    first, second = st.columns(2)
    first.button(t("Open again, as saved last"), on_click=reopen, args=(saved.plan_id,))
    second.button(t("Close the plan"), on_click=leave_plan)


def draw_plans(plan: DeskPlan) -> None:
    """Draw the saved plans, to open one or to compare it with what is shown."""
    plans = {each.plan_id: each for each in list_plans(kept.records())}
    if not plans:
        draw_paragraph(t("No plan was saved yet."))
        return
    labels = {code: _plan_label(each) for code, each in plans.items()}
    chosen = st.selectbox(t("Saved plan"), list(plans), format_func=labels.__getitem__, key=f"plans_{language()}")
    st.button(t("Open this plan"), on_click=reopen, args=(chosen,))
    other = plans[chosen]
    if other.content.year != plan.edition.year:
        draw_paragraph(t("It reads the edition of {year}: open it to see its order.", year=other.content.year))
        return
    draw_comparison(plan, other)


def _plan_label(plan: SavedPlan) -> str:
    text = t("signed off") if plan.is_signed else t("open")
    return f"{plan.content.name} · {plan.content.year} · {plan.changed_by} · {told_moment(plan.changed_at)} · {text}"


def draw_comparison(plan: DeskPlan, other: SavedPlan) -> None:
    """Draw the estates whose tier differs between what is shown and a saved plan."""
    _draw_choices_apart(plan, other)
    theirs = _tiers_of(plan.edition, other)
    both = pd.DataFrame({"here": plan.rows["tier"], "there": theirs}).dropna()
    apart = both[both["here"] != both["there"]]
    if apart.empty:
        draw_paragraph(t("“{name}” puts every estate into the tier that is shown here.", name=other.content.name))
        return
    rows = [[str(plan.rows.loc[name, "name"]), str(int(row["here"])), str(int(row["there"]))]
            for name, row in apart.sort_values(["here", "there"]).iterrows()]  # fmt: skip
    draw_table([t("Estate"), t("Tier here"), t("Tier in “{name}”", name=other.content.name)], rows)


def _draw_choices_apart(plan: DeskPlan, other: SavedPlan) -> None:
    """Draw every choice and decision that differs between what is shown and a saved plan."""
    here = draft_content(other.content.name, plan.edition)
    names = plan.rows["name"].to_dict()
    rows = [list(change_words(change, names, language())) for change in changes_between(here, other.content)]
    if rows:
        heads = [t("What differs"), t("Here"), t("In “{name}”", name=other.content.name)]
        draw_table(heads, [[what, mine or "–", theirs or "–"] for what, mine, theirs in rows], words=(1, 2))


def _tiers_of(edition: Edition, saved: SavedPlan) -> pd.Series:
    """Tier of each estate as signed off, or as the saved choices and decisions give it today."""
    if saved.is_signed:
        return kept.frozen_rows(saved.plan_id).set_index("complex_id")["tier"].astype(int)
    ranking = kept.ranking(edition, choices_of(saved.content))
    return decide(ranking, overrules_of(saved.content)).table["tier"]


def draw_history(plan: DeskPlan) -> None:
    """Draw every save of the plan that is open, oldest first; what was rewritten behind the product is said."""
    saved = saved_plan()
    if saved is None:
        draw_paragraph(t("Nothing is saved yet: the history begins with the first save."))
        return
    entries = read_history(kept.records(), saved.plan_id)
    if not all(entry.is_intact for entry in entries):
        draw_notice(t("The history was changed behind the product: do not rely on it."), "error")
    heads = [t("When"), t("Who"), t("What"), t("Before"), t("After"), t("Why")]
    names = plan.rows["name"].to_dict()
    draw_table(heads, [cells for entry in entries for cells in _history_cells(entry, names)], words=(1, 2, 3, 4, 5))


def _history_cells(entry: HistoryEntry, names: dict[str, str]) -> list[list[str]]:
    """One row for the save, then one for each thing that it changed; the first save changed everything."""
    when = told_moment(entry.at)
    who = entry.by if entry.is_verified else t("{name} (identity not verified)", name=entry.by)
    rows = [[when, who, t(EVENTS[entry.event]), "", "", entry.reason]]
    if entry.event == "changed":
        rows += [[when, who, *change_words(change, names, language()), ""] for change in entry.changes]
    return rows
