"""The commands `python -m reports progress`, with exit code 1 if something is late and unexplained, and
`consultation`, which sends a consultation back."""

import argparse
import json
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pandas as pd

from contract.commands import Commands, add_command, day
from contract.errors import UnknownName
from contract.local_time import today
from contract.translations import LANGUAGES, mark
from data_access.editions import editions_root, list_editions, read_areas
from data_access.records.consultation import KINDS, exported_sheet, read_observations
from data_access.records.database import ENVIRONMENT_VARIABLE, open_records
from reports.progress.consultation_file import consultation_csv, with_progress
from reports.progress.fund_template import fund_csv
from reports.progress.gathering import published_evidence, record_evidence, site_names
from reports.progress.overview import Overview, counted_kinds, progress_overview
from reports.progress.table import progress_csv, progress_records
from reports.reading.edition_reading import EditionReading
from reports.written import write_whole


def add_progress_command(commands: Commands) -> None:
    """Add `progress` and `consultation` to the commands."""
    text = (
        f"how the plan stands, by the records of {ENVIRONMENT_VARIABLE} and the editions; "
        "exit code 1 if something is late and nobody said why"
    )
    parser = add_command(commands, "progress", _progress, text)
    parser.add_argument("--today", type=day, default=None, metavar="DAY", help="such as 2026-11-28 (default: today)")
    parser.add_argument("--municipio", metavar="CODE", help="only what is in this area, or in all")
    parser.add_argument("--format", choices=("json", "csv", "fund"), default="json",
                        help="fund: CSV in the columns of the Social Climate Fund (default: %(default)s)")  # fmt: skip
    parser.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of the sentences")
    text = "a consultation as Decidim's import of results takes it, with the progress of what it changed"
    sending = add_command(commands, "consultation", _consultation, text)
    sending.add_argument("--out", type=Path, required=True, metavar="FILE.csv")
    sending.add_argument("--kind", choices=KINDS, default=KINDS[0], help="(default: %(default)s)")
    sending.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of the messages")


def overview_at(on: date) -> Overview:
    """How the plan stands on a day, by the records and the editions that the environment names."""
    editions = list_editions(editions_root())
    names = site_names(EditionReading(editions[-1])) if editions else pd.Series(dtype=str)
    with closing(open_records()) as records:
        known = [*published_evidence(editions, counted_kinds(records)), *record_evidence(records, names)]
        return progress_overview(records, known, on, any(each.is_demonstration for each in editions))


def _check_area(code: str, overview: Overview) -> None:
    """Raise UnknownName for an area that neither the latest edition nor any activity names."""
    named = {area for each in overview.standings for area in each.activity.municipi}
    for edition in list_editions(editions_root())[-1:]:
        named |= set(read_areas(edition, edition.largest).index) if edition.largest else set()
    if code not in named:
        known = ", ".join(sorted(named, key=lambda each: (len(each), each)))
        raise UnknownName(mark("There is no area “{code}”. Areas: {known}."), code=code, known=known)


def _progress(options: argparse.Namespace) -> int:
    overview = overview_at(options.today or today())
    if options.municipio is not None:
        _check_area(options.municipio, overview)
        overview = overview.within(options.municipio)
    if options.format != "json":
        told_as = {"csv": progress_csv, "fund": fund_csv}[options.format]
        sys.stdout.write(told_as(overview, options.language))
    else:
        told = {"today": overview.today.isoformat(), "activities": progress_records(overview, options.language)}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    sys.stdout.flush()
    return 1 if overview.unexplained else 0


def _consultation(options: argparse.Namespace) -> int:
    standings = overview_at(today()).standings
    with closing(open_records()) as records:
        sheet = exported_sheet(records, options.kind)
        told = {key: observation for key, (observation, _) in read_observations(records).items()}
    write_whole(options.out, consultation_csv(with_progress(sheet, told, standings)))
    return 0
