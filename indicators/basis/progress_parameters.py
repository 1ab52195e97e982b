"""The numbers chosen for the progress of the plan."""

from contract.translations import mark
from indicators.basis.parameter import CITY, Parameter

STALE_AFTER = Parameter(
    id="stale_after",
    label=mark("Days without news after which an activity is told as not updated"),
    value=90,
    unit="days",
    low=30,
    high=365,
    reason=mark("A quarter of a year: the plan asks for regular meetings that check how far each action is."),
    source=mark("Verso il benessere energetico, activity 4.2; the length is our choice"),
    date="2026-11",
    owner=CITY,
)

PROGRESS_PARAMETERS = (STALE_AFTER,)
"""In the order of the method page."""
