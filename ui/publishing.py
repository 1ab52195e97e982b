"""Publishing without a terminal: upload, say which column is which, check, preview, publish.

Switched off unless the installation names a folder of its own (OBSERVATORY_DATA) and allows it (OBSERVATORY_PUBLISH=1).
"""

import os
from pathlib import Path

import streamlit as st

from data_access.disclosure import PrivacyRule, withheld_share, withhold
from data_access.editions import ENVIRONMENT_VARIABLE, editions_root
from data_access.fault_report import summary
from data_access.mappings import Mapping, list_mappings, merge, read_mapping, write_mapping
from data_access.publish import Publication, exact_areas, publish
from data_access.sources import SourcePaths, Sources, has_errors, read_sources
from data_access.tables import HOUSEHOLDS, LEVELS
from data_access.uploads import columns_of, extract_layout, stored
from ui import cached
from ui.data import SEVERITY_NAMES
from ui.formats import count, share
from ui.i18n import language, t
from ui.texts import draw_paragraph, draw_table

ALLOWED = "OBSERVATORY_PUBLISH"
MOST_FAULTS = 200
"""Faults listed on the page; the downloaded report has all of them."""

_OWN = "own"
_CONTRACT = "contract"


def is_publishing_allowed() -> bool:
    """Whether this installation lets its readers publish into its folder of editions."""
    return os.environ.get(ALLOWED) == "1" and bool(os.environ.get(ENVIRONMENT_VARIABLE))


def draw_publishing() -> None:
    """Draw the whole way from the files to the edition; nothing is written before the last button."""
    draw_paragraph(t("1. Files"))
    year = int(st.number_input(t("Year of the spend"), 1990, 2100, max(cached.years(), default=2023) + 1))
    uploads = {
        "extract": st.file_uploader(t("Extract: counts by section"), key="upload_extract"),
        "sections": st.file_uploader(t("Section polygons"), key="upload_sections"),
        "lookup": st.file_uploader(t("Section → NIL, Municipio (optional)"), key="upload_lookup"),
    }
    if uploads["extract"] is None or uploads["sections"] is None:
        return
    files = {role: (file.name, file.getvalue()) for role, file in uploads.items() if file is not None}
    with stored(files) as paths:
        draw_paragraph(t("2. Columns"))
        mapping = _pick_mapping(paths["extract"])
        draw_paragraph(t("3. Check"))
        sources = read_sources(year, SourcePaths(**paths), mapping)
        if _draw_faults(sources):
            return
        draw_paragraph(t("4. Preview"))
        rule = PrivacyRule()
        _draw_preview(sources, rule)
        if st.button(t("Publish the edition {year}", year=year), type="primary"):
            with st.status(t("Publishing …")) as status:
                edition = publish(sources, editions_root(), Publication(rule), lambda step: status.write(t(step)))
                status.update(
                    label=t(
                        "Edition {year}, revision {revision}, is published.",
                        year=edition.year,
                        revision=edition.revision,
                    ),
                    state="complete",
                )
            cached.forget_list()


def _pick_mapping(extract: Path) -> Mapping:
    names = [*list_mappings(), _OWN]
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


def _draw_faults(sources: Sources) -> bool:
    """Draw the findings; whether there are errors."""
    draw_paragraph(summary(sources.faults, language()))
    rows = [[t(SEVERITY_NAMES[fault.severity]), fault.sentence(language())] for fault in sources.faults[:MOST_FAULTS]]
    if rows:
        draw_table([t("Weight"), t("Finding")], rows, words=(1,))
    return has_errors(sources.faults)


def _draw_preview(sources: Sources, rule: PrivacyRule) -> None:
    rows = []
    for level in LEVELS:
        published = withhold(exact_areas(sources)[level], rule)
        rows.append(
            [
                level,
                count(len(published), language()),
                count(published["households"].sum(), language()),
                share(withheld_share(published, "above_10"), language()),
                share(withheld_share(published, "valid_above_10"), language()),
            ]
        )
    draw_table([t("Level"), t("Areas"), t("Households"), t("Certain minimum withheld"), t("Estimate withheld")], rows)
