"""The catalogue as files: out for everybody, in for editors; all of a file comes in, or none."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from contract.errors import ObservatoryError
from contract.local_time import today
from data_access.aids.files import catalogue_zip, read_file
from data_access.aids.json_ld import catalogue_json_ld
from data_access.aids.places import check_areas
from data_access.aids.sheets import Rows, read_sheets
from data_access.aids.store import save_rows
from data_access.editions import Edition
from data_access.intake.uploads import stored
from reports.aids.workbook import catalogue_workbook
from ui import identity
from ui.kept import aids as kept
from ui.words.i18n import language, t, t_count
from ui.words.texts import draw_notice, draw_paragraph

Writer = Callable[[Mapping[str, Rows]], bytes]

KINDS: tuple[tuple[str, str, Writer], ...] = (
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", catalogue_workbook),
    ("zip", "application/zip", catalogue_zip),
    ("jsonld", "application/ld+json", catalogue_json_ld),
)


def offer_files() -> None:
    """Draw a button for each kind of file."""
    labels = {"xlsx": t("Workbook (XLSX)"), "zip": t("Tables (CSV in a zip)"), "jsonld": t("Linked data (JSON-LD)")}
    for place, (suffix, media, write) in zip(st.columns(len(KINDS)), KINDS, strict=True):
        place.download_button(
            labels[suffix],
            partial(_written, write),
            f"{t('contributions')}.{suffix}",
            media,
            on_click="ignore",
            width="stretch",
        )


def _written(write: Writer) -> bytes:
    return write(kept.rows())


def take_in(edition: Edition) -> None:
    """Draw the place for a file, where the roles allow it, and what became of it; areas are those of `edition`."""
    if not identity.may("edit_aids"):
        return
    draw_paragraph(
        t(
            "Change a file that you took from here, and bring it back. Rows that you did not touch stay as they are "
            "now, whoever changed them since."
        )
    )
    with st.form(f"aids_in_{language()}", clear_on_submit=True):
        file = st.file_uploader(t("File of contributions"), type=[kind for kind, *_ in KINDS],
                                max_upload_size=identity.VISITOR_MEGABYTES)  # fmt: skip
        name = identity.pick_name(t("Your name"), "", f"aids_in_name_{language()}")
        is_sent = st.form_submit_button(t("Bring it in"))
    if is_sent and file is not None:
        _read(file.name, file.getvalue(), name, edition)


def _read(file: str, content: bytes, name: str, edition: Edition) -> None:
    try:
        with stored({"aids": (file, content)}) as paths:
            sheets = read_file(paths["aids"])
        check_areas(read_sheets(sheets), kept.catalogue(), edition)
        count = save_rows(identity.records(), sheets, name, today())
    except ObservatoryError as error:
        draw_notice(error.sentence(language()), "error")
    else:
        draw_notice(
            t_count("{count} record is new or changed.", "{count} records are new or changed.", count), "success"
        )
