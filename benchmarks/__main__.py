"""Command line: `python -m benchmarks` measures everything, writes results.json, exits 1 if a bar is missed."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    aggregation,
    help_desk,
    help_desk_page,
    italy,
    map_switch,
    messy_bills,
    plausible,
    rerun,
    savings,
    scale,
    sessions,
    slider_moves,
    small_areas,
    start,
)
from benchmarks.browser import chromium
from benchmarks.results import (
    ITALY_RESULTS,
    NO_CHROMIUM,
    PLAUSIBLE_RESULTS,
    RESULTS,
    Outcome,
    print_table,
    write_results,
)
from data_access.editions import SAMPLE

WHEN_NAMED = ("italy", "messy bills", "plausible", "scale")
"""Benchmarks of many minutes, which run only when `--only` names them."""
IN_BROWSER = ("map switch", "first painted map")


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmarks asked for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Ratios in one run, beside named peers.")
    parser.add_argument("--editions", type=Path, default=SAMPLE, metavar="DIR", help="else the embedded sample")
    parser.add_argument("--out", type=Path, metavar="FILE", help="else benchmarks/results.json, if all are run")
    parser.add_argument("--only", nargs="+", choices=list(_benchmarks(SAMPLE)), metavar="NAME", help="some, not all")
    options = parser.parse_args(arguments)
    outcomes = []
    for name, run in _benchmarks(options.editions.resolve()).items():
        if name in (options.only or ()) or not (options.only or name in WHEN_NAMED):
            print(f"{name} …", file=sys.stderr, flush=True)
            outcomes.append(_measured(name, run))
    print_table(outcomes)
    own = {"italy": ITALY_RESULTS, "plausible": PLAUSIBLE_RESULTS}.get(" ".join(options.only or ()))
    out = options.out or (own if options.only else RESULTS)
    if out:
        write_results(outcomes, out)
        print(f"\n{out}")
    return 0 if all(outcome.is_passed for outcome in outcomes) else 1


def _benchmarks(editions: Path) -> dict[str, Callable[[], Outcome]]:
    return {
        "aggregation": aggregation.measure,
        "help-desk plan": help_desk.measure,
        "italy": italy.measure,
        "messy bills": messy_bills.measure,
        "plausible": plausible.measure,
        "help-desk page": lambda: help_desk_page.measure(editions),
        "savings": savings.measure,
        "scale": scale.measure,
        "slider moves": lambda: slider_moves.measure(editions),
        "small areas": lambda: small_areas.measure(editions),
        "cold start": lambda: start.measure_start(editions),
        "warm rerun": lambda: rerun.measure(editions),
        "sessions": lambda: sessions.measure(editions),
        "first painted map": lambda: start.measure_first_paint(editions),
        "map switch": lambda: map_switch.measure(editions),
    }


def _measured(name: str, run: Callable[[], Outcome]) -> Outcome:
    if name in IN_BROWSER and chromium() is None:
        return Outcome(name, not_run=NO_CHROMIUM)
    return run()


if __name__ == "__main__":
    raise SystemExit(main())
