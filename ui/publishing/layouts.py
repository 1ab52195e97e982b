"""Which column is which: a shipped layout, one kept before, or a table to fill in, with guesses to begin with."""

import re
from dataclasses import replace

import pandas as pd
import streamlit as st

from contract.errors import Refused
from contract.schema import Table
from contract.tables import HOUSEHOLDS, TABLES
from data_access.editions.origins import TABLE_NAMES
from data_access.intake.likeness import guessed_columns, layout_like
from data_access.intake.mappings import (
    Mapping,
    Part,
    as_mapping,
    list_mappings,
    merge,
    read_mapping,
    write_mapping,
)
from data_access.intake.uploads import DELIMITERS, columns_of, delimiter_of, is_text, own_layout, stored
from ui.publishing.files import Upload, digest, once
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph

_OWN, _CONTRACT = "own", "contract"
_EXTRACT_TABLE = {"extract": HOUSEHOLDS.name}
LEAST_KNOWN_SHARE = 0.5
"""Of a layout's columns that an extract must have for the layout to be proposed as the one to start from."""

_DELIMITER_NAMES = {"\t": "TAB"}


def pick_layout(uploads: dict[str, Upload]) -> Mapping:
    """Draw the choice of layouts and return the mapping of all files. Raises BadMapping where a kept one is none."""
    with_extract = [name for name in list_mappings() if HOUSEHOLDS.name in read_mapping(name).parts]
    names = [*with_extract, _OWN]
    extract = uploads["extract"]
    likely = layout_like(_columns(extract), HOUSEHOLDS.name) or _OWN
    first, second = st.columns(2)
    chosen = first.selectbox(
        t("Layout of the files"),
        names,
        index=names.index(likely),
        key=f"pick_mapping_{extract.digest[:12]}_{language()}",
        format_func=lambda name: t("Other: choose each column") if name == _OWN else name,
    )
    kept = second.file_uploader(
        t("Layouts kept before (TOML): each wins for the tables that it tells of"),
        type="toml",
        accept_multiple_files=True,
        key="upload_layouts",
    )
    loaded = merge([as_mapping(file.getvalue().decode("utf-8-sig", errors="replace"), file.name) for file in kept])
    base = merge([_base(with_extract, extract) if chosen == _OWN else read_mapping(chosen), loaded])
    others = {table: _other_part(table, uploads[table], base, loaded) for table in TABLE_NAMES if table in uploads}
    base = replace(base, parts=base.parts | {table: part for table, part in others.items() if part})
    open_roles = [table for table, part in others.items() if part is None]
    if chosen == _OWN and HOUSEHOLDS.name not in loaded.parts:
        open_roles.insert(0, "extract")
    drawn = [_draw_table(role, uploads[role], base) for role in open_roles]
    mapping = merge([base, *drawn])
    if drawn:
        st.download_button(t("Keep this layout (TOML)"), write_mapping(mapping), "mapping.toml", on_click="ignore")
    return mapping


def _base(with_extract: list[str], extract: Upload) -> Mapping:
    """Draw the list of layouts to start from: at first the one that knows most columns, if half of them are there."""
    found = set(_columns(extract))
    known = {name: set(read_mapping(name).part(HOUSEHOLDS.name).columns.values()) for name in with_extract}
    shares = {name: len(columns & found) / max(len(columns), 1) for name, columns in known.items()}
    likely = max(shares, key=shares.__getitem__, default=_CONTRACT)
    options = [_CONTRACT, *with_extract]
    name = st.selectbox(
        t("Layout to start from, for the polygons and the values"),
        options,
        index=options.index(likely) if shares.get(likely, 0) >= LEAST_KNOWN_SHARE else 0,
        key=f"pick_base_{extract.digest[:12]}_{language()}",
        format_func=lambda name: t("The names of the contract") if name == _CONTRACT else name,
    )
    return Mapping() if name == _CONTRACT else read_mapping(name)


