"""One extract made in several ways, each in a process of its own: how long, how much memory, are they equal."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd

from benchmarks.server import ROOT

YEAR = 2023
ROUNDING_EUR = 0.011
"""Sums are rounded to the cent; two ways of adding may round either way."""
MEGABYTE = 1_000_000
OURS = (
    "from benchmarks.peers.command import run; "
    "from data_access.household_counts.aggregate import aggregate; run(aggregate)"
)
WAYS = {
    "aggregate": ["-c", OURS],
    "same SQL by hand": ["-m", "benchmarks.peers.duckdb_aggregate"],
    "pandas": ["-m", "benchmarks.peers.pandas_aggregate"],
    "polars": ["-m", "benchmarks.peers.polars_aggregate"],
}


def run_way(way: str, households: Path, out: Path) -> dict[str, float]:
    """Aggregate with one of `WAYS`: seconds of it, of the whole process and of its processors, and its peak memory."""
    start = time.perf_counter()
    output, cpu = run_python([*WAYS[way], str(households), "--year", str(YEAR), "--out", str(out)])
    whole = time.perf_counter() - start
    seconds, peak = map(float, output.split())
    return {"s": seconds, "whole process, s": whole, "processors, s": cpu, "peak MB": peak / MEGABYTE}


def run_python(arguments: list[str]) -> tuple[str, float]:
    """Run Python; return what it printed and the seconds of its processors."""
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
    return output, usage.ru_utime + usage.ru_stime


def unequal_cells(ours: Path, theirs: Path) -> int:
    """Cells of the two extracts that differ by more than the rounding of money; counts must be the same."""
    first, second = (pd.read_csv(path, dtype={"section_id": str}).set_index("section_id") for path in (ours, theirs))
    if not first.index.equals(second.index) or set(first) != set(second):
        return max(first.size, second.size)
    money = [name for name in first if name.endswith("_eur")]
    apart = (first.astype(float) - second[first.columns].astype(float)).abs()
    return int((apart[money] > ROUNDING_EUR).sum().sum() + (apart.drop(columns=money) > 0).sum().sum())
