"""Commands of whoever runs the service: `python -m data_access roles | audit | backup | restore | retention`.

Exit code 0: done; 1: refused, or the audit is not what was written.
"""

import argparse
import getpass
import json
import sys
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from contract.commands import Commands, add_command
from contract.errors import given
from contract.retention import RETENTION_YEARS
from contract.translations import mark, translate
from data_access.records.audit import broken_entries, fingerprint, read_audit
from data_access.records.backup import back_up, restore
from data_access.records.database import open_records, records_place
from data_access.records.permissions import ROLES
from data_access.records.responses import read_memberships, set_organisation
from data_access.records.retention import apply_retention, overdue
from data_access.records.roles import grant_role, read_roles, revoke_role

_CHANGES = {"grant": grant_role, "revoke": revoke_role, "organisation": set_organisation}


def add_commands(commands: Commands) -> None:
    """Add the commands on the records to those of `python -m data_access`."""
    text = "who has which role and belongs to which organisation; changes it: the first administrator is made here"
    roles = add_command(commands, "roles", _roles, text)
    roles.add_argument("change", nargs="?", choices=("grant", "revoke", "organisation"))
    roles.add_argument("reference", nargs="?", metavar="PERSON", help="issuer|subject, as the page of sign-in shows it")
    text = f"one of {', '.join(ROLES)}; or the organisation's code, nothing for none"
    roles.add_argument("what", nargs="?", default="", metavar="ROLE|CODE", help=text)
    text = "print every act as JSON, one a line; or only prove that none was rewritten"
    audit = add_command(commands, "audit", _audit, text)
    audit.add_argument("--verify", action="store_true", help="print the fingerprint alone; exit code 1 if it is broken")
    text = "copy the records to a new file, while they are in use"
    add_command(commands, "backup", _backup, text).add_argument("copy", type=Path, metavar="FILE")
    text = "put a copy of the records into a folder that has none"
    restoring = add_command(commands, "restore", _restore, text)
    restoring.add_argument("copy", type=Path, metavar="FILE")
    restoring.add_argument("folder", type=Path, metavar="DIR")
    text = "count what is past its period; with --apply remove it, which the audit tells"
    retaining = add_command(commands, "retention", _retention, text)
    retaining.add_argument("--apply", action="store_true", help="remove it; take a backup first")


def _roles(options: argparse.Namespace) -> int:
    with closing(open_records()) as records:
        if options.change:
            if not options.reference or not (options.what or options.change == "organisation"):
                message = mark("Name the person and the role: {command}")
                command = f"roles {options.change} 'ISSUER|SUBJECT' administrator"
                print(translate(message, options.language, command=command))
                return 1
            _CHANGES[options.change](records, options.reference, options.what, getpass.getuser())
        told = read_memberships(records)
        people = read_roles(records)
        for row in people.itertuples():
            place = told.get(row.reference, "")
            print(f"{row.reference}\t{row.role}\t{row.granted_at:%Y-%m-%d}\t{row.granted_by}\t{place}")
        for reference in sorted(told.keys() - set(people["reference"])):
            print(f"{reference}\t\t\t\t{told[reference]}")
    return 0


def _audit(options: argparse.Namespace) -> int:
    with closing(open_records()) as records:
        broken = broken_entries(records)
        if options.verify:
            print(fingerprint(records))
        else:
            for entry in read_audit(records, getpass.getuser()):
                print(json.dumps(asdict(entry), ensure_ascii=False, default=str))
    for entry in broken:
        message = mark("Entry {number} of the audit is not what was written: restore the records from a backup.")
        print(translate(message, options.language, number=entry.number))
    return 1 if broken else 0


def _backup(options: argparse.Namespace) -> int:
    with closing(open_records()) as records:
        told = back_up(records, options.copy)
    message = mark("Copied to {file}. Fingerprint of the audit: {fingerprint}.")
    print(translate(message, options.language, file=options.copy, fingerprint=told))
    return 0


def _restore(options: argparse.Namespace) -> int:
    told = restore(given(options.copy), options.folder)
    message = mark("Restored in {folder}; records now in use: {place}. Fingerprint of the audit: {fingerprint}.")
    print(translate(message, options.language, folder=options.folder, place=records_place(), fingerprint=told))
    return 0


def _retention(options: argparse.Namespace) -> int:
    now = datetime.now(UTC)
    with closing(open_records()) as records:
        counts = apply_retention(records, now, getpass.getuser()) if options.apply else overdue(records, now)
    for name, count in counts.items():
        print(f"{name}\t{RETENTION_YEARS[name]}\t{count}")
    message = mark("Removed, and noted in the audit.") if options.apply else mark("Nothing was removed: --apply does.")
    print(translate(message, options.language), file=sys.stderr)
    return 0
