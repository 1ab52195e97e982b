"""Work on files that strangers uploaded, in a process of its own with limits: whatever a file does, the page survives.

`python -m data_access.intake.confined REQUEST ANSWER` is that process; only `confined` starts it.
"""

import os
import pickle
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from contract.errors import Fault, ObservatoryError, Refused
from contract.translations import mark

MOST_MEMORY_BYTES = 3_000_000_000
"""What reading and checking may hold: Lombardy's polygons of 2011, the largest official file in use, need half."""

MOST_PROCESSOR_SECONDS = 300
"""Processor time of one check: 30,000 sections need a minute."""

MOST_SECONDS = 600
"""Time on the clock after which a check is ended, on a machine with much else to do."""

_ROOT = Path(__file__).resolve().parents[2]
_Answer = TypeVar("_Answer")


def confined(
    task: Callable[..., _Answer],
    *arguments: object,
    memory: int = MOST_MEMORY_BYTES,
    processor: int = MOST_PROCESSOR_SECONDS,
) -> _Answer:
    """Return `task(*arguments)`, computed in a child process that may hold `memory` bytes for `processor` seconds.

    `task` is a function of a module; arguments and answer travel pickled. Temporary files of the child go with it.
    Raises what the task raises, if it is an ObservatoryError, and Refused if the child is ended or fails.
    """
    with tempfile.TemporaryDirectory(prefix="confined-") as folder:
        request, answer = Path(folder) / "request", Path(folder) / "answer"
        request.write_bytes(pickle.dumps((task, arguments, memory, processor)))
        command = [sys.executable, "-m", "data_access.intake.confined", str(request), str(answer)]
        environment = os.environ | {"TMPDIR": folder}
        try:
            subprocess.run(command, cwd=_ROOT, env=environment, timeout=MOST_SECONDS, capture_output=True, check=False)
        except subprocess.TimeoutExpired:
            answer.unlink(missing_ok=True)
        if not answer.exists():
            raise Refused([Fault("too_much_work", _TOO_MUCH)])
        kind, content = pickle.loads(answer.read_bytes())
    if kind == "refused":
        raise Refused(content)
    if kind == "error":
        message, values = content
        raise ObservatoryError(message, **values)
    return content  # type: ignore[no-any-return]


_TOO_MUCH = mark(
    "The files could not be read within the memory and time that one check may take: look for cells or rows far from "
    "the table, and give files of this city only."
)


def main(request: Path, answer: Path) -> None:
    """Do what `request` asks within its limits and write `answer`, whole or not at all."""
    task, arguments, memory, processor = pickle.loads(request.read_bytes())
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    try:
        told: tuple[str, object] = ("done", task(*arguments))
    except Refused as refused:
        told = ("refused", refused.faults)
    except ObservatoryError as error:
        told = ("error", (error.message, error.values))
    partial = answer.with_suffix(".partial")
    partial.write_bytes(pickle.dumps(told))
    partial.rename(answer)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
