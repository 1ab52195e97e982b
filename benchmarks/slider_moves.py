"""Sliders that move where nobody has been: server time of the whole page at section level, and bytes that travel."""

import asyncio
import statistics
from pathlib import Path

from benchmarks.client import open_session
from benchmarks.results import Bar, Outcome
from benchmarks.server import APP, Server, serving

MOVE_MS = 150.0
MOST_KB = 100.0
"""Kilobytes of a move: words, legend and links. The outlines of 6,000 sections alone are many times as much."""

SLIDERS = {
    "map, shock": ("/mappa", "level=section&indicator=shock_exposed&prices={percent}"),
    "map, smoothed": ("/mappa", "level=section&indicator=shock_exposed&reading=smoothed&prices={percent}"),
    "scenario": ("/scenari", "level=section&electricity={percent}"),
    "concentrations": ("/concentrazioni", "indicator=shock_exposed&prices={percent}"),
}
PERCENTS = (11, 17, 23, 29, 37, 43, 51, 57)
"""The first opens the page, the others are moves that are timed."""


def measure(editions: Path) -> Outcome:
    """Move each page's slider on a warm server; no two moves are to the same place."""
    measured: dict[str, object] = {}
    bars = []
    with serving(APP, editions) as server:
        for name, (page, query) in SLIDERS.items():
            moves, kilobytes = asyncio.run(_move(server, page, query))
            measured |= {f"{name}: moves_ms": moves, f"{name}: kB": kilobytes}
            bars.append(Bar(f"{name}: a move, to the end of the page", statistics.median(moves), "ms", at_most=MOVE_MS))
            bars.append(Bar(f"{name}: a move, over the wire", statistics.median(kilobytes), "kB", at_most=MOST_KB))
    return Outcome("slider moves", measured, bars)


async def _move(server: Server, page: str, query: str) -> tuple[list[float], list[float]]:
    """Milliseconds and kilobytes of each move."""
    session = await open_session(server, f"{page}?{query.format(percent=PERCENTS[0])}")
    session.is_prompt = True
    async with session.connection:
        await session.run()
        await session.run()
        moves, kilobytes = [], []
        for percent in PERCENTS[1:]:
            session.query = query.format(percent=percent)
            before = session.received
            moves.append(round(1000 * await session.run(), 1))
            kilobytes.append(round((session.received - before) / 1000, 1))
    if session.errors:
        raise RuntimeError("; ".join(session.errors))
    return moves, kilobytes
