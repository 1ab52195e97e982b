"""Commands about the revisions of a year: `revisions DIR/YEAR`, `current DIR/YEAR.REVISION`."""

import argparse
import getpass
from pathlib import Path

from contract.commands import Commands, add_command
from contract.errors import UnknownEdition
from contract.translations import mark, translate
from data_access.editions import find_edition
from data_access.publishing.revisions import make_current, revisions_of


def add_commands(commands: Commands) -> None:
    """Add the commands to those of `python -m data_access`."""
    text = "the revisions of a year: who made each, when, what changed; an asterisk marks the one that readers get"
    add_command(commands, "revisions", _revisions, text).add_argument("edition", type=Path, metavar="DIR/YEAR")
    text = "let readers get this revision of its year, until a newer one is published"
    add_command(commands, "current", _current, text).add_argument("edition", type=Path, metavar="DIR/YEAR.REVISION")


def _revisions(options: argparse.Namespace) -> int:
    edition = find_edition(options.edition)
    for each in revisions_of(edition.folder.parent, edition.year):
        sign, changes = "*" if each.is_current else "", ", ".join(each.changes)
        print(f"{each.edition.year}.{each.edition.revision}\t{sign}\t{each.at}\t{each.by}\t{changes}")
    return 0


def _current(options: argparse.Namespace) -> int:
    if not options.edition.suffix:
        raise UnknownEdition(mark("Say which revision, such as {path}.1."), path=options.edition)
    edition = make_current(options.edition, getpass.getuser())
    message = mark("Revision {revision} of {year} is the one that readers get now.")
    print(translate(message, options.language, revision=edition.revision, year=edition.year))
    return 0
