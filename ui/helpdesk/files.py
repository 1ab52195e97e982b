"""Taking the plan away: workbook, table, map file. Files are made only when asked for."""

from collections.abc import Callable
from dataclasses import asdict

import streamlit as st

from contract.local_time import today
from data_access.records.entries import SavedPlan
from data_access.records.plans import read_history
from reports.help_desk.desk_plan import DeskPlan
from reports.help_desk.plan import PlanDocument, plan_geopackage, plan_rows, plan_spreadsheet
from reports.help_desk.plan_sheets import plan_workbook
from reports.help_desk.saved_plans import document_of, signed_rows
from reports.sheets.estate_sheet import estate_pdf
from ui import identity
from ui.helpdesk.draft import is_changed, saved_plan
from ui.kept import decks as kept_decks
from ui.kept import help_desk as kept
from ui.words import address as state
from ui.words.i18n import language, t
from ui.words.texts import draw_copied, draw_paragraph

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_files(plan: DeskPlan) -> None:
    """Draw the buttons for the plan as it is shown, and the address that reopens it."""
    chosen, document = language(), _document(plan)
    saved = _as_saved(plan)
    stem = f"{t('help-desk')}-{plan.edition.year}" + (f"-{saved.plan_id}" if saved else "")
    files: list[tuple[str, Callable[[PlanDocument, str], bytes], str, str]] = [
        (t("Workbook (XLSX)"), plan_workbook, "xlsx", _XLSX),
        (t("Table (CSV)"), plan_spreadsheet, "csv", "text/csv"),
        (t("Map file (GeoPackage)"), plan_geopackage, "gpkg", "application/geopackage+sqlite3"),
    ]
    for column, (label, write, ending, kind) in zip(st.columns(len(files)), files, strict=True):
        column.download_button(
            label,
            lambda write=write: write(document(), chosen),  # type: ignore[misc]
            f"{stem}.{ending}",
            kind,
            on_click=identity.on_export(f"{stem}.{ending}", plan.edition),
            width="stretch",
        )
    draw_paragraph(t("This address reopens this very view:"))
    draw_copied(state.address())


def offer_sheet(plan: DeskPlan, complex_id: str) -> None:
    """Draw the button of an estate's sheet, to be signed."""
    chosen, document = language(), _document(plan)
    read = kept_decks.reading(plan.edition)
    name = f"{t('estate')}-{complex_id}-{plan.edition.year}.pdf"
    st.download_button(
        t("Sheet to sign (PDF)"),
        lambda: estate_pdf(read, document(), complex_id, chosen, today()),
        name,
        "application/pdf",
        on_click=identity.on_export(name, plan.edition),
    )


def _as_saved(plan: DeskPlan) -> SavedPlan | None:
    """The saved plan that is open, None where what is shown is no longer as it was saved."""
    saved = saved_plan()
    return None if saved is None or is_changed(plan.edition) else saved


def _document(plan: DeskPlan) -> Callable[[], PlanDocument]:
    """What makes what is shown into a document, with its history where it is as it was saved; asked for only then."""
    opened, saved, chosen = saved_plan(), _as_saved(plan), language()

    def make() -> PlanDocument:
        """The document."""
        if opened and opened.is_signed:
            rows = signed_rows(kept.frozen_rows(opened.plan_id), chosen)
        else:
            rows = plan_rows(plan.decision, kept.chances(plan.edition, plan.choices), chosen)
        if saved is None:
            return document_of(plan.edition, rows, asdict(plan.choices))
        history = read_history(kept.records(), saved.plan_id)
        return document_of(plan.edition, rows, saved.content.choices, saved, history)

    return make
