"""The revisions of a year on the page: who, when, what changed; one can be looked at, and made current again."""

import streamlit as st

from contract.errors import ObservatoryError
from contract.translations import mark
from data_access.editions import Edition, editions_root
from data_access.editions.origins import TABLE_NAMES
from data_access.publishing.revisions import (
    FIGURES,
    POLYGONS,
    RULE,
    Revision,
    check_publisher,
    make_current,
    revisions_of,
)
from data_access.records.audit import Act, note_act
from ui import identity
from ui.kept import editions as cached
from ui.widgets.outcome import draw_outcome, note_outcome
from ui.words import address as state
from ui.words.formats import ABSENT, day
from ui.words.i18n import language, t
from ui.words.texts import draw_notice, draw_paragraph, draw_table

_CHANGES = TABLE_NAMES | {
    FIGURES: mark("Figures"),
    POLYGONS: mark("Section polygons"),
    RULE: mark("Privacy rule"),
}
_TOLD = "revisions_told"
MAP = "pages/observatory/map.py"


def draw_revisions(edition: Edition) -> None:
    """Draw every revision of the edition's year, and what may be done with one."""
    draw_outcome(_TOLD)
    revisions = revisions_of(editions_root(), edition.year)
    rows = [_row(each) for each in reversed(revisions)]
    heads = [t("Revision"), t("Published on"), t("By"), t("Windows"), t("What changed"), t("Readers get it")]
    draw_table(heads, rows, words=(2, 4))
    if len(revisions) > 1:
        _draw_acts(edition.year, revisions)


def _row(each: Revision) -> list[str]:
    changes = ", ".join(t(_CHANGES[name]) for name in each.changes if name in _CHANGES)
    return [
        f"{each.edition.year}.{each.edition.revision}",
        day(each.at, language()),
        each.by or ABSENT,
        str(each.edition.manifest["privacy"]["least_count"]),
        changes or (ABSENT if each.edition.revision == 1 else t("Nothing")),
        _readers(each),
    ]


def _readers(each: Revision) -> str:
    if each.is_current and each.edition.is_internal:
        return t("Only people with a role")
    return t("Yes") if each.is_current else t("No")


def _draw_acts(year: int, revisions: list[Revision]) -> None:
    numbers = [each.edition.revision for each in reversed(revisions)]
    picker, name, look, choose = st.columns([1, 2, 1, 1], vertical_alignment="bottom")
    number = picker.selectbox(
        t("Revision"), numbers, format_func=lambda number: f"{year}.{number}", key=f"revision_{year}_{language()}"
    )
    with name:
        by = identity.pick_name(t("Your name"), "", "publishing_by_revision")
    if look.button(t("Look at it on the map"), width="stretch"):
        state.put("year", f"{year}.{number}")
        st.switch_page(MAP)
    current = next(each.edition.revision for each in revisions if each.is_current)
    if choose.button(t("Make it current again"), width="stretch", disabled=number == current):
        _make_current(year, number, by)
    draw_paragraph(t("One that is made current again stays so until a newer revision is published."), "small")


def _make_current(year: int, number: int, by: str) -> None:
    try:
        check_publisher(by)
        act = Act("revision_chosen", f"edition:{year}", f"{year}.{number}")
        note_act(identity.records(), by, "publish", act)
        make_current(editions_root() / f"{year}.{number}", by)
    except ObservatoryError as error:
        draw_notice(error.sentence(language()), "error")
        return
    cached.forget_list()
    told = t("Revision {revision} of {year} is the one that readers get now.", revision=number, year=year)
    note_outcome(_TOLD, told)
    st.rerun()
