"""Who published a revision and who made one current again, and when: one line each, in a file beside the editions.

An edition never changes, so what happens to it later is written here. A revision that was made current again stays so
until a newer one is published: nothing needs to be undone, and a publisher that is killed leaves no doubt.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

ACTS = "revisions.jsonl"
PUBLISHED, MADE_CURRENT = "published", "made_current"


@dataclass(frozen=True)
class RevisionAct:
    """What somebody (`by`) did to a revision, at a moment (ISO 8601, UTC); `highest`: the year's last revision then."""

    at: str
    by: str
    act: str
    year: int
    revision: int
    highest: int


def note_revision(root: Path, act: RevisionAct) -> None:
    """Append one line to the file of `root`; it is on disk when this returns. A line before it that was cut short, by a
    kill or a full disk, stays a line of its own."""
    with (root / ACTS).open("a+b") as file:
        if file.tell() and file.seek(-1, os.SEEK_END) >= 0 and file.read(1) != b"\n":
            file.write(b"\n")
        file.write((json.dumps(asdict(act), ensure_ascii=False) + "\n").encode())
        file.flush()
        os.fsync(file.fileno())


def read_acts(root: Path) -> list[RevisionAct]:
    """Every act, oldest first; a line that was cut short, or is none of ours, is passed over."""
    path = root / ACTS
    if not path.is_file():
        return []
    found = (_act(line) for line in path.read_text(encoding="utf-8", errors="replace").splitlines())
    return [act for act in found if act]


def chosen_revision(root: Path, year: int, highest: int) -> int | None:
    """The revision of `year` that was made current, unless a newer one than was there then has been published since."""
    chosen = [act for act in read_acts(root) if act.year == year and act.act == MADE_CURRENT]
    return chosen[-1].revision if chosen and chosen[-1].highest >= highest else None


def _act(line: str) -> RevisionAct | None:
    try:
        told = json.loads(line)
        at, by, act = (str(told[name]) for name in ("at", "by", "act"))
        year, revision, highest = (int(told[name]) for name in ("year", "revision", "highest"))
    except (ValueError, TypeError, KeyError):
        return None
    return RevisionAct(at, by, act, year, revision, highest)
