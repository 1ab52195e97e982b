"""Commands on the plan's progress: `python -m data_access consultation | handover | takeover`.

Exit code 0: done; 1: refused, and nothing was written.
"""

import argparse
import getpass
import os
from contextlib import closing
from pathlib import Path

from contract.commands import Commands, add_command
from contract.errors import Fault, Refused, given
from contract.translations import mark, translate
from data_access.intake.decidim import read_consultation
from data_access.records.consultation import import_consultation
from data_access.records.database import open_records
from data_access.records.handover import fingerprints, hand_over, take_over


def add_progress_commands(commands: Commands) -> None:
    """Add the commands on the plan's progress to those of `python -m data_access`."""
    text = "keep what Decidim exported of a consultation; imported twice it is updated, never doubled"
    add_command(commands, "consultation", _consultation, text).add_argument("sheet", type=Path, metavar="FILE.csv")
    text = "all records in one archive of open formats, for whoever comes after"
    add_command(commands, "handover", _handover, text).add_argument("archive", type=Path, metavar="FILE.zip")
    text = "open such an archive in records that are empty"
    add_command(commands, "takeover", _takeover, text).add_argument("archive", type=Path, metavar="FILE.zip")


def _consultation(options: argparse.Namespace) -> int:
    sheet = read_consultation(given(options.sheet))
    with closing(open_records()) as records:
        done = import_consultation(records, sheet, getpass.getuser())
    message = mark("{new} new, {changed} changed, {unchanged} as before.")
    print(translate(message, options.language, new=done.new, changed=done.changed, unchanged=done.unchanged))
    return 0


def _handover(options: argparse.Namespace) -> int:
    with closing(open_records()) as records:
        content, told = hand_over(records), fingerprints(records)
    try:
        descriptor = os.open(options.archive, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as error:
        message = mark("There is a file already: nothing was written over it.")
        raise Refused([Fault("file_exists", message, found=str(options.archive))]) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    _say(options, told)
    return 0


def _takeover(options: argparse.Namespace) -> int:
    with closing(open_records()) as records:
        told = take_over(given(options.archive), records)
    _say(options, told)
    return 0


def _say(options: argparse.Namespace, told: dict[str, str]) -> None:
    message = mark("Fingerprint of the audit: {audit}; of the plan's progress: {progress}.")
    print(translate(message, options.language, **told))
