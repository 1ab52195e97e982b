"""Changing one edition of an aid flags what quotes it, and nothing else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.aid_records import Catalogue
from data_access.aids.packaged_files import packaged_catalogue
from indicators.training.quotes import quotes_of, stale_quotes
from tests.indicators.training.contents import TODAY

CATALOGUE = packaged_catalogue()
VALID = [key for key in CATALOGUE.editions if not stale_quotes(quotes_of(CATALOGUE, [key]), CATALOGUE, TODAY)]


def changed(edition_id, **values):
    edition = replace(CATALOGUE.editions[edition_id], **values)
    return replace(CATALOGUE, editions={**CATALOGUE.editions, edition.edition_id: edition})


CHANGES = {
    "covers more": {"cash_up_front": "x"},
    "another day": {"valid_to": TODAY + timedelta(days=1)},
    "other papers": {"papers": ("isee", "iban", "bill")},
    "another source": {"source": "delibera 99"},
}


@given(
    st.sampled_from(VALID),
    st.sampled_from(sorted(CHANGES)),
    st.lists(st.sets(st.sampled_from(VALID)), min_size=1, max_size=5),
)
def test_one_change_flags_exactly_what_quotes_the_edition(edition_id, change, quoting):
    assert quoting
    after = changed(edition_id, **CHANGES[change])
    for quoted in quoting:
        found = stale_quotes(quotes_of(CATALOGUE, quoted), after, TODAY)
        assert found == ({edition_id: "changed"} if edition_id in quoted else {})


def test_that_somebody_looked_again_changes_nothing():
    quotes = quotes_of(CATALOGUE, ["BSE-2026"])
    after = changed("BSE-2026", checked_on=date(2027, 1, 1), checked_by="other", check_every_days=1, owner="other")
    assert stale_quotes(quotes, after, TODAY) == {}


@pytest.mark.parametrize(("day", "found"), [(date(2026, 12, 31), {}), (date(2027, 1, 1), {"BSE-2026": "ended"})])
def test_an_edition_holds_until_its_last_day(day, found):
    assert stale_quotes(quotes_of(CATALOGUE, ["BSE-2026"]), CATALOGUE, day) == found


def test_a_later_edition_of_the_same_aid_replaces_it_once_it_has_begun():
    old = replace(CATALOGUE.editions["BSE-2026"], valid_to=None)
    new = replace(old, edition_id="BSE-2027", valid_from=date(2026, 12, 1))
    both = replace(CATALOGUE, editions={**CATALOGUE.editions, "BSE-2026": old, "BSE-2027": new})
    quotes = quotes_of(both, ["BSE-2026", "BSE-2027"])
    assert stale_quotes(quotes, both, date(2026, 11, 30)) == {}
    assert stale_quotes(quotes, both, date(2026, 12, 1)) == {"BSE-2026": "replaced"}
    elsewhere = replace(new, area=("nil:55",))
    apart = replace(both, editions={**both.editions, "BSE-2027": elsewhere})
    assert stale_quotes(quotes_of(apart, ["BSE-2026"]), apart, date(2026, 12, 1)) == {}


def test_what_is_gone_or_described_otherwise_is_told():
    quotes = quotes_of(CATALOGUE, ["BSE-2026", "nothing"])
    assert set(quotes) == {"BSE-2026"}
    assert stale_quotes(quotes, Catalogue({}, {}, {}), TODAY) == {"BSE-2026": "gone"}
    aid = replace(CATALOGUE.aids["BSE"], covers={"it": "altro"})
    assert stale_quotes(quotes, replace(CATALOGUE, aids={**CATALOGUE.aids, "BSE": aid}), TODAY) == {
        "BSE-2026": "changed"
    }
