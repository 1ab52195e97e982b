"""The help-desk's page with 400 estates: from a weight that moves to the answer, and to the end of the page."""

import asyncio
import shutil
import statistics
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.client import open_session
from benchmarks.results import Bar, Outcome
from benchmarks.server import APP, Server, serving
from data_access.editions import list_editions
from tests.sealed import seal

ESTATES = 400
MOVES = 12
ANSWER_MS = 300.0
SEED = 5
ANSWER = "class='headline'"
"""What the first sentence of the page is known by."""


def measure(editions: Path) -> Outcome:
    """Move one weight again and again on a warm server, each time to where it has not been."""
    with tempfile.TemporaryDirectory() as folder:
        _enlarge(editions, Path(folder))
        with serving(APP, Path(folder)) as server:
            answers, pages = asyncio.run(_move(server))
    measured = {
        "estates": ESTATES,
        "median to the end of the page, its 10,000 trials too, ms": statistics.median(pages),
        "slowest answer, ms": max(answers),
        "answers_ms": answers,
    }
    bar = Bar("a weight moved, to the answer", statistics.median(answers), "ms", at_most=ANSWER_MS)
    return Outcome("help-desk page", measured, [bar])


async def _move(server: Server) -> tuple[list[float], list[float]]:
    """Milliseconds to the answer, and to the end, of each move."""
    session = await open_session(server, "/sportello")
    session.is_prompt, session.awaited = True, ANSWER
    async with session.connection:
        await session.run()
        answers, pages = [], []
        for points in range(10, 10 + MOVES):
            session.query = f"weights=room:{points}"
            pages.append(round(1000 * await session.run(), 1))
            answers.append(round(1000 * session.answered_s, 1))
    if session.errors:
        raise RuntimeError("; ".join(session.errors))
    return answers, pages


def _enlarge(editions: Path, folder: Path) -> None:
    """The latest edition with its estates again and again, of other sizes, until there are enough."""
    latest = list_editions(editions)[-1]
    copy = folder / str(latest.year)
    shutil.copytree(latest.folder, copy)
    estates = pd.read_parquet(copy / "complexes.parquet")
    rng = np.random.default_rng(SEED)
    times = -(-ESTATES // len(estates))
    copies = [
        estates.assign(
            complex_id=estates["complex_id"] + f"-{number}",
            households=(estates["households"] * rng.uniform(0.6, 1.0, len(estates))).round().astype("Int64"),
        )
        for number in range(times)
    ]
    pd.concat(copies).iloc[:ESTATES].to_parquet(copy / "complexes.parquet", index=False)
    seal(copy)
