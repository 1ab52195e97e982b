"""Changing one edition: what is checked, when it ends, who answers for it; with every save of it below."""

import streamlit as st

from contract.aid_records import Catalogue
from contract.errors import ObservatoryError
from contract.local_time import today, told_moment
from contract.translations import mark
from data_access.aids.saves import read_saves
from data_access.aids.store import save_rows
from ui import identity
from ui.kept import aids as kept
from ui.kept import help_desk
from ui.widgets.outcome import draw_outcome, note_outcome
from ui.words.i18n import language, t
from ui.words.texts import draw_notice, draw_paragraph, draw_table

EDITED = {
    "state": mark("State: confirmed, to_check or announced"),
    "valid_to": mark("Last day, such as 2026-12-31"),
    "closes_on": mark("Last day to ask"),
    "conditions": mark("Conditions"),
    "amounts": mark("Amounts"),
    "answer_days": mark("Answered within so many days, if its rules tell"),
    "source": mark("Source, in words"),
    "checked_on": mark("Checked on"),
    "checked_by": mark("Checked by (role)"),
    "check_every_days": mark("To be checked every so many days"),
    "owner": mark("Who answers for it (role)"),
    "contradiction": mark("What another source says otherwise"),
}
"""Columns that are changed here; the others in the files."""

_BASE, _TOLD = "aid_base", "aid_told"


def draw_editing(catalogue: Catalogue) -> None:
    """Draw the form for one edition, where the roles allow it, and its history."""
    if not identity.may("edit_aids"):
        draw_paragraph(t("To change contributions takes the role of an editor."))
        return
    draw_outcome(_TOLD)
    chosen = st.selectbox(t("Edition to change"), sorted(catalogue.editions), index=None, key=f"aid_{language()}")
    if chosen is None:
        return
    base = _base(chosen)
    with st.form(f"aid_form_{chosen}_{base['version']}_{language()}"):
        told = {name: st.text_input(t(label), value=base[name]) for name, label in EDITED.items()}
        name = identity.pick_name(t("Your name"), "", f"aid_name_{language()}")
        if st.form_submit_button(t("Save this edition"), type="primary"):
            _save(base | told, name)
    _draw_saves(chosen)


def _base(edition_id: str) -> dict[str, str]:
    """The row as it was when the reader chose it: a save in between is told, never overwritten."""
    base: dict[str, str] = st.session_state.get(_BASE) or {}
    if base.get("edition_id") != edition_id:
        base = next(row for row in kept.rows()["editions"] if row["edition_id"] == edition_id)
        st.session_state[_BASE] = base
    return base


def _save(row: dict[str, str], name: str) -> None:
    try:
        save_rows(identity.records(), {"editions": [row]}, name, today())
    except ObservatoryError as error:
        draw_notice(error.sentence(language()), "error")
        return
    st.session_state[_BASE] = None
    note_outcome(_TOLD, t("Saved."))
    st.rerun()


def _draw_saves(edition_id: str) -> None:
    saves = read_saves(help_desk.records(), "editions", edition_id)
    if not all(save.is_intact for save in saves):
        draw_notice(t("The history was changed behind the product: restore the records from a backup."), "error")
    befores = [{}, *(save.content for save in saves)]
    rows = [
        [
            str(save.version),
            told_moment(save.at),
            save.by,
            "; ".join(
                f"{name}: {before.get(name) or '–'} → {text or '–'}"
                for name, text in save.content.items()
                if before and text != before.get(name)
            ),
        ]
        for save, before in zip(saves, befores, strict=False)
    ]
    if rows:
        draw_table([t("Save"), t("When"), t("Who"), t("What changed")], list(reversed(rows)), words=(3,))
