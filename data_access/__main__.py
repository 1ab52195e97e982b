"""Command line: `python -m data_access aggregate | check | publish | list | show | attack | revisions |
current | roles | audit | backup | restore | retention | consultation | handover | takeover | aids | submissions`.

Exit code 0: done; 1: refused, nothing was written, or a leak was found; 2: wrong usage.
"""

import argparse
import getpass
import json
import sys
from pathlib import Path

from contract.commands import Commands, add_command, parsed, refuse_beside
from contract.errors import Fault, ObservatoryError, UnknownEdition, UnknownName, disk_reason
from contract.levels import BLANKS
from contract.tables import TABLES
from contract.translations import LANGUAGES, mark, mark_count, translate
from data_access.aids.commands import add_commands as add_aid_commands
from data_access.disclosure import PrivacyRule
from data_access.editions import every_revision, find_edition, list_damaged, list_revisions
from data_access.editions.origins import TABLE_NAMES
from data_access.household_counts.aggregate import aggregate
from data_access.intake.mapping_parts import LEVEL_NAMES
from data_access.intake.mappings import merge, read_mapping
from data_access.intake.sources import SourcePaths, Sources, has_errors
from data_access.publishing.carried import KEPT_TABLES, Keeping
from data_access.publishing.commands import add_commands as add_revision_commands
from data_access.publishing.fault_report import summary, write_report
from data_access.publishing.journal import claimed
from data_access.publishing.publish import Publication
from data_access.publishing.review import review
from data_access.publishing.running import publish_told
from data_access.records.collection_commands import add_collection_commands
from data_access.records.commands import add_commands as add_records_commands
from data_access.records.progress_commands import add_progress_commands


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = parsed(_parser(), sys.argv[1:] if arguments is None else arguments)
    try:
        return int(options.command(options))
    except UnknownName as error:
        print(error.sentence(options.language), file=sys.stderr)
        return 2
    except ObservatoryError as error:
        print(error.sentence(options.language), file=sys.stderr)
        return 1
    except OSError as error:
        reason = disk_reason(error)[options.language] + (f" ({error.filename})" if error.filename else "")
        print(translate("The disk refused: {reason}.", options.language, reason=reason), file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data_access", description="Extracts, checks and editions.")
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help="language of the messages")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _aggregate_command(commands)
    for name, run, text in (
        ("check", _check, "check the files of an edition; writes the report and nothing else"),
        ("publish", _publish, "check the files, withhold what privacy asks for, write the edition"),
    ):
        _publish_arguments(add_command(commands, name, run, text))
    add_command(commands, "list", _list, "the editions of a folder").add_argument("folder", type=Path, metavar="DIR")
    text = "the manifest of one edition"
    add_command(commands, "show", _show, text).add_argument("edition", type=Path, metavar="DIR/YEAR")
    text = "bound every withheld count of all editions of a folder, as an attacker would; exit code 1 if one leaks"
    attacking = add_command(commands, "attack", _attack, text)
    attacking.add_argument("folder", type=Path, metavar="DIR")
    text = "exact households by section that the attacker holds too: CSV with section_id and households"
    attacking.add_argument("--census", type=Path, metavar="FILE", help=text)
    add_records_commands(commands)
    add_progress_commands(commands)
    add_collection_commands(commands)
    add_revision_commands(commands)
    add_aid_commands(commands)
    return parser


def _aggregate_command(commands: Commands) -> None:
    text = "count households by section: the only file that leaves the city's platform"
    parser = add_command(commands, "aggregate", _aggregate, text)
    parser.add_argument("households", type=Path, metavar="HOUSEHOLDS", help="Parquet file, or folder of them")
    parser.add_argument("--year", type=int, required=True, help="year of the spend")
    parser.add_argument("--out", type=Path, required=True, metavar="EXTRACT", help="CSV to write")


