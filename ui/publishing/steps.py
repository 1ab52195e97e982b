"""Publishing without a terminal: upload, say which column is which, check, preview, publish.

Switched off unless the installation names a folder of its own (OBSERVATORY_DATA) and allows it (OBSERVATORY_PUBLISH=1).
"""

import streamlit as st

from contract.errors import ObservatoryError, Refused
from contract.tables import HOUSEHOLDS
from data_access.disclosure import PrivacyRule
from data_access.editions import editions_root, every_revision
from data_access.intake.confined import confined
from data_access.intake.mappings import Mapping, write_mapping
from data_access.intake.sources import SourcePaths, Sources
from data_access.intake.uploads import is_text, stored, year_in
from data_access.publishing.carried import Keeping, edition_before
from data_access.publishing.publish import Publication
from data_access.publishing.review import Prices, review_with_prices
from data_access.publishing.running import start
from data_access.records.identity_mode import identity_mode
from ui import identity
from ui.kept import editions as cached
from ui.publishing.files import Upload, digest, forget_files, once, pick_files, pick_left_out
from ui.publishing.findings import draw_findings
from ui.publishing.layouts import pick_layout
from ui.publishing.preview import draw_preview, rule_in_view
from ui.publishing.progress import draw_progress
from ui.words.i18n import language, t
from ui.words.texts import draw_heading, draw_notice, draw_paragraph

FIRST_YEAR, LAST_YEAR = 1990, 2100

_ASKED = "publishing_asked"


def draw_publishing() -> None:
    """Draw the whole way from the files to the edition; nothing is written before the last button."""
    if draw_progress():
        return
    draw_heading(t("1. Files"))
    is_internal = _pick_audience()
    former = edition_before(editions_root(), LAST_YEAR, is_internal)
    uploads = pick_files(former)
    if "extract" not in uploads:
        draw_paragraph(t("Give the extract, and the rest of the way opens."))
        return
    try:
        draw_heading(t("2. Columns"))
        mapping = pick_layout(uploads)
        draw_heading(t("3. Check"))
        _draw_rest(uploads, mapping, is_internal)
    except Refused as refused:
        draw_findings(refused.faults)


def _pick_audience() -> bool:
    """Draw the switch of who gets the edition, and return whether it is internal; nobody could see one unverified."""
    if identity_mode() == "none":
        return False
    last = edition_before(editions_root(), LAST_YEAR, with_internal=True)
    return st.toggle(
        t("Internal edition: only people with a role see it, its files too"),
        value=bool(last and last.is_internal),
        key="publishing_internal",
    )


def _draw_rest(uploads: dict[str, Upload], mapping: Mapping, is_internal: bool) -> None:
    year = _pick_year(uploads["extract"], mapping)
    former = edition_before(editions_root(), year, is_internal)
    left_out = pick_left_out(former, uploads)
    is_demonstration = st.toggle(
        t("The data are invented (demonstration): every page says so"),
        value=bool(former and former.is_demonstration),
        key=f"publishing_demonstration_{former.folder.name if former else ''}",
    )
    keeping, rule = Keeping(left_out, is_demonstration, is_internal), rule_in_view()
    known = [edition.folder.name for edition in every_revision(editions_root())]
    given = digest(
        year, write_mapping(mapping), keeping, known, former and former.folder,
        *(f"{role}={upload.digest}" for role, upload in sorted(uploads.items())),
    )  # fmt: skip
    if not _is_asked(given):
        return
    with st.spinner(t("Reading and checking …")):
        key = digest(given, rule)
        sources, prices = once("review", key, lambda: _reviewed(year, uploads, mapping, rule, keeping))
    draw_findings(sources.faults)
    if prices is None:
        return
    draw_heading(t("4. Preview"))
    draw_preview(sources, prices, rule)
    draw_heading(t("5. Publish"))
    _draw_button(sources, Publication(rule, is_demonstration, is_attacked=True, is_internal=is_internal))


def _is_asked(given: str) -> bool:
    """Whether exactly what is `given` is to be checked: a city takes seconds, too many for each file that is added."""
    if st.session_state.get(_ASKED) != given:
        st.button(t("Read and check"), type="primary", on_click=lambda: st.session_state.update({_ASKED: given}))
    return bool(st.session_state.get(_ASKED) == given)


def _pick_year(extract: Upload, mapping: Mapping) -> int:
    """Draw the year, at first the one that the extract tells, else the one after the last edition."""
    found = year_in(extract.content, mapping.part(HOUSEHOLDS.name)) if is_text(extract.name) else None
    likely = found or max(cached.years(), default=2022) + 1
    return int(
        st.number_input(
            t("Year of the spend"),
            FIRST_YEAR,
            LAST_YEAR,
            value=min(max(likely, FIRST_YEAR), LAST_YEAR),
            key=f"publishing_year_{extract.digest[:12]}_{likely}",
        )
    )


def _reviewed(
    year: int, uploads: dict[str, Upload], mapping: Mapping, rule: PrivacyRule, keeping: Keeping
) -> tuple[Sources, Prices | None]:
    with stored({role: (upload.name, upload.content) for role, upload in uploads.items()}) as paths:
        return confined(review_with_prices, year, SourcePaths(**paths), mapping, rule, editions_root(), keeping)


def _draw_button(sources: Sources, choices: Publication) -> None:
    draw_paragraph(
        t(
            "First the counts are protected, the maps drawn, the files written; then the result is attacked, as a "
            "reader with all editions could. Where the attack finds something new, nothing is published."
        )
    )
    name, button = st.columns([2, 1], vertical_alignment="bottom")
    with name:
        by = identity.pick_name(t("Your name"), "", "publishing_by")
    if button.button(t("Publish the edition {year}", year=sources.year), type="primary", width="stretch"):
        try:
            start(sources, editions_root(), choices, by, identity.records().reference)
        except ObservatoryError as error:
            draw_notice(error.sentence(language()), "error")
            return
        forget_files()
        st.rerun()
