"""An indicator switched on the map of about 6,000 sections: bytes and time, beside the two ways tutorials teach."""

import statistics
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


@dataclass(frozen=True)
class Switches:
    """Bytes received and milliseconds until recoloured, of each switch; `is_cut` where one did not end in time."""

    bytes: list[int]
    milliseconds: list[float]
    is_cut: bool = False

    def as_dict(self) -> dict[str, object]:
        """The measurements as they are written to the file."""
        return {"bytes": self.bytes, "ms": self.milliseconds} | ({"not_finished": True} if self.is_cut else {})


def measure(editions: Path) -> Outcome:
    """Measure each design in a context of its own; the bars are on the ratios of the medians."""
    with launched() as browser:
        found = {name: _measure_design(browser, *design, editions) for name, design in DESIGNS.items()}
    measured: dict[str, object] = {}
    for name, switches in found.items():
        measured[f"{name}: bytes of a switch"] = round(statistics.median(switches.bytes))
        measured[f"{name}: ms until recoloured"] = round(statistics.median(switches.milliseconds), 1)
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


def _measure_design(browser: Browser, script: Path, address: str, editions: Path) -> Switches:
    with serving(script, editions) as server, visiting(browser, server.url + address) as page:
        sizes: list[int] = []
        times: list[float] = []
        try:
            await_quiet(page)
            for number in range(WARM_UP + SWITCHES):
                size, time = switch(page, number + 1)
                if number >= WARM_UP:
                    sizes.append(size)
                    times.append(time)
        except TooLate:
            received = int(page.evaluate("window.bench.bytes"))
            return Switches([*sizes, received], [*times, float(WITHIN_MS)], is_cut=True)
        return Switches(sizes, times)


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
