"""What is told of a publication while it runs and after: its steps, the time left, how it ended. In one small file.

The file holds no figure of the extract. Whoever publishes holds a lock for as long as the process lives, so that a
publication that was killed is known by it.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from contract.errors import Fault, ObservatoryError, Refused, Severity
from contract.local_time import told_moment
from contract.translations import mark
from data_access.editions import every_revision

JOURNAL, LOCK = ".publication.json", ".publication.lock"

ATTACKING = mark("Attacking what would be published …")

STEP_SECONDS = {
    mark("Rolling up and protecting …"): 1.5,
    mark("Drawing the map layers …"): 1.0,
    mark("Writing the manifest …"): 0.1,
    ATTACKING: 1.5,
}
"""Steps in order, with the seconds that each takes for a thousand sections on an idle machine (Milan, two cores,
November 2026). The pace of the steps that are done corrects them."""

_TRIES, _PAUSE_SECONDS = 5, 0.05
"""Of taking the lock: whoever only looks holds it for a moment."""


class Ending(StrEnum):
    """How a publication stands."""

    RUNNING = "running"
    PUBLISHED = "published"
    REFUSED = "refused"
    INTERRUPTED = "interrupted"


class Busy(ObservatoryError):
    """Another publication is running."""


@dataclass
class Journal:
    """One publication: of what `year`, by whom, of how many sections, since when (seconds since 1970).

    `steps`: [sentence, moment it began]; `before`: folders of the year's revisions that were there; `revision` once it
    is published; `faults` or `error` (message, values) where it was refused.
    """

    year: int
    by: str
    sections: int
    started: float = field(default_factory=time.time)
    steps: list[tuple[str, float]] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    ending: Ending = Ending.RUNNING
    ended: float = 0.0
    revision: int = 0
    faults: list[Fault] = field(default_factory=list)

    def seconds_left(self, now: float) -> float | None:
        """How long it will still take, by the steps that are done; None while nothing can be said."""
        if not self.steps:
            return None
        expected = {step: seconds * self.sections / 1000 for step, seconds in STEP_SECONDS.items()}
        began = dict(self.steps)
        ends = [moment for _, moment in self.steps[1:]]
        done = [step for step, _ in self.steps[:-1]]
        took = ends[-1] - self.steps[0][1] if ends else 0.0
        foreseen = sum(expected.get(step, 0) for step in done)
        pace = took / foreseen if foreseen else 1.0
        current = self.steps[-1][0]
        rest = sum(seconds for step, seconds in expected.items() if step not in began)
        return max(pace * expected.get(current, 0) - (now - began[current]), 0.0) + pace * rest


@contextmanager
def claimed(into: Path) -> Iterator[int]:
    """Hold the right to publish in `into`; gives the open file, which a child may inherit. Raises Busy."""
    into.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(into / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _is_taken(descriptor):
            raise _busy(into)
        yield descriptor
    finally:
        os.close(descriptor)


def write_journal(into: Path, journal: Journal) -> None:
    """Write the journal, whole or not at all."""
    partial = into / f"{JOURNAL}.partial"
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(journal), file, ensure_ascii=False)
        partial.rename(into / JOURNAL)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def read_journal(into: Path) -> Journal | None:
    """The publication that runs in `into`, or the last one that did; None where there was none."""
    try:
        told = json.loads((into / JOURNAL).read_text(encoding="utf-8"))
        told["faults"] = [Fault(**each | {"severity": Severity(each["severity"])}) for each in told["faults"]]
        told["steps"] = [(step, moment) for step, moment in told["steps"]]
        journal = Journal(**told | {"ending": Ending(told["ending"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    if journal.ending is Ending.RUNNING and not is_running(into):
        _tell_ended(into, journal)
    return journal


def is_running(into: Path) -> bool:
    """Whether some process publishes in `into`."""
    try:
        descriptor = os.open(into / LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _is_taken(descriptor: int) -> bool:
    for _ in range(_TRIES):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE_SECONDS)
        else:
            return True
    return False


def _busy(into: Path) -> Busy:
    journal = read_journal(into)
    if journal is None:
        return Busy(mark("Another publication is running: wait until it has ended."))
    when = told_moment(datetime.fromtimestamp(journal.started, UTC))
    message = mark("{by} has been publishing the edition {year} since {when}: wait until that has ended.")
    return Busy(message, by=journal.by or "–", year=journal.year, when=when)


def _tell_ended(into: Path, journal: Journal) -> None:
    """The process is gone without a word: the edition stands whole or is not there."""
    new = [
        each for each in every_revision(into) if each.year == journal.year and each.folder.name not in journal.before
    ]
    journal.ending = Ending.PUBLISHED if new else Ending.INTERRUPTED
    journal.revision = new[-1].revision if new else 0


def faults_of(error: ObservatoryError) -> list[Fault]:
    """Every fault that an error carries, or the error itself as one."""
    if isinstance(error, Refused):
        return error.faults
    return [Fault("refused", error.message, values={name: str(value) for name, value in error.values.items()})]
