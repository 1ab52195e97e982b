"""A sign-in lasts 30 minutes without a sign of life and eight hours at most, and signing out ends all of them."""

from datetime import UTC, datetime, timedelta

import pytest

from contract.errors import SignedOut
from data_access.records.audit import read_audit
from data_access.records.sign_ins import ABSOLUTE, IDLE, SKEW, end_sign_ins, note_seen

START = datetime(2026, 11, 28, 9, tzinfo=UTC)
VALID = START + timedelta(minutes=5)
SECOND = timedelta(seconds=1)


@pytest.fixture
def ada(records):
    return records.in_name_of("https://accounts.test|ada")


def _seen(records, after, issued=START):
    note_seen(records, "Ada", issued, VALID, START + after)


def test_whoever_stays_active_stays_in_until_the_absolute_limit(ada):
    for number in range(17):
        _seen(ada, number * (IDLE - SECOND))
        if (number + 1) * (IDLE - SECOND) > ABSOLUTE:
            break
    assert number == 16
    _seen(ada, ABSOLUTE)
    with pytest.raises(SignedOut):
        _seen(ada, ABSOLUTE + SECOND)


@pytest.mark.parametrize(("away", "is_over"), [(IDLE, False), (IDLE + SECOND, True)])
def test_the_idle_limit_to_the_second(ada, away, is_over):
    _seen(ada, timedelta(0))
    if is_over:
        for _ in range(2):
            with pytest.raises(SignedOut):
                _seen(ada, away)
    else:
        _seen(ada, away)


def test_a_token_that_ran_out_opens_nothing_but_does_not_end_what_is_open(ada):
    with pytest.raises(SignedOut):
        _seen(ada, VALID - START + SECOND)
    _seen(ada, VALID - START)
    _seen(ada, VALID - START + timedelta(minutes=10))


def test_a_token_from_later_on_opens_nothing_and_a_clock_put_back_ends_what_was_seen_later(ada):
    """Such a one would not run out until its hour had come."""
    _seen(ada, timedelta(0), issued=START + SKEW)
    with pytest.raises(SignedOut):
        _seen(ada, timedelta(0), issued=START + SKEW + SECOND)
    for minutes in (0, 20, 40):
        _seen(ada, timedelta(minutes=minutes))
    _seen(ada, timedelta(minutes=40) - IDLE)
    with pytest.raises(SignedOut):
        _seen(ada, timedelta(minutes=40) - IDLE - SECOND)


def test_signing_out_ends_every_sign_in_of_that_person_alone(records, ada):
    bea = records.in_name_of("https://accounts.test|bea")
    _seen(ada, timedelta(0))
    _seen(ada, timedelta(seconds=30), issued=START + timedelta(seconds=30))
    _seen(bea, timedelta(0))
    end_sign_ins(ada, "Ada")
    for issued in (START, START + timedelta(seconds=30)):
        with pytest.raises(SignedOut):
            _seen(ada, timedelta(minutes=1), issued=issued)
    _seen(bea, timedelta(minutes=1))
    _seen(ada, timedelta(minutes=2), issued=START + timedelta(minutes=2))
    acts = [each.action for each in read_audit(records, "root") if each.reference == ada.reference]
    assert acts == ["signed_in", "signed_in", "signed_out", "signed_in"]
