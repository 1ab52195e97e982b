"""750,000 households counted by section: data_access.aggregate beside pandas, each in a process of its own."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.results import Bar, Outcome
from benchmarks.server import ROOT

YEAR = 2023
RUNS = 7
"""Of each way, in turns; the best one counts, as other work on the machine only ever adds."""
ROUNDING_EUR = 0.011
"""Sums are rounded to the cent; two ways of adding may round either way."""
MEGABYTE = 1_000_000
OURS = """
import sys, time
from pathlib import Path
from data_access.aggregate import aggregate
start = time.perf_counter()
aggregate(Path(sys.argv[1]), int(sys.argv[3]), Path(sys.argv[5]))
print(time.perf_counter() - start)
"""
WAYS = {"aggregate": ["-c", OURS], "pandas": ["-m", "benchmarks.peers.pandas_aggregate"]}


def measure() -> Outcome:
    """Aggregate the sample's households both ways, in turns; bars: not slower, less memory, equal results."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        _run_python(["-m", "sample_data", "--out", str(folder), "--years", str(YEAR)])
        households = folder / f"households_{YEAR}.parquet"
        runs: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
        for number in range(RUNS + 1):
            for way in WAYS if number % 2 else reversed(WAYS):
                found = _run(way, households, folder / f"{way}.csv")
                if number:
                    runs[way].append(found)
        unequal = _unequal_cells(folder / "aggregate.csv", folder / "pandas.csv")
        counted = int(pd.read_csv(folder / "aggregate.csv", usecols=["households"])["households"].sum())
    best = {way: {name: round(min(run[name] for run in found), 3) for name in found[0]} for way, found in runs.items()}
    return _outcome(counted, best, unequal)


def _outcome(counted: int, best: dict[str, dict[str, float]], unequal: int) -> Outcome:
    ours, theirs = best["aggregate"], best["pandas"]
    measured: dict[str, Any] = {"households": counted}
    for way, found in best.items():
        measured |= {f"{way}: {name}": value for name, value in found.items()}
    bars = [
        Bar("time ÷ that of pandas", round(ours["s"] / theirs["s"], 3), "", at_most=1),
        Bar("peak memory ÷ that of pandas", round(ours["peak MB"] / theirs["peak MB"], 3), "", at_most=1),
        Bar("cells that differ from pandas", unequal, "", at_most=0),
    ]
    return Outcome("aggregation", measured, bars)


def _run(way: str, households: Path, out: Path) -> dict[str, float]:
    """Seconds of the aggregation, of the whole process and of its processors, and its peak memory."""
    start = time.perf_counter()
    output, cpu, peak = _run_python([*WAYS[way], str(households), "--year", str(YEAR), "--out", str(out)])
    whole = time.perf_counter() - start
    return {"s": float(output), "whole process, s": whole, "processors, s": cpu, "peak MB": peak / MEGABYTE}


def _run_python(arguments: list[str]) -> tuple[str, float, int]:
    """Run Python; return what it printed, the seconds of its processors and its peak memory in bytes."""
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    with process.stdout as stdout:
        output = stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return output, usage.ru_utime + usage.ru_stime, peak


def _unequal_cells(ours: Path, theirs: Path) -> int:
    """Cells of the two extracts that differ by more than the rounding of money; counts must be the same."""
    first, second = (pd.read_csv(path, dtype={"section_id": str}).set_index("section_id") for path in (ours, theirs))
    if not first.index.equals(second.index) or set(first) != set(second):
        return max(first.size, second.size)
    money = [name for name in first if name.endswith("_eur")]
    apart = (first - second[first.columns]).abs()
    return int((apart[money] > ROUNDING_EUR).sum().sum() + (apart.drop(columns=money) > 0).sum().sum())
