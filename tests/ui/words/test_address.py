"""A browser tells its address with every press, and the address may be older than what the page last wrote."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.entrance import frame  # noqa: F401  declares the fields of every page
from ui.words import address


class Params(dict):
    """What a run is told of the address; what is written goes to the browser."""

    def __init__(self, told, browser):
        super().__init__(told)
        self.browser = browser

    def to_dict(self):
        return dict(self)

    def from_dict(self, codes):
        self.clear()
        self.update(codes)
        self.browser.append(dict(codes))


@pytest.fixture(scope="module")
def patched():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(address, "get_script_run_ctx", lambda: None)
        yield patch


def run(patch, session, browser, told, area=...):
    """One run of the script, told the address `told`, after a press that puts `area`."""
    page = SimpleNamespace(
        session_state=session, query_params=Params(told, browser), context=SimpleNamespace(url="http://here/mappa")
    )
    patch.setattr(address, "st", page)
    if area is not ...:
        address.put("area", area)
    address.read_address()
    address.write_address()


def test_an_area_closed_by_a_press_sent_with_an_old_address_leaves_the_address_too(patched):
    session, browser = {}, [{}]
    run(patched, session, browser, {})
    run(patched, session, browser, {}, "nil:55")
    run(patched, session, browser, {}, None)
    assert browser[-1] == {}


@given(st.lists(st.tuples(st.sampled_from([..., None, "nil:55", "nil:1"]), st.integers(0, 3)), max_size=12))
def test_the_address_ends_as_the_page_however_old_the_addresses_that_come_with_the_presses(patched, presses):
    session, browser = {}, [{}]
    run(patched, session, browser, {})
    assert browser[-1] == {}
    for area, age in presses:
        run(patched, session, browser, browser[max(0, len(browser) - 1 - age)], area)
        shown = address.get("area")
        assert browser[-1] == ({"area": shown} if shown else {})
        assert area is ... or shown == (area or "")


@pytest.mark.parametrize(("code", "kept"), [("en", "en"), ("nonsense" * 50, "it")])
def test_a_code_that_does_not_exist_is_passed_over_where_a_list_tells_it(monkeypatch, code, kept):
    session = {"address_codes": {}}
    monkeypatch.setattr(address.st, "session_state", session)
    address.choose("lang", code)
    assert address.get("lang") == kept
    assert [(name, len(found)) for name, found in address.unknown()] == (
        [("lang", 80)] if code == "nonsense" * 50 else []
    )


def test_a_list_that_tells_nothing_leaves_its_field_as_it_is(monkeypatch):
    monkeypatch.setattr(address.st, "session_state", {"address_codes": {"lang": "en"}})
    address.choose("lang", None)
    assert address.get("lang") == "en" and address.unknown() == []
