"""The words that the pages put in place of Streamlit's: each is still one of its words."""

import re
from pathlib import Path

import streamlit

from tests.places import ROOT

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"


PUT_TOGETHER = re.compile(r"^Press (?:Ctrl\+)?Enter to (?:apply|submit form)$")
"""Words that its scripts put together from parts."""


def test_every_word_that_is_put_into_italian_is_one_that_streamlit_writes():
    told = dict(re.findall(r'^    "([^"]+)": "([^"]+)",$', (ROOT / "static/words.js").read_text("utf-8"), re.MULTILINE))
    assert len(told) > 40
    scripts = "".join(path.read_text("utf-8") for path in SCRIPTS.glob("*.js"))
    plain = [word for word in told if not PUT_TOGETHER.match(word)]
    left = [word for word in plain if not any(f"{quote}{word}{quote}" in scripts for quote in "`\"'")]
    assert left == []
    parts = (
        *(
            "Enter to ${",
            "`submit form`",
            "} matches`",
            "`File must be ${",
            "} or smaller.`",
            "} files are not allowed.`",
        ),
        *("`You have requested page /${", "does not seem to exist`", "} more`"),
    )
    assert [part for part in parts if part not in scripts] == []
    assert not set(told.values()) & set(told), "what is put into Italian would be put again"
