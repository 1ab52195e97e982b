"""Server time of a warm rerun of the map page: from the message that changes the indicator to the end of the script."""

import asyncio
import statistics
from pathlib import Path

from benchmarks.client import open_session
from benchmarks.results import Bar, Outcome
from benchmarks.server import APP, Server, serving

MAP_PAGE = "/mappa?level=section"
RERUNS = 20
INDICATOR_LIST = "pick_indicator"
WARM_RERUN_MS = 50.0


def measure(editions: Path) -> Outcome:
    """Switch the indicator back and forth on a warm server; the bar is on the median.

    The bar is on the server's time: the client acknowledges packets at once. How long it is for one that lets the
    system delay them, as most do, is told beside it.
    """
    with serving(APP, editions) as server:
        prompt, sizes = asyncio.run(_switch(server, is_prompt=True))
        usual, _ = asyncio.run(_switch(server, is_prompt=False))
    measured = {
        "slowest rerun, ms": max(prompt),
        "median rerun, packets acknowledged late, ms": statistics.median(usual),
        "bytes of a rerun, nothing remembered by the client": statistics.median(sizes),
        "reruns_ms": prompt,
    }
    bar = Bar("median rerun of the map page", statistics.median(prompt), "ms", at_most=WARM_RERUN_MS)
    return Outcome("warm rerun", measured, [bar])


async def _switch(server: Server, is_prompt: bool) -> tuple[list[float], list[int]]:
    """Milliseconds and bytes of each rerun."""
    session = await open_session(server, MAP_PAGE)
    session.is_prompt = is_prompt
    async with session.connection:
        await session.run()
        for place in (1, 0, 1, 0):
            await session.choose(INDICATOR_LIST, place)
        times, sizes = [], []
        for number in range(RERUNS):
            before = session.received
            times.append(round(1000 * await session.choose(INDICATOR_LIST, (number + 1) % 2), 1))
            sizes.append(session.received - before)
    if session.errors:
        raise RuntimeError("; ".join(session.errors))
    return times, sizes