def _other_part(table: str, upload: Upload, base: Mapping, loaded: Mapping) -> Part | None:
    """How a table's file is written: as a kept layout says, as one whose columns it has, or in the contract's names.

    None where its columns are still to be told.
    """
    if table in loaded.parts:
        return loaded.parts[table]
    found = set(_columns(upload))
    known = [base.parts[table]] if table in base.parts else []
    likely = layout_like(sorted(found), table)
    known += [read_mapping(likely).parts[table]] if likely else []
    fitting = [part for part in known if part.columns and set(part.columns.values()) <= found]
    if fitting:
        return fitting[0]
    is_plain = {column.name for column in TABLES[table].columns if column.is_required} <= found
    return Part(table, delimiter=_sign(upload)) if is_plain else None


def _sign(upload: Upload) -> str:
    return delimiter_of(upload.content) if is_text(upload.name) else ""


def _columns(upload: Upload, delimiter: str = "") -> list[str]:
    """Names of the columns of a file; none where it cannot be read, which the check tells."""
    sign = delimiter or _sign(upload)
    return once(f"columns_{upload.digest}", sign, lambda: _read_columns(upload, sign))


def _read_columns(upload: Upload, delimiter: str) -> list[str]:
    try:
        with stored({"file": (upload.name, upload.content)}) as paths:
            return columns_of(paths["file"], delimiter)
    except Refused:
        return []


def _draw_table(role: str, upload: Upload, base: Mapping) -> Mapping:
    """Draw the columns of the contract beside those of the file, guessed where one is like another."""
    table = TABLES[_EXTRACT_TABLE.get(role, role)]
    title = t("Columns of the extract") if role == "extract" else t(TABLE_NAMES[role])
    with st.expander(title, expanded=role == "extract"):
        delimiter, decimal = _draw_signs(role, upload) if is_text(upload.name) else ("", ".")
        found = _columns(upload, delimiter)
        guessed = once(f"guess_{role}", digest(upload.digest, delimiter), lambda: guessed_columns(found, table))
        draw_paragraph(t("Guessed by likeness: look at each. An empty cell means that the file has no such column."))
        heads = {"contract": t("What is needed"), "file": t("Column of the file")}
        rows = pd.DataFrame({
            "contract": [_label(name, table) for name in table.names],
            "file": [guessed.get(name) for name in table.names],
        })  # fmt: skip
        edited = st.data_editor(
            rows,
            column_config={
                "contract": st.column_config.TextColumn(heads["contract"], disabled=True, width="large"),
                "file": st.column_config.SelectboxColumn(heads["file"], options=found, width="medium"),
            },
            hide_index=True,
            width="stretch",
            key=f"columns_{role}_{digest(upload.digest, delimiter)[:12]}_{language()}",
        )
    chosen = zip(table.names, edited["file"], strict=True)
    picked = {name: str(file) for name, file in chosen if pd.notna(file) and file}
    return own_layout(base.part(table.name), picked, delimiter, decimal) if picked else Mapping()


def _draw_signs(role: str, upload: Upload) -> tuple[str, str]:
    separators, decimals = st.columns(2)
    likely = DELIMITERS.index(delimiter_of(upload.content))
    delimiter = separators.selectbox(
        t("Columns are separated by"),
        DELIMITERS,
        index=likely,
        format_func=lambda sign: _DELIMITER_NAMES.get(sign, sign),
        key=f"delimiter_{role}_{upload.digest[:12]}",
    )
    decimal = decimals.selectbox(t("Decimals are written with"), [",", "."], key=f"decimal_{role}")
    return delimiter, decimal


def _label(name: str, table: Table) -> str:
    """What a column means, and for the counts beyond a cut-off which one."""
    cut = re.search(r"above_(\d\d)$", name)
    return f"{name}: {t(table[name].meaning)}" + (f" ({int(cut[1])}%)" if cut else "")
