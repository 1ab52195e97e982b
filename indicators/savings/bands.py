"""Bands (F1, F2, F3): rows of the same days that are parts of one bill."""

from collections import Counter, defaultdict
from itertools import pairwise

from indicators.savings.entries import Entry, is_same, joined, set_aside, total
from indicators.savings.ledger_parameters import CLEAR_EVIDENCE, LEAST_BANDED
from indicators.savings.parameters import LEAST_PERIODS
from indicators.savings.seasons import Seasons

_PAIR = 2
_BANDS_AND_SUM = 4
"""Rows of which one may be the sum of the others: of three, it may as well be a band of half the use."""


def by_days(live: list[Entry]) -> dict[tuple[int, int], list[Entry]]:
    """Rows by the days that they tell, in their order."""
    spans: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry in live:
        spans[entry.span].append(entry)
    return spans


def sum_bands(live: list[Entry]) -> list[Entry]:
    """Where most bills of a time come as the same number of rows (F1, F2, F3), they are summed, without a row of their
    sum; a bill of that time without all of them is lost. Before and after it bills of one row are whole: beside these,
    the season tells bands from bills with an estimate beside them that nobody marked, or none is believed."""
    if are_apart(live):
        return []
    spans = _without_sums(by_days([entry for entry in live if entry.kwh >= 0]))
    sizes = Counter(len(rows) for rows in spans.values() if len(rows) > 1 and not _are_doubles(rows))
    count, often = max(sizes.items(), key=lambda item: item[1], default=(1, 0))
    if often < LEAST_BANDED.value:
        return []
    banded = [span for span, rows in spans.items() if len(rows) == count and not _are_doubles(rows)]
    within = [rows for span, rows in spans.items() if min(banded) <= span <= max(banded)]
    if 2 * often <= len(within):
        return []
    if not _are_bands(spans, banded):
        return []
    made = []
    for rows in within:
        kept = rows if len(rows) <= count else _without_doubles(rows)
        if len(kept) == count:
            set_aside([row for row in rows if row not in kept], "duplicate", kept)
            made.append(joined(kept))
            made[-1].is_estimated = any(row.is_estimated for row in kept)
        elif len(kept) < count:
            set_aside(rows, "band", [])
    return made


def _are_bands(spans: dict[tuple[int, int], list[Entry]], banded: list[tuple[int, int]]) -> bool:
    """Whether the rows of `banded` are parts. Else they get their fate here: the largest of each days is the bill, or
    nobody knows. Three rows a bill are bands unless the season says otherwise; so are two where hardly a bill has one.
    """
    alone = [rows[0] for span, rows in spans.items() if len(rows) == 1 and not min(banded) <= span <= max(banded)]
    sure = [row for row in alone if not row.is_estimated]
    if len(sure) < LEAST_PERIODS.value or not are_apart(sure):
        return True
    seasons, bills = Seasons(sure), [sorted(spans[span], key=lambda row: row.kwh) for span in banded]
    evidence = sum(seasons.evidence(rows[0].span, total(rows), rows[-1].kwh) for rows in bills)
    is_pair = len(bills[0]) == _PAIR
    if evidence >= CLEAR_EVIDENCE.value or (not is_pair and evidence > -CLEAR_EVIDENCE.value):
        return True
    for rows in bills:
        if is_pair and evidence <= -CLEAR_EVIDENCE.value:
            set_aside(rows[:-1], "superseded", rows[-1:])
        else:
            set_aside(rows, "difference", rows)
    return False


def _without_sums(spans: dict[tuple[int, int], list[Entry]]) -> dict[tuple[int, int], list[Entry]]:
    """The rows of each days, without the one that tells the sum of the others where most of them have one."""
    several = {span: rows for span, rows in spans.items() if len(rows) >= _BANDS_AND_SUM}
    sums = {span: whole for span, rows in several.items() for whole in rows
            if whole.kwh > 0 and is_same(total(rows) - whole.kwh, whole.kwh)}  # fmt: skip
    if 2 * len(sums) <= len(several):
        return spans
    for span, whole in sums.items():
        set_aside([whole], "total", [row for row in spans[span] if row is not whole])
    return {span: [row for row in rows if not row.fate] for span, rows in spans.items()}


def _are_doubles(rows: list[Entry]) -> bool:
    """Whether all rows of the same days tell the same energy, or one estimate beside a true reading."""
    true = [row for row in rows if not row.is_estimated]
    return len(_without_doubles(rows)) == 1 < len(rows) or (len(true) == 1 < len(rows))


def _without_doubles(rows: list[Entry]) -> list[Entry]:
    """The first of each energy, which another row may round; bands of a day may be less than a kilowatt hour apart."""
    first: list[Entry] = []
    for row in rows:
        if not any(is_same(row.kwh, kept.kwh, least=1e-6) for kept in first):
            first.append(row)
    return first


def are_apart(live: list[Entry]) -> bool:
    """Whether no day is told twice."""
    spans = sorted(entry.span for entry in live)
    return all(first[1] <= second[0] for first, second in pairwise(spans))
