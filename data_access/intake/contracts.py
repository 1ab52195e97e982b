"""The contract of a table: a raw file in, typed columns and every fault out."""

import pandas as pd

from contract.errors import Fault, Severity
from contract.orders import floats, tightened
from contract.rules import rules_of
from contract.schema import Column, Kind, Table
from contract.tables import HOUSEHOLDS, low_column
from contract.translations import mark
from data_access.intake.contract_faults import absent_values, doubled_keys, rule_faults, value_faults
from data_access.intake.headers import column_faults, folded
from data_access.intake.heat_unknown import shared_heat_alone
from data_access.intake.mapping_parts import Part
from data_access.intake.parsing import Parsed, parse
from data_access.intake.problems import PROBLEMS
from data_access.intake.raw_tables import RawTable, number_text
from data_access.intake.row_faults import faults_of_rows
from data_access.intake.source_marks import highest, lowest, withheld_cells

_DTYPES = {
    Kind.COUNT: "Int64",
    Kind.YEAR: "Int64",
    Kind.MONEY: "Float64",
    Kind.NUMBER: "Float64",
    Kind.FLAG: "boolean",
    Kind.DATE: "datetime64[ms]",
}
_KEPT_AS_TEXT = r"^(?:=\"(.*)\"|'(\d.*))$"
"""How people make a spreadsheet keep the zeros before a code: ="015146", '015146."""


def as_table(raw: RawTable, table: Table, part: Part) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the columns of `table` (all of them, typed, NA where the file has none) with every fault found.

    The index is the line of the file. Where there are errors the frame holds what could be read, for further checks.
    Cells of the extract that arrive withheld are NA, with their intervals in columns `<cell>_low` and `<cell>_high`.
    """
    faults = [*raw.faults, *column_faults(raw, table, part)]
    texts = _texts(raw, table, part)
    withheld, found = withheld_cells(texts, part, raw.file) if table is HOUSEHOLDS else (pd.DataFrame(), [])
    faults += found
    open_texts = {name: _without(text, name, withheld) for name, text in texts.items()}
    parsed = {name: parse(text, table[name], part) for name, text in open_texts.items()}
    for name, result in parsed.items():
        faults += _parse_faults(raw, table[name], part, texts[name], result)
    faults += _reading_notices(raw, part, parsed)
    frame = pd.DataFrame(
        {name: parsed[name].values if name in parsed else _absent(table[name], raw) for name in table.names},
        index=raw.text.index,
    ).join(withheld)
    if part.heat_unknown_with:
        frame, found = shared_heat_alone(frame, part, raw.file)
        faults += found
    return frame, faults + _contract_faults(frame, raw, table, part, texts)


def _texts(raw: RawTable, table: Table, part: Part) -> dict[str, pd.Series]:
    """Texts of the contract's columns that the file or the mapping has, as the contract writes them."""
    texts = {}
    for name, column in part.file_columns.items():
        if column in raw.text:
            text = raw.text[column].str.strip()
            if table[name].kind in (Kind.SECTION, Kind.ID):
                text = text.str.replace(_KEPT_AS_TEXT, r"\1\2", regex=True)
            texts[name] = meant(text, part.values[name]) if name in part.values else text
    if part.municipality in raw.text and "section_id" in texts:
        texts["section_id"] = _with_municipality(texts["section_id"], raw.text[part.municipality].str.strip())
    for name, value in part.constants.items():
        texts[name] = pd.Series(_constant(value, table[name], part), index=raw.text.index, dtype="str")
    if part.id_from in texts and table.key[0] not in texts:
        texts[table.key[0]] = _slug(texts[part.id_from])
    return texts


def meant(text: pd.Series, values: dict[str, str]) -> pd.Series:
    """What each text stands for: as `values` writes it, else whatever its capitals and spaces."""
    alike = {folded(written): meant for written, meant in values.items()}
    others = text.map({each: alike.get(folded(each), each) for each in text.unique()})
    return text.replace(values).where(text.isin(values), others)


def _with_municipality(sections: pd.Series, municipalities: pd.Series) -> pd.Series:
    """Codes of sections from the municipality's and the number within it; what has another form is left as it is."""
    numbers, codes = (text.str.replace(r"[.,]0*$", "", regex=True) for text in (sections, municipalities))
    is_local = numbers.str.fullmatch(r"[0-9]{1,7}") & codes.str.fullmatch(r"[0-9]{4,6}")
    return sections.where(~is_local, codes.str.zfill(6) + numbers.str.zfill(7))


def _without(text: pd.Series, name: str, withheld: pd.DataFrame) -> pd.Series:
    return text.mask(withheld[low_column(name)].notna(), "") if low_column(name) in withheld else text


def _constant(value: str, column: Column, part: Part) -> str:
    is_number = column.kind in (Kind.MONEY, Kind.NUMBER) and value.replace(".", "", 1).lstrip("-").isdigit()
    return number_text(float(value), part.decimal) if is_number else value


def _slug(names: pd.Series) -> pd.Series:
    plain = names.str.normalize("NFKD").str.encode("ascii", "ignore").str.decode("ascii").astype("str").str.lower()
    return plain.str.replace(r"[^a-z0-9]+", "-", regex=True).str.strip("-").str.slice(0, 64)


def _parse_faults(raw: RawTable, column: Column, part: Part, text: pd.Series, parsed: Parsed) -> list[Fault]:
    faults = []
    for code, rows in parsed.problems.items():
        problem = PROBLEMS[code]
        expected = problem.expected
        if code in ("not_a_number", "more_than_a_number"):
            expected = number_text(1234.5, part.decimal)
        elif code == "not_whole" and part.thousands:
            expected = f"1234, 1{part.thousands}234"
        faults += faults_of_rows(
            code,
            problem.message,
            raw.file,
            part.column_in_file(column.name),
            rows.index[rows],
            found=text,
            expected=expected,
        )
    return faults


def _reading_notices(raw: RawTable, part: Part, parsed: dict[str, Parsed]) -> list[Fault]:
    notices = []
    for name, result in parsed.items():
        column = part.column_in_file(name)
        if result.padded:
            message = mark("Section codes without their leading zeros were completed: {count}.")
            notices.append(
                Fault(
                    "padded_ids",
                    message,
                    raw.file,
                    None,
                    column,
                    severity=Severity.NOTICE,
                    values={"count": str(result.padded)},
                )
            )
        if result.pointed:
            message = mark("Codes written as amounts, such as 12.0 or 1.234.567, were read by their digits: {count}.")
            notices.append(
                Fault(
                    "pointed_ids",
                    message,
                    raw.file,
                    None,
                    column,
                    severity=Severity.NOTICE,
                    values={"count": str(result.pointed)},
                )
            )
    return notices


def _absent(column: Column, raw: RawTable) -> pd.Series:
    return pd.Series(pd.NA, index=raw.text.index).astype(_DTYPES.get(column.kind, "str"))


def _contract_faults(
    frame: pd.DataFrame, raw: RawTable, table: Table, part: Part, texts: dict[str, pd.Series]
) -> list[Fault]:
    numbers = least = most = floats(frame)
    if len(frame.columns) > len(table.columns):
        least, most = map(floats, tightened(lowest(frame), highest(frame), table))
    faults = absent_values(frame, raw, table, part, texts) + doubled_keys(frame, raw, table, part, texts)
    faults += value_faults(numbers, raw, table, part, texts)
    for rule in rules_of(table):
        is_broken = rule.value(least) > rule.bound(most)
        if is_broken.any():
            faults += rule_faults(rule, sorted(frame.index[is_broken]), frame, raw, part, texts)
    return faults
