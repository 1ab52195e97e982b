"""Findings: why a figure is not shown. Each has an id that is for ever, a sentence, and the state that it gives."""

from dataclasses import dataclass
from typing import Literal

from contract.translations import mark

FigureState = Literal["shown", "withheld", "missing"]


@dataclass(frozen=True)
class Finding:
    """A reason for which a figure is "missing" or "withheld"; `sentence` is an English entry of the catalogue."""

    id: str
    state: FigureState
    sentence: str


_ALL = (
    Finding("not_in_extract", "missing", mark("No data: the extract says nothing of this area.")),
    Finding("not_measured", "missing", mark("No data: the extract does not hold what this indicator needs.")),
    Finding("not_measured_here", "missing", mark("No data: the extract lacks a count of this area.")),
    Finding("no_households", "missing", mark("Nobody lives here: there are no households to count.")),
    Finding(
        "withheld_base",
        "withheld",
        mark("Withheld for privacy: the figure would rest on too few households."),
    ),
    Finding(
        "withheld_source",
        "withheld",
        mark("Withheld by the source, or left empty there: this count, or a part of it."),
    ),
    Finding(
        "withheld_complement",
        "withheld",
        mark("Withheld for privacy: together with other figures it would give away a count of very few households."),
    ),
    Finding(
        "withheld_dominance",
        "withheld",
        mark("Withheld for privacy: the amount is mostly that of one household, or of very few."),
    ),
    Finding(
        "no_complete_households",
        "missing",
        mark(
            "No household here, or next to none, has both income and energy spend known in full: no estimate can be "
            "made."
        ),
    ),
    Finding(
        "no_known_spend",
        "missing",
        mark("No household here, or next to none, has its energy spend known in full: no estimate can be made."),
    ),
    Finding(
        "no_known_income",
        "missing",
        mark("No household here, or next to none, has its income known: no estimate can be made."),
    ),
    Finding(
        "no_income",
        "missing",
        mark("The incomes known here add up to zero, or nearly: a ratio to income has no meaning."),
    ),
    Finding(
        "no_poor_households",
        "missing",
        mark(
            "No household with complete data, or next to none, is in energy poverty here: there is no gap to measure."
        ),
    ),
    Finding("no_certificates", "missing", mark("No dwelling here, or next to none, has an energy certificate.")),
    Finding(
        "overlap_uncounted",
        "missing",
        mark(
            "How many households have both a known income and a certificate is not counted, and here it may be less "
            "than half of the most that there can be: no estimate can be made."
        ),
    ),
    Finding("no_bonus_recipients", "missing", mark("No household here, or next to none, receives the social bonus.")),
    Finding(
        "heat_bills_missing",
        "missing",
        mark(
            "The heating bill is unknown for more than half of the households: a bill that is missing would look "
            "like hidden poverty."
        ),
    ),
    Finding(
        "heating_modes_missing",
        "missing",
        mark(
            "How they heat is unknown for more than half of the households: their spend cannot be compared with that "
            "of households alike."
        ),
    ),
    Finding(
        "heat_not_imputed",
        "missing",
        mark("The heating bills that are missing here cannot be imputed: the counts that this needs are not shown."),
    ),
    Finding(
        "shock_out_of_reach",
        "missing",
        mark(
            "The counts cannot tell the effect of this shock: it must be strong enough to move the cut-off below 10%, "
            "but not below 5%."
        ),
    ),
    Finding(
        "scenario_out_of_reach",
        "missing",
        mark(
            "The counts cannot tell this scenario: it moves the cut-off of 10% below 5%, or above 20%, where "
            "households were not counted."
        ),
    ),
    Finding(
        "carriers_unknown",
        "missing",
        mark("The spend by carrier is not known: how far these prices move the bills cannot be told."),
    ),
    Finding(
        "inconsistent_counts",
        "missing",
        mark("The counts of this area contradict each other: no figure can be trusted."),
    ),
)

FINDINGS = {finding.id: finding for finding in _ALL}
"""Every finding by id."""

WITHHELD_REASONS = tuple(finding.id for finding in _ALL if finding.state == "withheld")
"""Ids of the findings that privacy gives."""
