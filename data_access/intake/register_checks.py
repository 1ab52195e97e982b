"""Findings on the register of estates, row by row: what a plan would believe without asking."""

import pandas as pd

from contract.errors import Fault, Severity
from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.row_faults import faults_of_rows

MOST_PER_DWELLING = 2
"""Households in one dwelling beyond which one of the two numbers is not believed; chosen, 2026-11: few are shared."""


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
