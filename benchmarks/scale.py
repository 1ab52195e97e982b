"""From a city to a country: 0.75, 7.5 and 26 million households counted by section, beside the same SQL by hand, pandas
and polars, each in a process of its own. Takes many minutes: run only when asked for.
"""

import statistics
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.extracts import MEGABYTE, WAYS, run_python, run_way, unequal_cells
from benchmarks.results import Bar, Outcome

SIZES = {"0.75 M": 750_000, "7.5 M": 7_500_000, "26 M": 26_000_000}
"""Households of Milan, of ten Milans, of Italy."""
ROUNDS = {"0.75 M": 7, "7.5 M": 5, "26 M": 5}
"""Runs of each way, in turns, after one of ours that fills the disk cache; medians count."""
MOST_MEMORY_MB = 1.5 * 2**30 / MEGABYTE
MOST_OVERHEAD = 1.1
OURS, BY_HAND = "aggregate", "same SQL by hand"
WRITE = "import sys; from pathlib import Path; from benchmarks.households import write_households as write; "

Runs = dict[str, list[dict[str, float]]]


def measure() -> Outcome:
    """Aggregate each number of households in every way; the bars are on the largest."""
    measured: dict[str, Any] = {}
    unequal = 0
    for size, count in SIZES.items():
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            measured[f"{size}: sections"] = _write(folder, count)
            runs = _runs(folder, ROUNDS[size])
            unequal += sum(unequal_cells(folder / f"{OURS}.csv", folder / f"{way}.csv") for way in WAYS)
        measured |= {
            f"{size}: {way}: {name}": round(statistics.median(run[name] for run in found), 2)
            for way, found in runs.items()
            for name in found[0]
        }
    measured |= _growth(measured)
    differing = Bar("cells that differ from any peer, all sizes", unequal, "", at_most=0)
    return Outcome("scale", measured, [*_time_bars(runs), *_memory_bars(measured), differing])


def _write(folder: Path, count: int) -> int:
    (folder / "households").mkdir()
    write = f"{WRITE}print(write(Path(sys.argv[1]), {count}))"
    return int(run_python(["-c", write, str(folder / "households")])[0])


def _runs(folder: Path, rounds: int) -> Runs:
    run_way(OURS, folder / "households", folder / f"{OURS}.csv")
    runs: Runs = {way: [] for way in WAYS}
    for number in range(rounds):
        for way in WAYS if number % 2 else reversed(WAYS):
            runs[way].append(run_way(way, folder / "households", folder / f"{way}.csv"))
    return runs


def _growth(measured: dict[str, Any]) -> dict[str, Any]:
    """How many times more time and memory the largest takes than the smallest; households grow 34.7 times."""
    first, *_, last = SIZES
    return {
        f"growth from {first} to {last}: {way}: {name}": round(
            measured[f"{last}: {way}: {name}"] / measured[f"{first}: {way}: {name}"], 1
        )
        for way in WAYS
        for name in ("s", "peak MB")
    }


def _time_bars(runs: Runs) -> list[Bar]:
    """Ratios are taken within a round, where other work on the machine weighs on all alike."""
    limits = {BY_HAND: MOST_OVERHEAD, "pandas": 1.0, "polars": 1.0}
    bars = []
    for way, limit in limits.items():
        ratios = [ours["s"] / theirs["s"] for ours, theirs in zip(runs[OURS], runs[way], strict=True)]
        bars.append(Bar(f"time ÷ that of {way}", round(statistics.median(ratios), 3), "", at_most=limit))
    return bars


def _memory_bars(measured: dict[str, Any]) -> list[Bar]:
    *_, last = SIZES
    peak = measured[f"{last}: {OURS}: peak MB"]
    bars = [Bar(f"peak memory, {last} households", peak, "MB", at_most=round(MOST_MEMORY_MB))]
    for way in ("pandas", "polars"):
        theirs = measured[f"{last}: {way}: peak MB"]
        bars.append(Bar(f"peak memory ÷ that of {way}", round(peak / theirs, 3), "", at_most=1))
    return bars
