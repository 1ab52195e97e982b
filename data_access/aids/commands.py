"""Commands of the editors: `python -m data_access aids check | export | import | links`.

Exit code 0: done, nothing due; 1: refused, or something is due, or a link does not answer.
"""

import argparse
import getpass
from collections.abc import Callable, Mapping
from pathlib import Path

from contract.aid_records import Catalogue
from contract.commands import Commands, add_command, day
from contract.errors import Fault, Refused
from contract.local_time import today
from contract.translations import mark, mark_count, translate
from data_access.aids.files import catalogue_zip, read_catalogue, read_file
from data_access.aids.json_ld import catalogue_json_ld
from data_access.aids.links import answers_of, links_of
from data_access.aids.places import check_areas
from data_access.aids.sheets import Rows, read_sheets
from data_access.aids.store import read_catalogue_of, read_rows, save_rows
from data_access.aids.watch import KINDS, Due, list_due
from data_access.editions import editions_root, list_editions
from data_access.records.database import open_records

WRITERS: Mapping[str, Callable[[Mapping[str, Rows]], bytes]] = {
    ".zip": catalogue_zip,
    ".jsonld": catalogue_json_ld,
    ".json": catalogue_json_ld,
}


def add_commands(commands: Commands) -> None:
    """Add the commands on aids to those of `python -m data_access`."""
    text = "the catalogue of contributions: what is due, files out and in, links"
    acts = commands.add_parser("aids", help=text, description=text).add_subparsers(required=True, metavar="ACT")
    text = "list what is due; exit code 1 if anything is"
    checking = add_command(acts, "check", _check, text)
    checking.add_argument("--today", type=day, metavar="D", help="the day, such as 2026-12-31")
    checking.add_argument("--file", type=Path, metavar="FILE", help="look at a file instead of the records")
    text = "write the catalogue as CSV in a zip, or as JSON-LD"
    add_command(acts, "export", _export, text).add_argument("file", type=Path, metavar="FILE.zip|FILE.jsonld")
    text = "read rows that are new or changed from a zip, a workbook or JSON-LD; all of them or none"
    add_command(acts, "import", _import, text).add_argument("file", type=Path, metavar="FILE")
    text = "ask every link whether it answers: the only command that calls other sites"
    add_command(acts, "links", _links, text)


def due_sentence(due: Due, language: str) -> str:
    """What is due, in a sentence."""
    return translate(KINDS[due.kind], language, days=due.days, text=due.edition.contradiction)


def _catalogue(file: Path | None) -> Catalogue:
    return read_catalogue(file) if file else read_catalogue_of(open_records())


def _check(options: argparse.Namespace) -> int:
    found = list_due(_catalogue(options.file), options.today or today())
    for due in found:
        print(f"{due.on or ''}\t{due.edition.edition_id}\t{due.kind}\t{due_sentence(due, options.language)}")
    return 1 if found else 0


def _export(options: argparse.Namespace) -> int:
    write = WRITERS.get(options.file.suffix.lower())
    if write is None:
        message = mark("Files of contributions end in {kinds}.")
        raise Refused([Fault("aid_file", message, options.file.name, values={"kinds": ", ".join(WRITERS)})])
    options.file.write_bytes(write(read_rows(open_records())))
    print(options.file)
    return 0


def _import(options: argparse.Namespace) -> int:
    sheets, records = read_file(options.file), open_records()
    for edition in list_editions(editions_root())[-1:]:
        check_areas(read_sheets(sheets), read_catalogue_of(records), edition)
    count = save_rows(records, sheets, getpass.getuser(), today())
    message = mark_count("{count} record is new or changed.", "{count} records are new or changed.")
    print(translate(message, options.language, count=count))
    return 0


def _links(options: argparse.Namespace) -> int:
    broken = 0
    for url, reason in answers_of(links_of(read_catalogue_of(open_records()))):
        broken += bool(reason)
        print(f"{reason or 'ok'}\t{url}", flush=True)
    return 1 if broken else 0
