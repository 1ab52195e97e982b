"""The catalogue in the records: every save kept, two editors at once lose nothing, refused input changes nothing."""

from datetime import date

import pytest

from contract.errors import NotPermitted, Refused
from data_access.aids.packaged_files import packaged_catalogue
from data_access.aids.saves import read_saves
from data_access.aids.sheets import VERSION
from data_access.aids.store import read_catalogue_of, read_rows, save_rows
from data_access.records.audit import broken_entries, read_audit
from tests.data_access.records.conftest import made_once, place, records, server, template

__all__ = ["made_once", "place", "records", "server", "template"]
TODAY = date(2026, 11, 28)


def row(records, record_id, kind="editions"):
    key = {"editions": "edition_id", "aids": "aid_id", "providers": "provider_id"}[kind]
    return next(each for each in read_rows(records)[kind] if each[key] == record_id)


def test_until_somebody_changes_it_the_catalogue_is_the_packaged_one(records):
    assert read_catalogue_of(records) == packaged_catalogue()
    assert read_saves(records, "editions", "BSE-2026") == []


def test_what_was_taken_out_and_brought_back_changes_nothing(records):
    assert save_rows(records, read_rows(records), "Ada", TODAY) == 0
    assert read_catalogue_of(records) == packaged_catalogue()
    assert [entry.action for entry in read_audit(records, "Ada")] == ["audit_read"]


def test_what_is_typed_another_way_and_says_the_same_changes_nothing(records):
    typed = {"valid_from": "2026-01-01 00:00:00", "valid_to": "2026-12-31T00:00:00", "cash_up_front": "no",
             "conditions": "isee<=9796 unless children>=4;isee<=20000;supply=both|electricity"}  # fmt: skip
    before, once = row(records, "BSE-2026"), row(records, "EIC-2")
    assert save_rows(records, {"editions": [before | typed]}, "Ada", TODAY) == 0
    again = once | {"amounts": "0.00..600", "budget_eur": "1560000.00"}
    assert save_rows(records, {"editions": [again]}, "Ada", TODAY) == 0


def test_a_change_is_kept_with_who_and_what_it_was(records):
    changed = row(records, "EIC-2") | {"owner": "ufficio casa"}
    assert save_rows(records, {"editions": [changed]}, "Ada", TODAY) == 1
    assert read_catalogue_of(records).editions["EIC-2"].owner == "ufficio casa"
    first, second = read_saves(records, "editions", "EIC-2")
    assert (first.version, first.by, first.content["owner"]) == (1, "Benessere Energetico", "ufficio energia e clima")
    assert (second.version, second.by, second.content["owner"]) == (2, "Ada", "ufficio casa")
    assert first.is_intact and second.is_intact
    entry = read_audit(records, "Ada")[0]
    assert (entry.action, entry.changes[0].what, entry.changes[0].after) == ("aids_changed", "owner", "ufficio casa")
    assert broken_entries(records) == []


def test_two_editors_of_one_record_the_second_is_told_and_nothing_is_lost(records):
    ada, bruno = (row(records, "EIC-2") for _ in range(2))
    save_rows(records, {"editions": [ada | {"owner": "Ada's office"}]}, "Ada", TODAY)
    with pytest.raises(Refused) as told:
        save_rows(records, {"editions": [bruno | {"owner": "Bruno's office"}]}, "Bruno", TODAY)
    assert told.value.faults[0].code == "aid_stale" and "Ada" in told.value.sentence("it")
    assert read_catalogue_of(records).editions["EIC-2"].owner == "Ada's office"


def test_two_whole_files_with_changes_in_different_rows_both_come_in(records):
    ada, bruno = read_rows(records), read_rows(records)
    for each in ada["editions"]:
        each["owner"] = "casa" if each["edition_id"] == "EIC-2" else each["owner"]
    for each in bruno["editions"]:
        each["owner"] = "welfare" if each["edition_id"] == "CRS-2026" else each["owner"]
    assert save_rows(records, ada, "Ada", TODAY) == 1
    assert save_rows(records, bruno, "Bruno", TODAY) == 1
    editions = read_catalogue_of(records).editions
    assert (editions["EIC-2"].owner, editions["CRS-2026"].owner) == ("casa", "welfare")


