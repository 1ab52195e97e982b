"""Every page of the observatory on very many areas: what opening it sends, and how long the server takes."""

import asyncio

from benchmarks.client import open_session
from benchmarks.results import Bar
from benchmarks.server import Server

ADDRESSES = (
    "/mappa?level=section",
    "/mappa?level=section&reading=sure",
    "/",
    "/concentrazioni",
    "/scenari?level=section",
    "/confronto?level=section&compare=indicators",
    "/confronto?level=section&compare=area",
    "/definizioni?level=section",
    "/definizioni?level=section&facet=capacity",
    "/definizioni?level=section&facet=index",
    "/sportello",
    "/metodo",
    "/dati",
)
"""Pages at the finest level, where they have levels."""

SENT_BYTES, OPENED_WITHIN_S = 3_000_000, 10.0


def open_pages(server: Server) -> dict[str, dict[str, float]]:
    """Open each of ADDRESSES once, in that order, on a server just started; `bytes` sent and `seconds` by address.

    The first that needs the areas reads them: its seconds are those of a server that has shown nothing yet.
    """
    return {address: asyncio.run(_opened(server, address)) for address in ADDRESSES}


def bars_of(pages: dict[str, dict[str, float]], areas: str) -> list[Bar]:
    """The largest and the slowest page."""
    most, slowest = (max(page[name] for page in pages.values()) for name in ("bytes", "seconds"))
    return [
        Bar(f"largest page of {areas}", most, "B", at_most=SENT_BYTES),
        Bar(f"slowest page of {areas}", slowest, "s", at_most=OPENED_WITHIN_S),
    ]


async def _opened(server: Server, address: str) -> dict[str, float]:
    session = await open_session(server, address)
    async with session.connection:
        seconds = await session.run()
    if session.errors:
        raise RuntimeError("; ".join(session.errors))
    return {"bytes": session.received, "seconds": round(seconds, 1)}
