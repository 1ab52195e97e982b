"""Deciding otherwise: pin, bar or move an estate, with a reason and a name; both orders and the cost side by side."""

import pandas as pd
import streamlit as st

from contract.errors import Refused
from contract.translations import mark_count
from data_access.records.checks import check_reason
from indicators.help_desk.overrules import ACTIONS, Overrule, decide
from indicators.help_desk.plan_choices import KEPT, TIER_1, TIER_2, TIER_3
from reports.help_desk.desk_plan import TIER_NAMES, DeskPlan
from reports.help_desk.numbering import plan_labels
from ui import identity
from ui.helpdesk.draft import overrules, put_overrules, saved_plan
from ui.widgets.outcome import draw_outcome, note_outcome
from ui.words import address as state
from ui.words.formats import count, ratio
from ui.words.i18n import language, t
from ui.words.texts import announce, draw_list, draw_paragraph, draw_table

_TOLD = "desk_overrule_told"
_TAKEN = "desk_overrules_taken"
"""How many decisions this session took: the form is emptied after each, so that a second press decides nothing."""
_POINTS = 100


def draw_overrules(plan: DeskPlan) -> None:
    """Draw the form of a decision, the decisions there are, what they cost, and the two orders."""
    saved = saved_plan()
    if saved and saved.is_signed:
        draw_paragraph(t("This plan is signed off: its decisions no longer change. Make a copy to go on."))
    else:
        _draw_form(plan)
    if not overrules():
        draw_paragraph(t("No decision departs from the computed order."))
        return
    st.subheader(t("Decisions"), anchor=False)
    _draw_decisions(plan, may_change=not (saved and saved.is_signed))
    draw_list(_cost_lines(plan))
    st.subheader(t("Computed and decided"), anchor=False)
    _draw_orders(plan)


def _draw_form(plan: DeskPlan) -> None:
    free = [str(name) for name in plan.rows.index[plan.rows["shown_tier"] != KEPT]]
    names = {name: f"{plan.rows.loc[name, 'label']}. {plan.rows.loc[name, 'name']}" for name in free}
    actions = {code: t(label) for code, label in ACTIONS.items()}
    tiers = {tier: t(TIER_NAMES[tier]) for tier in (TIER_1, TIER_2, TIER_3)}
    chosen = state.get("complex")
    lang = language()
    with st.form(f"overrule_{lang}_{st.session_state.get(_TAKEN, 0)}"):
        first, second, third = st.columns([3, 2, 1])
        estate = first.selectbox(
            t("Estate"),
            free,
            index=free.index(chosen) if chosen in free else None,
            format_func=names.__getitem__,
            placeholder=t("Choose an estate"),
        )
        action = second.selectbox(t("Decision"), list(actions), format_func=actions.__getitem__)
        tier = third.selectbox(t("Tier"), list(tiers), format_func=tiers.__getitem__)
        reason = st.text_area(t("Reason (it stays in the history: name no household)"), height=80)
        name = identity.pick_name(t("Name of who decides"), identity.who(), f"decides_{lang}")
        if st.form_submit_button(t("Decide"), type="primary"):
            if estate is None:
                announce(t("Choose the estate that the decision is about."), "error")
            else:
                wanted = TIER_3 if action == "bar" else tier
                _decide(plan, Overrule(estate, action, reason.strip(), name.strip(), wanted))  # type: ignore[arg-type]
    draw_outcome(_TOLD)


def _decide(plan: DeskPlan, decision: Overrule) -> None:
    """Take the decision into this session's plan, in the place of one on the same estate; or say why it cannot be."""
    others = tuple(each for each in overrules() if each.complex_id != decision.complex_id)
    try:
        decide(plan.decision.ranking, (*others, decision))
        check_reason(decision.reason)
    except Refused as refused:
        lines = [fault.sentence(language()) for fault in refused.faults]
        note_outcome(_TOLD, "\n".join([t("The decision was not taken."), *lines]), "error")
    else:
        identity.remember_who(decision.name)
        put_overrules((*others, decision))
        estate = str(plan.rows.loc[decision.complex_id, "name"])
        text = t("Decided: {estate}: {action}. It is not saved yet.", estate=estate, action=t(ACTIONS[decision.action]))
        note_outcome(_TOLD, text)
        st.session_state[_TAKEN] = st.session_state.get(_TAKEN, 0) + 1
    st.rerun()


