"""What severities of findings are called, where several pages say them."""

from contract.errors import Severity
from contract.translations import mark

SEVERITY_NAMES = {
    Severity.ERROR: mark("Error"),
    Severity.WARNING: mark("Warning"),
    Severity.NOTICE: mark("Notice"),
}
"""Gravest first."""
