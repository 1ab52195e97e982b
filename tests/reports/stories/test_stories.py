"""Stories: those that come with the product, those of a file, those inside a link."""

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import Refused, UnknownName
from contract.translations import LANGUAGES
from reports.addresses.presentation_fields import LONGEST_CODE
from reports.decks.command import story_named
from reports.stories.library import READY, READY_IDS, ready_story, story_code, story_of
from reports.stories.story import LONGEST_SENTENCE, MOST_VIEWS, Story, View
from reports.stories.story_file import read_story, story_json

GOOD = {"title": {"it": "Titolo"}, "views": [{"address": "mappa?level=nil", "sentence": {"it": "Frase"}}]}


def faults(content):
    with pytest.raises(Refused) as refused:
        read_story(content if isinstance(content, str) else json.dumps(content, indent=1), "storia.json")
    assert all(fault.file == "storia.json" for fault in refused.value.faults)
    return refused.value.faults


@pytest.mark.parametrize("story_id", READY_IDS)
def test_a_ready_story_opens_and_speaks_both_languages(story_id):
    story = ready_story(story_id)
    assert len(story.views) >= 3
    for texts in (story.titles, *(view.sentences for view in story.views)):
        assert set(texts) == set(LANGUAGES)


def test_the_list_of_ready_stories_is_that_of_the_folder():
    assert sorted(READY_IDS) == sorted(path.stem for path in READY.glob("*.toml"))


def test_an_unknown_story_names_the_known_ones():
    with pytest.raises(UnknownName, match="what_we_ask"):
        story_of("dove")


def test_every_fault_is_told_at_once_with_its_row():
    told = {
        "title": "",
        "views": [
            {"address": "mapa", "sentence": {"it": "Frase"}},
            {"address": "mappa?leve=nil&indicator=nothing", "sentence": {"fr": "Phrase"}},
            {"address": "mappa", "sentence": {"it": "x" * (LONGEST_SENTENCE + 1)}},
        ],
    }
    content = json.dumps(told, indent=1)
    found = faults(content)
    lines = content.splitlines()
    assert [fault.code for fault in found] == [
        "bad_text", "bad_address", "bad_text", "unknown_field", "unknown_code", "long_text",
    ]  # fmt: skip
    assert all('"address"' in lines[fault.row - 1] for fault in found[1:])
    assert len({fault.row for fault in found[1:]}) == 3
    assert all(fault.sentence(language) for fault in found for language in LANGUAGES)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[",
        "{",
        '{"views": 3}',
        '{"views": [1]}',
        "[1, 2]",
        "views = 3",
        "title = 'x'\nviews = []",
        '{"a": "\ud800"}',
    ],
)
def test_what_is_no_story_is_refused(content):
    assert faults(content)


@pytest.mark.parametrize("address", [3, None, ["mappa"], "mappa/x", "presenta", "mappa?area=nil:<b>", "dati?gas=13"])
def test_an_address_that_does_not_open_is_refused(address):
    [fault] = faults(GOOD | {"views": [{"address": address, "sentence": "Frase"}]})
    assert fault.column == "address"


def test_a_toml_tells_the_row_of_the_view():
    [fault] = faults(
        'title = "T"\n\n[[views]]\naddress = "mappa"\nsentence = "a"\n[[views]]\naddress = "x"\nsentence = "b"'
    )
    assert fault.row == 7


@pytest.mark.parametrize("sentence", ["", " ", 3, None, "a\nb", "\ud800", {}, {"it": ""}, {"it": 1}])
def test_a_sentence_is_one_line_of_text(sentence):
    [fault] = faults(GOOD | {"views": [{"address": "mappa", "sentence": sentence}]})
    assert (fault.code, fault.column) == ("bad_text", "sentence")


@pytest.mark.parametrize("views", [0, MOST_VIEWS + 1])
def test_too_few_and_too_many_views_are_refused(views):
    assert faults(GOOD | {"views": GOOD["views"] * views})
    assert read_story(json.dumps(GOOD | {"views": GOOD["views"] * MOST_VIEWS}), "").views


def test_a_whole_link_is_taken_with_the_server_s_name_and_its_language_left_out():
    told = GOOD | {"views": [{"address": "http://localhost:8501/mappa?lang=en&level=nil", "sentence": "Frase"}]}
    assert read_story(json.dumps(told), "").views == (View("mappa", {"level": "nil"}, {"it": "Frase"}),)
    first = GOOD | {"views": [{"address": "http://localhost:8501/?cutoff=8", "sentence": "Frase"}]}
    assert read_story(json.dumps(first), "").views[0].page == ""


@given(
    st.text(min_size=1, max_size=40).filter(lambda text: text.strip() and text.isprintable()),
    st.lists(st.sampled_from(["", "mappa?cutoff=8", "sportello?tier1=4", "scenari?gas=-10"]), min_size=1, max_size=12),
)
def test_a_story_comes_back_from_its_file_and_from_its_link(text, addresses):
    views = [{"address": address, "sentence": {"en": text}} for address in addresses]
    story = read_story(json.dumps({"title": {"en": text}, "views": views}), "")
    assert read_story(story_json(story), "") == story
    code = story_code(story)
    assert story_of(code) == story
    assert len(code) < LONGEST_CODE
    assert story.title("it") == text


@pytest.mark.parametrize(
    "code",
    ["", "x", "....", "where2", "é", "A" * (LONGEST_CODE + 1),
     base64.urlsafe_b64encode(zlib.compress(b"{" + b" " * 10_000_000)).decode(),
     base64.urlsafe_b64encode(zlib.compress(b"\xff\xfe")).decode()],
)  # fmt: skip
def test_a_code_that_is_no_story_is_not_opened(code):
    with pytest.raises((Refused, UnknownName)):
        story_of(code)


def test_a_long_story_still_fits_into_a_link():
    views = tuple(ready_story(story_id).views[place % 3] for place, story_id in enumerate(READY_IDS * 5))
    assert len(story_code(Story({"it": "x"}, views))) < LONGEST_CODE


def test_where_a_parser_stops_is_told_without_its_words():
    (fault,) = faults('title = "Prova\nviews = []')
    assert (fault.row, fault.found) == (1, 'title = "Prova')


def test_a_story_that_windows_wrote_is_read(tmp_path):
    (tmp_path / "story.json").write_bytes(story_json(ready_story("where")).encode("utf-8-sig"))
    assert story_named(str(tmp_path / "story.json")) == ready_story("where")
