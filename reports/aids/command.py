"""The command `python -m reports residents-page`."""

import argparse
from pathlib import Path

from contract.local_time import today
from contract.translations import LANGUAGES
from data_access.aids.store import read_catalogue_of
from data_access.records.database import open_records
from reports.aids.page_file import residents_page
from reports.written import write_whole


def add_aids_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to those of `python -m reports`."""
    text = "the residents' page as one HTML file for the city's site: it reckons in the browser, and sends nothing"
    parser = commands.add_parser("residents-page", help=text, description=text)
    parser.add_argument("file", type=Path, metavar="FILE.html")
    parser.add_argument("--in", dest="told_in", choices=LANGUAGES, default=LANGUAGES[0], help="language of the page")
    parser.set_defaults(command=_write)


def _write(options: argparse.Namespace) -> int:
    write_whole(options.file, residents_page(read_catalogue_of(open_records()), options.told_in, today()))
    print(options.file)
    return 0