@pytest.mark.parametrize(("column", "value"), [
    ("conditions", "isee <= 10000"), ("amounts", "999.00"), ("valid_from", "2026-02-01"), ("area", "nil:1"),
])  # fmt: skip
def test_what_an_edition_that_began_gives_is_never_overwritten(records, column, value):
    changed = row(records, "BSE-2026") | {column: value}
    with pytest.raises(Refused) as told:
        save_rows(records, {"editions": [changed]}, "Ada", TODAY)
    assert [fault.column for fault in told.value.faults] == [column]
    assert read_catalogue_of(records) == packaged_catalogue()


def test_a_raised_threshold_comes_in_as_a_new_edition(records):
    old = row(records, "BSE-2026")
    new = old | {"edition_id": "BSE-2027", "valid_from": "2027-01-01", "valid_to": "2027-12-31",
                 "conditions": old["conditions"].replace("9796", "9900"), "version": ""}  # fmt: skip
    assert save_rows(records, {"editions": [new]}, "Ada", TODAY) == 1
    catalogue = read_catalogue_of(records)
    assert [each.edition_id for each in catalogue.in_force(date(2027, 1, 1)) if each.aid_id == "BSE"] == ["BSE-2027"]
    assert [each.edition_id for each in catalogue.in_force(TODAY) if each.aid_id == "BSE"] == ["BSE-2026"]


@pytest.mark.parametrize("broken", [
    {"conditions": "isee 9"}, {"valid_to": "soon"}, {"precedes": "NOTHING"}, {"valid_to": "2020-01-01"},
    {"version": "7", "owner": "x"},
])  # fmt: skip
def test_refused_input_changes_nothing(records, broken):
    good = row(records, "CRS-2026") | {"owner": "casa"}
    with pytest.raises(Refused):
        save_rows(records, {"editions": [good, row(records, "EIC-2") | broken]}, "Ada", TODAY)
    assert read_catalogue_of(records) == packaged_catalogue()
    assert read_saves(records, "editions", "CRS-2026") == []


def test_only_editors_write(records):
    with pytest.raises(NotPermitted):
        save_rows(records.in_name_of("somebody"), {"editions": [row(records, "EIC-2") | {"owner": "x"}]}, "x", TODAY)
    assert read_catalogue_of(records) == packaged_catalogue()


def test_nobody_rewrites_a_save(records):
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    save_rows(records, {"editions": [row(records, "EIC-2") | {"owner": "casa"}]}, "Ada", TODAY)
    for verb in ("update aid_history set saved_by = 'x'", "delete from aid_history"):
        with pytest.raises(DBAPIError), records.engine.begin() as connection:
            connection.execute(text(verb))


@pytest.mark.parametrize(("households", "eligible"), [("2", ""), ("2", "40"), ("38", "40")])
def test_recipients_that_are_one_or_two_households_or_all_but_these_are_not_taken(records, households, eligible):
    row = {"recipients_id": "BSE-2025-M8", "aid_id": "BSE", "year": "2025", "area": "municipio:8", "source": "SII"}
    told = {"households": households, "eligible_households": eligible}
    with pytest.raises(Refused) as refused:
        save_rows(records, {"recipients": [row | told]}, "Ada", TODAY)
    assert [(fault.code, fault.row) for fault in refused.value.faults] == [("aid_few", 2)]
    assert not read_catalogue_of(records).recipients
    for safe in ("0", "3"):
        assert save_rows(records, {"recipients": [row | {"households": safe, "eligible_households": ""}]}, "Ada", TODAY)
        row[VERSION] = read_rows(records)["recipients"][0][VERSION]
