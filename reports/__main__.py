"""Command line, `python -m reports`: `figures`, `plan`, `progress`, `deck`, `sheet`, `yearbook`, `open-data` and more.

Exit code 0: done; 1: refused, or the plan is late and nobody said why; 2: wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from contract.commands import Commands, add_command, day, parsed, refuse_beside, refuse_without
from contract.errors import DiskRefused, ObservatoryError, UnknownName
from contract.tables import CUTOFFS, LEVELS
from contract.translations import LANGUAGES, mark
from data_access.editions import Edition, find_edition, read_areas
from data_access.intake.mappings import merge, read_mapping
from indicators.basis.assumptions import ENDS, Box, chosen_box
from indicators.catalogue.poverty import ENERGY_POVERTY
from indicators.catalogue.registry import INDICATORS, Choices, Indicator, get_indicator
from reports.aids.command import add_aids_command
from reports.decks.command import add_deck_command
from reports.figures import as_csv, as_json, edition_doubt, edition_known, figures_table, with_told_box
from reports.help_desk.plan_command import add_plan_command
from reports.open_data.command import add_open_data_command
from reports.progress.command import add_progress_command
from reports.sheets.command import add_sheet_commands

_NO_RANGE = mark("The edition of {edition} tells no heating bills, so it has no plausible range: leave {option} out.")
FORMATS = {"json": as_json, "csv": as_csv}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = parsed(_parser(), sys.argv[1:] if arguments is None else arguments)
    try:
        return int(options.command(options))
    except ObservatoryError as error:
        print(error.sentence(options.language), file=sys.stderr)
        return 2 if isinstance(error, UnknownName) else 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(DiskRefused(error).sentence(options.language), file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reports", description="What the observatory says, as files.")
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help="language of the messages")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _figures_command(commands)
    add_plan_command(commands)
    add_progress_command(commands)
    add_deck_command(commands)
    add_sheet_commands(commands)
    add_open_data_command(commands)
    add_aids_command(commands)
    _savings_command(commands)
    return parser


def _figures_command(commands: Commands) -> None:
    text = "the figures of an edition on standard output, one row per area and indicator"
    parser = add_command(commands, "figures", _figures, text)
    parser.add_argument("edition", type=Path, metavar="DIR/YEAR", help="folder of an edition")
    parser.add_argument("--level", choices=LEVELS[::-1], help="level of the areas (default: all)")
    parser.add_argument(
        "--indicator", nargs="+", action="extend", metavar="ID", help=f"{', '.join(INDICATORS)} (default: all)"
    )
    cutoffs = ", ".join(map(str, CUTOFFS))
    parser.add_argument(
        "--cutoff", type=int, metavar="N",
        help=f"percent of income above which spend is energy poverty: {cutoffs} (default: {Choices().cutoff})",
    )  # fmt: skip
    parser.add_argument(
        "--chance", action="store_true", help="add what chance does to small areas: intervals, smoothed level, standing"
    )
    _assumptions(parser)
    parser.add_argument("--format", choices=tuple(FORMATS), default="json", help="(default: %(default)s)")
    parser.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of the messages")


def _assumptions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--complete-cases", action="store_true",
        help="estimate on households known in full alone: no heating bill is imputed, no plausible range",
    )  # fmt: skip
    for name in ENDS:
        chosen = " ".join(f"{end:g}" for end in getattr(Box(), name))
        parser.add_argument(
            f"--{name}", nargs=2, type=float, metavar=("LEAST", "MOST"),
            help=f"assumption of the plausible range, times what is known (default: the edition's, else {chosen})",
        )  # fmt: skip


def _savings_command(commands: Commands) -> None:
    text = "what works saved in one building: its readings before and after them, at equal weather"
    parser = add_command(commands, "savings", _savings, text)
    parser.add_argument("--readings", type=Path, required=True, metavar="FILE", help="bills or daily readings")
    parser.add_argument("--weather", type=Path, required=True, metavar="FILE", help="daily temperatures, EPW or TMY")
    parser.add_argument(
        "--works", nargs=2, type=day, required=True, metavar=("START", "END"),
        help="first day of the works and first day after them, such as 2021-05-01",
    )  # fmt: skip
    parser.add_argument(
        "--mapping", action="append", default=[], metavar="M", help="name or TOML file (default: contract names)"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="(default: %(default)s)")
    parser.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of the messages")


def _savings(options: argparse.Namespace) -> int:
    from reports.renovations.meter_report import meter_report, report_json, report_text

    mapping = merge([read_mapping(name) for name in options.mapping])
    report = meter_report(options.readings, options.weather, options.works, mapping)
    sys.stdout.write(
        report_json(report, options.language) if options.format == "json" else report_text(report, options.language)
    )
    sys.stdout.flush()
    return 0


def _asked(options: argparse.Namespace) -> Choices:
    moved = {name: tuple(ends) for name in ENDS if (ends := getattr(options, name))}
    cutoff = Choices().cutoff if options.cutoff is None else options.cutoff
    return Choices(cutoff=cutoff, box=chosen_box(**moved))


def _refuse_unused(options: argparse.Namespace, edition: Edition, indicators: Sequence[Indicator]) -> None:
    """Raise ObservatoryError for an option that moves none of the figures asked for."""
    moved = ", ".join(f"--{name}" for name in ENDS if getattr(options, name))
    if moved and options.complete_cases:
        refuse_beside(moved, "--complete-cases")
    cutoff = "" if options.cutoff is None else "--cutoff"
    for given, choice in ((moved, "is_heat_imputed"), (cutoff, "cutoff")):
        if given and not any(choice in each.choices for each in indicators):
            refuse_without(given, f"--indicator {ENERGY_POVERTY.id}")
    if moved and edition_known(edition, Choices())("city") is None:
        raise ObservatoryError(_NO_RANGE, edition=edition.year, option=moved)


def _figures(options: argparse.Namespace) -> int:
    edition = find_edition(options.edition)
    indicators = [get_indicator(name) for name in dict.fromkeys(options.indicator or INDICATORS)]
    _refuse_unused(options, edition, indicators)
    choices = with_told_box(edition, _asked(options))
    levels = (options.level,) if options.level else edition.levels[::-1]
    frames = {level: read_areas(edition, level) for level in levels}
    more: dict[str, Any] = {"doubt": edition_doubt(edition, choices)} if options.chance else {}
    if not options.complete_cases:
        more["known"] = edition_known(edition, choices)
    table = figures_table(frames, indicators, choices, **more)
    sys.stdout.write(FORMATS[options.format](table))
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
