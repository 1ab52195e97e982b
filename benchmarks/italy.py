"""A whole country, as large as Italy: published, opened, moved and switched; and how the cost grows on the way."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLate

from benchmarks.browser import WITHIN_MS, await_quiet, chromium, launched, visiting
from benchmarks.country import DISTRICT, ITALY, REGION, YEAR, Country, write_country
from benchmarks.map_switch import switch
from benchmarks.pages_at_size import bars_of, open_pages
from benchmarks.rerun import MAP_PAGE
from benchmarks.results import NO_CHROMIUM, Bar, Outcome
from benchmarks.server import APP, ROOT, serving

PUBLISHED_WITHIN_S, PUBLISHED_WITHIN_GIB = 15 * 60, 6.0
LINEAR = 1.5
"""Most that a section may cost in the largest country, over what it costs in one a tenth as large."""
PAINTED_WITHIN_MS, MOVED_WITHIN_MS, SWITCH_BYTES = 5000, 1000, 1_000_000
KIB_IN_GIB = 1 << 20
DRAG_PX = (-250, -80)
MOVES = 5


@dataclass(frozen=True)
class Cost:
    """What publishing took: seconds, seconds of its processors, peak memory."""

    seconds: float
    processors_s: float
    peak_gib: float


def measure() -> Outcome:
    """Publish three countries one after the other, open every page of the two larger, the largest in a browser."""
    outcome = Outcome("italy")
    costs = {}
    with tempfile.TemporaryDirectory(dir=ROOT / "benchmarks") as folder:
        for country in (DISTRICT, REGION, ITALY):
            into = Path(folder) / str(country.sections)
            costs[country] = _publish(country, into)
            outcome.measured |= _told(country, costs[country])
        outcome.bars += _bars(costs)
        for country in (REGION, ITALY):
            with serving(APP, Path(folder) / str(country.sections) / "editions") as server:
                pages = open_pages(server)
            outcome.measured[f"{country.sections:,} sections: pages"] = pages
            outcome.bars += bars_of(pages, f"{country.sections:,} sections") if country is REGION else []
        if chromium() is None:
            outcome.not_run = NO_CHROMIUM
        else:
            outcome.bars += _seen(Path(folder) / str(ITALY.sections) / "editions")
    return outcome


def _publish(country: Country, into: Path) -> Cost:
    """Publish `country` with the ordinary command, in a process of its own."""
    into.mkdir()
    files = [text for role, path in write_country(country, into).items() for text in (f"--{role}", str(path))]
    options = ["--year", str(YEAR), *files, "--into", str(into / "editions"), "--report", str(into / "report.txt")]
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "data_access", "publish", *options, "--demonstration"], cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    seconds = time.perf_counter() - start
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / KIB_IN_GIB)


def _told(country: Country, cost: Cost) -> dict[str, float]:
    name = f"{country.sections:,} sections"
    return {
        f"{name}: publish, s": round(cost.seconds, 1),
        f"{name}: publish, processors' s": round(cost.processors_s, 1),
        f"{name}: publish, peak GiB": round(cost.peak_gib, 2),
    }


def _bars(costs: dict[Country, Cost]) -> list[Bar]:
    each = {country: cost.processors_s / country.sections for country, cost in costs.items()}
    return [
        Bar("publish Italy", round(costs[ITALY].seconds, 1), "s", at_most=PUBLISHED_WITHIN_S),
        Bar("publish Italy, peak memory", round(costs[ITALY].peak_gib, 2), "GiB", at_most=PUBLISHED_WITHIN_GIB),
        Bar("a section of Italy ÷ one of a region", round(each[ITALY] / each[REGION], 2), "", at_most=LINEAR),
    ]


def _seen(editions: Path) -> list[Bar]:
    """What `_looked_at` measures; where the browser never comes to rest, the bar that it misses."""
    try:
        return _looked_at(editions)
    except TooLate:
        late = Bar("first polygons of Italy painted", WITHIN_MS, "ms", at_most=PAINTED_WITHIN_MS, is_lower_bound=True)
        return [late]


def _looked_at(editions: Path) -> list[Bar]:
    """Open the map of sections in a new browser on a warm server, move it, switch its indicator."""
    with launched() as browser, serving(APP, editions) as server:
        with visiting(browser, server.url + MAP_PAGE) as page:
            await_quiet(page)
        with visiting(browser, server.url + MAP_PAGE) as page:
            await_quiet(page)
            painted = page.evaluate("window.bench.firstPaint - performance.timeOrigin")
            size, _ = switch(page, 1)
            moved = sorted(_move(page, -1 if turn % 2 else 1) for turn in range(MOVES))[MOVES // 2]
    return [
        Bar("first polygons of Italy painted", round(painted), "ms", at_most=PAINTED_WITHIN_MS),
        Bar("map of Italy moved", round(moved), "ms", at_most=MOVED_WITHIN_MS),
        Bar("bytes of a switch", size, "B", at_most=SWITCH_BYTES),
    ]


def _move(page: Page, way: int) -> float:
    """Drag the map there (1) or back (-1), to stay in view; milliseconds from letting go to the last paint."""
    with _held(page) as (east, north):
        page.mouse.move(east + way * DRAG_PX[0], north + way * DRAG_PX[1], steps=3)
    released = page.evaluate("performance.timeOrigin + performance.now()")
    await_quiet(page)
    return max(0.0, float(page.evaluate("window.bench.busy")) - float(released))


@contextmanager
def _held(page: Page) -> Iterator[tuple[float, float]]:
    """Hold the mouse's button on the middle of the map."""
    box = page.get_by_test_id("stDeckGlJsonChart").bounding_box()
    assert box is not None
    place = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*place)
    page.mouse.down()
    try:
        yield place
    finally:
        page.mouse.up()
