"""What is due, on days before, on and after; and the commands of the editors."""

from dataclasses import replace
from datetime import date

import pytest

from contract.errors import Refused
from data_access.__main__ import main
from data_access.aids.links import answers_of, links_of
from data_access.aids.packaged_files import packaged_catalogue
from data_access.aids.store import read_rows, save_rows
from data_access.aids.watch import list_due
from data_access.records.database import ENVIRONMENT_VARIABLE, open_records

CATALOGUE = packaged_catalogue()
BSE = CATALOGUE.editions["BSE-2026"]


def kinds(today, **changes):
    """What is due of one edition alone, changed so."""
    edition = replace(BSE, contradiction="", **changes)
    return {each.kind: each.days for each in list_due(replace(CATALOGUE, editions={"BSE-2026": edition}), today)}


@pytest.mark.parametrize(
    ("today", "days"), [(date(2026, 11, 15), None), (date(2026, 11, 16), 45), (date(2026, 12, 31), 0)]
)
def test_an_end_is_told_ahead_to_the_day(today, days):
    assert kinds(today, checked_on=today).get("expires") == days


def test_an_end_that_another_edition_follows_is_not_due():
    following = replace(BSE, edition_id="BSE-2027", valid_from=date(2027, 1, 1), valid_to=date(2027, 12, 31))
    both = replace(CATALOGUE, editions={"BSE-2026": BSE, "BSE-2027": following})
    found = {(each.edition.edition_id, each.kind) for each in list_due(both, date(2026, 12, 20))}
    assert ("BSE-2026", "expires") not in found and ("BSE-2027", "opens") in found


@pytest.mark.parametrize(("today", "days"), [(date(2027, 1, 27), None), (date(2027, 1, 28), 1)])
def test_a_check_is_overdue_the_day_after(today, days):
    found = kinds(today, valid_to=None, checked_on=date(2026, 11, 28), check_every_days=60)
    assert found.get("check_overdue") == days


def test_windows_owners_checks_and_contradictions_are_told():
    today = date(2026, 11, 28)
    found = kinds(
        today, valid_to=None, opens_on=date(2026, 12, 1), closes_on=date(2026, 12, 20), owner="", checked_on=None
    )
    assert found == {"opens": 3, "closes": 22, "no_owner": 0, "never_checked": 0}
    assert [each.kind for each in list_due(replace(CATALOGUE, editions={"x": BSE}), date(2026, 11, 28))] == [
        "expires", "contradiction",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("today", "found"),
    [(date(2027, 1, 1), {"ended": 1}), (date(2027, 3, 31), {"ended": 90}), (date(2027, 4, 1), {})],
)
def test_an_end_that_nothing_follows_is_told_for_ninety_days(today, found):
    """On 1 January the catalogue would be silent on every bonus that nobody wrote anew yet."""
    assert kinds(today) == found


@pytest.mark.parametrize(
    ("state", "begins", "residents", "editors"),
    [
        ("confirmed", date(2027, 2, 10), ["BSE-2026"], False),
        ("confirmed", date(2027, 1, 15), [], False),
        ("confirmed", None, [], False),
        ("announced", date(2027, 1, 1), ["BSE-2026"], False),
    ],
)
def test_an_end_that_another_edition_follows_is_told_to_residents_until_that_begins(state, begins, residents, editors):
    following = replace(BSE, edition_id="BSE-2027", valid_from=begins, valid_to=date(2027, 12, 31), state=state)
    both = replace(CATALOGUE, editions={"BSE-2026": BSE, "BSE-2027": following})
    today = date(2027, 1, 15)
    assert [each.edition_id for each in both.ended_lately(today)] == residents
    assert ("ended" in {each.kind for each in list_due(both, today)}) is editors


def test_of_two_ends_of_one_aid_the_last_is_told():
    short = replace(BSE, edition_id="BSE-2026a", valid_to=date(2026, 11, 30))
    long = replace(BSE, valid_from=date(2026, 12, 1))
    both = replace(CATALOGUE, editions={"BSE-2026": long, "BSE-2026a": short})
    assert [each.edition_id for each in both.ended_lately(date(2027, 1, 10))] == ["BSE-2026"]
    assert both.ended_lately(date(2026, 12, 10)) == []


@pytest.fixture
def own_records(tmp_path, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path / "records"))


