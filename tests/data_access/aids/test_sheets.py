"""Sheets of the catalogue: there and back without loss, and refused whole with every row that is wrong."""

import copy
import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from contract.aid_records import Recipients
from contract.aid_rules import UnreadableRule, read_amounts, read_conditions, written
from contract.errors import ObservatoryError, Refused
from data_access.aids.files import catalogue_zip, read_catalogue
from data_access.aids.json_ld import catalogue_json_ld
from data_access.aids.packaged_files import packaged_catalogue
from data_access.aids.sheets import read_sheets, write_sheets
from reports.aids.workbook import catalogue_workbook

CATALOGUE = packaged_catalogue()
WRITERS = {"zip": catalogue_zip, "xlsx": catalogue_workbook, "jsonld": catalogue_json_ld}


REPORTED = Recipients("BSE-2025", "BSE", 2025, ("municipio:8",), 1234, "SII", 1500)
WITH_RECIPIENTS = replace(CATALOGUE, recipients={"BSE-2025": REPORTED})


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ("aid_id", "NOTHING"),
        ("year", ""),
        ("households", "-1"),
        ("source", ""),
        ("eligible_households", "1233"),
        ("eligible_households", "0"),
    ],
)
def test_recipients_with_a_fault_are_refused_with_their_row(column, told):
    sheets = write_sheets(WITH_RECIPIENTS)
    sheets["recipients"][0][column] = told
    with pytest.raises(Refused) as refused:
        read_sheets(sheets)
    assert [(fault.file, fault.row) for fault in refused.value.faults] == [("recipients", 2)]


@pytest.mark.parametrize("kind", WRITERS)
def test_what_goes_out_comes_back_as_the_same(kind, tmp_path):
    """No column is empty in every row: none could be lost unseen."""
    first = replace(CATALOGUE.editions["EIC-1"], answer_days=60, budget_eur=Decimal("1234.50"),
                    cumulable_with=("BSE", "BSG"), opens_on=date(2025, 11, 15))  # fmt: skip
    whole = replace(WITH_RECIPIENTS, editions={**CATALOGUE.editions, "EIC-1": first})
    sheets = write_sheets(whole)
    assert [(name, column) for name, rows in sheets.items() for column in rows[0]
            if not any(row[column] for row in rows)] == []  # fmt: skip
    path = tmp_path / f"aids.{kind}"
    path.write_bytes(WRITERS[kind](sheets))
    assert read_catalogue(path) == whole


def test_every_entry_tells_its_source_and_when_it_was_read_and_the_unverified_say_so():
    for each in CATALOGUE.editions.values():
        assert each.source and each.source_on and each.checked_on and each.checked_by
    states = {each.edition_id: each.state for each in CATALOGUE.editions.values()}
    assert states["EIC-2"] == states["CS26-2026"] == "to_check"
    assert states["PSC-1"] == "announced"
    assert {each.aid_id for each in CATALOGUE.editions.values()} == set(CATALOGUE.aids)


def test_a_threshold_that_rose_is_another_edition():
    editions = [each for each in CATALOGUE.editions.values() if each.aid_id == "BSE"]
    assert [str(each.conditions[0]) for each in editions] == [
        "isee <= 9530 unless children >= 4", "isee <= 9796 unless children >= 4",
    ]  # fmt: skip


def edited(sheet, place, **cells):
    def change(sheets):
        sheets[sheet][place].update(cells)

    return change


def without(sheet, column=None):
    def change(sheets):
        if column is None:
            sheets[sheet] = []
        for row in sheets[sheet]:
            row.pop(column)

    return change


def twice(sheet):
    def change(sheets):
        sheets[sheet].append(dict(sheets[sheet][0]))

    return change


def with_column(sheets):
    for row in sheets["aids"]:
        row["colour"] = "red"


def renamed(sheet, before, after):
    def change(sheets):
        for row in sheets[sheet]:
            row[after] = row.pop(before)

    return change


