"""The plan that is being worked on: the choices of the address, the overrules of this session, the plan they came from.

A saved plan is opened by its id in the address. What is changed afterwards is this session's alone until it is saved.
"""

import streamlit as st

from contract.errors import ObservatoryError, Refused
from data_access.editions import Edition
from data_access.records.entries import PlanContent, SavedPlan
from data_access.records.plans import read_plan
from indicators.help_desk.overrules import Overrule
from indicators.help_desk.plan_choices import PlanChoices
from reports.addresses import plan_codes as desk_codes
from reports.help_desk.desk_plan import DeskPlan
from reports.help_desk.saved_plans import choices_of, content_of, overrules_of
from ui.helpdesk.controls import choices_in_view
from ui.kept import editions as cached
from ui.kept import help_desk as kept
from ui.words import address as state
from ui.words.i18n import language, t
from ui.words.texts import draw_notice

_OVERRULES = "desk_overrules"
_SAVED = "desk_saved"


def overrules() -> tuple[Overrule, ...]:
    """The decisions of managers in this session's plan."""
    return st.session_state.get(_OVERRULES, ())


def put_overrules(decisions: tuple[Overrule, ...]) -> None:
    """Replace the decisions of this session's plan; nothing is saved yet."""
    st.session_state[_OVERRULES] = decisions


def saved_plan() -> SavedPlan | None:
    """The saved plan that was opened or saved last in this session, as it then was; None before there is one."""
    found: SavedPlan | None = st.session_state.get(_SAVED)
    return found if found and found.plan_id == state.get("plan") else None


def follow(plan: SavedPlan) -> None:
    """Go on from what was just saved."""
    st.session_state[_SAVED] = plan
    state.put("plan", plan.plan_id)


def leave_plan() -> None:
    """Go back to the plan's own choices, without decisions."""
    st.session_state.pop(_SAVED, None)
    put_overrules(())
    for name in ("plan", *desk_codes.CHOICE_FIELDS):
        state.put(name, None)


def open_plan_of_address() -> None:
    """Open the saved plan that the address names, once; what it cannot open it says, and passes over."""
    plan_id = state.get("plan")
    if not plan_id or saved_plan():
        return
    try:
        show_saved(read_plan(kept.records(), plan_id))
    except ObservatoryError as error:
        draw_notice(error.sentence(language()), "error")
        leave_plan()
        return
    state.write_address()
    st.rerun()


def reopen(plan_id: str) -> None:
    """Open a saved plan again, as it is now; what this session changed is given up."""
    st.session_state.pop(_SAVED, None)
    state.put("plan", plan_id)


def show_saved(plan: SavedPlan) -> None:
    """Bring the choices, the year and the decisions of a saved plan into this session."""
    follow(plan)
    for name, code in desk_codes.codes_of(choices_of(plan.content)).items():
        state.put(name, code)
    state.put("year", str(plan.content.year))
    put_overrules(overrules_of(plan.content))


def edition_of_plan(current: Edition) -> Edition:
    """The very revision that the opened plan reads, where it is signed off; else the current one of the year."""
    plan = saved_plan()
    if plan is None or not plan.is_signed:
        return current
    return cached.revision(plan.content.year, plan.content.revision)


def draft_choices() -> PlanChoices:
    """The choices of a signed plan as they were saved, else those of the address."""
    plan = saved_plan()
    return choices_of(plan.content) if plan and plan.is_signed else choices_in_view()


def plan_in_view(edition: Edition) -> DeskPlan:
    """The plan that the page shows. Decisions that no longer fit the choices are said, and not applied."""
    saved = saved_plan()
    signed = saved.plan_id if saved and saved.is_signed else ""
    try:
        return kept.plan(edition, draft_choices(), overrules(), signed)
    except Refused as refused:
        draw_notice(t("The decisions do not fit these choices, and are not applied:"), "warning")
        draw_notice(refused.sentence(language()), "warning")
        return kept.plan(edition, draft_choices(), (), signed)


def draft_content(name: str, edition: Edition) -> PlanContent:
    """What would be saved now under `name`."""
    return content_of(name, edition, draft_choices(), overrules())


def is_changed(edition: Edition) -> bool:
    """Whether the opened plan, or the revision that it reads, is not what was saved; or nothing was ever saved."""
    return saved_plan() is None or is_revised(edition) or is_edited(edition)


def is_revised(edition: Edition) -> bool:
    """Whether the opened plan, not signed off yet, was saved on another revision of its year than the one in view."""
    plan = saved_plan()
    return plan is not None and (plan.content.year, plan.content.revision) != (edition.year, edition.revision)


def is_edited(edition: Edition) -> bool:
    """Whether this session changed the choices, the year or the decisions of the opened plan."""
    plan = saved_plan()
    if plan is None:
        return False
    return _comparable(draft_content(plan.content.name, edition)) != _comparable(plan.content)


def _comparable(content: PlanContent) -> tuple[object, ...]:
    told = {(each.complex_id, each.action, each.tier, each.reason, each.name) for each in content.overrules}
    return content.year, choices_of(content), told