def _draw_decisions(plan: DeskPlan, may_change: bool) -> None:
    for each in overrules():
        name = plan.rows["name"].get(each.complex_id, each.complex_id)
        text, button = st.columns([5, 1], vertical_alignment="center")
        with text:
            draw_paragraph(
                t(
                    "{estate}: {action} ({tier}). {reason} – {name}",
                    estate=name,
                    action=t(ACTIONS[each.action]),
                    tier=t(TIER_NAMES[each.tier]),
                    reason=each.reason,
                    name=each.name,
                )
            )
        if may_change:
            button.button(t("Take back"), key=f"take_back_{each.complex_id}", on_click=_take_back, args=(each,))


def _take_back(decision: Overrule) -> None:
    put_overrules(tuple(each for each in overrules() if each != decision))


def _cost_lines(plan: DeskPlan) -> list[str]:
    """What the decisions cost in tiers 1 and 2: all together, then one by one where there are several."""
    costs = plan.decision.costs
    if len(costs) == 2:
        costs = costs[costs["complex_id"] == ""]
    return [_cost_line(plan, row) for _, row in costs.iterrows()]


def _cost_line(plan: DeskPlan, row: pd.Series) -> str:
    lang = language()
    subject = t("All together") if not row["complex_id"] else str(plan.rows.loc[row["complex_id"], "name"])
    points = ratio(_POINTS * row["score_lost"], lang)
    if not any(row[name] for name in ("score_lost", "vulnerable_lost", "vulnerable_lost_low", "vulnerable_lost_high")):
        return t("{subject}: tiers 1 and 2 hold the same estates as before.", subject=subject)
    if pd.isna(row["vulnerable_lost"]):
        return t("{subject}: {points} points fewer in tiers 1 and 2; the vulnerable households lost are not known.",
                 subject=subject, points=points)  # fmt: skip
    return t(
        mark_count(
            "{subject}: tiers 1 and 2 reach {lost} fewer vulnerable household (between {low} and {high}), and lose "
            "{points} points; a number below zero is a gain.",
            "{subject}: tiers 1 and 2 reach {lost} fewer vulnerable households (between {low} and {high}), and "
            "lose {points} points; a number below zero is a gain.",
            "lost",
        ),
        subject=subject,
        lost=count(row["vulnerable_lost"], lang),
        low=count(row["vulnerable_lost_low"], lang),
        high=count(row["vulnerable_lost_high"], lang),
        points=points,
    )


def _draw_orders(plan: DeskPlan) -> None:
    """Draw the estates that either order has in tiers 1 and 2, or that a decision names."""
    table = plan.decision.table
    tiers = table[["computed_tier", "tier"]].isin((TIER_1, TIER_2)).any(axis=1)
    shown = table[tiers | (table["overrule"] != "")].sort_values(["tier", "turn"])
    computed = table.loc[plan.decision.ranking.order.index].sort_values("computed_tier", kind="stable")
    labels = plan_labels(computed["computed_tier"] == KEPT)
    rows = [
        [
            str(plan.rows.loc[name, "name"]),
            labels[name],
            t(TIER_NAMES[int(row["computed_tier"])]),
            str(plan.rows.loc[name, "label"]),
            t(TIER_NAMES[int(row["tier"])]),
            t(ACTIONS[row["overrule"]]) if row["overrule"] else "",
        ]
        for name, row in shown.iterrows()
    ]
    heads = [t("Estate"), t("Computed order"), t("Computed tier"), t("Decided order"), t("Decided tier"), t("Decision")]
    draw_table(heads, rows, words=(2, 4, 5))
