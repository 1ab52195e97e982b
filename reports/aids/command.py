"""The commands `python -m reports residents-page` and `residents-words`."""

import argparse
from pathlib import Path

from babel.localedata import exists

from contract.commands import Commands, add_command
from contract.errors import UnknownName
from contract.local_time import today
from contract.translations import LANGUAGES, mark, mark_count, residents_languages, translate
from data_access.aids.store import read_catalogue_of
from data_access.records.database import open_records
from reports.aids.page_file import residents_page
from reports.aids.sentences import write_sentences
from reports.written import write_whole

_OURS = mark("The product speaks “{code}” itself: make words brings its catalogue the sentences, not this command.")


def add_aids_command(commands: Commands) -> None:
    """Add the commands to those of `python -m reports`."""
    text = "the residents' page as one HTML file for the city's site: it reckons in the browser, and sends nothing"
    parser = add_command(commands, "residents-page", _write, text)
    parser.add_argument("file", type=Path, metavar="FILE.html")
    text = "language of the page"
    parser.add_argument("--in", dest="told_in", choices=residents_languages(), default=LANGUAGES[0], help=text)
    text = "what residents read, to translate into another language; what the file has translated stays"
    telling = add_command(commands, "residents-words", _write_words, text)
    telling.add_argument("told_in", metavar="LANGUAGE", help="its code, such as ar")
    telling.add_argument("file", type=Path, metavar="FILE.po", help="locale/LANGUAGE/LC_MESSAGES/messages.po is read")


def _write(options: argparse.Namespace) -> int:
    write_whole(options.file, residents_page(read_catalogue_of(open_records()), options.told_in, today()))
    print(options.file)
    return 0


def _write_words(options: argparse.Namespace) -> int:
    if not exists(options.told_in):
        raise UnknownName(mark("There is no language “{code}”."), code=options.told_in)
    if options.told_in in LANGUAGES:
        raise UnknownName(_OURS, code=options.told_in)
    options.file.parent.mkdir(parents=True, exist_ok=True)
    empty = write_sentences(options.file, options.told_in, read_catalogue_of(open_records()))
    message = mark_count("{count} sentence is to be translated.", "{count} sentences are to be translated.")
    print(translate(message, options.language, count=empty))
    return 0
