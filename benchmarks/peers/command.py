"""What the peers of the aggregation share: the constants of the method, and their command line."""

import argparse
import resource
import time
from collections.abc import Callable
from pathlib import Path

CUTOFFS = (5, 6, 8, 10, 12, 15, 20)
HEATING_MODES = ("own", "central", "district", "none")
BILLS = ("electricity_eur", "gas_eur", "heat_eur")
MONEY = ("income_eur", *BILLS)
LARGEST_SIZE = 6
LARGEST_SHARE = 0.5
INCOME_LAG_YEARS = 2


def run(aggregate: Callable[[Path, int, Path], object]) -> None:
    """Aggregate what the command line names; print its seconds, without imports, and peak memory in bytes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("households", type=Path)
    parser.add_argument("--year", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    start = time.perf_counter()
    aggregate(options.households, options.year, options.out)
    print(time.perf_counter() - start, _peak_memory())


def _peak_memory() -> int:
    """Linux's ru_maxrss begins at the peak of whoever started the process, which VmHWM does not."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))