def test_the_command_ends_with_one_where_something_is_due_and_with_none_where_nothing_is(own_records, tmp_path, capsys):
    assert main(["--language", "en", "aids", "check", "--today", "2026-12-31"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("2026-12-31\tBSE-2026\texpires\tIt ends in 0 days") for line in lines)
    assert any("\tno_owner\t" in line for line in lines)
    quiet = tmp_path / "quiet.zip"
    assert main(["aids", "export", str(quiet)]) == 0
    assert _without_anything_due(quiet, tmp_path) == 0


def _without_anything_due(file, folder):
    from data_access.aids.files import catalogue_zip, read_file

    sheets = read_file(file)
    for row in sheets["editions"]:
        row.update(owner="somebody", contradiction="", checked_on="2026-11-28", check_every_days="60")
        row["valid_to"] = "" if row["valid_to"] >= "2026-11-28" else row["valid_to"]
    path = folder / "calm.zip"
    path.write_bytes(catalogue_zip(sheets))
    return main(["aids", "check", "--today", "2026-11-28", "--file", str(path)])


@pytest.mark.parametrize("kind", ["zip", "jsonld"])
def test_what_is_exported_is_imported_without_a_change(kind, own_records, tmp_path, capsys):
    file = tmp_path / f"aids.{kind}"
    assert main(["aids", "export", str(file)]) == 0
    assert main(["--language", "en", "aids", "import", str(file)]) == 0
    assert "0 records are new or changed." in capsys.readouterr().out


def test_a_broken_file_is_refused_by_the_command_with_its_rows(own_records, tmp_path, capsys):
    file = tmp_path / "aids.zip"
    main(["aids", "export", str(file)])
    from data_access.aids.files import catalogue_zip, read_file

    sheets = read_file(file)
    sheets["editions"][3]["valid_to"] = "presto"
    file.write_bytes(catalogue_zip(sheets))
    assert main(["aids", "import", str(file)]) == 1
    assert "editions, riga 5, colonna valid_to" in capsys.readouterr().err
    assert main(["aids", "export", str(tmp_path / "aids.odt")]) == 1


def test_an_area_that_the_city_does_not_have_is_refused_with_its_row(own_records, tmp_path, capsys):
    from data_access.aids.files import catalogue_zip, read_file

    file = tmp_path / "aids.zip"
    main(["aids", "export", str(file)])
    sheets = read_file(file)
    row = next(row for row in sheets["editions"] if row["edition_id"] == "EIC-2")
    wrong = "nil:999|municipio:10|complex:NOWHERE|istat:058091"
    for area, ends in ((f"nil:55|{wrong}", 1), ("nil:55|municipio:3|istat:015146", 0)):
        row["area"] = area
        file.write_bytes(catalogue_zip(sheets))
        assert main(["aids", "import", str(file)]) == ends
    told = capsys.readouterr().err
    line = sheets["editions"].index(row) + 2
    assert all(f"editions, riga {line}, colonna area: La città non ha quest’area. Trovato: {code}" in told
               for code in wrong.split("|"))  # fmt: skip
    assert "nil:55" not in told


def test_links_are_asked_one_by_one_and_a_silent_one_is_told(tmp_path):
    there = tmp_path / "there.html"
    there.write_text("yes")
    found = dict(answers_of([there.as_uri(), (tmp_path / "gone.html").as_uri()]))
    assert found[there.as_uri()] == "" and found[(tmp_path / "gone.html").as_uri()]
    assert len(links_of(CATALOGUE)) == len(set(links_of(CATALOGUE))) > 10


def test_an_address_that_cannot_be_asked_is_told_and_the_others_are_asked(tmp_path):
    there = tmp_path / "città.html"
    there.write_text("yes")
    wrong = ["https://host:abc/x", "https://[bad/x", f"https://{'a' * 70}.it/"]
    found = dict(answers_of([*wrong, f"file://{there}"]))
    assert all(found[each] for each in wrong) and found[f"file://{there}"] == ""


@pytest.mark.parametrize(("url", "names_one"), [
    ("https://www.comune.milano.it/x", True), ("HTTPS://WWW.COMUNE.MILANO.IT", True),
    ("http://perché.example:8080", True),
    ("https:///x", False), ("https://?x", False), ("https://.", False), ("https://[bad/x", False),
    ("https://host:abc/x", False),
])  # fmt: skip
def test_an_address_that_names_no_site_is_not_saved(url, names_one, tmp_path):
    records = open_records(str(tmp_path / "records"))
    rows = read_rows(records)
    rows["editions"][0]["information_url"] = url
    if names_one:
        assert save_rows(records, rows, "Ada", date(2026, 11, 28)) == 1
    else:
        with pytest.raises(Refused) as refused:
            save_rows(records, rows, "Ada", date(2026, 11, 28))
        assert [fault.code for fault in refused.value.faults] == ["aid_link"]
    records.close()
