"""Findings on the register of estates, row by row: what a plan would believe without asking."""

import pandas as pd

from contract.errors import Fault, Severity
from contract.household_columns import ESTATE_CELLS
from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.row_faults import faults_of_rows
from data_access.intake.source_marks import highest

MOST_PER_DWELLING = 2
"""Households in one dwelling beyond which one of the two numbers is not believed; chosen, 2026-11: few are shared."""


def beyond_section(register: pd.DataFrame, households: pd.DataFrame, file: str, part: Part) -> list[Fault]:
    """A warning for estates that have together more households in poverty, or in arrears, than their section.

    Where these have more households than the section they lie in others too, and nothing can be said.
    """
    sections = households.dropna(subset="section_id").drop_duplicates("section_id").set_index("section_id")
    if "section_id" not in register or sections.empty:
        return []
    most, faults = highest(sections), []
    message = mark(
        "The estates of this section have more such households than the extract counts there: to be verified, one of "
        "the two may be wrong."
    )
    beyond = {name: _is_beyond(register, name, most[cell]) for name, (cell, *_) in ESTATE_CELLS.items()}
    lies_elsewhere = beyond.pop("households")
    for name, is_beyond in beyond.items():
        rows = register.index[is_beyond & ~lies_elsewhere & register[name].gt(0).fillna(False)]
        faults += faults_of_rows("beyond_section", message, file, part.column_in_file(name), rows,
                                 found=register[name], severity=Severity.WARNING)  # fmt: skip
    return faults


def _is_beyond(register: pd.DataFrame, name: str, most: pd.Series) -> pd.Series:
    """Whether the estates of each one's section count more together than the `most` that the section can have."""
    together = register[name].astype("Float64").groupby(register["section_id"]).transform("sum")
    return (together > register["section_id"].map(most).astype("Float64")).fillna(False)


def register_faults(points: pd.DataFrame, found_at: pd.Series, file: str, part: Part) -> list[Fault]:
    """What a register of estates should be asked: no households, far too many, a point at odds with its section.

    `found_at`: the section in which each known point lies. All are warnings: nothing is put right silently.
    """
    ids = points["section_id"]
    at = found_at.reindex(points.index)
    message = mark("The point does not lie in the section that is written: one of the two is wrong.")
    apart = points.index[(ids.notna() & at.notna() & (ids != at)).fillna(False)]
    faults = faults_of_rows("point_elsewhere", message, file, part.column_in_file("section_id"), apart, found=ids,
                            expected=at, severity=Severity.WARNING)  # fmt: skip
    message = mark("The point lies in no section: the estate has no figures of its surroundings.")
    nowhere = points.index[ids.isna() & at.isna() & points["lon"].notna() & points["lat"].notna()]
    columns = f"{part.column_in_file('lon')}, {part.column_in_file('lat')}"
    faults += faults_of_rows("in_no_section", message, file, columns, nowhere, severity=Severity.WARNING)
    if "households" not in points:
        return faults
    households, column = points["households"].astype("Float64"), part.column_in_file("households")
    message = mark(
        "An estate of 0 households: it may have been emptied for works. To be verified, before it is ranked."
    )
    empty = points.index[(households == 0).fillna(False)]
    faults += faults_of_rows("no_households", message, file, column, empty, severity=Severity.WARNING)
    dwellings = points["dwellings"].astype("Float64") if "dwellings" in points else households.where(households.isna())
    message = mark("More households than twice the dwellings: one of the two numbers is probably wrong.")
    many = points.index[((households > MOST_PER_DWELLING * dwellings) & (dwellings >= 0)).fillna(False)]
    return faults + faults_of_rows("crowded_dwellings", message, file, column, many, found=points["households"],
                                   severity=Severity.WARNING)  # fmt: skip
