"""Consultations from Decidim: imported, updated, answered, sent back without change; what is broken is refused."""

import csv
import io
import time
from dataclasses import replace

import pytest

from contract.errors import Refused, StaleSave
from data_access.intake.decidim import read_consultation
from data_access.records.consultation import (
    Imported,
    answer,
    exported_sheet,
    import_consultation,
    read_observations,
)
from data_access.records.database import open_records
from data_access.records.progress import progress_fingerprint
from reports.progress.consultation_file import consultation_csv

COLUMNS = (
    "id", "category/id", "category/name/it", "scope/id", "scope/name/it", "parent/id", "title/it", "title/en",
    "description/it", "start_date", "end_date", "status/id", "status/key", "status/name/it", "progress", "created_at",
    "url", "component/id", "proposal_urls",
)  # fmt: skip


def row(number, **cells):
    usual = {
        "id": str(number), "title/it": f"Più sportelli; ovunque {number}", "description/it": "<p>Sì,\n\"subito\"</p>",
        "start_date": "2025-01-15", "end_date": "2025-02-15", "progress": "40.0",
        "created_at": "2025-01-15 10:00:00 +0100", "url": f"https://partecipa.example.it/results/{number}",
        "proposal_urls": "https://partecipa.example.it/p/1;https://partecipa.example.it/p/2",
    }  # fmt: skip
    return {name: (usual | cells).get(name, "") for name in COLUMNS}


def written(path, rows, columns=COLUMNS, delimiter=";"):
    out = io.StringIO(newline="")
    told = csv.DictWriter(out, columns, delimiter=delimiter, lineterminator="\n", extrasaction="ignore")
    told.writeheader()
    told.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


@pytest.fixture
def records(tmp_path):
    opened = open_records(str(tmp_path / "records"))
    yield opened
    opened.close()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "results.csv"


def test_four_thousand_results_come_in_quickly_and_go_back_without_change(records, path):
    written(path, [row(number, **{"parent/id": "1" if number > 1 else ""}) for number in range(1, 4001)])
    start = time.process_time()
    assert import_consultation(records, read_consultation(path), "Ada") == Imported("results", 4000, 0, 0)
    assert time.process_time() - start < 10
    assert consultation_csv(exported_sheet(records, "results")) == path.read_bytes()
    before = progress_fingerprint(records)
    assert import_consultation(records, read_consultation(path), "Ada") == Imported("results", 0, 0, 4000)
    assert len(read_observations(records)) == 4000 and progress_fingerprint(records) == before


def test_imported_twice_is_updated_and_keeps_its_answer(records, path):
    import_consultation(records, read_consultation(written(path, [row(1), row(2)])), "Ada")
    found, entry = read_observations(records)["results:1"]
    answer(records, "results:1", entry.version, replace(found, answer="partly", reason="In due anni."), "Bea")
    import_consultation(records, read_consultation(written(path, [row(1, progress="60"), row(3)])), "Ada")
    told = read_observations(records)
    assert sorted(told) == ["results:1", "results:2", "results:3"]
    assert (told["results:1"][0].source["progress"], told["results:1"][0].answer) == ("60", "partly")
    assert told["results:1"][0].title == "Più sportelli; ovunque 1"
    with pytest.raises(StaleSave):
        answer(records, "results:1", entry.version, replace(found, answer="accepted", reason="Sì."), "Cleo")


def test_an_answer_has_its_reason(records, path):
    import_consultation(records, read_consultation(written(path, [row(1)])), "Ada")
    found, entry = read_observations(records)["results:1"]
    with pytest.raises(Refused):
        answer(records, "results:1", entry.version, replace(found, answer="rejected", reason=" "), "Bea")


def test_proposals_are_told_from_results_and_commas_from_semicolons(records, path):
    columns = ("id", "title", "body/it", "votes")
    written(path, [{"id": "1", "title": "Una, due", "body/it": "x", "votes": "3"}], columns, ",")
    assert import_consultation(records, read_consultation(path), "Ada").kind == "proposals"
    assert consultation_csv(exported_sheet(records, "proposals")) == path.read_bytes()


BROKEN = {
    "bad_id": [row(1), row("x")],
    "bad_id 2": [row(1), row("")],
    "doubled_id": [row(1), row(1)],
    "no_title": [row(1), row(2, **{"title/it": " "})],
    "bad_date": [row(1), row(2, start_date="domani")],
    "bad_date 2": [row(1), row(2, end_date="2025-02-30")],
    "upside_down": [row(1), row(2, end_date="2025-01-14")],
    "bad_progress": [row(1), row(2, progress="molto")],
    "bad_progress 2": [row(1), row(2, progress="101")],
    "bad_progress 3": [row(1), row(2, progress="-1")],
    "no_parent": [row(1), row(2, **{"parent/id": "9"})],
    "circle": [row(1), row(2, **{"parent/id": "2"})],
    "bad_text": [row(1), row(2, **{"description/it": "a\x00b"})],
    "long_text": [row(1), row(2, **{"description/it": "a" * 20_001})],
    "bad_address": [row(1), row(2, proposal_urls="javascript:alert(1)")],
}
"""Fifteen ways in which the second row (it begins in line 4) is broken, by the code of the fault."""


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_row_is_refused_with_its_place_and_nothing_is_written(records, path, code):
    with pytest.raises(Refused) as told:
        import_consultation(records, read_consultation(written(path, BROKEN[code])), "Ada")
    [fault] = told.value.faults
    assert (fault.code, fault.row, fault.file) == (code.split()[0], 4, "results.csv")
    assert read_observations(records) == {}


FILES = {
    "bad_encoding": "id;title/it\n1;Citt\xe0\n".encode("latin-1"),
    "no_column": b"number;title/it\n1;A\n",
    "no_column 2": b"id;name\n1;A\n",
    "no_column 3": b"",
    "doubled_column": b"id;title/it;title/it\n1;A;B\n",
    "no_rows": b"id;title/it\n",
    "bad_row": b"id;title/it\n1;A;B\n",
    "bad_row 2": b"id;title/it\n1\n",
    "bad_quotes": b'id;title/it\n1;"A\n',
}


@pytest.mark.parametrize("code", FILES)
def test_a_file_that_is_no_export_is_refused(path, code):
    path.write_bytes(FILES[code])
    with pytest.raises(Refused) as told:
        read_consultation(path)
    assert {fault.code for fault in told.value.faults} == {code.split()[0]}


def test_every_broken_row_is_told_at_once(path):
    rows = [row(1), *(broken[1] | {"id": str(place)} for place, broken in enumerate(BROKEN.values(), start=10))]
    with pytest.raises(Refused) as told:
        read_consultation(written(path, rows))
    assert len(told.value.faults) >= 11
    assert [fault.row for fault in told.value.faults] == sorted(fault.row for fault in told.value.faults)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused):
        read_consultation(tmp_path / "nothing.csv")
