"""Rows that may be all that was used or what another had missed: differences beside estimates, bills after none."""

from dataclasses import dataclass

from numpy import log, log1p

from indicators.savings.bands import are_apart, by_days
from indicators.savings.entries import Entry, fill, joined, set_aside, total
from indicators.savings.ledger_parameters import (
    CLEAR_EVIDENCE,
    ESTIMATE_ERROR,
    LARGEST_CORRECTION,
    LARGEST_ESTIMATE_ERROR,
)
from indicators.savings.parameters import LONGEST_BILL, SHORTEST_BILL
from indicators.savings.seasons import Seasons, likelier


@dataclass(frozen=True)
class _Pair:
    """A row (`later`), and those that fill its days before it."""

    earlier: list[Entry]
    later: Entry

    def evidence(self, seasons: Seasons) -> float:
        """How much likelier the later row is all that was used than what had been missed."""
        return seasons.evidence(self.later.span, self.later.kwh, self.later.kwh + total(self.earlier))

    @property
    def prior(self) -> float:
        """The same by the size of the estimate's error alone, where it would be small."""
        ratio = self.later.kwh / total(self.earlier)
        error = abs(log(ratio))
        is_small = error <= log1p(LARGEST_ESTIMATE_ERROR.value)
        return float((log1p(ratio) ** 2 - error**2) / (2 * ESTIMATE_ERROR.value**2)) if is_small else 0.0


def tell_differences(live: list[Entry]) -> list[Entry]:
    """A true reading of the days of estimates is all that was used, or the difference that is added to them, as other
    readings of the season tell; where they do not, none is believed."""
    if are_apart(live) or not any(entry.is_estimated for entry in live):
        return []
    pairs = _beside_estimates(live)
    if not pairs:
        return []
    seasons = Seasons(_sure(live, pairs))
    told = [pair.evidence(seasons) for pair in pairs]
    of_all = sum(told) + sum(pair.prior for pair in pairs)
    made = []
    for pair, own in zip(pairs, told, strict=True):
        evidence = own if abs(own) >= CLEAR_EVIDENCE.value else of_all
        rows = [*pair.earlier, pair.later]
        if evidence <= -CLEAR_EVIDENCE.value:
            made.append(joined(rows))
        elif evidence < CLEAR_EVIDENCE.value and not (_is_double(pair) and evidence >= 0):
            set_aside(rows, "difference", rows)
    return made


def add_differences(live: list[Entry]) -> list[Entry]:
    """Of two bills of the same days, none of them an estimate, a small one is what the other had missed. Where it
    happens again and again it may be an estimate that nobody marked: the season tells, or none is believed."""
    spans = by_days([entry for entry in live if entry.kwh > 0 and not entry.is_estimated])
    pairs = [_Pair([small], large) for small, large in
             (sorted(rows, key=lambda row: row.kwh) for rows in spans.values() if len(rows) == 2)
             if small.kwh < LARGEST_CORRECTION.value * large.kwh]  # fmt: skip
    if not pairs:
        return []
    seasons = Seasons(_sure(live, pairs))
    of_all = sum(pair.evidence(seasons) for pair in pairs)
    made = []
    for pair in pairs:
        rows = [*pair.earlier, pair.later]
        if of_all >= CLEAR_EVIDENCE.value:
            set_aside(pair.earlier, "superseded", [pair.later])
        elif len(pairs) == 1 or of_all <= -CLEAR_EVIDENCE.value:
            made.append(joined(rows))
        else:
            set_aside(rows, "difference", rows)
    return made


def catch_up(live: list[Entry]) -> list[Entry]:
    """Bills of nothing and the one that follows at once, where the season tells that it holds the use of all of them:
    joined, or set aside where that is longer than a bill."""
    runs = _after_nothing(live)
    if not runs:
        return []
    seasons, made = Seasons(_sure(live, runs)), []
    for run in runs:
        rows, own = [*run.earlier, run.later], run.later
        whole = rows[0].start, own.end
        if likelier(seasons.away(whole, own.kwh), seasons.away(own.span, own.kwh)) < CLEAR_EVIDENCE.value:
            continue
        if whole[1] - whole[0] <= LONGEST_BILL.value:
            made.append(joined(rows))
        else:
            set_aside(rows, "too_long", rows)
    return made


def _after_nothing(live: list[Entry]) -> list[_Pair]:
    """Every true reading with the bills of nothing that it follows at once."""
    ordered = sorted((entry for entry in live if not entry.is_estimated), key=lambda entry: entry.span)
    runs: list[_Pair] = []
    empty: list[Entry] = []
    for entry in ordered:
        if empty and empty[-1].end != entry.start:
            empty = []
        if entry.kwh == 0 and entry.days >= SHORTEST_BILL.value:
            empty = [*empty, entry]
            continue
        if empty and entry.kwh > 0:
            runs.append(_Pair(empty, entry))
        empty = []
    return runs


def _beside_estimates(live: list[Entry]) -> list[_Pair]:
    estimates = sorted((entry for entry in live if entry.is_estimated), key=lambda entry: entry.span)
    pairs = []
    for true in (entry for entry in live if not entry.is_estimated and entry.kwh > 0):
        inside = [entry for entry in estimates if true.start <= entry.start and entry.end <= true.end]
        if fill(inside, true) and total(inside) > 0 and true.days <= LONGEST_BILL.value:
            pairs.append(_Pair(inside, true))
    return pairs


def _is_double(pair: _Pair) -> bool:
    return len(pair.earlier) == 1 and pair.earlier[0].kwh == pair.later.kwh


def _sure(live: list[Entry], pairs: list[_Pair]) -> list[Entry]:
    """The true readings whose days no other row tells."""
    doubtful = {id(row) for pair in pairs for row in (*pair.earlier, pair.later)}
    sure: list[Entry] = []
    ordered = sorted(live, key=lambda entry: entry.span)
    last = -(10**9)
    for entry, following in zip(ordered, [*ordered[1:], None], strict=True):
        is_alone = entry.start >= last and (following is None or entry.end <= following.start)
        if is_alone and entry.kwh >= 0 and not entry.is_estimated and id(entry) not in doubtful:
            sure.append(entry)
        last = max(last, entry.end)
    return sure
