"""Who may do what: one table of roles by action, read again at every write.

An installation that verifies nobody (`Records.reference` None) leaves every act to whoever is there; what they write is
marked as of an identity that was not verified.
"""

import logging

from sqlalchemy import select
from sqlalchemy.orm import Session

from contract.errors import NotPermitted
from contract.translations import mark
from data_access.logs import TOLD
from data_access.records.models import RoleRow

_LOG = logging.getLogger(__name__)

ROLES = {
    "operator": mark("operator"),
    "tutor": mark("tutor (TED)"),
    "editor": mark("editor of contributions"),
    "analyst": mark("analyst"),
    "manager": mark("manager"),
    "partner": mark("partner organisation"),
    "protection": mark("data-protection officer"),
    "administrator": mark("administrator"),
}
"""Roles that can be granted, with their names. Whoever has none is a visitor."""

ACTIONS = {
    "save_plan": mark("save plans"),
    "decide": mark("decide on estates"),
    "sign_plan": mark("sign plans off"),
    "save_calendar": mark("change the calendar"),
    "save_visit": mark("count visits"),
    "save_progress": mark("keep the plan's progress"),
    "save_training": mark("keep events, material and training"),
    "issue_credentials": mark("issue certificates"),
    "collect": mark("record answers"),
    "read_responses": mark("read answers"),
    "correct_responses": mark("put answers right"),
    "set_targets": mark("say how many answers are wanted"),
    "edit_aids": mark("change the catalogue of contributions"),
    "publish": mark("publish editions"),
    "read_internal": mark("look at internal editions"),
    "read_audit": mark("read the audit"),
    "manage_roles": mark("grant and take back roles"),
}
"""Everything that a visitor may not do, as it stands in a sentence."""

ALLOWED: dict[str, frozenset[str]] = {
    "save_plan": frozenset({"operator", "manager"}),
    "decide": frozenset({"manager"}),
    "sign_plan": frozenset({"manager"}),
    "save_calendar": frozenset({"operator", "manager"}),
    "save_visit": frozenset({"operator", "tutor"}),
    "save_progress": frozenset({"manager"}),
    "save_training": frozenset({"operator", "manager"}),
    "issue_credentials": frozenset({"manager"}),
    "collect": frozenset({"operator", "tutor"}),
    "read_responses": frozenset({"operator", "manager"}),
    "correct_responses": frozenset({"operator", "manager"}),
    "set_targets": frozenset({"manager"}),
    "edit_aids": frozenset({"editor"}),
    "publish": frozenset({"analyst"}),
    "read_internal": frozenset(ROLES),
    "read_audit": frozenset({"protection"}),
    "manage_roles": frozenset({"administrator"}),
}
"""Roles that may do each of `ACTIONS`. An administrator grants roles, and so may grant the own person others: the audit
says so, and the data-protection officer reads it."""


def roles_of(session: Session, reference: str) -> tuple[str, ...]:
    """Roles that a person has now, by name; none for a visitor."""
    query = select(RoleRow.role).where(RoleRow.reference == reference).order_by(RoleRow.role)
    return tuple(session.scalars(query)) if reference else ()


def require(session: Session, reference: str | None, action: str) -> tuple[str, ...]:
    """Return the roles of `reference` if one of them may do `action` (a key of ACTIONS); () where nobody is verified.

    Raises NotPermitted otherwise.
    """
    if reference is None:
        return ()
    found = roles_of(session, reference)
    if not ALLOWED[action] & set(found):
        _LOG.warning("refused: no role for it", extra={TOLD: {"action": action, "is_visitor": not reference}})
        raise NotPermitted(ACTIONS[action], tuple(ROLES[role] for role in sorted(ALLOWED[action])))
    return found
