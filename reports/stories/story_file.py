"""Stories as files: TOML or JSON in, JSON out. A view must open on the page that it names."""

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from contract.errors import Fault, Refused
from contract.parsed_texts import stopped_at
from contract.translations import LANGUAGES, mark
from reports.addresses.pages import COMMON_FIELDS, PAGES
from reports.stories.story import LONGEST_SENTENCE, LONGEST_TITLE, MOST_VIEWS, Story, View

SHOWN_PAGES = {page.address: page for page in PAGES if not page.needs and "story" not in page.fields}
"""Pages that a view can show, by address."""

_FORM = mark("A story has a title and a list of views, each with an address and a sentence.")
_TEXT = mark("A text is missing here, or is not one: write it in Italian (it), in English (en), or both.")
_LONG = mark("This text is too long to be read from the back of a room.")
_PAGE = mark("The address names a page that does not exist.")
_FIELD = mark("This page keeps nothing of that name in its address.")
_CODE = mark("The address holds a value that this page does not know.")
_MANY = mark("A story has at least one view and not too many.")


def read_story(content: str, file: str) -> Story:
    """The story that `content` (TOML or JSON text) tells.

    Raises Refused with every fault and its row: what is not a story, texts that lack or are too long, addresses that
    do not open on their page.
    """
    told = _parsed(content, file)
    views = told.get("views")
    if not isinstance(views, list) or not all(isinstance(view, dict) for view in views):
        raise Refused([Fault("bad_story", _FORM, file, column="views")])
    rows = _rows(content, len(views))
    faults = _text_faults(told.get("title"), LONGEST_TITLE, file, 1, "title")
    if not 1 <= len(views) <= MOST_VIEWS:
        faults.append(
            Fault("bad_story", _MANY, file, column="views", found=str(len(views)), expected=f"1–{MOST_VIEWS}")
        )
    for row, view in zip(rows, views, strict=True):
        faults += _text_faults(view.get("sentence"), LONGEST_SENTENCE, file, row, "sentence")
        faults += _address_faults(view.get("address"), file, row)
    if faults:
        raise Refused(faults)
    return Story(_texts(told["title"]), tuple(_view(view) for view in views))


def story_json(story: Story) -> str:
    """The story as JSON text that `read_story` reads."""
    views = [{"address": view.address, "sentence": dict(view.sentences)} for view in story.views]
    return json.dumps({"title": dict(story.titles), "views": views}, ensure_ascii=False, indent=1) + "\n"


def _parsed(content: str, file: str) -> Mapping[str, Any]:
    read = json.loads if content.lstrip().startswith("{") else tomllib.loads
    try:
        told = read(content)
    except (ValueError, RecursionError) as error:
        row, found = stopped_at(content, error)
        raise Refused([Fault("bad_story", _FORM, file, row, found=found)]) from error
    if not isinstance(told, dict):
        raise Refused([Fault("bad_story", _FORM, file)])
    return told


def _rows(content: str, views: int) -> list[int]:
    """Row of each view: that of its address; the first row where some have none."""
    found = [content.count("\n", 0, at.start()) + 1 for at in re.finditer(r"""["']?\baddress\b["']?\s*[=:]""", content)]
    return found if len(found) == views else [1] * views


def _text_faults(told: object, longest: int, file: str, row: int, column: str) -> list[Fault]:
    texts = _texts(told)
    if not texts or not all(isinstance(text, str) and text.strip() and text.isprintable() for text in texts.values()):
        return [Fault("bad_text", _TEXT, file, row, column, found=str(told)[:80])]
    unknown = [code for code in texts if code not in LANGUAGES]
    faults = [
        Fault("bad_text", _TEXT, file, row, column, found=code, expected=", ".join(LANGUAGES)) for code in unknown
    ]
    return faults + [
        Fault("long_text", _LONG, file, row, column, found=str(len(text)), expected=f"≤ {longest}")
        for text in texts.values()
        if len(text) > longest
    ]


def _texts(told: object) -> dict[str, Any]:
    """Texts by language; a text alone is in the first language."""
    return dict(told) if isinstance(told, dict) else {LANGUAGES[0]: told} if told else {}


def _address_faults(told: object, file: str, row: int) -> list[Fault]:
    if not isinstance(told, str):
        return [Fault("bad_address", _PAGE, file, row, "address", found=str(told)[:80])]
    name, codes = _parts(told)
    page = SHOWN_PAGES.get(name)
    if page is None:
        known = ", ".join(address for address in SHOWN_PAGES if address)
        return [Fault("bad_address", _PAGE, file, row, "address", found=name, expected=known)]
    fields = COMMON_FIELDS | dict(page.fields)
    faults = []
    for field, code in codes.items():
        if field not in fields:
            faults.append(Fault("unknown_field", _FIELD, file, row, "address", field, ", ".join(sorted(fields))))
        elif not fields[field].is_known(code):
            faults.append(Fault("unknown_code", _CODE, file, row, "address", f"{field}={code}"))
    return faults


def _parts(address: str) -> tuple[str, dict[str, str]]:
    """Page and codes of an address, with or without the server's name."""
    told = urlsplit(address.strip())
    path = told.path.strip("/")
    return path.rpartition("/")[2] if told.netloc else path, dict(parse_qsl(told.query, keep_blank_values=True))


def _view(told: Mapping[str, Any]) -> View:
    name, codes = _parts(told["address"])
    return View(name, {field: code for field, code in codes.items() if field != "lang"}, _texts(told["sentence"]))
