"""The stories that come with the product, by id; and any story as a code that fits into a link."""

import base64
import binascii
import zlib
from functools import cache
from pathlib import Path

from contract.errors import UnknownName
from contract.translations import mark
from reports.stories.story import Story
from reports.stories.story_file import read_story, story_json

READY = Path(__file__).with_name("ready")
READY_IDS = ("where", "how_sure", "who_next", "what_saved", "what_if", "what_we_ask")
"""Ids of the stories that come with the product, in the order in which they are offered."""

_MOST_BYTES = 40_000
"""Of a story unpacked: what is larger is none of ours."""


@cache
def ready_story(story_id: str) -> Story:
    """The story of that id. Raises UnknownName, naming the known ones, if there is none."""
    if story_id not in READY_IDS:
        message = mark("There is no story “{story}”. Stories: {known}.")
        raise UnknownName(message, story=story_id, known=", ".join(READY_IDS))
    path = READY / f"{story_id}.toml"
    return read_story(path.read_text(encoding="utf-8"), path.name)


def story_code(story: Story) -> str:
    """The story as letters, digits, - and _: a link that holds it opens it anywhere; no server keeps it."""
    packed = zlib.compress(story_json(story).encode(), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def story_of(code: str) -> Story:
    """The story that a link names, by id or whole. Raises UnknownName or Refused."""
    if code in READY_IDS:
        return ready_story(code)
    try:
        packed = base64.b64decode(code + "=" * (-len(code) % 4), altchars="-_", validate=True)
        unpacked = zlib.decompressobj()
        content = unpacked.decompress(packed, _MOST_BYTES)
        text = content.decode() if unpacked.eof else ""
    except (binascii.Error, zlib.error, ValueError):
        text = ""
    return read_story(text, "") if text else ready_story(code[:40])
