"""Keeping a consultation: imported twice it is updated, never doubled; answers stay when the platform's rows change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contract.consultation import OBSERVATION, SHEET, Observation, answer_faults
from contract.errors import Fault, Refused
from contract.progress import plain_of, typed
from contract.translations import mark
from data_access.intake.decidim import ConsultationSheet
from data_access.records.audit import Act, note
from data_access.records.checks import check_name, refuse_if
from data_access.records.database import Records
from data_access.records.permissions import require
from data_access.records.progress import ProgressEntry, append_many, latest_contents, read_records, save_record

KINDS = ("results", "proposals")
_OWN = {"results": ("progress", "start_date", "end_date")}
"""Columns that only one kind of export has."""


@dataclass(frozen=True)
class Imported:
    """What an import did: how many rows were new, changed, and as before; `kind` of KINDS."""

    kind: str
    new: int
    changed: int
    unchanged: int


def kind_of(sheet: ConsultationSheet) -> str:
    """Whether a sheet holds results or proposals, by the columns that only results have."""
    return "results" if any(column in sheet.columns for column in _OWN["results"]) else "proposals"


def import_consultation(records: Records, sheet: ConsultationSheet, by: str) -> Imported:
    """Keep every row of a sheet, all or none, in the name of `by`; answers that were given stay.

    Raises Refused if nobody answers for it, NotPermitted, RewrittenHistory.
    """
    check_name(by)
    kind = kind_of(sheet)
    columns = {"columns": list(sheet.columns), "delimiter": sheet.delimiter, "rows": list(sheet.rows)}
    with records.writing() as session:
        roles = require(session, records.reference, "save_progress")
        before = latest_contents(session, OBSERVATION)
        after = {
            f"{kind}:{number}": _updated(before.get(f"{kind}:{number}"), row) for number, row in sheet.rows.items()
        }
        changed = {(OBSERVATION, key): told for key, told in after.items() if before.get(key) != told}
        new = sum(key not in before for _, key in changed)
        append_many(session, records, {**changed, (SHEET, kind): columns}, by, sheet.file)
        if changed:
            note(session, records, by, roles, Act("consultation_imported", f"consultation:{kind}"))
    return Imported(kind, new, len(changed) - new, len(after) - len(changed))


def _updated(before: Mapping[str, Any] | None, row: dict[str, str]) -> Mapping[str, Any]:
    """What is kept of a row: its answer, if it had one, stays."""
    return {**before, "source": row} if before else plain_of(Observation(row))


def read_observations(records: Records) -> dict[str, tuple[Observation, ProgressEntry]]:
    """Each observation as it stands, with its last save, by id ("results:12"). Raises RewrittenHistory."""
    return {key: (typed(Observation, entry.content, key), entry)
            for key, entry in read_records(records, OBSERVATION).items()}  # fmt: skip


def answer(records: Records, key: str, version: int, observation: Observation, by: str) -> ProgressEntry:
    """Save the answer to one observation that was read at `version`. Raises Refused, StaleSave, NotPermitted."""
    refuse_if(answer_faults(observation))
    return save_record(records, (OBSERVATION, key), plain_of(observation), version, by)


def exported_sheet(records: Records, kind: str) -> ConsultationSheet:
    """What was imported, with its columns and rows in their order, to be sent back to the platform.

    Raises Refused where nothing of this kind was imported.
    """
    sheets = read_records(records, SHEET)
    if kind not in sheets:
        raise Refused([Fault("nothing_imported", mark("Nothing of this kind was imported yet."), found=kind)])
    content = sheets[kind].content
    told = read_observations(records)
    rows = {number: told[f"{kind}:{number}"][0].source for number in content["rows"]}
    return ConsultationSheet(f"{kind}.csv", tuple(content["columns"]), content["delimiter"], rows)
