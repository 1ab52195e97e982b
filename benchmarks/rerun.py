"""Server time of a warm rerun of the map page: from the message that changes the indicator to the end of the script."""

import asyncio
import statistics
from pathlib import Path

from benchmarks.client import open_session
from benchmarks.results import Bar, Outcome
from benchmarks.server import APP, serving

MAP_PAGE = "/mappa?level=section"
RERUNS = 20
INDICATOR_LIST = "pick_indicator"
WARM_RERUN_MS = 50.0


def measure(editions: Path) -> Outcome:
    """Switch the indicator back and forth on a warm server; the bar is on the median."""
    with serving(APP, editions) as server:
        times, sizes = asyncio.run(_switch(server))
    milliseconds = [round(1000 * seconds, 1) for seconds in times]
    median = statistics.median(milliseconds)
    measured = {
        "slowest rerun, ms": max(milliseconds),
        "bytes of a rerun, nothing remembered by the client": statistics.median(sizes),
        "reruns_ms": milliseconds,
    }
    return Outcome("warm rerun", measured, [Bar("median rerun of the map page", median, "ms", at_most=WARM_RERUN_MS)])


async def _switch(server) -> tuple[list[float], list[int]]:
    session = await open_session(server, MAP_PAGE)
    async with session.connection:
        await session.run()
        for place in (1, 0, 1, 0):
            await session.choose(INDICATOR_LIST, place)
        times, sizes = [], []
        for number in range(RERUNS):
            before = session.received
            times.append(await session.choose(INDICATOR_LIST, (number + 1) % 2))
            sizes.append(session.received - before)
    if session.errors:
        raise RuntimeError("; ".join(session.errors))
    return times, sizes
