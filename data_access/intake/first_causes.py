"""Faults that only follow from others: a code that could not be read is told once, and not as one that lacks."""

from collections.abc import Iterable, Mapping

from contract.errors import Fault, Severity

Column = tuple[str, str]
"""A file's name and one of its columns, as faults tell them."""

_SECTION_CODES = ("sections", "section_id"), ("lookup", "section_id")
_AREA_CODES = {
    level: (*_SECTION_CODES, *((role, f"{level}_id") for role in ("sections", "lookup", f"{level}_names")))
    for level in ("nil", "municipio")
}
_CAUSES = {
    "no_nil": _AREA_CODES["nil"],
    "no_municipio": _AREA_CODES["municipio"],
    "unnamed_areas": (*_AREA_CODES["nil"], *_AREA_CODES["municipio"]),
    "unknown_area": _AREA_CODES["nil"],
    "unlisted_sections": (("extract", "section_id"),),
    "unknown_lookup_rows": (("extract", "section_id"), ("sections", "section_id")),
}
"""By fault, never an error itself: the codes, by role of their file, that make it whatever else is true."""


def unread_columns(faults: Iterable[Fault]) -> set[Column]:
    """The columns in which something is refused."""
    return {(fault.file, fault.column) for fault in faults if fault.severity is Severity.ERROR}


def first_causes(found: list[Fault], faults: list[Fault]) -> list[Fault]:
    """`found` without those that take a cell for empty where `faults` say that its column could not be read."""
    unread = unread_columns(faults)
    return [
        fault
        for fault in found
        if fault.code not in ("no_year", "half_a_point")
        or unread.isdisjoint((fault.file, column) for column in fault.column.split(", "))
    ]


def without_lost_codes(faults: list[Fault], columns: Mapping[tuple[str, str], Column]) -> list[Fault]:
    """`faults` without those that tell as lacking what a code that is refused would have told.

    `columns`: by role of the file and column of the contract, where its codes stand.
    """
    unread = unread_columns(faults)
    lost = {code for code, causes in _CAUSES.items() if not unread.isdisjoint(map(columns.get, causes))}
    if any(fault.code == "unknown_section" for fault in faults):
        lost |= {"no_nil", "no_municipio"}
    return [fault for fault in faults if fault.code not in lost]
