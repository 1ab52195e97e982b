"""From texts to typed columns, kind by kind; what cannot be read is named, never guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from contract.schema import FIRST_YEAR, ID, LAST_YEAR, Column, Kind
from data_access.intake.headers import folded
from data_access.intake.mapping_parts import Part
from data_access.intake.problems import LONGEST_TEXT, MOST_DIGITS
from data_access.intake.workbook_cells import ERRORS

SECTION_DIGITS = 13
"""Digits of a section id: 6 of the municipality, 7 of the section. Files often lack the leading zeros."""


@dataclass(frozen=True)
class Parsed:
    """Typed values (NA where missing or unreadable), rows by problem, and counts of rows read by a rule."""

    values: pd.Series
    problems: dict[str, pd.Series] = field(default_factory=dict)
    padded: int = 0
    pointed: int = 0


def parse(text: pd.Series, column: Column, part: Part) -> Parsed:
    """Read the texts of one column ("" is missing) as `column.kind`, with the marks that `part` declares."""
    return _PARSERS[column.kind](_chosen(text, column.choices) if column.choices else text, part)


def _chosen(text: pd.Series, choices: tuple[str, ...]) -> pd.Series:
    """Each text as its choice is written, where it differs in capitals and spaces alone."""
    alike = {folded(choice): choice for choice in choices}
    return text.map({each: alike.get(folded(each), each) for each in text.unique()})


_GROUPED_CODE = r"[0-9]{1,3}(?:[ .'’\u00a0\u202f][0-9]{3}){3,4}"
"""A code in groups of three digits, as a spreadsheet that takes it for an amount shows it."""


def _sections(text: pd.Series, _part: Part) -> Parsed:
    bare = text.where(~text.str.fullmatch(_GROUPED_CODE), text.str.replace(r"[^0-9]", "", regex=True))
    bare = bare.str.replace(r"[.,]0*$", "", regex=True)
    bare = bare.where(~bare.str.contains("[eE]"), bare.map(_written_out))
    good = bare.str.fullmatch(r"[0-9]{11,13}")
    rounded = text.str.fullmatch(r"[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+") & ~good
    wordy = (text != "") & ~text.str.contains(r"[0-9]")
    other = (text != "") & ~good & ~rounded & ~wordy
    values = bare.str.zfill(SECTION_DIGITS).where(good)
    padded = int((good & (bare.str.len() < SECTION_DIGITS)).sum())
    return Parsed(
        values,
        {"rounded_code": rounded, "no_code": wordy, "not_a_section": other},
        padded,
        int((good & (bare != text)).sum()),
    )


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
    bad = bare.ne("") & ~bare.str.fullmatch(ID) & ~_any(problems, text)
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
    if (read := _all_plain(text, _PLAIN, pa.int64())) is not None:
        return Parsed(read)
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


def _all_plain(text: pd.Series, pattern: str, kind: pa.DataType, decimal: str = ".") -> pd.Series | None:
    """The numbers of a column, where all of it is empty or as `pattern`: read at once, a fifth of the time or less."""
    told = pa.array(text)
    if not pc.all(pc.match_substring_regex(told, f"^{pattern}$"), min_count=0).as_py():
        return None
    filled = pc.if_else(pc.equal(told, ""), None, told)
    numbers = pc.cast(filled if decimal == "." else pc.replace_substring(filled, decimal, "."), kind)
    return pd.Series(_NULLABLE[kind].__from_arrow__(numbers), text.index, name=text.name)


_NULLABLE = {pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype()}
_PLAIN = rf"[0-9]{{0,{MOST_DIGITS}}}"
"""Digits alone, as most columns have them: nothing there can be a problem."""
_NEGATIVE = r"^(?:[-−–] ?([^-−–()]*)|\(([0-9][^()]*)\)|([0-9][^-−–()]*)[-−–])$"
"""A number below zero as people and programs write it: with any dash, before or after it, or between brackets."""
_NUMBER_AND_MORE = r".*[0-9].*[A-Za-z%€°]|[A-Za-z€].*[0-9].*|[0-9]+/[0-9]+"
"""A number with its unit or currency beside it, or a fraction; powers of ten are none."""


def _numbers(text: pd.Series, part: Part) -> Parsed:
    mark_ = f"\\{part.decimal}"
    plain_amount = rf"(?:[0-9]{{1,{MOST_DIGITS}}}(?:{mark_}[0-9]*)?)?"
    if (read := _all_plain(text, plain_amount, pa.float64(), part.decimal)) is not None:
        return Parsed(read)
    plain = _without_thousands(text.str.replace(_NEGATIVE, r"-\1\2\3", regex=True), part)
    good = plain.str.fullmatch(rf"[+-]?([0-9]+({mark_}[0-9]*)?|{mark_}[0-9]+)")
    whole_part = plain.str.replace(rf"{mark_}.*$|^[+-]", "", regex=True)
    long = good & (whole_part.str.len() > MOST_DIGITS)
    endless = _is_endless(text)
    told = text.str.fullmatch(_NUMBER_AND_MORE) & ~good
    problems = {
        "not_finite": endless,
        "too_many_digits": long,
        "more_than_a_number": told,
        "not_a_number": text.ne("") & ~good & ~endless & ~told,
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

_YES, _NO = ("true", "1", "1.0", "sì", "si", "s", "yes", "y", "vero"), ("false", "0", "0.0", "no", "n", "falso")
_FLAGS = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)


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
