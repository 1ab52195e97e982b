"""The commands `python -m reports sheet DIR/YEAR`, `yearbook DIR/YEAR` and `workbook DIR/YEAR`."""

import argparse
import sys
from functools import partial
from pathlib import Path

from contract.commands import Commands, add_command, refuse_without
from contract.local_time import today
from contract.tables import LEVELS
from contract.translations import LANGUAGES, mark, translate
from data_access.editions import find_edition, list_editions
from reports.help_desk.plan_command import plan_document
from reports.open_data.command import write_folder
from reports.reading.edition_reading import EditionReading
from reports.sheets.area_sheet import areas_of, areas_pdf
from reports.sheets.estate_sheet import estate_pdf
from reports.sheets.made_sheet import made_pdf
from reports.sheets.whole_workbook import whole_workbook
from reports.sheets.yearbook import yearbook_pdf
from reports.written import write_whole

_PROGRESS = mark("sheet {done} of {all}")


def add_sheet_commands(commands: Commands) -> None:
    """Add `sheet` and `yearbook` to the commands."""
    text = "an area on a page: where it is, its answer, every indicator beside the city; or an estate, to sign (PDF)"
    parser = add_command(commands, "sheet", _sheet, text)
    _add_common(parser, "FILE", "a file; with --all a folder that does not exist yet")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--area", metavar="LEVEL:ID", help="such as nil:55 or municipio:4")
    text = "areas read as one, such as nil:10.11.55, or nil:A.1,A.2 where codes have points"
    which.add_argument("--made", metavar="LEVEL:ID.ID…", help=text)
    which.add_argument("--all", choices=LEVELS[1:-1], metavar="LEVEL", help="a file for each area of a level")
    which.add_argument("--estate", metavar="ID", help="a public-housing estate, in the plan of the default choices")
    parser.add_argument("--plan", metavar="ID", help="with --estate: a saved plan of that year")
    text = "every indicator of every area above the sections, with the codebook (XLSX)"
    parser = add_command(commands, "workbook", _workbook, text)
    _add_common(parser, "FILE", "(XLSX)")
    text = "the observatory's yearbook: the city, then a sheet for every area above the sections, largest first (PDF)"
    parser = add_command(commands, "yearbook", _yearbook, text)
    _add_common(parser, "FILE", "(PDF)")
    parser.add_argument("--level", choices=LEVELS[1:-1], help="of this level alone (default: every one)")


def _add_common(parser: argparse.ArgumentParser, metavar: str, about: str) -> None:
    parser.add_argument("edition", type=Path, metavar="DIR/YEAR", help="folder of an edition")
    parser.add_argument("--out", type=Path, required=True, metavar=metavar, help=about)
    parser.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of the sheets")


def _sheet(options: argparse.Namespace) -> int:
    if options.plan is not None and options.estate is None:
        refuse_without("--plan", "--estate")
    read, language = EditionReading(find_edition(options.edition)), options.language
    if options.estate is not None:
        document = plan_document(options.edition, options.plan, options.language)
        write_whole(options.out, estate_pdf(read, document, options.estate, language, today()))
        return 0
    if options.made is not None:
        write_whole(options.out, made_pdf(read, options.made, language, today()))
        return 0
    if options.area is not None:
        level, _, area = options.area.partition(":")
        write_whole(options.out, areas_pdf(read, [(level, area)], language, today()))
        return 0
    areas = areas_of(read, options.all)
    files = {}
    for place, (level, area) in enumerate(areas, 1):
        files[f"{level}-{area}-{language}.pdf"] = areas_pdf(read, [(level, area)], language, today())
        _tell(place, len(areas), language)
    write_folder(options.out, files)
    return 0


def _workbook(options: argparse.Namespace) -> int:
    read = EditionReading(find_edition(options.edition))
    write_whole(options.out, whole_workbook(read, options.language))
    return 0


def _yearbook(options: argparse.Namespace) -> int:
    read, language = EditionReading(find_edition(options.edition)), options.language
    levels = [options.level] if options.level else read.edition.levels[-2:0:-1]
    areas = areas_of(read, *levels)
    beside = {each.year: EditionReading(each) for each in list_editions(read.edition.folder.parent)}
    tell = partial(_tell, language=language)
    content = yearbook_pdf(read, beside | {read.edition.year: read}, areas, language, today(), tell)
    write_whole(options.out, content)
    return 0


def _tell(done: int, every: int, language: str) -> None:
    print(translate(_PROGRESS, language, done=done, all=every), file=sys.stderr)
