"""The ledger of one line of meters: estimates, reversals, corrections, bands and parts settled into readings of use."""

from collections.abc import Callable
from itertools import pairwise
from statistics import median

import numpy as np

from indicators.savings.bands import are_apart, by_days, sum_bands
from indicators.savings.differences import add_differences, catch_up, tell_differences
from indicators.savings.entries import Entry, fill, is_same, joined, rows_of, set_aside, total
from indicators.savings.ledger_parameters import LARGEST_CORRECTION, LONGEST_CORRECTION
from indicators.savings.parameters import LONGEST_BILL, SHORTEST_BILL
from indicators.savings.reversals import cancel_reversals


def settle(entries: list[Entry]) -> list[Entry]:
    """Settle the rows of one line by the rules below, in their order; returns them all, and those made of them.

    A reversal cancels the bill of its size and days; bands of the same days are summed; a true reading of the days of
    estimates replaces them, or is added where the season tells that it is the difference; of doubles the first counts;
    the sum of other readings is left out; a correction is joined with the bills that fill its days; bills of nothing
    with the one that tells their use too; an estimate with the true reading that follows; a day that two share is
    the older one's; parts of a bill are joined.
    """
    for rule in RULES:
        entries = entries + rule([entry for entry in entries if not entry.fate])
    return entries


def _drop_doubles(live: list[Entry]) -> list[Entry]:
    """Of rows of the same days and energy the first counts, true readings before estimates."""
    if are_apart(live):
        return []
    for rows in by_days(live).values():
        first: list[Entry] = []
        for row in sorted(rows, key=lambda entry: entry.is_estimated):
            kept = next((entry for entry in first if is_same(row.kwh, entry.kwh, least=1e-6)), row)
            if kept is row:
                first.append(row)
            else:
                set_aside([row], "duplicate", [kept])
    return []


def _replace_estimates(live: list[Entry]) -> list[Entry]:
    """Estimates within the days of a true reading."""
    estimates = [] if are_apart(live) else [entry for entry in live if entry.is_estimated]
    for true in [entry for entry in live if not entry.is_estimated and entry.kwh >= 0] if estimates else []:
        inside = [e for e in estimates if not e.fate and true.start <= e.start and e.end <= true.end]
        set_aside(inside, "superseded", [true])
    return []


def _drop_totals(live: list[Entry]) -> list[Entry]:
    """Rows that tell the sum of other true readings of exactly their days."""
    if are_apart(live):
        return []
    ordered = sorted((entry for entry in live if entry.kwh >= 0), key=lambda entry: entry.span)
    starts = np.array([entry.start for entry in ordered])
    for whole in ordered:
        first, last = np.searchsorted(starts, [whole.start, whole.end])
        inside = [e for e in ordered[first:last] if e is not whole and not e.fate and e.end <= whole.end
                  and e.span != whole.span]  # fmt: skip
        if len(inside) > 1 and fill(inside, whole) and is_same(total(inside), whole.kwh):
            set_aside([whole], "total", inside)
    return []


def _net_corrections(live: list[Entry]) -> list[Entry]:
    """A correction joined with the bills that fill its days; a long and small one spread over them; else all lost."""
    if are_apart(live) and all(entry.kwh >= 0 for entry in live):
        return []
    made: list[Entry] = []
    bills = [entry for entry in live if entry.kwh >= 0]
    for correction in (entry for entry in live if entry.kwh < 0):
        touched = sorted((b for b in [*bills, *made] if not b.fate and b.touches(correction)),
                         key=lambda entry: entry.span)  # fmt: skip
        netted = total(touched) + correction.kwh
        if touched and netted >= 0 and fill(touched, correction):
            made += _netted(correction, touched, netted)
        if not correction.fate:
            set_aside([correction], "negative", touched)
            set_aside(touched, "corrected", [correction])
    return made


