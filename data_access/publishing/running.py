"""Publishing in a process of its own, which goes on when the browser, or the server, is gone.

`python -m data_access.publishing.running DIR LOCK` is that process; only `start` starts it. What is to be published
reaches it through a pipe: the exact counts are written nowhere.
"""

import logging
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from contract.errors import DiskRefused, Fault, ObservatoryError, disk_reason, disk_told
from contract.translations import mark
from data_access.editions import Edition, every_revision
from data_access.intake.sources import Sources
from data_access.logs import write_log_lines
from data_access.publishing.acts_noted import note_begun, note_ended
from data_access.publishing.journal import Ending, Journal, claimed, faults_of, write_journal
from data_access.publishing.publish import Publication, publish
from data_access.publishing.revisions import check_publisher, note_published

_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_UNFORESEEN = mark("Publishing failed for a reason nobody foresaw; the server's log has it. Nothing was published.")


@disk_told()
def start(sources: Sources, into: Path, choices: Publication, by: str, reference: str | None = None) -> None:
    """Begin to publish `sources` in a process of its own, and return at once; `journal.read_journal` tells of it.

    `reference`: the verified identity of whoever publishes. Raises NotPermitted where it may not, Busy where another
    publication is running, Refused where nobody says who publishes,
    DiskRefused.
    """
    check_publisher(by)
    request = pickle.dumps((sources, choices, by, reference))
    with claimed(into) as lock:
        note_begun(into, sources.year, by, reference)
        write_journal(into, _begun(sources, into, by))
        process = subprocess.Popen(
            [sys.executable, "-m", "data_access.publishing.running", str(into.resolve()), str(lock)],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=[lock],
            start_new_session=True,
        )
    threading.Thread(target=_hand_over, args=(process, request), daemon=True).start()


def publish_told(
    sources: Sources,
    into: Path,
    choices: Publication,
    by: str,
    tell: Callable[[str], object] = lambda _step: None,
    reference: str | None = None,
) -> Edition:
    """Publish, keep the journal, and write down by whom, in the audit too, whatever the end.

    The caller holds the right to publish (`journal.claimed`). Raises what `publish` raises.
    """
    journal = _begun(sources, into, by)

    def told(step: str) -> None:
        """Pass the step on, and into the journal."""
        journal.steps.append((step, time.time()))
        write_journal(into, journal)
        tell(step)

    write_journal(into, journal)
    try:
        edition = publish(sources, into, choices, told)
        journal.ending, journal.revision = Ending.PUBLISHED, edition.revision
        note_published(edition, by)
    except ObservatoryError as error:
        journal.ending, journal.faults = Ending.REFUSED, faults_of(error)
        raise
    except OSError as error:
        if not journal.revision:
            journal.ending, journal.faults = Ending.REFUSED, faults_of(DiskRefused(error))
        raise
    except Exception:
        journal.ending, journal.faults = Ending.REFUSED, [Fault("unforeseen", _UNFORESEEN)]
        raise
    finally:
        journal.ended = time.time()
        _write_end(into, journal)
        note_ended(into, journal, reference)
    return edition


def _write_end(into: Path, journal: Journal) -> None:
    """Write the end of a publication; where the disk refuses, the log says so, and the editions tell by themselves."""
    try:
        write_journal(into, journal)
    except OSError as error:
        _LOG.error("the end of a publication could not be written down: %s", disk_reason(error)["en"])


def main(into: Path) -> int:
    """Publish what comes through the standard input; how it ended is in the journal. Return the exit code.

    Where the server ends before all has come, nothing is published, and the journal is that of one interrupted.
    """
    try:
        sources, choices, by, reference = pickle.load(sys.stdin.buffer)
    except (EOFError, pickle.UnpicklingError):
        return 1
    try:
        publish_told(sources, into, choices, by, reference=reference)
    except (ObservatoryError, OSError):
        return 1
    return 0


def _begun(sources: Sources, into: Path, by: str) -> Journal:
    before = [edition.folder.name for edition in every_revision(into) if edition.year == sources.year]
    return Journal(sources.year, by, len(sources.households), before=before)


def _hand_over(process: "subprocess.Popen[bytes]", request: bytes) -> None:
    process.communicate(request)


if __name__ == "__main__":
    write_log_lines()
    sys.exit(main(Path(sys.argv[1])))
