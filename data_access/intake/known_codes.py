"""Codes of estates and areas that one file writes otherwise than another: capitals, spaces, zeros that were lost."""

import pandas as pd

from contract.errors import Fault, Severity
from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.row_faults import faults_of_rows, shown

_UNKNOWN = {
    "complex_id": ("unknown_complex", mark("There is no such estate among the complexes."), Severity.ERROR),
    "nil_id": (
        "unknown_area",
        mark("There is no such area among the sections: its row is not used."),
        Severity.WARNING,
    ),
}


def with_known_codes(
    frame: pd.DataFrame, column: str, known: pd.Series, file: str, part: Part
) -> tuple[pd.DataFrame, list[Fault]]:
    """Write the codes of `column` ("complex_id" or "nil_id") as those of `known` are written.

    Codes are the same where they differ in capitals, spaces and leading zeros alone, and only one of `known` does. A
    notice tells which were written otherwise; codes that none of `known` is are faults with their rows.
    """
    codes = frame[column]
    known = known.dropna().drop_duplicates().reset_index(drop=True)
    by_plain = known.groupby(plain_code(known)).agg(["first", "size"])
    alike = by_plain.loc[by_plain["size"] == 1, "first"]
    other = plain_code(codes).map(alike).astype(codes.dtype)
    found = codes.where(codes.isin(known) | other.isna(), other)
    differs = codes.notna() & (found != codes)
    name, faults = part.column_in_file(column), []
    if differs.any():
        message = mark("Codes that the other file writes otherwise, taken for the same: {count}.")
        told = shown(", ".join(sorted(set(codes[differs] + " = " + found[differs]))))
        values, row = {"count": str(int(differs.sum()))}, int(differs.idxmax())
        faults.append(Fault("code_spellings", message, file, row, name, told, "", Severity.NOTICE, values))
    code, message, severity = _UNKNOWN[column]
    unknown = found.index[found.notna() & ~found.isin(known)]
    faults += faults_of_rows(code, message, file, name, unknown, found=codes, severity=severity)
    return frame.assign(**{column: found}), faults


def plain_code(codes: pd.Series) -> pd.Series:
    """Codes without capitals, spaces and leading zeros."""
    return codes.str.replace(r"\s", "", regex=True).str.casefold().str.lstrip("0")
