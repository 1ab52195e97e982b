"""The command `python -m reports deck DIR/YEAR`."""

import argparse
import sys
from pathlib import Path

from contract.commands import Commands, add_command, refuse_without
from contract.local_time import today
from contract.translations import LANGUAGES, mark, translate
from data_access.editions import Edition, find_edition, list_editions
from reports.decks.deck import make_deck
from reports.decks.html_file import deck_html
from reports.decks.pdf_file import deck_pdf
from reports.decks.pptx_file import deck_pptx
from reports.hand_written import text_of
from reports.reading.edition_reading import EditionReading
from reports.stories.library import READY_IDS, ready_story
from reports.stories.story import Story
from reports.stories.story_file import read_story
from reports.written import write_whole

FORMATS = {"pptx": deck_pptx, "pdf": deck_pdf, "html": deck_html}
"""What writes a deck, by format."""

_PROGRESS = mark("slide {done} of {all}")


def add_deck_command(commands: Commands) -> None:
    """Add `deck` to the commands."""
    text = "a story as slides: maps, charts that can be edited, tables, notes"
    parser = add_command(commands, "deck", _deck, text)
    parser.add_argument("edition", type=Path, metavar="DIR/YEAR", help="folder of an edition")
    parser.add_argument(
        "--story",
        default=READY_IDS[0],
        metavar="NAME",
        help=f"{', '.join(READY_IDS)}, or a file (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument("--format", choices=tuple(FORMATS), default="pptx", help="(default: %(default)s)")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument(
        "--server", default="", metavar="URL", help="address of the app, for the links in a PPTX's notes"
    )
    parser.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of the slides")


def _deck(options: argparse.Namespace) -> int:
    if options.server and options.format != "pptx":
        refuse_without("--server", "--format pptx")
    edition = find_edition(options.edition)
    deck = make_deck(
        story_named(options.story),
        readings_beside(edition),
        edition,
        options.language,
        today(),
        options.server,
        lambda done, every: _tell(done, every, options.language),
    )
    write_whole(options.out, FORMATS[options.format](deck))
    return 0


def story_named(name: str) -> Story:
    """A ready story by its id, or that of a file. Raises UnknownName or Refused."""
    path = Path(name)
    if name in READY_IDS or not path.is_file():
        return ready_story(name)
    return read_story(text_of(path), path.name)


def readings_beside(edition: Edition) -> dict[int, EditionReading]:
    """The edition and the current ones of the other years beside it, by year."""
    beside = {each.year: EditionReading(each) for each in list_editions(edition.folder.parent, edition.is_internal)}
    return beside | {edition.year: EditionReading(edition)}


def _tell(done: int, every: int, language: str) -> None:
    print(translate(_PROGRESS, language, done=done, all=every), file=sys.stderr)
