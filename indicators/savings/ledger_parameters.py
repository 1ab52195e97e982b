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

SEASON_SPREAD = Parameter(
    id="season_spread",
    label=mark("Usual difference between the use of a time of the year and that of other years at the same level"),
    value=0.2,
    unit="share",
    low=0.1,
    high=0.3,
    reason=mark("January's degree days differ by a tenth from year to year, milder months more."),
    source=_OURS,
    date="2026-11",
)

SEASON_FLOOR = Parameter(
    id="season_floor",
    label=mark("Part of that difference that mean use moves, however little a time of the year uses"),
    value=0.05,
    unit="share",
    low=0.02,
    high=0.15,
    reason=mark("Where heating begins and ends, a cold week moves a bill by much of its own size."),
    source=_OURS,
    date="2026-11",
)

CLEAR_EVIDENCE = Parameter(
    id="clear_evidence",
    label=mark("How much likelier one meaning of a row must be than the other (natural logarithm) to be believed"),
    value=3,
    unit="ratio",
    low=1,
    high=5,
    reason=mark("Twenty to one: a bill given up costs little, one taken wrongly moves the saving."),
    source=_OURS,
    date="2026-11",
)

ESTIMATE_ERROR = Parameter(
    id="estimate_error",
    label=mark("Usual error of a supplier's estimate, as a logarithm"),
    value=0.5,
    unit="ratio",
    low=0.2,
    high=1,
    reason=mark("Estimates follow the year before: most lie within a third, some are a fraction of the truth."),
    source=_OURS,
    date="2026-11",
)

LARGEST_ESTIMATE_ERROR = Parameter(
    id="largest_estimate_error",
    label=mark("Error of an estimate up to which the true reading beside it is taken for all that was used"),
    value=0.33,
    unit="share",
    low=0.2,
    high=0.5,
    reason=mark("Were it the difference, the estimate would have told less than three fifths of the use."),
    source=_OURS,
    date="2026-11",
)

LEDGER_PARAMETERS = (
    SAME_ENERGY,
    LARGEST_CORRECTION,
    LONGEST_CORRECTION,
    LEAST_BANDED,
    SEASON_SPREAD,
    SEASON_FLOOR,
    CLEAR_EVIDENCE,
    ESTIMATE_ERROR,
    LARGEST_ESTIMATE_ERROR,
)