def _publish_arguments(parser: argparse.ArgumentParser) -> None:
    rule = PrivacyRule()
    parser.add_argument("--year", type=int, required=True, help="year of the spend")
    parser.add_argument("--extract", type=Path, required=True, help="counts of households by section")
    parser.add_argument(
        "--mapping",
        action="append",
        default=[],
        metavar="NAME|FILE",
        help="which column is which; may be repeated, a later one wins table by table",
    )
    parser.add_argument("--sections", type=Path, help="section polygons; without, those of the edition before")
    parser.add_argument(
        "--lookup",
        type=Path,
        help="section → the areas that hold it; or names by code, where the mapping has area_names",
    )
    for level in BLANKS:
        text = f"names of the areas of the level {level} by their codes, in a table of their own"
        parser.add_argument(f"--{level}-names", type=Path, help=text)
    for table in KEPT_TABLES:
        parser.add_argument(f"--{table}", type=Path, help=f"{TABLES[table].meaning}; without, as in the edition before")
    text = "a table of the edition before that is not kept; may be repeated"
    parser.add_argument("--leave-out", action="append", default=[], choices=KEPT_TABLES, metavar="TABLE", help=text)
    parser.add_argument("--into", type=Path, required=True, metavar="DIR", help="folder of the editions")
    parser.add_argument("--least-base", type=int, default=rule.least_base, help="least households of a base")
    parser.add_argument("--least-count", type=int, default=rule.least_count, help="least households of a count")
    parser.add_argument("--demonstration", action="store_true", help="the data are invented: every page says so")
    text = "for people with a role alone: visitors are never served it"
    parser.add_argument("--internal", action="store_true", help=text)
    parser.add_argument("--report", type=Path, help="where the full report goes (default: report-YEAR.txt)")


def _aggregate(options: argparse.Namespace) -> int:
    def tell(fault: Fault) -> None:
        """Print a fault of the file as soon as it is met."""
        print(fault.sentence(options.language), file=sys.stderr)

    sections = aggregate(options.households, options.year, options.out, tell)
    print(
        translate(
            mark_count("{sections} section written to {file}.", "{sections} sections written to {file}.", "sections"),
            options.language,
            sections=sections,
            file=options.out,
        )
    )
    return 0


def _checked(options: argparse.Namespace) -> Sources:
    """Read and check the files; the report is written and its summary printed."""
    _tell(mark("Reading and checking …"), options.language)
    mapping = merge([read_mapping(name) for name in options.mapping])
    files = {role: getattr(options, role) for role in (*LEVEL_NAMES, *KEPT_TABLES)}
    for name in options.leave_out:
        if files[name] is not None:
            refuse_beside(f"--leave-out {name}", f"--{name}")
    paths = SourcePaths(extract=options.extract, sections=options.sections, lookup=options.lookup, **files)
    rule = PrivacyRule(options.least_base, options.least_count)
    keeping = Keeping(options.leave_out, options.demonstration, options.internal)
    sources = review(options.year, paths, mapping, rule, options.into, keeping)
    for each in sources.origins:
        print(f"{translate(TABLE_NAMES[each.table], options.language)}: {each.sentence(options.language)}")
    report = options.report or Path(f"report-{options.year}.txt")
    write_report(sources.faults, report)
    print(f"{summary(sources.faults, options.language)} → {report}")
    return sources


def _check(options: argparse.Namespace) -> int:
    return 1 if has_errors(_checked(options).faults) else 0


def _publish(options: argparse.Namespace) -> int:
    sources = _checked(options)
    if has_errors(sources.faults):
        print(translate("Refused: nothing was written.", options.language))
        return 1
    rule = PrivacyRule(options.least_base, options.least_count)
    choices = Publication(rule, options.demonstration, is_attacked=True, is_internal=options.internal)
    with claimed(options.into):
        edition = publish_told(
            sources, options.into, choices, getpass.getuser(), lambda step: _tell(step, options.language)
        )
    print(
        translate(
            "Edition {year}, revision {revision}, published in {folder}.",
            options.language,
            year=edition.year,
            revision=edition.revision,
            folder=edition.folder,
        )
    )
    return 0


def _list(options: argparse.Namespace) -> int:
    if not options.folder.is_dir():
        raise UnknownEdition(mark("There is no folder {folder}."), folder=options.folder)
    for edition in list_revisions(options.folder):
        print(f"{edition.year}\t{edition.revision}\t{edition.manifest['created']}\t{edition.folder}")
    for edition in list_damaged(options.folder):
        if edition.damage is not None:
            print(edition.damage.sentence(options.language), file=sys.stderr)
    return 0


def _show(options: argparse.Namespace) -> int:
    print(json.dumps(find_edition(options.edition).manifest, ensure_ascii=False, indent=1))
    return 0


def _attack(options: argparse.Namespace) -> int:
    from data_access.privacy.attack import attack, read_census

    if not every_revision(options.folder):
        raise UnknownEdition(mark("{folder} holds no edition."), folder=options.folder)
    leaks = attack(options.folder, read_census(options.census) if options.census else None)
    for leak in leaks:
        print(f"{leak.edition}\t{leak.level}\t{leak.area}\t{leak.sum}\t{leak.low:g}\t{leak.high:g}")
    message = mark_count(
        "{count} sum can be known closer than the rule allows.",
        "{count} sums can be known closer than the rule allows.",
    )
    print(translate(message, options.language, count=len(leaks)), file=sys.stderr)
    return 1 if leaks else 0


def _tell(step: str, language: str) -> None:
    print(translate(step, language), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
