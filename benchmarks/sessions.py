"""Fifty readers at once on the map page: how long each waits, and what each costs in memory."""

import asyncio
import statistics
from pathlib import Path

import psutil

from benchmarks.client import Session, open_session
from benchmarks.rerun import INDICATOR_LIST, MAP_PAGE
from benchmarks.results import Bar, Outcome
from benchmarks.server import APP, Server, serving

FEW, MANY = 5, 50
BURSTS = 4
PLACES = (1, 2, 3, 0)
"""Places, in the list of indicators, that every reader chooses one after the other."""
MEDIAN_S, MEGABYTES = 1.0, 1.0
MEGABYTE = 1_000_000


def measure(editions: Path) -> Outcome:
    """Compare 5 readers with 50 after a warm-up; the bars are on the wait, the memory and the errors."""
    with serving(APP, editions) as server:
        found = asyncio.run(_crowd(server))
    waits, first_waits, errors, before, after, highest = found
    growth = (after - before) / (MANY - FEW) / MEGABYTE
    measured = {
        "rerun, 95th percentile, s": round(sorted(waits)[int(0.95 * len(waits))], 3),
        "first run in a burst, median, s": round(statistics.median(first_waits), 3),
        f"memory with {FEW} sessions, MB": round(before / MEGABYTE, 1),
        f"memory with {MANY} sessions, MB": round(after / MEGABYTE, 1),
        "highest memory right after a burst, MB": round(highest / MEGABYTE, 1),
        "each_error": errors[:10],
    }
    bars = [
        Bar(f"median rerun, {MANY} sessions at once", round(statistics.median(waits), 3), "s", at_most=MEDIAN_S),
        Bar("memory of an extra session", round(growth, 3), "MB", at_most=MEGABYTES),
        Bar("errors", len(errors), "", at_most=0),
    ]
    return Outcome("fifty sessions", measured, bars)


async def _crowd(server: Server) -> tuple[list[float], list[float], list[str], int, int, int]:
    """Waits of the reruns and of the first runs, errors, and the server's memory with few, with many and at most."""
    process = psutil.Process(server.pid)
    sessions = [session for session, _ in await _arrive(server, FEW)]
    for _ in range(BURSTS):
        await _burst(sessions, PLACES[-1])
    before = await _calm_memory(process, sessions)
    more = await _arrive(server, MANY - FEW)
    sessions += [session for session, _ in more]
    waits: list[float] = []
    highest = 0
    for place in PLACES:
        waits += await _burst(sessions, place)
        highest = max(highest, process.memory_info().rss)
    after = await _calm_memory(process, sessions)
    await asyncio.gather(*(session.connection.close() for session in sessions))
    errors = [error for session in sessions for error in session.errors]
    return waits, [wait for _, wait in more], errors, before, after, highest


async def _calm_memory(process: psutil.Process, sessions: list[Session]) -> int:
    """Memory once every reader has chosen each indicator, one after the other.

    It is what sessions hold, without what a burst leaves for the collector.
    """
    for place in PLACES:
        for session in sessions:
            await session.choose(INDICATOR_LIST, place)
    return int(process.memory_info().rss)


async def _arrive(server: Server, number: int) -> list[tuple[Session, float]]:
    return await asyncio.gather(*(_open_and_run(server) for _ in range(number)))


async def _open_and_run(server: Server) -> tuple[Session, float]:
    session = await open_session(server, MAP_PAGE)
    return session, await session.run()


async def _burst(sessions: list[Session], place: int) -> list[float]:
    return await asyncio.gather(*(session.choose(INDICATOR_LIST, place) for session in sessions))
