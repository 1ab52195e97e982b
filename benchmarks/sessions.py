"""A hundred readers at once on the map: how long each waits, what each costs in memory; what page changes leave."""

import asyncio
import statistics
from pathlib import Path

import psutil

from benchmarks.client import Session, open_session
from benchmarks.rerun import INDICATOR_LIST, MAP_PAGE
from benchmarks.results import Bar, Outcome
from benchmarks.server import APP, Server, serving
from reports.addresses.pages import PAGES

FEW, MANY = 5, 100
BURSTS = 4
PLACES = (1, 2, 3, 0)
"""Places, in the list of indicators, that every reader chooses one after the other."""
MEDIAN_S, MEGABYTES = 1.0, 1.0
CHANGES, LEFT_MEGABYTES = 500, 20.0
WANDERERS = 5
ROUNDS = 2
"""Rounds of all pages before memory is looked at first: until then what is kept for all is still filled."""
MEGABYTE = 1_000_000


def measure(editions: Path) -> Outcome:
    """Compare 5 readers with 50 after a warm-up; the bars are on the wait, the memory and the errors."""
    with serving(APP, editions) as server:
        found = asyncio.run(_crowd(server))
    with serving(APP, editions) as server:
        settled, left, changes, wrong = asyncio.run(_wander(server))
    waits, first_waits, errors, before, after, highest, processor = found
    growth = (after - before) / (MANY - FEW) / MEGABYTE
    measured = {
        "rerun, 95th percentile, s": round(sorted(waits)[int(0.95 * len(waits))], 3),
        "processor of the server for a rerun, ms": round(1000 * processor / len(waits), 1),
        "first run in a burst, median, s": round(statistics.median(first_waits), 3),
        f"memory with {FEW} sessions, MB": round(before / MEGABYTE, 1),
        f"memory with {MANY} sessions, MB": round(after / MEGABYTE, 1),
        "highest memory right after a burst, MB": round(highest / MEGABYTE, 1),
        f"memory before {CHANGES} page changes, MB": round(settled / MEGABYTE, 1),
        "memory after each hundred, MB": [round(each / MEGABYTE, 1) for each in left],
        "page change, median, s": round(statistics.median(changes), 3),
        "each_error": [*errors, *wrong][:10],
    }
    bars = [
        Bar(f"median rerun, {MANY} sessions at once", round(statistics.median(waits), 3), "s", at_most=MEDIAN_S),
        Bar("memory of an extra session", round(growth, 3), "MB", at_most=MEGABYTES),
        Bar(f"memory that {CHANGES} page changes leave", round((left[-1] - settled) / MEGABYTE, 1), "MB",
            at_most=LEFT_MEGABYTES),
        Bar("errors", len(errors) + len(wrong), "", at_most=0),
    ]  # fmt: skip
    return Outcome("sessions", measured, bars)


async def _wander(server: Server) -> tuple[int, list[int], list[float], list[str]]:
    """Memory before, and after each hundred of the page changes; how long each took; errors."""
    process = psutil.Process(server.pid)
    sessions = [await open_session(server, "/") for _ in range(WANDERERS)]
    addresses = [page.address for page in PAGES]
    for address in addresses * ROUNDS:
        for session in sessions:
            await session.go(address)
    settled, left, waits = int(process.memory_info().rss), [], []
    for change in range(1, CHANGES + 1):
        waits.append(await sessions[change % WANDERERS].go(addresses[change % len(addresses)]))
        if change % 100 == 0:
            left.append(int(process.memory_info().rss))
    await asyncio.gather(*(session.connection.close() for session in sessions))
    return settled, left, waits, [error for session in sessions for error in session.errors]


async def _crowd(server: Server) -> tuple[list[float], list[float], list[str], int, int, int, float]:
    """Waits of the reruns and of the first runs, errors, the server's memory with few, with many and at most, and the
    seconds of processor that the reruns took."""
    process = psutil.Process(server.pid)
    sessions = [session for session, _ in await _arrive(server, FEW)]
    for _ in range(BURSTS):
        await _burst(sessions, PLACES[-1])
    before = await _calm_memory(process, sessions)
    more = await _arrive(server, MANY - FEW)
    sessions += [session for session, _ in more]
    waits: list[float] = []
    highest, began = 0, process.cpu_times()
    for place in PLACES:
        waits += await _burst(sessions, place)
        highest = max(highest, process.memory_info().rss)
    ended = process.cpu_times()
    processor = ended.user + ended.system - began.user - began.system
    after = await _calm_memory(process, sessions)
    await asyncio.gather(*(session.connection.close() for session in sessions))
    errors = [error for session in sessions for error in session.errors]
    return waits, [wait for _, wait in more], errors, before, after, highest, processor


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
