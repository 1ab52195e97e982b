"""Names whose letters with accents were lost before the file came: no encoding brings them back."""

import pandas as pd

from contract.errors import Fault, Severity
from contract.schema import Kind
from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.row_faults import shown

_DAMAGED = "\ufffd|[ÃÂ][\u0080-\u00bf]|â€|[A-Za-z][?…Š‚•](?=[ A-Za-z]|$)"
"""What à, è, é, ò and dashes become: the sign of what cannot be read, UTF-8 read as Western European text, a question
mark or the letters of DOS in the place of a letter."""


def damaged_names(frame: pd.DataFrame, file: str, part: Part) -> list[Fault]:
    """A warning for each column of names and addresses in which some have such signs, with the first of them."""
    faults = []
    for column in part.contract.columns:
        if column.kind is not Kind.TEXT or not column.name.endswith(("name", "address")):
            continue
        names = frame[column.name].astype("str")
        damaged = names[frame[column.name].notna() & names.str.contains(_DAMAGED)]
        if len(damaged):
            message = mark(
                "Names with signs that stand for letters with accents that were lost: {count}. Export the file again, "
                "as UTF-8."
            )
            values = {"count": str(len(damaged))}
            place, found = part.column_in_file(column.name), shown(damaged.iloc[0])
            faults.append(
                Fault("damaged_names", message, file, int(damaged.index[0]), place, found, "", Severity.WARNING, values)
            )
    return faults
