"""Every number chosen for settling readings, estimates and corrections: unit, range, reason, source, date."""

from contract.translations import mark
from indicators.basis.parameters import Parameter

_OURS = mark("Our choice")

SAME_ENERGY = Parameter(
    id="same_energy",
    label=mark("Largest difference between two energies that are taken for the same"),
    value=0.002,
    unit="share",
    low=0.0,
    high=0.01,
    reason=mark("Suppliers round quantities and conversions: a reversal seldom is equal to the last decimal."),
    source=_OURS,
    date="2026-11",
)

LARGEST_CORRECTION = Parameter(
    id="largest_correction",
    label=mark("Share of the bills of its days below which a row is taken for a correction, not for a reading of them"),
    value=0.5,
    unit="share",
    low=0.2,
    high=0.8,
    reason=mark("A true reading seldom is less than half of the bills that it replaces; a correction seldom is more."),
    source=_OURS,
    date="2026-11",
)

LONGEST_CORRECTION = Parameter(
    id="longest_correction",
    label=mark("Most days of a correction that is spread over the bills of its days"),
    value=125,
    unit="days",
    low=70,
    high=190,
    reason=mark(
        "Up to four months, and a tenth of their use, a correction moves each bill by little wherever the error lay."
    ),
    source=_OURS,
    date="2026-11",
)

LEAST_BANDED = Parameter(
    id="least_banded",
    label=mark("Fewest bills in as many rows for these to be taken for bands"),
    value=3,
    unit="readings",
    low=2,
    high=12,
    reason=mark("Once or twice, a second row of the same days is a correction or a double."),
    source=_OURS,
    date="2026-11",
)

LEDGER_PARAMETERS = (SAME_ENERGY, LARGEST_CORRECTION, LONGEST_CORRECTION, LEAST_BANDED)
