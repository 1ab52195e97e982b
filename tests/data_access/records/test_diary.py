"""A diary hangs on the words of a receipt: week by week, replaced, read and gone with them."""

import pytest

from contract.errors import Refused, UnknownName
from data_access.collection.forms import read_form
from data_access.records.diary import read_diary, save_week
from data_access.records.responses import save_response, withdraw
from tests.data_access.records.contents import FORM, response

DIARY = read_form("energy_diary")


def test_weeks_come_back_in_order_and_the_same_week_is_replaced(records):
    words = save_response(records, FORM, response(1), "Ada")
    other = save_response(records, FORM, response(2), "Ada")
    save_week(records, DIARY, words, ("2026-W48", {"comfort": "2", "electricity_reading_kwh": 1040}), "Ada")
    save_week(records, DIARY, words.upper(), ("2026-W47", {"comfort": "1"}), "Ada")
    save_week(records, DIARY, words, ("2026-W48", {"comfort": "4", "electricity_reading_kwh": 1042}), "Ada")
    diary = read_diary(records, DIARY, words)
    assert diary["week"].tolist() == ["2026-W47", "2026-W48"] and diary["comfort"].tolist() == ["1", "4"]
    assert read_diary(records, DIARY, other).empty
    withdraw(records, words)
    with pytest.raises(UnknownName):
        read_diary(records, DIARY, words)
    with pytest.raises(UnknownName):
        save_week(records, DIARY, words, ("2026-W49", {"comfort": "1"}), "Ada")


@pytest.mark.parametrize(
    ("week", "answers", "code"),
    [
        ("2026-W54", {"comfort": "1"}, "bad_week"),
        ("2026-11", {"comfort": "1"}, "bad_week"),
        ("2026-W48", {}, "empty_week"),
        ("2026-W48", {"comfort": "6"}, "unknown_code"),
        ("2026-W48", {"electricity_reading_kwh": -1}, "out_of_range"),
        ("2026-W48", {"note": "x"}, "unknown_question"),
    ],
)
def test_what_is_no_week_of_a_diary_is_refused(records, week, answers, code):
    words = save_response(records, FORM, response(1), "Ada")
    with pytest.raises(Refused) as told:
        save_week(records, DIARY, words, (week, answers), "Ada")
    assert [fault.code for fault in told.value.faults] == [code]
    assert read_diary(records, DIARY, words).empty
