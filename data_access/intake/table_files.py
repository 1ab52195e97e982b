"""One file as its contract has it: read, arranged, typed, with energy in kWh, and every fault found."""

from pathlib import Path

import pandas as pd

from contract.errors import Fault
from data_access.intake.contracts import as_table, meant
from data_access.intake.damaged_names import damaged_names
from data_access.intake.energy import with_energy
from data_access.intake.headers import named_as_wanted, without_repeats, without_words
from data_access.intake.layouts import arranged
from data_access.intake.mapping_parts import Part
from data_access.intake.meter_ids import with_one_spelling
from data_access.intake.points import with_points
from data_access.intake.raw_tables import RawTable
from data_access.intake.readers import read_raw
from data_access.intake.reading_periods import with_whole_periods
from data_access.intake.total_rows import without_totals

_DECIDING = ("energy_kwh", "quantity", "unit", "is_estimated", "coefficient_c", "pcs_mj_smc")
"""Columns that decide what a reading tells: it is not used as if one that cannot be read were empty."""


def read_table_file(path: Path, part: Part) -> tuple[RawTable, pd.DataFrame, list[Fault]]:
    """Return the file as it is, the columns of its contract, and every fault.

    The frame's index is the line of the file; where a row holds the quantities of several periods
    (`part.periods`), the rows are numbered from 0 instead, and faults still tell the line. Raises Refused if the file
    cannot be read at all.
    """
    raw = without_words(without_repeats(named_as_wanted(read_raw(path, part), part), part), part)
    raw = without_totals(raw, part)
    raw, part = with_points(raw, part)
    frames, faults = [], []
    for table, reader in arranged(raw, part):
        frame, found = as_table(table, reader.contract, reader)
        faults += found + damaged_names(frame, raw.file, reader)
        if reader.table == "readings":
            frame, found = with_energy(frame, raw.file, reader)
            faults += _untold(found, table, frame)
            frame = _without_unread(frame, table, reader)
        frames.append(frame)
    whole = frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
    if part.table == "readings":
        whole, found = with_one_spelling(whole, raw.file, part)
        whole, days = with_whole_periods(whole, raw.file, part)
        faults += found + days
    return raw, whole, faults


def _without_unread(readings: pd.DataFrame, table: RawTable, part: Part) -> pd.DataFrame:
    """The readings without the energy of those of which a cell that decides it, or its weight, holds what cannot be
    read: faults tell the cell."""
    is_unread = pd.Series(False, index=readings.index)
    for name in _DECIDING:
        column = part.file_columns.get(name)
        if column in table.text:
            told = meant(table.text[column].str.strip(), part.values.get(name, {}))
            is_unread |= told.ne("") & readings[name].isna()
    return readings.assign(energy_kwh=readings["energy_kwh"].mask(is_unread))


def _untold(found: list[Fault], table: RawTable, frame: pd.DataFrame) -> list[Fault]:
    """The faults of energy without those of days that one finding has told as incomplete."""
    if not any(fault.code == "incomplete_days" for fault in table.faults):
        return found
    empty = set(frame.index[frame["quantity"].isna()])
    return [fault for fault in found if fault.code != "no_energy" or fault.row not in empty]
