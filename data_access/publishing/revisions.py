"""The revisions of a year: who made each and when, what changed, and which one readers get."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from contract.errors import Fault, Refused, disk_told
from contract.translations import mark
from data_access.editions import Edition, find_edition, list_editions, list_revisions
from data_access.editions.acts import MADE_CURRENT, PUBLISHED, RevisionAct, note_revision, read_acts

LONGEST_NAME = 200

FIGURES, POLYGONS, RULE = "figures", "sections", "rule"
"""What can change beside the tables: the counts of areas, the polygons, the privacy rule."""

_RESOURCES = {"households": FIGURES, "areas": FIGURES}


@dataclass(frozen=True)
class Revision:
    """One revision: `by` is "" where nobody wrote it down; `changes`: names of tables, FIGURES, POLYGONS, RULE that
    differ from the revision before (of a first one: none)."""

    edition: Edition
    is_current: bool
    at: str
    by: str
    changes: tuple[str, ...]


def revisions_of(root: Path, year: int) -> list[Revision]:
    """Every sound revision of `year`, the first one first."""
    acts = {(act.year, act.revision): act.by for act in read_acts(root) if act.act == PUBLISHED}
    current = {edition.folder for edition in list_editions(root, with_internal=True)}
    editions = [edition for edition in list_revisions(root) if edition.year == year]
    return [
        Revision(
            edition,
            edition.folder in current,
            str(edition.manifest["created"]),
            acts.get((year, edition.revision), ""),
            changes_between(before, edition) if before else (),
        )
        for before, edition in zip([None, *editions], editions, strict=False)
    ]


def changes_between(before: Edition, after: Edition) -> tuple[str, ...]:
    """What differs between two revisions, by their manifests: FIGURES, POLYGONS, names of tables, RULE."""
    one, other = ({each["name"]: each["hash"] for each in edition.manifest["resources"]} for edition in (before, after))
    different = [_RESOURCES.get(name, name) for name in {**one, **other} if one.get(name) != other.get(name)]
    rules = [
        [edition.manifest["privacy"].get(name) for name in ("least_base", "least_count")] for edition in (before, after)
    ]
    return tuple(dict.fromkeys(different + ([RULE] if rules[0] != rules[1] else [])))


def note_published(edition: Edition, by: str) -> None:
    """Write down who published `edition`."""
    _note(edition, by, PUBLISHED)


@disk_told()
def make_current(path: Path, by: str) -> Edition:
    """Let readers get the revision `path` (DIR/YEAR.REVISION) of its year, until a newer one is published; return it.

    Raises UnknownEdition or DamagedEdition where it cannot be read, Refused without a name, DiskRefused.
    """
    check_publisher(by)
    edition = find_edition(path)
    _note(edition, by, MADE_CURRENT)
    return edition


def check_publisher(by: str) -> None:
    """Raise Refused where nobody says who acts."""
    if not by.strip():
        raise Refused([Fault("no_publisher", mark("Write your name: the list of revisions says who made each."))])
    if len(by) > LONGEST_NAME:
        raise Refused([Fault("long_publisher", mark("The name is too long."), expected=f"≤ {LONGEST_NAME}")])


def _note(edition: Edition, by: str, act: str) -> None:
    root = edition.folder.parent
    highest = max(each.revision for each in list_revisions(root) if each.year == edition.year)
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    note_revision(root, RevisionAct(moment, by.strip(), act, edition.year, edition.revision, highest))
