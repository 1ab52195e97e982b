"""A whole stock before and after works: 400 estates, ten years of monthly bills; and one building's daily readings."""

import os
import subprocess
import sys
from typing import Any

from benchmarks.results import Bar, Outcome
from benchmarks.server import ROOT

RUNS = 3
"""Processes of their own, import of the statistics library in; the best one counts, as others only ever add."""
STOCK = """
import time
from benchmarks.stock import make_stock
readings, weather, retrofits, complexes = make_stock()
start = time.perf_counter()
from indicators.savings.portfolio import assess_portfolio
found = assess_portfolio(readings, weather, retrofits, complexes).retrofits
print(time.perf_counter() - start, (found["verdict"] != "insufficient").sum(), found["share"].mean())
"""
BUILDING = """
import time
from benchmarks.stock import WORKS, make_building
readings, weather = make_building()
from indicators.savings.periods import Works
from indicators.savings.engine import assess_meter
assess_meter(readings, weather, Works.between(*WORKS))
start = time.perf_counter()
saving, _ = assess_meter(readings, weather, Works.between(*WORKS))
print(time.perf_counter() - start, int(saving.is_sufficient), saving.avoided_share.estimate)
"""
AGAIN = """
import time
from benchmarks.stock import make_stock
from data_access.editions import SAMPLE, list_editions
from ui.kept import renovations as kept
tables = dict(zip(("readings", "weather", "retrofits", "complexes"), make_stock()))
tables["weather"]["station_id"] = "S"
kept.cached.table = lambda of, name: tables[name]
kept.estates = lambda of: tables["complexes"].set_index("complex_id").assign(vulnerable_households=50)
edition = list_editions(SAMPLE)[-1]
kept.portfolio(edition)
start = time.perf_counter()
found = kept.portfolio(edition).retrofits
print(time.perf_counter() - start, len(found))
"""


def measure() -> Outcome:
    """Assess the stock, the same again where nothing changed, and the building; bars: seconds, the effect found."""
    from benchmarks.stock import EFFECT, ESTATES, RENOVATED, YEARS

    stock, building, again = (min(_run(code) for _ in range(RUNS)) for code in (STOCK, BUILDING, AGAIN))
    measured: dict[str, Any] = {
        "estates": ESTATES,
        "years": YEARS,
        "renovations": RENOVATED,
        "of them with a verdict": int(stock[1]),
    }
    bars = [
        Bar("whole stock, import included", round(stock[0], 2), "s", at_most=5),
        Bar("whole stock again, nothing changed", round(again[0], 3), "s", at_most=1),
        Bar("one building's daily readings", round(building[0], 2), "s", at_most=1),
        Bar("mean effect found less that put in", round(100 * abs(stock[2] - EFFECT), 2), "points", at_most=0.5),
    ]
    return Outcome("savings", measured, bars)


def _run(code: str) -> tuple[float, ...]:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return tuple(float(value) for value in run.stdout.split())
