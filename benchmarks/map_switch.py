"""An indicator switched on the map of about 6,000 sections: bytes and time, beside the two ways tutorials teach."""

import statistics
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as TooLate

from benchmarks.browser import WITHIN_MS, await_quiet, launched, visiting
from benchmarks.rerun import MAP_PAGE
from benchmarks.results import Bar, Outcome
from benchmarks.server import APP, ROOT, serving

OURS = "observatory"
PEERS = ROOT / "benchmarks" / "peers"
DESIGNS = {
    OURS: (APP, MAP_PAGE),
    "naive pydeck": (PEERS / "naive_pydeck.py", "/"),
    "folium": (PEERS / "folium_map.py", "/"),
}
LIST = "[data-testid='stSelectbox']:has-text('Indicatore')"
WARM_UP, SWITCHES = 1, 5
FEWER_BYTES, SHORTER = 1000.0, 10.0


@dataclass
class Switches:
    """Bytes received and milliseconds until recoloured, of each switch; `is_cut` where one did not end in time."""

    bytes: list[int]
    milliseconds: list[float]
    is_cut: bool = False

    def add(self, size: int, time: float) -> None:
        """Note one switch."""
        self.bytes.append(size)
        self.milliseconds.append(time)

    def as_dict(self) -> dict[str, object]:
        """The measurements as they are written to the file."""
        return {"bytes": self.bytes, "ms": self.milliseconds} | ({"not_finished": True} if self.is_cut else {})


def measure(editions: Path) -> Outcome:
    """Switch each design in turn, each in a context of its own; the bars are on the ratios of the medians."""
    with ExitStack() as stack:
        browser = stack.enter_context(launched())
        pages = {name: _open(stack, browser, *design, editions) for name, design in DESIGNS.items()}
        found = _switch_in_turn(pages)
    measured: dict[str, object] = {}
    for name, switches in found.items():
        measured[f"{name}: bytes of a switch"] = round(statistics.median(switches.bytes))
        measured[f"{name}: ms until recoloured"] = round(statistics.median(switches.milliseconds), 1)
        measured[f"{name}: ms until recoloured, at best"] = min(switches.milliseconds)
    measured["each_switch"] = {name: switches.as_dict() for name, switches in found.items()}
    return Outcome("map switch", measured, [bar for name in found if name != OURS for bar in _bars(found, name)])


def _bars(found: dict[str, Switches], peer: str) -> list[Bar]:
    ours, theirs = found[OURS], found[peer]
    fewer = statistics.median(theirs.bytes) / statistics.median(ours.bytes)
    shorter = statistics.median(theirs.milliseconds) / statistics.median(ours.milliseconds)
    cut = theirs.is_cut
    return [
        Bar(f"times fewer bytes than {peer}", round(fewer, 1), "×", at_least=FEWER_BYTES, is_lower_bound=cut),
        Bar(
            f"times shorter until recoloured than {peer}", round(shorter, 1), "×", at_least=SHORTER, is_lower_bound=cut
        ),
    ]


def _open(stack: ExitStack, browser: Browser, script: Path, address: str, editions: Path) -> Page:
    server = stack.enter_context(serving(script, editions))
    return stack.enter_context(visiting(browser, server.url + address))


def _switch_in_turn(pages: dict[str, Page]) -> dict[str, Switches]:
    """Switch every page once a round, so that other work on the machine weighs on all alike; the first round warms."""
    found = {name: Switches([], []) for name in pages}
    for number in range(WARM_UP + SWITCHES):
        for name, page in pages.items():
            if found[name].is_cut:
                continue
            try:
                await_quiet(page)
                size, time = switch(page, number + 1)
            except TooLate:
                found[name].add(int(page.evaluate("window.bench.bytes")), float(WITHIN_MS))
                found[name].is_cut = True
                continue
            if number >= WARM_UP:
                found[name].add(size, time)
    return found


def switch(page: Page, place: int) -> tuple[int, float]:
    """Choose the indicator at `place` of the list, new to this browser; return bytes received, ms until recoloured."""
    page.locator(LIST).first.click()
    option = page.get_by_role("option").nth(place)
    option.wait_for()
    page.evaluate("window.bench.arm()")
    option.click()
    page.wait_for_function("window.bench.recoloured > 0", timeout=WITHIN_MS, polling=100)
    await_quiet(page)
    found = page.evaluate("[window.bench.bytes, window.bench.recoloured - window.bench.clicked]")
    return int(found[0]), round(float(found[1]), 1)
