"""The command `python -m reports plan DIR/YEAR`."""

import argparse
import sys
from dataclasses import asdict, fields
from pathlib import Path

from contract.commands import Commands, add_command
from contract.errors import ObservatoryError
from contract.translations import LANGUAGES, mark
from data_access.editions import find_edition
from data_access.records.database import ENVIRONMENT_VARIABLE, open_records
from indicators.help_desk.criteria import CRITERIA
from indicators.help_desk.overrules import Overrule
from indicators.help_desk.plan_choices import CONDITIONS, METHODS, PlanChoices
from reports.help_desk.plan import PlanDocument, plan_csv, plan_geopackage, plan_json, plan_table
from reports.help_desk.plan_inputs import read_overrules, read_weights
from reports.help_desk.plan_sheets import plan_workbook
from reports.help_desk.saved_plans import document_of, saved_document
from reports.written import write_whole

FORMATS = {"json": plan_json, "csv": plan_csv, "xlsx": plan_workbook, "gpkg": plan_geopackage}
_TEXT = ("json", "csv")


def add_plan_command(commands: Commands) -> None:
    """Add `plan` to the commands; its defaults are the plan's."""
    text = "which estates come next, in tiers, and why"
    parser = add_command(commands, "plan", _plan, text)
    parser.add_argument("edition", type=Path, metavar="DIR/YEAR", help="folder of an edition")
    parser.add_argument(
        "--plan", metavar="ID", help=f"a saved plan of that year, in the records of {ENVIRONMENT_VARIABLE}"
    )
    _add_choices(parser.add_argument_group("choices, of a plan that is not saved"))
    parser.add_argument("--format", choices=tuple(FORMATS), default="json", help="(default: %(default)s)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="(default: standard output, for json and csv)")
    parser.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of the reasons")


def _add_choices(group: "argparse._ArgumentGroup") -> None:
    """Options that are absent unless given, so that a saved plan can tell."""
    default = PlanChoices()

    def add(flag: str, about: str, **settings: object) -> None:
        """Add one option, absent unless given."""
        group.add_argument(flag, help=about, default=argparse.SUPPRESS, **settings)  # type: ignore[arg-type]

    add("--weights", f"or a TOML file; of {', '.join(CRITERIA)}", nargs="+", metavar="ID=N")
    add("--tier-1-sites", f"(default: {default.tier_1_sites})", type=int, metavar="N")
    add("--tier-2-sites", f"(default: {default.tier_2_sites})", type=int, metavar="N")
    conditions = f"of tiers 1 and 2: {', '.join(CONDITIONS)} (default: {' '.join(default.conditions)})"
    add("--conditions", conditions, nargs="*", metavar="ID")
    add("--most-per-municipio", "sites of one area before the others' turn (default: no such rule)", type=int,
        metavar="N")  # fmt: skip
    add("--method", f"(default: {default.method})", choices=tuple(METHODS))
    add("--draws", f"(default: {default.draws})", type=int, metavar="N")
    add("--seed", f"(default: {default.seed})", type=int, metavar="N")
    add("--overrules", "JSON list of overrules", type=Path, metavar="FILE")


def _plan(options: argparse.Namespace) -> int:
    if options.out is None and options.format not in _TEXT:
        raise ObservatoryError(mark("A file of the format {format} needs a name: --out FILE."), format=options.format)
    content = FORMATS[options.format](_document(options), options.language)
    if options.out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return 0
    write_whole(options.out, content)
    return 0


def _document(options: argparse.Namespace) -> PlanDocument:
    given = {entry.name: getattr(options, entry.name) for entry in fields(PlanChoices) if hasattr(options, entry.name)}
    if options.plan is not None:
        return _saved(options, [*given, *(["overrules"] if hasattr(options, "overrules") else [])])
    if "weights" in given:
        given["weights"] = read_weights(given["weights"])
    if "conditions" in given:
        given["conditions"] = tuple(given["conditions"])
    overrules = read_overrules(options.overrules) if hasattr(options, "overrules") else ()
    return _computed(options.edition, PlanChoices(**given), overrules, options.language)


def plan_document(folder: Path, plan_id: str | None, language: str) -> PlanDocument:
    """The plan of the default choices that reads the edition in `folder`, or a saved one of its year.

    Raises ObservatoryError where there is none, or where it reads another year.
    """
    return _read(folder, plan_id, language) if plan_id is not None else _computed(folder, PlanChoices(), (), language)


def _computed(folder: Path, choices: PlanChoices, overrules: tuple[Overrule, ...], language: str) -> PlanDocument:
    edition = find_edition(folder)
    return document_of(edition, plan_table(edition, choices, overrules, language), asdict(choices))


def _saved(options: argparse.Namespace, given: list[str]) -> PlanDocument:
    if given:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in given)
        raise ObservatoryError(mark("A saved plan has its own choices: leave out {options}."), options=names)
    return _read(options.edition, options.plan, options.language)


def _read(folder: Path, plan_id: str, language: str) -> PlanDocument:
    edition = find_edition(folder)
    records = open_records()
    try:
        document = saved_document(records, plan_id, edition.folder.parent, language)
    finally:
        records.close()
    if document.saved and document.saved.content.year != edition.year:
        message = mark("The plan “{name}” reads the edition of {year}, not the one that was named.")
        raise ObservatoryError(message, name=document.saved.content.name, year=document.saved.content.year)
    return document
