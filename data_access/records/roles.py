"""Granting roles and taking them back, and who has which."""

from datetime import UTC, datetime

import pandas as pd
from sqlalchemy import select

from contract.errors import Fault, Refused
from contract.translations import mark
from data_access.records.audit import Act, note
from data_access.records.checks import check_name, check_reference
from data_access.records.database import Records
from data_access.records.entries import Change
from data_access.records.models import RoleRow
from data_access.records.permissions import ROLES, require, roles_of

COLUMNS = ("reference", "role", "granted_at", "granted_by")


def grant_role(records: Records, reference: str, role: str, by: str) -> None:
    """Give a person a role (a key of ROLES); nothing happens where it is there. Raises NotPermitted, Refused."""
    _change(records, reference, role, by, is_granted=True)


def revoke_role(records: Records, reference: str, role: str, by: str) -> None:
    """Take a role back; nothing happens where it is not there. Raises NotPermitted, Refused.

    The last administrator keeps the role: nobody could grant any more.
    """
    _change(records, reference, role, by, is_granted=False)


def read_roles(records: Records) -> pd.DataFrame:
    """Every role of every person (COLUMNS), by reference and role."""
    with records.reading() as session:
        rows = session.scalars(select(RoleRow).order_by(RoleRow.reference, RoleRow.role))
        told = [[getattr(row, name) for name in COLUMNS] for row in rows]
    return pd.DataFrame(told, columns=list(COLUMNS))


def current_roles(records: Records) -> tuple[str, ...]:
    """Roles that `records.reference` has now; none for a visitor, or where nobody is verified."""
    with records.reading() as session:
        return roles_of(session, records.reference or "")


def _change(records: Records, reference: str, role: str, by: str, is_granted: bool) -> None:
    check_name(by)
    check_reference(reference)
    if role not in ROLES:
        raise Refused([Fault("unknown_role", mark("There is no such role."), found=role, expected=", ".join(ROLES))])
    with records.writing() as session:
        roles = require(session, records.reference, "manage_roles")
        known = session.get(RoleRow, (reference, role))
        if (known is not None) == is_granted:
            return
        if known is None:
            session.add(RoleRow(reference=reference, role=role, granted_at=datetime.now(UTC), granted_by=by))
        else:
            administrators = session.scalars(select(RoleRow).where(RoleRow.role == "administrator")).all()
            if administrators == [known]:
                message = mark("This is the last administrator: grant the role to somebody else first.")
                raise Refused([Fault("last_administrator", message, found=reference)])
            session.delete(known)
        change = Change("role", "", None if is_granted else role, role if is_granted else None)
        action = "role_granted" if is_granted else "role_revoked"
        note(session, records, by, roles, Act(action, f"person:{reference}"[:200], changes=(change,)))
