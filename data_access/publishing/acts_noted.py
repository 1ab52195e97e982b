"""Publications in the audit of the installation: that one began, by whom, and how it ended.

What is published into another folder than the installation's own is not its act.
"""

import logging
from contextlib import closing
from pathlib import Path

from contract.errors import ObservatoryError
from data_access.editions import editions_root
from data_access.logs import TOLD
from data_access.publishing.journal import Ending, Journal
from data_access.records.audit import Act, note, note_act
from data_access.records.database import open_records
from data_access.records.permissions import roles_of

_LOG = logging.getLogger(__name__)


def note_begun(into: Path, year: int, by: str, reference: str | None) -> None:
    """Note that `by` begins to publish `year`. Raises NotPermitted where the roles of `reference` do not allow it."""
    if _is_own(into):
        with closing(open_records()) as records:
            act = Act("publication_begun", f"edition:{year}")
            note_act(records.in_name_of(reference), by, "publish", act)


def note_ended(into: Path, journal: Journal, reference: str | None) -> None:
    """Note how a publication ended; where the records do not answer, the log says so and the edition stands."""
    _LOG.info("publication ended", extra={TOLD: {"year": journal.year, "ending": journal.ending}})
    if not _is_own(into):
        return
    is_there = journal.ending is Ending.PUBLISHED
    edition = f"{journal.year}.{journal.revision}" if is_there else ""
    act = Act("edition_published" if is_there else "publication_refused", f"edition:{journal.year}", edition)
    try:
        with closing(open_records()) as records, records.writing() as session:
            note(session, records.in_name_of(reference), journal.by, roles_of(session, reference or ""), act)
    except ObservatoryError:
        _LOG.exception("the end of a publication is not in the audit: %s %s", act.action, act.edition)


def _is_own(into: Path) -> bool:
    return into.resolve() == editions_root().resolve()
