"""From texts to typed columns, kind by kind; what cannot be read is named, never guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from contract.schema import FIRST_YEAR, LAST_YEAR, Column, Kind
from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.workbook_cells import ERRORS

SECTION_DIGITS = 13
"""Digits of a section id: 6 of the municipality, 7 of the section. Files often lack the leading zeros."""

LONGEST_ID = 64
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


@dataclass(frozen=True)
class Parsed:
    """Typed values (NA where missing or unreadable), rows by problem, and counts of rows read by a rule."""

    values: pd.Series
    problems: dict[str, pd.Series] = field(default_factory=dict)
    padded: int = 0
    pointed: int = 0


def parse(text: pd.Series, column: Column, part: Part) -> Parsed:
    """Read the texts of one column ("" is missing) as `column.kind`, with the marks that `part` declares."""
    return _PARSERS[column.kind](text, part)


def _sections(text: pd.Series, _part: Part) -> Parsed:
    bare = text.str.replace(r"[.,]0*$", "", regex=True)
    bare = bare.where(~bare.str.contains("[eE]"), bare.map(_written_out))
    good = bare.str.fullmatch(r"[0-9]{11,13}")
    rounded = text.str.fullmatch(r"[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+") & ~good
    other = (text != "") & ~good & ~rounded
    values = bare.str.zfill(SECTION_DIGITS).where(good)
    padded = int((good & (bare.str.len() < SECTION_DIGITS)).sum())
    return Parsed(values, {"rounded_code": rounded, "not_a_section": other}, padded, int((good & (bare != text)).sum()))


_EXPONENT = re.compile(r"([0-9])[.,]([0-9]+)[eE]\+?([0-9]{1,2})")


def _written_out(code: str) -> str:
    """A whole number with an exponent, written out where no digit is lost: 1.2720000001E+10; else as it is."""
    found = _EXPONENT.fullmatch(code)
    if found is None or len(found[2]) < int(found[3]) or found[2][int(found[3]) :].strip("0"):
        return code
    return found[1] + found[2][: int(found[3])]


def _ids(text: pd.Series, _part: Part) -> Parsed:
    bare = text.str.replace(r"^([0-9]+)\.0$", r"\1", regex=True)
    problems = _text_problems(bare)
    bad = bare.ne("") & ~bare.str.fullmatch(rf"[A-Za-z0-9_.-]{{1,{LONGEST_ID}}}") & ~_any(problems, text)
    problems["bad_id"] = bad
    return Parsed(bare.where(bare.ne("") & ~_any(problems, text)), problems, pointed=int((bare != text).sum()))


def _texts(text: pd.Series, _part: Part) -> Parsed:
    problems = _text_problems(text)
    return Parsed(text.where(text.ne("") & ~_any(problems, text)), problems)


_HIDDEN = "[\\x00-\\x1f\\x7f\u0080-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
"""Control signs, signs that turn the direction of writing, signs without width."""


def _text_problems(text: pd.Series) -> dict[str, pd.Series]:
    hidden = text.str.contains(_HIDDEN)
    formula = text.str.contains(r"^(?:[=@]|[+-].)") & ~hidden
    return {
        "control_character": hidden,
        "formula": formula & ~text.str.fullmatch(r"[+-][0-9]+"),
        "error_text": text.str.fullmatch(ERRORS),
        "long_text": text.str.len() > LONGEST_TEXT,
    }


def _whole_numbers(text: pd.Series, part: Part) -> Parsed:
    plain = _without_thousands(text, part)
    # "12,0" may stand for 12 whatever the decimal mark; "12.000" may not, where the dot could separate thousands
    whole = plain.str.replace(rf"\{part.decimal}0*$|[.,]0$", "", regex=True)
    good = whole.str.fullmatch(r"[+-]?[0-9]+")
    long = good & (whole.str.len() > MOST_DIGITS)
    withheld = text.str.contains(r"^[<≤>≥]\s*[0-9]+$|^\*+$", regex=True)
    endless = _is_endless(text)
    problems = {
        "withheld_input": withheld,
        "not_finite": endless,
        "too_many_digits": long,
        "not_whole": text.ne("") & ~good & ~withheld & ~endless,
    }
    values = pd.to_numeric(whole.where(good & ~long).str.replace("+", "")).astype("Int64")
    return Parsed(values, problems)


def _numbers(text: pd.Series, part: Part) -> Parsed:
    plain = _without_thousands(text, part)
    mark_ = f"\\{part.decimal}"
    good = plain.str.fullmatch(rf"[+-]?([0-9]+({mark_}[0-9]*)?|{mark_}[0-9]+)")
    whole_part = plain.str.replace(rf"{mark_}.*$|^[+-]", "", regex=True)
    long = good & (whole_part.str.len() > MOST_DIGITS)
    endless = _is_endless(text)
    problems = {
        "not_finite": endless,
        "too_many_digits": long,
        "not_a_number": text.ne("") & ~good & ~endless,
    }
    pointed = plain.where(good & ~long).str.replace(part.decimal, ".").str.replace("+", "")
    return Parsed(pd.to_numeric(pointed).astype("Float64"), problems)


def _without_thousands(text: pd.Series, part: Part) -> pd.Series:
    if not part.thousands:
        return text
    sign = _THOUSANDS.get(part.thousands, f"\\{part.thousands}")
    grouped = text.str.fullmatch(rf"[+-]?[0-9]{{1,3}}({sign}[0-9]{{3}})+(\{part.decimal}[0-9]*)?")
    return text.where(~grouped, text.str.replace(sign, "", regex=True))


_SPACES, _APOSTROPHES = " \u00a0\u2007\u2009\u202f", "'’"
_THOUSANDS = dict.fromkeys(_SPACES, f"[{_SPACES}]") | dict.fromkeys(_APOSTROPHES, f"[{_APOSTROPHES}]")
"""Marks that people take for one another: every space, and both apostrophes."""


def _is_endless(text: pd.Series) -> pd.Series:
    return text.str.fullmatch(r"[+-]?(nan|inf|infinity|∞)", case=False)


_SOME_MONTHS = 5
"""Different first numbers of dates beyond which they are months, where the second is the same; chosen, 2026-11."""

_FLAGS = {"true": True, "1": True, "1.0": True, "false": False, "0": False, "0.0": False}


def _flags(text: pd.Series, _part: Part) -> Parsed:
    values = text.str.lower().map(_FLAGS).astype("boolean")
    return Parsed(values, {"not_a_flag": text.ne("") & values.isna()})


_SERIAL_DAY = r"[2-7][0-9]{4}([.,]0+)?"
"""A day as spreadsheets keep it, from 1954 on: days since 30 December 1899. No date is written in five digits."""


def _dates(text: pd.Series, _part: Part) -> Parsed:
    iso = text.str.replace(r"[T ]0?0[:.]00([:.]00(\.0+)?)?(Z|\+00:?00)?$", "", regex=True)
    iso = iso.str.replace(r"^([0-9]{1,2})[-.]([0-9]{1,2})[-.]([0-9]{4})$", r"\1/\2/\3", regex=True)
    iso = iso.str.replace(r"^([0-9]{4})([/.]?)([0-9]{2})\2([0-9]{2})$", r"\1-\3-\4", regex=True)
    italian = iso.str.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")
    ordered = iso.str.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
    month_first = italian & (pd.to_numeric(iso.str.extract(r"/(\d+)/")[0], errors="coerce") > 12)
    month_first |= _are_firsts_of_months(iso[italian])
    if month_first.sum() > 1 and not (italian & (pd.to_numeric(iso.str.split("/").str[0], errors="coerce") > 12)).any():
        nothing = pd.Series(pd.NaT, index=text.index).astype("datetime64[ms]")
        return Parsed(nothing, {"month_first": month_first & (month_first.cumsum() == 1)})
    values = pd.to_datetime(iso.where(ordered), format="%Y-%m-%d", errors="coerce")
    values = values.fillna(pd.to_datetime(iso.where(italian), format="%d/%m/%Y", errors="coerce"))
    days = pd.to_numeric(iso.where(iso.str.fullmatch(_SERIAL_DAY)).str.slice(0, 5), errors="coerce")
    values = values.fillna(pd.to_datetime(days, unit="D", origin="1899-12-30"))
    values = values.where(values.dt.year.between(FIRST_YEAR, LAST_YEAR)).astype("datetime64[ms]")
    return Parsed(values, {"not_a_date": text.ne("") & values.isna()})


def _are_firsts_of_months(dates: pd.Series) -> bool:
    """Whether dates with a stroke, read with the day first, are all of one month of several years, as 01/01, 02/01 …
    12/01 are where the month comes first."""
    parts = dates.str.split("/", expand=True).astype(int) if len(dates) else pd.DataFrame(columns=range(3))
    return bool(parts[1].nunique() == 1 and parts[2].nunique() > 1 and parts[0].nunique() > _SOME_MONTHS)


def _any(problems: dict[str, pd.Series], like: pd.Series) -> pd.Series:
    found = pd.Series(False, index=like.index)
    for rows in problems.values():
        found |= rows
    return found


_PARSERS: dict[Kind, Callable[[pd.Series, Part], Parsed]] = {
    Kind.SECTION: _sections,
    Kind.ID: _ids,
    Kind.TEXT: _texts,
    Kind.CHOICE: _texts,
    Kind.COUNT: _whole_numbers,
    Kind.YEAR: _whole_numbers,
    Kind.MONEY: _numbers,
    Kind.NUMBER: _numbers,
    Kind.FLAG: _flags,
    Kind.DATE: _dates,
}
