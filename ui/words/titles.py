"""What severities of findings and levels of areas are called, where several pages say them."""

from contract.errors import Severity
from contract.translations import mark

SEVERITY_NAMES = {
    Severity.ERROR: mark("Error"),
    Severity.WARNING: mark("Warning"),
    Severity.NOTICE: mark("Notice"),
}
"""Gravest first."""

LEVEL_TITLES = {
    "section": mark("Census sections"),
    "nil": mark("Neighbourhoods (NIL)"),
    "municipio": mark("Boroughs (Municipi)"),
    "city": mark("City"),
}
