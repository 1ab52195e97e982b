"""Taking the plan away: workbook, table and map file, made only when asked for."""

import streamlit as st

from data_access.records.entries import SavedPlan
from data_access.records.plans import read_history
from reports.plan import PlanDocument, plan_geopackage, plan_rows, plan_spreadsheet
from reports.plan_sheets import plan_workbook
from reports.saved_plans import document_of, signed_rows
from ui import cached_desk
from ui.desk_draft import is_changed, saved_plan
from ui.desk_plan import DeskPlan
from ui.i18n import language, t
from ui.texts import draw_paragraph

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_files(plan: DeskPlan) -> None:
    """Draw the buttons for the plan that is shown; one that is not saved carries no code in its name."""
    lang = language()
    saved = None if is_changed(plan.edition) else saved_plan()
    stem = f"{t('plan')}-{plan.edition.year}" + (f"-{saved.plan_id}" if saved else "")
    files = (
        (t("Workbook (XLSX)"), plan_workbook, "xlsx", _WORKBOOK),
        (t("Table (CSV)"), plan_spreadsheet, "csv", "text/csv"),
        (t("Map file (GeoPackage)"), plan_geopackage, "gpkg", "application/geopackage+sqlite3"),
    )
    for column, (label, write, suffix, mime) in zip(st.columns(len(files)), files, strict=True):
        column.download_button(
            label,
            lambda write=write: write(plan_document(plan, saved, lang), lang),  # type: ignore[misc]
            f"{stem}.{suffix}",
            mime,
            on_click="ignore",
            width="stretch",
        )
    draw_paragraph(
        t(
            "The workbook has the order, the parts of each score, the chances, the decisions with their history, and "
            "what is not known."
        )
    )


def plan_document(plan: DeskPlan, saved: SavedPlan | None, lang: str) -> PlanDocument:
    """The plan that is shown, to write into a file: as it was signed, or with the history of what was `saved`."""
    if saved and saved.is_signed:
        rows = signed_rows(cached_desk.frozen_rows(saved.plan_id), lang)
    else:
        rows = plan_rows(plan.decision, cached_desk.chances(plan.edition, plan.choices), lang)
    history = read_history(cached_desk.records(), saved.plan_id) if saved else ()
    return document_of(plan.edition, rows, plan.choices, saved, history)