BROKEN = {
    "no sheet": (without("aids"), "aids", None),
    "a column missing": (without("editions", "conditions"), "editions", None),
    "a column more": (with_column, "aids", None),
    "an id twice": (twice("aids"), "aids", 2),
    "an id in small letters": (edited("aids", 3, aid_id="bse"), "aids", 5),
    "no id": (edited("editions", 0, edition_id=""), "editions", 2),
    "no name": (edited("aids", 0, name_it=""), "aids", 2),
    "a need that is none": (edited("aids", 1, need="heat"), "aids", 3),
    "a kind that is none": (edited("providers", 0, kind="bank"), "providers", 2),
    "a day that is none": (edited("editions", 4, valid_to="31/12/2026"), "editions", 6),
    "a day of no month": (edited("editions", 4, valid_from="2026-02-30"), "editions", 6),
    "an end before its beginning": (edited("editions", 1, valid_to="2025-12-30"), "editions", 3),
    "a window that closes before it opens": (
        edited("editions", 1, opens_on="2026-05-02", closes_on="2026-05-01"), "editions", 3,
    ),
    "a condition without an operator": (edited("editions", 1, conditions="isee 9796"), "editions", 3),
    "a condition on no fact": (edited("editions", 1, conditions="income <= 9796"), "editions", 3),
    "a limit that is no number": (edited("editions", 1, conditions="isee <= 9.796,00"), "editions", 3),
    "a number compared as a choice": (edited("editions", 1, conditions="isee = 9796"), "editions", 3),
    "a code that is none": (edited("editions", 1, conditions="heating = stove"), "editions", 3),
    "a limit that is not finite": (edited("editions", 1, conditions="isee <= Infinity"), "editions", 3),
    "an amount that falls": (edited("editions", 1, amounts="200..100"), "editions", 3),
    "an amount below nothing": (edited("editions", 1, amounts="-5"), "editions", 3),
    "a provider that is nowhere": (edited("aids", 0, provider_id="NOBODY"), "aids", 2),
    "an aid that is nowhere": (edited("editions", 0, aid_id="NOTHING"), "editions", 2),
    "precedence over nothing": (edited("editions", 1, precedes="NOTHING"), "editions", 3),
    "an aid beside itself": (edited("editions", 1, excludes="BSE"), "editions", 3),
    "together and not together": (edited("editions", 1, precedes="BSG"), "editions", 3),
    "two editions at once": (edited("editions", 1, valid_from="2025-12-31"), "editions", 3),
    "a circle of precedence": (edited("editions", 9, precedes="BSE"), "editions", 3),
    "a column under another name": (renamed("editions", "conditions", "condizioni"), "editions", None),
    "a limit with a dot for thousands": (edited("editions", 1, conditions="isee <= 9.796"), "editions", 3),
    "a limit in powers": (edited("editions", 1, conditions="isee <= 1e4"), "editions", 3),
    "a limit in other figures": (edited("editions", 1, conditions="isee <= ٩٧٩٦"), "editions", 3),
    "half a child": (edited("editions", 1, conditions="children >= 3.5"), "editions", 3),
    "an amount as an Italian writes it": (edited("editions", 1, amounts="1.200,50 €"), "editions", 3),
    "an amount with a dot for thousands": (edited("editions", 1, amounts="1.200"), "editions", 3),
    "a budget with dots for thousands": (edited("editions", 1, budget_eur="1.560"), "editions", 3),
    "a budget without end": (edited("editions", 1, budget_eur="9" * 13), "editions", 3),
    "a day without hyphens": (edited("editions", 1, valid_from="20260101"), "editions", 3),
    "a week for a day": (edited("editions", 1, valid_from="2026-W01-4"), "editions", 3),
    "a day at the end of time": (edited("editions", 1, checked_on="9999-12-31"), "editions", 3),
    "a check that never comes": (edited("editions", 1, check_every_days="999999999999"), "editions", 3),
    "a command": (edited("editions", 1, source="@SUM(1)|CMD"), "editions", 3),
    "data for a link": (edited("editions", 1, form_url="data:text/html,x"), "editions", 3),
    "a link that runs": (edited("editions", 1, information_url="javascript:alert(1)"), "editions", 3),
    "a formula": (edited("providers", 1, name="=HYPERLINK(1)"), "providers", 3),
    "an area that is none": (edited("editions", 1, area="Baggio"), "editions", 3),
    "a check every nothing": (edited("editions", 1, check_every_days="0"), "editions", 3),
    "half a day": (edited("editions", 1, check_every_days="1.5"), "editions", 3),
    "a flag that is none": (edited("editions", 1, tax_capacity="maybe"), "editions", 3),
    "a budget that is no number": (edited("editions", 1, budget_eur="NaN"), "editions", 3),
    "a text without end": (edited("aids", 0, covers_it="x" * 2001), "aids", 2),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_sheet_is_refused_with_its_row(kind):
    change, sheet, row = BROKEN[kind]
    sheets = copy.deepcopy(write_sheets(CATALOGUE))
    change(sheets)
    with pytest.raises(Refused) as refused:
        read_sheets(sheets)
    places = [(fault.file, fault.row) for fault in refused.value.faults]
    assert (sheet, row) in places, places
    for language in ("it", "en"):
        assert "{" not in refused.value.sentence(language)


@pytest.mark.parametrize("area", ["nil:A.B-2", "complex:MM-001", "nil:quartiere_con_un-codice-lungo.25|municipio:3"])
def test_an_aid_is_for_any_area_that_an_edition_may_have(area):
    sheets = copy.deepcopy(write_sheets(CATALOGUE))
    sheets["editions"][1]["area"] = area
    assert list(read_sheets(sheets).editions.values())[1].area == tuple(area.split("|"))


def test_all_faults_are_told_at_once():
    sheets = copy.deepcopy(write_sheets(CATALOGUE))
    for place in (0, 5, 9):
        sheets["editions"][place]["valid_to"] = "soon"
    sheets["aids"][2]["need"] = "?"
    with pytest.raises(Refused) as refused:
        read_sheets(sheets)
    assert sorted((fault.file, fault.row) for fault in refused.value.faults) == [
        ("aids", 4), ("editions", 2), ("editions", 7), ("editions", 11),
    ]  # fmt: skip


def broken_file(kind, folder):
    """A file that is no catalogue at all."""
    suffix = {"xlsx": "xlsx", "text": "txt", "zip": "zip", "ragged": "zip", "latin": "zip"}.get(kind, "json")
    path = folder / f"aids.{suffix}"
    if kind in ("ragged", "latin"):
        content = catalogue_zip(write_sheets(CATALOGUE))
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                told = old.read(name).decode("utf-8-sig")
                lines = told.splitlines()
                lines[3] += ";more"
                new.writestr(name, "\n".join(lines) if kind == "ragged" else told.encode("latin-1", "replace"))
        return path
    told = {"json": b"{", "list": b"[]", "strange": json.dumps({"@graph": [{"@id": "x", "@type": "cat"}]}).encode()}
    path.write_bytes(told.get(kind, b"nothing"))
    return path


@pytest.mark.parametrize("kind", ["json", "list", "strange", "xlsx", "zip", "text", "ragged", "latin"])
def test_a_file_that_is_no_catalogue_is_refused_in_words(kind, tmp_path):
    with pytest.raises(Refused) as refused:
        read_catalogue(broken_file(kind, tmp_path))
    assert refused.value.faults


def test_damaged_json_ld_is_told_with_its_row_and_without_a_parsers_english(tmp_path):
    path = tmp_path / "aids.jsonld"
    path.write_bytes(catalogue_json_ld(write_sheets(CATALOGUE)).replace(b'"aid_id": "BSG"', b'"aid_id": "BSG" x', 1))
    with pytest.raises(Refused) as refused:
        read_catalogue(path)
    (fault,) = refused.value.faults
    row = path.read_text(encoding="utf-8").splitlines().index('   "aid_id": "BSG" x,') + 1
    assert (fault.row, fault.found) == (row, '"aid_id": "BSG" x,')
    assert f"aids.jsonld, riga {row}: Il file non è più JSON da qui in poi" in fault.sentence("it")


def test_a_file_of_aids_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ObservatoryError, match=r"^There is no file or folder .*aids\.zip\.$"):
        read_catalogue(tmp_path / "aids.zip")


def test_a_row_of_csv_with_a_semicolon_in_it_stays_one_cell():
    with zipfile.ZipFile(io.BytesIO(catalogue_zip(write_sheets(CATALOGUE)))) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("editions.csv").decode("utf-8-sig")), delimiter=";"))
    assert rows[1]["conditions"].count(";") == 2


@pytest.mark.parametrize("line", [
    "isee <= 9796 unless children >= 4; isee <= 20000", "tenure = mm|aler; arrears != open", "",
    "over_75 = yes unless disability = disability|device or isee <= 9796",
])  # fmt: skip
def test_conditions_are_written_as_they_are_read(line):
    assert written(read_conditions(line)) == line


def test_amounts_are_written_as_they_are_read():
    line = "146.00 when size <= 2; 186.15..190.00 when size >= 3 and size <= 4; 0"
    assert written(read_amounts(line)) == line
    with pytest.raises(UnreadableRule):
        read_amounts("146.00 when")
