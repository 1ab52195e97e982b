"""What a manager may turn: numbers of sites, conditions, equity between areas, method, weights."""

from functools import partial

import streamlit as st

from data_access.editions import Edition
from indicators.help_desk.criteria import CRITERIA
from indicators.help_desk.plan_choices import CONDITIONS, METHODS, PlanChoices
from reports.addresses import plan_codes as desk_codes
from ui.widgets.controls import pick
from ui.words import address as state
from ui.words.formats import percent
from ui.words.i18n import language, t
from ui.words.texts import draw_notice, draw_paragraph


def choices_in_view() -> PlanChoices:
    """The plan's choices that the address holds."""
    return desk_codes.choices_of(state.get)


def draw_choices(edition: Edition) -> None:
    """Draw the button that opens every choice, and say where they are not the plan's."""
    fold = st.popover(t("Weights and numbers"), width="stretch", key=f"fold_choices_{language()}", on_change="rerun")
    if not fold.open:
        return
    with fold:
        _draw_numbers(edition)
        _draw_conditions()
        pick("ranking", t("Way to make one score"), list(METHODS), lambda code: t(METHODS[code]))
        draw_paragraph(t("Weights, in points: only their proportions count."))
        _draw_weights()
        st.button(t("Back to the plan's values"), on_click=reset_choices, key="reset_choices_fold")


def say_changed() -> None:
    """Say which choices are not the plan's, with the way back."""
    changed = [name for name in desk_codes.CHOICE_FIELDS if state.get(name) != state.FIELDS[name].default]
    if not changed:
        return
    labels = {
        "tier1": t("sites of tier 1"),
        "tier2": t("sites of tier 2"),
        "weights": t("weights"),
        "conditions": t("conditions"),
        "per_municipio": t("equity between {municipi}"),
        "ranking": t("method"),
    }
    draw_notice(
        t("Not the plan's values: {changed}.", changed=", ".join(labels[name] for name in changed)),
        "info",
    )


def reset_choices() -> None:
    """Put every choice back to the plan's values."""
    for name in desk_codes.CHOICE_FIELDS:
        state.put(name, None)


def _draw_numbers(edition: Edition) -> None:
    first, second, third = st.columns(3)
    with first:
        _number("tier1", t("Sites of tier 1"), desk_codes.MOST_SITES)
    with second:
        _number("tier2", t("More sites of tier 2"), desk_codes.MOST_SITES)
    if "municipio" not in edition.levels:
        return
    with third:
        _number("per_municipio", t("Most in one {municipio} (0: no limit)"), desk_codes.MOST_PER_MUNICIPIO)
    if state.get("per_municipio") != "0":
        draw_paragraph(t("Whoever has had so many sites waits until the others ({municipi}) have had their turn."))


def _number(name: str, label: str, highest: int) -> None:
    now = int(state.get(name))
    key, shown, tell = state.show(f"pick_{name}_{language()}", now, lambda value: state.put(name, str(value)))
    st.number_input(label, 0, highest, shown, step=1, key=key, on_change=tell)


def _draw_conditions() -> None:
    conditions = list(desk_codes.conditions_of(state.get("conditions")))
    key, shown, tell = state.show(f"pick_conditions_{language()}", conditions, _put_conditions)
    labels = {code: t(condition.label) for code, condition in CONDITIONS.items()}
    st.multiselect(
        t("Tiers 1 and 2 only with"),
        list(CONDITIONS),
        shown,
        format_func=labels.__getitem__,
        key=key,
        placeholder=t("no condition"),
        select_all=False,
        on_change=tell,
    )


def _put_conditions(conditions: list[str]) -> None:
    state.put("conditions", desk_codes.conditions_code(conditions))


def _draw_weights() -> None:
    points = desk_codes.weights_of(state.get("weights"))
    whole = sum(points.values())
    columns = st.columns(2)
    for place, criterion in enumerate(CRITERIA.values()):
        name = f"pick_weight_{criterion.id}_{language()}"
        key, shown, tell = state.show(name, points[criterion.id], partial(_weigh, criterion.id))
        label = f"{t(criterion.label)} ({percent(points[criterion.id] / whole, language())})"
        columns[place % 2].slider(
            label,
            0,
            desk_codes.MOST_POINTS,
            shown,
            key=key,
            help=f"{t(criterion.meaning)} {t(criterion.reason)}",
            on_change=tell,
        )


def _weigh(criterion: str, its_points: int) -> None:
    """Take a slider's points over; the last weight above zero stays, as something must order the estates."""
    points = desk_codes.weights_of(state.get("weights")) | {criterion: its_points}
    if any(points.values()):
        state.put("weights", desk_codes.weights_code(points))
