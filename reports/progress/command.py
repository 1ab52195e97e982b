"""The command `python -m reports progress`: how the plan stands; exit code 1 if something is late and unexplained."""

import argparse
import json
import sys
from datetime import date

from contract.local_time import today
from contract.translations import LANGUAGES
from data_access.editions import editions_root, list_editions
from data_access.records.database import ENVIRONMENT_VARIABLE, open_records
from reports.progress.gathering import published_evidence, record_evidence, site_names
from reports.progress.overview import Overview, counted_kinds, progress_overview
from reports.progress.table import progress_csv, progress_records
from reports.reading.edition_reading import EditionReading


def add_progress_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `progress` to the commands."""
    text = (
        f"how the plan stands, by the records of {ENVIRONMENT_VARIABLE} and the editions; "
        "exit code 1 if something is late and nobody said why"
    )
    parser = commands.add_parser("progress", help=text, description=text)
    parser.add_argument("--today", type=_day, default=None, metavar="DAY", help="such as 2026-11-28 (default: today)")
    parser.add_argument("--municipio", default="", metavar="CODE", help="only what is in this area, or in all")
    parser.add_argument("--format", choices=("json", "csv"), default="json", help="(default: %(default)s)")
    parser.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of the sentences")
    parser.set_defaults(command=_progress)


def overview_at(day: date) -> Overview:
    """How the plan stands on a day, by the records and the editions that the environment names."""
    editions = list_editions(editions_root())
    records = open_records()
    try:
        names = site_names(EditionReading(editions[-1])) if editions else {}
        known = [*published_evidence(editions, counted_kinds(records)), *record_evidence(records, names)]
        return progress_overview(records, known, day)
    finally:
        records.close()


def _progress(options: argparse.Namespace) -> int:
    overview = overview_at(options.today or today()).within(options.municipio)
    if options.format == "csv":
        sys.stdout.write(progress_csv(overview, options.language))
    else:
        told = {"today": overview.today.isoformat(), "activities": progress_records(overview, options.language)}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    sys.stdout.flush()
    return 1 if overview.unexplained else 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”: 2026-11-28 (year-month-day)") from error