def _netted(correction: Entry, touched: list[Entry], netted: float) -> list[Entry]:
    """The bills with their correction in them; none where it is too long, and large, to say which days were wrong."""
    if correction.days <= LONGEST_BILL.value or len(touched) == 1:
        return [joined([*touched, correction], netted)]
    before = total(touched)
    is_small = abs(correction.kwh) <= LARGEST_CORRECTION.value * before / 5
    if not is_small or correction.days > LONGEST_CORRECTION.value or any(bill.is_estimated for bill in touched):
        return []
    spread = [
        Entry(None, b.start, b.end, b.kwh * netted / before, False, b.meter, made_of=rows_of([b, correction]))
        for b in touched
    ]
    set_aside([*touched, correction], "merged", [*touched, correction])
    return spread


def _join_estimates(live: list[Entry]) -> list[Entry]:
    """Join estimates with the true reading that follows at once, up to the longest bill (CalTRACK); else set aside."""
    if not any(entry.is_estimated for entry in live):
        return []
    made: list[Entry] = []
    run: list[Entry] = []
    for entry in sorted(live, key=lambda entry: entry.span):
        if run and run[-1].end != entry.start:
            set_aside(run, "estimated", [])
            run = []
        if entry.is_estimated:
            run.append(entry)
        elif run:
            if entry.end - run[0].start <= LONGEST_BILL.value and entry.kwh >= 0:
                made.append(joined([*run, entry]))
            else:
                set_aside(run, "estimated", [])
            run = []
    set_aside(run, "estimated", [])
    return made


def _share_days(live: list[Entry]) -> list[Entry]:
    """Two meters, one after the other, or two bills may tell one day both: it is left to the older one."""
    made = []
    ordered = sorted(live, key=lambda entry: entry.span)
    for old, new in pairwise(ordered):
        are_bills = min(old.days, new.days) >= SHORTEST_BILL.value
        if new.start == old.end - 1 and new.days > 1 and (old.meter != new.meter or are_bills):
            set_aside([new], "shared_day", [old])
            made.append(
                Entry(None, new.start + 1, new.end, new.kwh, new.is_estimated, new.meter, made_of=rows_of([new]))
            )
    return made


def _join_parts(live: list[Entry]) -> list[Entry]:
    """Join readings too short for a bill with those beside them: weeks, and the two parts of a month that was split."""
    ordered = sorted(live, key=lambda entry: entry.span)
    if all(entry.days >= SHORTEST_BILL.value for entry in ordered) or median(entry.days for entry in ordered) == 1:
        return []
    runs: list[list[Entry]] = []
    for entry in ordered:
        last = runs[-1] if runs else []
        if last and last[-1].end == entry.start and _belongs(last, entry):
            last.append(entry)
        else:
            runs.append([entry])
    _complete_last(runs)
    return [joined(run) for run in runs if len(run) > 1 and run[-1].end - run[0].start >= SHORTEST_BILL.value]


def _belongs(run: list[Entry], entry: Entry) -> bool:
    """Whether `entry` completes a run of parts that is still shorter than a bill."""
    days = run[-1].end - run[0].start
    least = SHORTEST_BILL.value
    is_split = run[-1].meter != entry.meter and days + entry.days <= LONGEST_BILL.value
    is_short = days < least and (entry.days < least or is_split)
    return is_short or (is_split and entry.days < least)


def _complete_last(runs: list[list[Entry]]) -> None:
    """Weeks left over at the end of a stretch go to the joined ones before them."""
    for place in range(len(runs) - 1, 0, -1):
        before, run = runs[place - 1], runs[place]
        is_rest = (
            run[-1].end - run[0].start < SHORTEST_BILL.value and len(before) > 1 and before[-1].end == run[0].start
        )
        if is_rest and run[-1].end - before[0].start <= LONGEST_BILL.value:
            before += run
            del runs[place]


RULES: tuple[Callable[[list[Entry]], list[Entry]], ...] = (
    cancel_reversals,
    sum_bands,
    tell_differences,
    _drop_doubles,
    _replace_estimates,
    _drop_totals,
    add_differences,
    _net_corrections,
    catch_up,
    _join_estimates,
    _share_days,
    _join_parts,
)
"""The rules of `settle`, in their order."""
