"""The end of a mandate: exported, wiped, imported: the same records, fingerprints and histories."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest
from sqlalchemy import inspect

from contract.errors import Refused
from data_access.__main__ import main
from data_access.records.audit import broken_entries
from data_access.records.database import open_records
from data_access.records.handover import MANIFEST, fingerprints, hand_over, take_over
from data_access.records.plans import copy_plan, create_plan, list_plans, read_frozen_rows, read_history, sign_off
from data_access.records.progress import read_activities, read_progress_history, save_activity
from data_access.records.roles import grant_role, read_roles
from data_access.records.sessions import read_sessions, read_visits, save_calendar, save_visit
from indicators.progress.city_plan import CITY_PLAN
from tests.data_access.records.contents import ORDER, PLAN, overrule, sessions, with_overrules
from tests.places import ROOT


@pytest.fixture
def full(records):
    """Records with something in every table."""
    grant_role(records, "ada", "manager", "root")
    plan = create_plan(records, with_overrules(PLAN, overrule("K")), "Ada")
    sign_off(records, plan.plan_id, plan.version, ORDER, "Ada")
    for _ in range(3):
        plan = copy_plan(records, plan.plan_id, "Copia", "Bea")
    save_calendar(records, sessions("s"), {}, "Ada")
    save_visit(records, "s", 0, {"came": 5}, "Tea")
    for number in range(3):
        save_activity(records, replace(CITY_PLAN["2.1"], owner=f"Casa {number}"), number, "Ada", "Perché sì.")
    return records


@pytest.fixture
def empty(tmp_path):
    opened = open_records(str(tmp_path / "after"))
    yield opened
    opened.close()


def all_of(records):
    """Everything that the pages read."""
    plans = list_plans(records)
    return (
        plans, [read_history(records, plan.plan_id) for plan in plans],
        [read_frozen_rows(records, plan.plan_id).to_dict() for plan in plans],
        read_sessions(records).to_dict(), read_visits(records).to_dict(),
        read_activities(records), read_progress_history(records, "activity", "2.1"), fingerprints(records),
    )  # fmt: skip


def test_what_is_handed_over_opens_again_with_its_histories(full, empty, tmp_path):
    archive = tmp_path / "archive.zip"
    archive.write_bytes(hand_over(full))
    told = take_over(archive, empty)
    assert all_of(empty) == all_of(full) and told == fingerprints(full)
    assert broken_entries(empty) == [] and read_roles(empty).empty
    assert hand_over(empty) == archive.read_bytes()
    save_activity(empty, replace(CITY_PLAN["2.1"], owner="Nuova"), 3, "Cleo")


def test_it_opens_only_where_there_is_nothing(full, tmp_path):
    archive = tmp_path / "archive.zip"
    archive.write_bytes(hand_over(full))
    before = all_of(full)
    with pytest.raises(Refused, match="one error"):
        take_over(archive, full)
    assert all_of(full) == before


def changed(content, edit):
    """The archive with one of its files changed, or left out where `edit` gives None; the manifest's hashes too."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            told = edit(name, source.read(name))
            if told is not None:
                target.writestr(name, told)
    return out.getvalue()


def forged(content, table, was, now):
    """The archive with a table rewritten, and a manifest that says so."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        manifest = json.loads(source.read(MANIFEST))
        rows = source.read(f"tables/{table}.jsonl").replace(was, now)
    assert was not in rows
    manifest["files"][f"tables/{table}.jsonl"]["sha256"] = hashlib.sha256(rows).hexdigest()
    told = {f"tables/{table}.jsonl": rows, MANIFEST: json.dumps(manifest).encode()}
    return changed(content, told.get)


DAMAGES = {
    "forged progress": lambda content: forged(content, "progress", b"Casa 1", b"Casa 9"),
    "forged plan": lambda content: forged(content, "plans", b'"name": "Copia"', b'"name": "Altra"'),
    "forged audit": lambda content: forged(content, "audit", b'"by": "Bea"', b'"by": "Eva"'),
    "forged history": lambda content: forged(content, "history", b'"saved_by": "Bea"', b'"saved_by": "Eva"'),
    "no archive": lambda content: b"PK" + content[:50],
    "cut": lambda content: content[:-100],
    "row": lambda content: changed(content, lambda name, told: told.replace(b"Casa 1", b"Casa 9")),
    "file": lambda content: changed(content, lambda name, told: None if name.endswith("progress.jsonl") else told),
    "manifest": lambda content: changed(content, lambda name, told: b"{}" if name == MANIFEST else told),
    "version": lambda content: changed(
        content, lambda name, told: told.replace(b'"revision": "', b'"revision": "x') if name == MANIFEST else told
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_damaged_archive_is_refused_and_changes_nothing(full, empty, tmp_path, damage):
    archive = tmp_path / "archive.zip"
    archive.write_bytes(DAMAGES[damage](hand_over(full)))
    with pytest.raises(Refused):
        take_over(archive, empty)
    assert list_plans(empty) == [] and read_activities(empty) == {}


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_the_commands_say_the_fingerprints_and_write_over_nothing(full, tmp_path, monkeypatch, capsys):
    archive = tmp_path / "archive.zip"
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "records"))
    assert main(["handover", str(archive)]) == 0
    assert fingerprints(full)["progress"] in capsys.readouterr().out
    assert main(["handover", str(archive)]) == 1
    monkeypatch.setenv("OBSERVATORY_RECORDS", str(tmp_path / "next"))
    assert main(["takeover", str(archive)]) == 0
    assert fingerprints(full)["audit"] in capsys.readouterr().out
    assert main(["takeover", str(archive)]) == 1
    with zipfile.ZipFile(archive) as told:
        assert json.loads(told.read(MANIFEST))["files"]["tables/progress.jsonl"]["rows"] == 3
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("id;title/it\n1;Uno\n", encoding="utf-8")
    assert main(["--language", "en", "consultation", str(sheet)]) == 0
    assert "1 new, 0 changed, 0 as before." in capsys.readouterr().out


def test_every_table_is_handed_over_but_those_of_people(full):
    with zipfile.ZipFile(io.BytesIO(hand_over(full))) as told:
        kept = {name.split("/")[1].split(".")[0] for name in told.namelist() if name != MANIFEST}
    there = set(inspect(full.engine).get_table_names())
    assert there - kept == {"alembic_version", "roles", "sign_ins", "memberships"}


def test_the_tables_are_known_without_any_other_module(full):
    code = "import data_access.records.handover as it; print(*(table.name for table in it._tables()))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    there = set(inspect(full.engine).get_table_names())
    assert there - set(told.split()) == {"alembic_version", "roles", "sign_ins", "memberships"}
