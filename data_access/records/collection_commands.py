"""The command that takes in what KoboToolbox or ODK exported: `python -m data_access submissions`.

Exit code 0: done; 1: refused, and nothing was written.
"""

import argparse
import getpass
from contextlib import closing
from pathlib import Path

from contract.commands import Commands, add_command
from contract.errors import given
from contract.translations import mark_count, translate
from data_access.collection.forms import read_form
from data_access.collection.submissions import read_submissions
from data_access.editions import editions_root, list_editions, read_areas, read_table
from data_access.records.collecting import take_submissions
from data_access.records.database import open_records

_DONE = (
    mark_count("One new answer.", "{count} new answers."),
    mark_count("One was there already.", "{count} were there already."),
    mark_count("One person did not consent.", "{count} people did not consent."),
)


def add_collection_commands(commands: Commands) -> None:
    """Add the command on submissions to those of `python -m data_access`."""
    text = "take in submissions exported as values from KoboToolbox or ODK; taken in twice they count once"
    taking = add_command(commands, "submissions", _submissions, text)
    taking.add_argument("export", type=Path, metavar="FILE.csv|FILE.xlsx")


def _submissions(options: argparse.Namespace) -> int:
    form = read_form()
    told = read_submissions(
        given(options.export).read_bytes(), options.export.name, form, known_places(editions_root())
    )
    with closing(open_records()) as records:
        new = take_submissions(records, form, told, getpass.getuser())
    counts = (new, len(told.responses) - new, len(told.refusals))
    print(" ".join(translate(each, options.language, count=count) for each, count in zip(_DONE, counts, strict=True)))
    return 0


def known_places(root: Path) -> set[str]:
    """Codes of the neighbourhoods ("nil_12"), or of what a city has in their place, and of the estates ("complex_C001")
    of any public edition in `root`."""
    found: set[str] = set()
    for edition in list_editions(root):
        areas, complexes = read_areas(edition, edition.finest).index, read_table(edition, "complexes")
        found |= {f"nil_{code}" for code in areas} | {f"complex_{code}" for code in complexes.get("complex_id", ())}
    return found
