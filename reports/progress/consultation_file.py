"""A consultation as the file that Decidim's import of results takes: the columns and the rows of its own export."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace

from contract.consultation import Observation
from data_access.intake.decidim import ConsultationSheet
from indicators.progress.standing import Standing, weighted_share


def consultation_csv(sheet: ConsultationSheet) -> bytes:
    """The sheet as Decidim wrote it, cell by cell; cells are quoted only where they must be."""
    out = io.StringIO(newline="")
    told = csv.DictWriter(out, sheet.columns, delimiter=sheet.delimiter, lineterminator="\n")
    told.writeheader()
    told.writerows(sheet.rows.values())
    return out.getvalue().encode("utf-8")


def with_progress(
    sheet: ConsultationSheet, observations: Mapping[str, Observation], standings: Iterable[Standing]
) -> ConsultationSheet:
    """The sheet with the progress (0–100) of each result that changed activities: the mean of theirs.

    Results without an answer, or whose activities nobody can tell the progress of, stay as they came.
    """
    if "progress" not in sheet.columns:
        return sheet
    shares = {each.activity.activity_id: each.share for each in standings}
    rows = {}
    for number, row in sheet.rows.items():
        known = observations.get(f"results:{number}")
        own = [shares.get(name) for name in known.activities] if known and known.answer else []
        share = weighted_share((1.0, each) for each in own if each is not None)
        rows[number] = row if share is None else row | {"progress": f"{100 * share:.0f}"}
    return replace(sheet, rows=rows)
