"""How long a sign-in lasts: Streamlit's cookie lives for 30 days and checks nothing, so the limits are ours.

OWASP ASVS 5.0, 7.3: an idle limit and an absolute one; 7.4: signing out ends every session of the person.
"""

import logging
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from contract.errors import SignedOut
from data_access.records.audit import Act, note
from data_access.records.database import Records
from data_access.records.models import SignInRow
from data_access.records.permissions import roles_of

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=8)
"""Our choice, November 2026: what OWASP advises for a desk that several people share; owner: the City of Milan."""

SKEW = timedelta(minutes=5)
"""By how much the clock of who signs people in may be ahead of ours (OpenID Connect Core 1.0, 3.1.3.7, leaves it to us;
our choice, November 2026; owner: the City of Milan). A token from later on would not run out until then."""

_LOG = logging.getLogger(__name__)
_NOTED_EVERY = timedelta(minutes=1)


def note_seen(records: Records, name: str, issued_at: datetime, expires_at: datetime, now: datetime) -> None:
    """Note that the person of `records.reference`, signed in at `issued_at`, is there at `now`.

    Raises SignedOut if that sign-in was ended, was idle for more than IDLE, is older than ABSOLUTE, was issued
    more than SKEW after `now`, or is seen for the first time when its token is no longer valid (`expires_at`). A
    sign-in that is over stays over.
    """
    reference = records.reference or ""
    with records.reading() as session:
        known = session.get(SignInRow, (reference, issued_at))
        is_over = _is_over(known, issued_at, expires_at, now)
        is_fresh = known is not None and now - known.seen_at < _NOTED_EVERY
    if is_over:
        _LOG.info("a sign-in is over")
        raise SignedOut
    if is_fresh:
        return
    with records.writing() as session:
        known = session.get(SignInRow, (reference, issued_at))
        if known is None:
            session.add(SignInRow(reference=reference, issued_at=issued_at, seen_at=now))
            note(session, records, name, roles_of(session, reference), Act("signed_in", "session"))
            _LOG.info("somebody signed in")
        else:
            known.seen_at = max(now, known.seen_at)


def end_sign_ins(records: Records, name: str) -> None:
    """Sign the person of `records.reference` out everywhere."""
    with records.writing() as session:
        open_ones = select(SignInRow).where(
            SignInRow.reference == (records.reference or ""), SignInRow.ended_at.is_(None)
        )
        for row in session.scalars(open_ones):
            row.ended_at = datetime.now(UTC)
        roles = roles_of(session, records.reference or "")
        note(session, records, name, roles, Act("signed_out", "session"))


def _is_over(known: SignInRow | None, issued_at: datetime, expires_at: datetime, now: datetime) -> bool:
    if not -SKEW <= now - issued_at <= ABSOLUTE:
        return True
    if known is None:
        return now > expires_at
    return known.ended_at is not None or abs(now - known.seen_at) > IDLE
