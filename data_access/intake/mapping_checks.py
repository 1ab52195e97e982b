"""Checks of a mapping: every fault of what an analyst wrote, with its place in the file."""

import json
import re
from typing import Any

from contract.errors import Fault
from contract.levels import BLANKS, USUAL_NAMES
from contract.tables import HEATING_MODES, HOUSEHOLDS, SHARED_MODES
from contract.translations import LANGUAGES, mark
from data_access.intake.mapping_parts import PARTS, is_encoding
from data_access.intake.source_marks import declared_interval

_MARKS = {
    "delimiter": (",", ";", "\t", "|"),
    "decimal": (".", ","),
    "thousands": ("", ".", ",", " ", "'", "’", "\u00a0", "\u2007", "\u2009", "\u202f"),
    "end_from": ("", "next_start", "last_day"),
    "moments": ("", "true"),
    "temperature": ("", "C", "F"),
}


LONGEST_NOUN = 40
"""Signs of the name of a level: it stands in headings of tables and in lists to choose from."""


class MappingFaults:
    """Faults of one mapping, collected while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Fault] = []

    def add(self, code: str, message: str, place: str, found: object = "", expected: str = "") -> None:
        """Note a fault at `place`, the dotted name of the option."""
        self.found.append(Fault(code, message, self.file, None, place, str(found), expected))

    def is_table(self, name: str, part: object) -> bool:
        """Whether `part` describes a table of the contract; a fault says if not."""
        if name not in PARTS or not isinstance(part, dict):
            self.add("unknown_table", mark("The mapping has a part for no known table."), name, name, ", ".join(PARTS))
            return False
        return True

    def checked(self, place: str, content: object, kinds: dict[str, Any]) -> dict[str, Any]:
        """Return the entries of `content` that have a known name and the right type."""
        if not isinstance(content, dict):
            self.add("mapping_type", mark("This part of the mapping must be a table."), place, content)
            return {}
        right = {}
        for key, value in content.items():
            where = f"{place}.{key}" if place else key
            if key not in kinds:
                message = mark("The mapping has no option of this name.")
                self.add("unknown_option", message, where, key, ", ".join(kinds))
            elif not isinstance(value, kinds[key]):
                self.add("mapping_type", mark("This option has the wrong type."), where, value, _TYPES[kinds[key]])
            else:
                right[key] = value
        return right


_TYPES = {
    str: mark("a text in quotes"),
    list: mark("a list of texts in brackets"),
    dict: mark("a table of pairs"),
}


def checked_levels(levels: object, faults: MappingFaults) -> dict[str, dict[str, tuple[str, str]]]:
    """Return the nouns of each level that the mapping names, for one area and for several, by language."""
    names = {}
    for level, told in faults.checked("levels", levels, dict.fromkeys(BLANKS, dict)).items():
        by_language = faults.checked(f"levels.{level}", told, dict.fromkeys(LANGUAGES, list))
        for language in LANGUAGES:
            nouns = by_language.get(language, told.get(language, []))
            if not (isinstance(nouns, list) and len(nouns) == 2 and all(_is_noun(noun) for noun in nouns)):
                message = mark(
                    "Write two nouns, in letters: what one area of this level is called, and what several are."
                )
                example = json.dumps(USUAL_NAMES[level][language], ensure_ascii=False)
                faults.add(
                    "level_names",
                    message,
                    f"levels.{level}.{language}",
                    json.dumps(nouns, default=str, ensure_ascii=False),
                    example,
                )
        names[level] = {
            language: (str(nouns[0]), str(nouns[1])) for language, nouns in by_language.items() if len(nouns) == 2
        }
    return names


def _is_noun(noun: object) -> bool:
    return (
        isinstance(noun, str) and len(noun) <= LONGEST_NOUN and re.fullmatch(r"[^\W\d_][\w '’().-]*", noun) is not None
    )


def checked_periods(name: str, periods: dict[str, Any], faults: MappingFaults) -> dict[str, str]:
    """Return the days that each column covers, as texts."""
    for column, period in periods.items():
        if not re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", str(period)):
            message = mark("Write the days that the column covers as two dates: the first, and the first one after.")
            faults.add("bad_period", message, f"{name}.periods.{column}", period, "2023-10-15/2023-11-15")
    return {column: str(period) for column, period in periods.items()}


def check_texts(name: str, options: dict[str, Any], faults: MappingFaults) -> None:
    """Check the options that are marks, names of encodings or of reference systems, or columns."""
    _check_marks(name, options, faults)
    _check_heating(name, options.get("heat_unknown_with", []), faults)
    if options.get("encoding") and not is_encoding(options["encoding"]):
        message = mark("There is no text encoding of this name.")
        faults.add("unknown_encoding", message, f"{name}.encoding", options["encoding"], "utf-8, cp1252, latin-1")
    if options.get("crs") and not re.fullmatch(r"EPSG:\d{4,6}", options["crs"]):
        message = mark("Write the reference system as its EPSG code.")
        faults.add("unknown_crs", message, f"{name}.crs", options["crs"], "EPSG:32632")
    if options.get("id_from") and options["id_from"] not in PARTS[name].names:
        message = mark("The contract has no column of this name.")
        faults.add("unknown_column", message, f"{name}.id_from", options["id_from"], ", ".join(PARTS[name].names))


def _check_heating(name: str, modes: list[Any], faults: MappingFaults) -> None:
    others = [mode for mode in HEATING_MODES if mode not in SHARED_MODES]
    wrong = [str(mode) for mode in modes if mode not in others]
    if modes and name != HOUSEHOLDS.name:
        message = mark("Only the extract counts heating bills that are not known.")
        faults.add("unknown_option", message, f"{name}.heat_unknown_with", ", ".join(map(str, modes)))
    elif wrong:
        message = mark("Write the ways of heating, beside the shared ones, whose homes the source counts too.")
        faults.add("unknown_choice", message, f"{name}.heat_unknown_with", ", ".join(wrong), ", ".join(others))


def _check_marks(name: str, options: dict[str, Any], faults: MappingFaults) -> None:
    for option, allowed in _MARKS.items():
        if options.get(option, allowed[0]) not in allowed:
            known = " ".join(json.dumps(sign) for sign in allowed)
            message = mark("This mark is not one that can be used here.")
            faults.add("unknown_mark", message, f"{name}.{option}", options[option], known)
    if options.get("thousands") and options["thousands"] == options.get("decimal", "."):
        message = mark("Decimals and thousands cannot have the same mark.")
        faults.add("same_mark", message, f"{name}.thousands", options["thousands"])


def checked_withheld(name: str, withheld: dict[str, Any], faults: MappingFaults) -> dict[str, str]:
    """Return the marks of cells that arrive withheld, with the counts they lie between."""
    if withheld and name != HOUSEHOLDS.name:
        message = mark("Only the extract may have cells that arrive withheld.")
        faults.add("unknown_option", message, f"{name}.withheld", ", ".join(withheld))
    for text, counts in withheld.items():
        if declared_interval(str(counts)) is None:
            message = mark("Write the counts that the mark can stand for, the least and the most: 0- has no most.")
            faults.add("bad_withheld", message, f'{name}.withheld."{text}"', counts, "1-4")
    return {text: str(counts) for text, counts in withheld.items()}
