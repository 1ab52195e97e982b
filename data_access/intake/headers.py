"""The header of a file against its contract: columns that it lacks, and columns that nobody has named."""

from contract.errors import Fault, Severity
from contract.tables import Table
from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.raw_tables import HEADER_ROW, RawTable
from data_access.intake.row_faults import shown


def column_faults(raw: RawTable, table: Table, part: Part) -> list[Fault]:
    """Columns that `part` names and the file lacks, required ones that it does not name, and those never read."""
    faults = []
    header = list(raw.text.columns)
    for name, named in part.file_columns.items():
        if named not in header and (part.columns or table[name].is_required):
            message = mark("The file lacks this column: correct its name in the mapping, or the file.")
            found = shown(", ".join(header))
            faults.append(Fault("missing_column", message, raw.file, HEADER_ROW, named, found, named))
    for column in table.columns:
        is_given = column.name in part.file_columns or column.name in part.constants or is_made(column.name, part)
        if column.is_required and not is_given:
            message = mark("The mapping does not say which column of the file holds this.")
            faults.append(
                Fault(
                    "unmapped_column", message, raw.file, HEADER_ROW, column.name, shown(", ".join(header)), column.name
                )
            )
    unread = [name for name in header if name not in {*part.file_columns.values(), *part.ignored}]
    if unread:
        message = mark("Columns that were not read: {count}.")
        faults.append(
            Fault(
                "unread_columns",
                message,
                raw.file,
                found=shown(", ".join(unread)),
                severity=Severity.NOTICE,
                values={"count": str(len(unread))},
            )
        )
    return faults


def is_made(name: str, part: Part) -> bool:
    """Whether the column is the key that is made from others."""
    return bool(part.id_from) and name == part.contract.key[0]
