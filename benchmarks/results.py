"""Measurements, the bars they must meet, the file they are written to and the table that is printed."""

import importlib.metadata
import json
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).with_name("results.json")
ITALY_RESULTS = Path(__file__).with_name("results_italy.json")
PLAUSIBLE_RESULTS = Path(__file__).with_name("results_plausible.json")
"""Where the plausible range was tested: read by the page that tells its method."""
PACKAGES = (
    "streamlit", "pydeck", "folium", "duckdb", "pandas", "polars", "geopandas", "scipy", "spopt",
    "statsmodels", "playwright", "websockets",
)  # fmt: skip
NO_CHROMIUM = "not run: needs Chromium (Debian, Ubuntu: apt-get install chromium)"


@dataclass(frozen=True)
class Bar:
    """A figure that must be `at_least` or `at_most` its bar; `value` None where it could not be measured."""

    name: str
    value: float | None
    unit: str
    at_least: float | None = None
    at_most: float | None = None
    is_lower_bound: bool = False

    @property
    def is_met(self) -> bool | None:
        """Whether the bar is met; None where nothing was measured."""
        if self.value is None:
            return None
        if self.at_least is not None:
            return self.value >= self.at_least
        return self.at_most is None or self.value <= self.at_most

    def as_dict(self) -> dict[str, Any]:
        """The bar as it is written to the file."""
        limit = {"at_least": self.at_least} if self.at_least is not None else {"at_most": self.at_most}
        shown = {"name": self.name, "value": self.value, "unit": self.unit, **limit, "met": self.is_met}
        return shown | ({"is_lower_bound": True} if self.is_lower_bound else {})


@dataclass
class Outcome:
    """What one benchmark found: raw measurements and bars; `not_run` says why it found nothing."""

    name: str
    measured: dict[str, Any] = field(default_factory=dict)
    bars: list[Bar] = field(default_factory=list)
    not_run: str = ""

    @property
    def is_passed(self) -> bool:
        """Whether no bar is missed; what could not run is not missed, but said."""
        return all(bar.is_met is not False for bar in self.bars)


def write_results(outcomes: Sequence[Outcome], path: Path = RESULTS) -> None:
    """Write every measurement and bar with the date, the versions and the machine."""
    content = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "cores": os.cpu_count(),
            "system": platform.system(),
            "architecture": platform.machine(),
            "load_average": [round(load, 1) for load in os.getloadavg()],
        },
        "versions": {"python": platform.python_version()} | {name: _version(name) for name in PACKAGES},
        "passed": all(outcome.is_passed for outcome in outcomes),
        "complete": not any(outcome.not_run for outcome in outcomes),
        "benchmarks": {
            outcome.name: {
                **({"not_run": outcome.not_run} if outcome.not_run else {}),
                "measured": outcome.measured,
                "bars": [bar.as_dict() for bar in outcome.bars],
            }
            for outcome in outcomes
        },
    }
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def print_table(outcomes: Sequence[Outcome]) -> None:
    """Print one line per bar and per figure without a bar."""
    for outcome in outcomes:
        print(f"\n{outcome.name}")
        if outcome.not_run:
            print(f"  {outcome.not_run}")
        for bar in outcome.bars:
            print(f"  {_verdict(bar):8} {bar.name:58} {_figure(bar):>14}  {_limit(bar)}")
        for name, value in outcome.measured.items():
            if not isinstance(value, dict | list):
                print(f"  {'':8} {name:58} {_number(value):>14}")


def _figure(bar: Bar) -> str:
    return "–" if bar.value is None else f"{'≥ ' if bar.is_lower_bound else ''}{_number(bar.value)} {bar.unit}".strip()


def _number(value: Any) -> str:
    if not isinstance(value, int | float):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 100 or isinstance(value, int) else f"{value:,.2f}"


def _limit(bar: Bar) -> str:
    if bar.at_least is not None:
        return f"must be ≥ {_number(bar.at_least)} {bar.unit}".strip()
    return f"must be ≤ {_number(bar.at_most)} {bar.unit}".strip()


def _verdict(bar: Bar) -> str:
    return {True: "met", False: "MISSED", None: "not run"}[bar.is_met]


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""
