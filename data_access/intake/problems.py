"""Why the text of a cell cannot be read as what its column holds, and what was expected."""

from dataclasses import dataclass

from contract.translations import mark

LONGEST_TEXT = 4_000
MOST_DIGITS = 15
"""Digits of a number that a computer still tells apart."""


@dataclass(frozen=True)
class Problem:
    """Why a text cannot be read, and what was expected instead."""

    message: str
    expected: str = ""


PROBLEMS = {
    "not_a_section": Problem(
        mark(
            "This is not the code of a census section. If it is the number within the municipality, write in the "
            "mapping, as municipality, the column that holds the municipality's code."
        ),
        mark("11 to 13 digits: municipality, then section"),
    ),
    "no_code": Problem(
        mark("This is no code of a census section: if the row adds up others, or is a note, remove it."),
        mark("11 to 13 digits: municipality, then section"),
    ),
    "rounded_code": Problem(
        mark("A spreadsheet has rounded this code: its last digits are lost. Export the column again as text."),
        mark("11 to 13 digits: municipality, then section"),
    ),
    "withheld_input": Problem(
        mark("A count that arrives withheld, such as <5, may stand in the extract only: write the number."),
        mark("a whole number, such as 12"),
    ),
    "not_whole": Problem(mark("This is not a whole number."), mark("a whole number, such as 12")),
    "not_a_number": Problem(
        mark("This is not a number as the mapping says that numbers are written: look at decimal and thousands there.")
    ),
    "more_than_a_number": Problem(
        mark(
            "Something else stands in the cell beside the number, such as a unit or %: leave the number alone there, "
            "in the unit of the column."
        )
    ),
    "not_finite": Problem(
        mark("A value that is infinite or undefined cannot be counted: leave the cell empty if it is not known."),
        mark("a number, or nothing"),
    ),
    "too_many_digits": Problem(mark("The number has more digits than any quantity needs."), f"≤ {MOST_DIGITS}"),
    "not_a_flag": Problem(
        mark("This is neither yes nor no: say in the mapping, under values, what it stands for."), "true, false"
    ),
    "not_a_date": Problem(mark("This is not a date."), mark("a date such as 2023-12-31 or 31/12/2023")),
    "month_first": Problem(
        mark("Dates seem to have the month first, as in the United States: write the day first, or year-month-day."),
        mark("a date such as 2023-12-31 or 31/12/2023"),
    ),
    "bad_id": Problem(
        mark("A code may have letters without accents, digits, dots, dashes and underscores only."), "A–Z a–z 0–9 . - _"
    ),
    "formula": Problem(mark("The text would be run as a formula by a spreadsheet: write it as plain text.")),
    "control_character": Problem(mark("The text holds signs that cannot be seen: remove them.")),
    "error_text": Problem(mark("The spreadsheet has an error in place of the value: correct it, or empty the cell.")),
    "long_text": Problem(mark("The text is too long."), f"≤ {LONGEST_TEXT}"),
}
