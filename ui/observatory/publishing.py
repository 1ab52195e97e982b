"""Publishing without a terminal: upload, say which column is which, check, preview, publish.

Switched off unless the installation names a folder of its own (OBSERVATORY_DATA) and allows it (OBSERVATORY_PUBLISH=1).
"""

from pathlib import Path

import streamlit as st

from contract.errors import Fault, Refused
from contract.tables import HOUSEHOLDS
from data_access.disclosure import PrivacyRule
from data_access.editions import editions_root
from data_access.intake.confined import confined
from data_access.intake.mappings import Mapping, list_mappings, merge, read_mapping, write_mapping
from data_access.intake.sources import SourcePaths, Sources, has_errors
from data_access.intake.uploads import columns_of, extract_layout, stored
from data_access.privacy.price import price_of_rules, shares_told
from data_access.privacy.telling import Exact
from data_access.publishing.fault_report import report_text, summary
from data_access.publishing.publish import Publication, exact_of, publish
from data_access.publishing.review import review
from ui.kept import editions as cached
from ui.observatory.data import LEVEL_TITLES, SEVERITY_NAMES
from ui.words.formats import count, share
from ui.words.i18n import language, t
from ui.words.texts import draw_notice, draw_paragraph, draw_table

MOST_FAULTS = 200
"""Faults listed on the page; the downloaded report has all of them."""

_OWN = "own"
_YEAR, _DONE, _ROUND = "publishing_year", "publishing_done", "publishing_round"
_CONTRACT = "contract"


def draw_publishing() -> None:
    """Draw the whole way from the files to the edition; nothing is written before the last button."""
    if _DONE in st.session_state:
        draw_notice(st.session_state[_DONE], "success")
    draw_paragraph(t("1. Files"))
    st.session_state.setdefault(_YEAR, max(cached.years(), default=2022) + 1)
    year = int(st.number_input(t("Year of the spend"), 1990, 2100, key=_YEAR))
    uploads = {
        "extract": st.file_uploader(t("Extract: counts by section"), key=f"upload_extract_{_round()}"),
        "sections": st.file_uploader(t("Section polygons"), key=f"upload_sections_{_round()}"),
        "lookup": st.file_uploader(t("Section → NIL, Municipio (optional)"), key=f"upload_lookup_{_round()}"),
    }
    if uploads["extract"] is None or uploads["sections"] is None:
        return
    files = {role: (file.name, file.getvalue()) for role, file in uploads.items() if file is not None}
    try:
        with stored(files) as paths:
            _draw_steps(year, paths)
    except Refused as refused:
        _draw_faults(refused.faults)


def _draw_steps(year: int, paths: dict[str, Path]) -> None:
    draw_paragraph(t("2. Columns"))
    mapping = _pick_mapping(paths["extract"])
    draw_paragraph(t("3. Check"))
    rule = PrivacyRule()
    sources = confined(review, year, SourcePaths(**paths), mapping, rule, editions_root())
    _draw_faults(sources.faults)
    if has_errors(sources.faults):
        return
    draw_paragraph(t("4. Preview"))
    _draw_preview(sources, rule)
    if st.button(t("Publish the edition {year}", year=year), type="primary"):
        with st.spinner(t("Publishing …")):
            edition = publish(sources, editions_root(), Publication(rule))
        st.session_state[_DONE] = t(
            "Edition {year}, revision {revision}, is published.", year=edition.year, revision=edition.revision
        )
        st.session_state[_ROUND] = _round() + 1
        cached.forget_list()
        st.rerun()


def _round() -> int:
    """How many editions this session has published: new uploaders each time, so that no file is published twice."""
    return int(st.session_state.get(_ROUND, 0))


def _pick_mapping(extract: Path) -> Mapping:
    names = [*(name for name in list_mappings() if "households" in read_mapping(name).parts), _OWN]
    chosen = st.selectbox(
        t("Layout of the files"),
        names,
        key=f"pick_mapping_{language()}",
        format_func=lambda name: t("Other: choose each column") if name == _OWN else name,
    )
    if chosen != _OWN:
        return read_mapping(chosen)
    base = st.selectbox(
        t("Layout of the polygons"),
        [_CONTRACT, *names[:-1]],
        key=f"pick_base_{language()}",
        format_func=lambda name: t("The names of the contract") if name == _CONTRACT else name,
    )
    with st.expander(t("Columns of the extract"), expanded=True):
        separators, decimals = st.columns(2)
        delimiter = separators.selectbox(t("Columns are separated by"), [";", ",", "\t", "|"])
        decimal = decimals.selectbox(t("Decimals are written with"), [",", "."])
        columns = _pick_columns(["", *columns_of(extract, delimiter)])
    mapping = merge([*([] if base == _CONTRACT else [read_mapping(base)]), extract_layout(columns, delimiter, decimal)])
    st.download_button(t("Keep this layout (TOML)"), write_mapping(mapping), "mapping.toml", on_click="ignore")
    return mapping


def _pick_columns(found: list[str]) -> dict[str, str]:
    """Draw one list per column of the contract; what is left at the first choice is not in the file."""
    picked = {}
    for column in HOUSEHOLDS.columns:
        choice = st.selectbox(
            f"{column.name}: {t(column.meaning)}",
            found,
            key=f"column_{column.name}",
            index=found.index(column.name) if column.name in found else 0,
            format_func=lambda name: name or t("– not in the file –"),
        )
        if choice:
            picked[column.name] = choice
    return picked


def _draw_faults(faults: list[Fault]) -> None:
    """Draw the findings, gravest first, and offer all of them as a file."""
    draw_paragraph(summary(faults, language()))
    gravest = sorted(faults, key=lambda fault: list(SEVERITY_NAMES).index(fault.severity))
    rows = [[t(SEVERITY_NAMES[fault.severity]), fault.sentence(language())] for fault in gravest[:MOST_FAULTS]]
    if rows:
        draw_table([t("Weight"), t("Finding")], rows, words=(1,))
        st.download_button(t("The whole report"), report_text(faults), "report.txt", on_click="ignore")


def _draw_preview(sources: Sources, rule: PrivacyRule) -> None:
    exact = exact_of(sources)
    certain, estimated = (shares_told(exact, cell, rule) for cell in ("above_10", "valid_above_10"))
    rows = [
        [
            t(LEVEL_TITLES[level]),
            count(row["areas"], language()),
            share(row["shown"], language()),
            share(estimated.loc[level, "shown"], language()),
        ]
        for level, row in certain.to_dict("index").items()
    ]
    draw_table([t("Level"), t("Inhabited areas"), t("Certain minimum shown"), t("Estimate shown")], rows)
    _draw_price(exact, rule)


def _draw_price(exact: Exact, rule: PrivacyRule) -> None:
    """What stricter rules would cost, section by section, before anything is published."""
    priced = price_of_rules(exact, "valid_above_10", rule.least_base)
    draw_paragraph(
        t("What each rule costs, for the estimate by census section. Wider windows say less of each section.")
    )
    head = [t("Households in a window"), t("Sections shown"), t("Households there")]
    rows = [
        [f"{row['width']:.0f}", *(share(row[name], language()) for name in ("shown", "households"))]
        for row in priced.to_dict("records")
    ]
    draw_table(head, rows)
