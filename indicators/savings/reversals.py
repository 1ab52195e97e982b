"""Reversals: bills taken back by rows below zero of the same size."""

from indicators.savings.entries import Entry, fill, is_same, set_aside, total


def cancel_reversals(live: list[Entry]) -> list[Entry]:
    """Equal size and days first, estimates before true readings; then bills that fill its days; then its size alone;
    last, where it tells the days of its own bill, its size among earlier bills that are estimates or told twice."""
    reversals = [entry for entry in live if entry.kwh < 0]
    if not reversals:
        return []
    for find in (_of_same_days, _that_fill, _of_same_size, _of_an_earlier_bill):
        for reversal in (entry for entry in reversals if not entry.fate):
            bills = find(reversal, [entry for entry in live if entry.kwh > 0 and not entry.fate])
            if bills and is_same(sum(bill.kwh for bill in bills), -reversal.kwh):
                set_aside(bills, "cancelled", [reversal])
                set_aside([reversal], "reversal", bills)
    _cancel_in_parts(live)
    used = {(entry.span, round(entry.kwh, 3)) for entry in reversals if entry.fate == "reversal"}
    for entry in reversals:
        if not entry.fate and (entry.span, round(entry.kwh, 3)) in used:
            entry.fate = "duplicate"
    return []


def _of_same_days(reversal: Entry, bills: list[Entry]) -> list[Entry]:
    same = [bill for bill in bills if bill.span == reversal.span and is_same(bill.kwh, -reversal.kwh)]
    return sorted(same, key=lambda bill: not bill.is_estimated)[:1]


def _that_fill(reversal: Entry, bills: list[Entry]) -> list[Entry]:
    """The estimates, or else the bills, that follow one another from the first to the last day of `reversal`."""
    inside = sorted((bill for bill in bills if bill.touches(reversal)), key=lambda bill: bill.span)
    for chosen in ([bill for bill in inside if bill.is_estimated], inside):
        if fill(chosen, reversal):
            return chosen
    return []


def _of_same_size(reversal: Entry, bills: list[Entry]) -> list[Entry]:
    same = [bill for bill in bills if bill.touches(reversal) and is_same(bill.kwh, -reversal.kwh)]
    return sorted(same, key=lambda bill: not bill.is_estimated)[:1]


def _of_an_earlier_bill(reversal: Entry, bills: list[Entry]) -> list[Entry]:
    same = [bill for bill in bills if bill.start <= reversal.start and is_same(bill.kwh, -reversal.kwh)]
    told = [bill for bill in same if bill.is_estimated or any(other.touches(bill) for other in bills if other != bill)]
    return sorted(told, key=lambda bill: bill.span)[-1:]


def _cancel_in_parts(live: list[Entry]) -> None:
    """One bill reversed by several reversals that fill its days."""
    for bill in [entry for entry in live if entry.kwh > 0]:
        parts = sorted((e for e in live if e.kwh < 0 and not e.fate and e.touches(bill)), key=lambda e: e.span)
        if not bill.fate and len(parts) > 1 and fill(parts, bill) and is_same(-total(parts), bill.kwh):
            set_aside([bill], "cancelled", parts)
            set_aside(parts, "reversal", [bill])
