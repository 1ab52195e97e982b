"""Why a reading is not used as it came."""

from contract.translations import mark

REASONS = {
    "incomplete": mark("A date or the quantity is missing, or a cell cannot be read."),
    "backward": mark("The period ends before it begins."),
    "duplicate": mark("The same reading stands twice: the first is used."),
    "superseded": mark("An estimate, replaced by a reading of the same days."),
    "cancelled": mark("A bill that a later reversal cancels."),
    "reversal": mark("The reversal of a bill, which it cancels."),
    "band": mark("Not every band of these days is there: what it tells is not all that was used."),
    "total": mark("The sum of other readings, which are used in its place."),
    "shared_day": mark("Taken from its second day on: the first one is told by the reading before it."),
    "negative": mark("A correction below zero that cancels no set of bills."),
    "corrected": mark("A correction says that this bill was wrong, and not how much of it."),
    "merged": mark("Joined with the readings that correct or complete it."),
    "estimated": mark("Estimated by the supplier, and followed by no true reading that could put it right."),
    "too_short": mark("Too few days for a bill."),
    "too_long": mark("Too many days for a bill."),
    "overlap": mark("Its days are told by another reading too, and it cannot be known which one is right."),
    "difference": mark(
        "Two readings of the same days: the later may be all that was used, or what the other had missed, and the "
        "season does not tell which."
    ),
    "spike": mark("Far beyond what this meter ever uses: probably a slip."),
    "stopped": mark("No use at all in the cold: the meter had probably stopped."),
    "no_weather": mark("The temperature of too many of its days is unknown."),
    "works": mark("It touches the days of the works."),
    "outside": mark("It is of neither the year before the works nor the year after them."),
}
"""Why a reading is not used as it came, by code. "merged" ones are taken inside another, and "shared_day"
ones without a day; "works" and "outside" ones are sound."""
