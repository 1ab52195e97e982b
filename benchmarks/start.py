"""How long a reader waits at first: a server that starts, and a browser that has never been here. No bar."""

import asyncio
import statistics
import time
from pathlib import Path

from benchmarks.browser import await_quiet, launched, visiting
from benchmarks.client import open_session
from benchmarks.rerun import MAP_PAGE
from benchmarks.results import Outcome
from benchmarks.server import APP, Server, serving

STARTS = VISITS = 3
FIRST_PAGE = "/"


def measure_start(editions: Path) -> Outcome:
    """From the start of the process to an answer, and to the end of the first page's script."""
    healthy, finished = [], []
    for _ in range(STARTS):
        with serving(APP, editions) as server:
            asyncio.run(_first_run(server))
            finished.append(time.perf_counter() - server.started)
            healthy.append(server.healthy_after_s)
    measured = {
        "server answers, s": round(statistics.median(healthy), 2),
        "first page's script is over, s": round(statistics.median(finished), 2),
    }
    return Outcome("cold start", measured)


def measure_first_paint(editions: Path) -> Outcome:
    """From opening the map in a new browser context to the first painted polygons, on a warm server."""
    times, sizes = [], []
    with launched() as browser, serving(APP, editions) as server:
        for _ in range(1 + VISITS):
            with visiting(browser, server.url + MAP_PAGE) as page:
                await_quiet(page)
                times.append(page.evaluate("window.bench.firstPaint - performance.timeOrigin"))
                sizes.append(page.evaluate("window.bench.bytes"))
    measured = {
        "first polygons painted, ms": round(statistics.median(times[1:])),
        "bytes of the first visit, browser's cache empty": round(statistics.median(sizes[1:])),
    }
    return Outcome("first painted map", measured)


async def _first_run(server: Server) -> None:
    session = await open_session(server, FIRST_PAGE)
    async with session.connection:
        await session.run()
    if session.errors:
        raise RuntimeError("; ".join(session.errors))
