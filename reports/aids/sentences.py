"""Every sentence that a resident reads, as a catalogue for whoever tells them in another language."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import PoFileError, read_po, write_po

from contract import aid_records
from contract.catalogue_lines import broken_rows
from contract.errors import Fault, Refused
from contract.translations import mark
from data_access.intake.row_faults import shown
from reports.hand_written import text_of
from reports.written import write_whole

_ROOT = Path(__file__).resolve().parents[2]
_SPOKEN = (
    "pages/contributions/for_me.py",
    "contract/aid_facts.py",
    "ui/contributions/privacy.py",
    "ui/contributions/answers.py",
    "ui/contributions/sheet.py",
    "ui/contributions/next_sessions.py",
    "reports/aids/words.py",
    "reports/aids/conditions.py",
    "reports/aids/sheet.py",
    "reports/aids/page_file.py",
)
_NO_CATALOGUE = mark("This file is not a catalogue of sentences (PO), or is damaged here.")
_KEYWORDS = {"mark": None, "t": None, "t_count": (1, 2)}


def write_sentences(file: Path, language: str, catalogue: aid_records.Catalogue) -> int:
    """Write what residents read into `file`, for `language`; what it has translated stays. Return how many are empty.

    The texts of the aids are among them, by their English. Raises Refused, and leaves the file, where it cannot be read
    in full.
    """
    template = Catalog()
    for sentence in _sentences(catalogue):
        template.add(sentence)
    told = _told_before(file, language)
    told.update(template, no_fuzzy_matching=True)
    told.obsolete.clear()
    out = io.BytesIO()
    write_po(out, told, width=0)
    write_whole(file, out.getvalue())
    return sum(1 for each in told if each.id and not each.string)


def _told_before(file: Path, language: str) -> Catalog:
    if not file.exists():
        return Catalog(locale=language, fuzzy=False)
    text = text_of(file)
    for row in broken_rows(text):
        found = shown(text.split("\n")[row - 1].strip())
        raise Refused([Fault("bad_catalogue", _NO_CATALOGUE, file.name, row, found=found)])
    try:
        return read_po(io.StringIO(text), locale=language, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        place = error.lineno + 1 if isinstance(error, PoFileError) else None
        raise Refused([Fault("bad_catalogue", _NO_CATALOGUE, file.name, place)]) from error


def _sentences(catalogue: aid_records.Catalogue) -> Iterator[str | tuple[str, ...]]:
    for name in _SPOKEN:
        yield from (found[1] for found in extract_from_file("python", str(_ROOT / name), _KEYWORDS))
    yield from (*aid_records.CHANNELS.values(), *aid_records.PAPERS.values())
    for aid in catalogue.aids.values():
        yield from filter(None, (aid.name.get("en"), aid.covers.get("en")))
    yield from filter(None, (each.untested.get("en") for each in catalogue.editions.values()))
