"""Doubt and concentrations at about 6,000 sections: what a choice costs the server, and esda's time beside ours."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.results import Bar, Outcome
from data_access.editions import Edition, list_editions, read_areas, read_sections
from geo.neighbours import find_neighbours
from indicators.basis.tally import CellIntervals
from indicators.catalogue.registry import Choices, compute_figures, get_indicator
from indicators.small_areas.area_doubt import Above, area_doubt
from indicators.small_areas.hot_spots import Shuffles, hot_spots, takes_part
from reports.maps.area_doubt import paled, smoothed_texts
from reports.maps.classes import classes_of, hover_texts

MOVE_MS = 150.0
FASTER = 10.0
PRICES = (0.15, 0.3, 0.35, 0.45, 0.55)
PEER_PERMUTATIONS = 999


def measure(editions: Path) -> Outcome:
    """Move a slider that nobody has moved before: figures, doubt, classes, tooltips, concentrations, nothing cached."""
    city = _City(list_editions(editions)[-1])
    city.redraw(PRICES[0]), city.gather(PRICES[0])
    drawn = [_milliseconds(lambda price=price: city.redraw(price)) for price in PRICES]
    gathered = [_milliseconds(lambda price=price: city.gather(price)) for price in PRICES]
    peer = _peer(city)
    per_draw = statistics.median(city.only_spots) / len(city.shuffles.drawn)
    bars = [
        Bar("map redrawn after a move, nothing cached", statistics.median(drawn), "ms", at_most=MOVE_MS),
        Bar("concentrations after a move, nothing cached", statistics.median(gathered), "ms", at_most=MOVE_MS),
        Bar("times shorter than esda, per permutation", peer / PEER_PERMUTATIONS / per_draw, "×", at_least=FASTER),
    ]
    measured = {"sections": len(city.cells), "redraws_ms": drawn, "concentrations_ms": gathered, "esda_ms": peer}
    return Outcome("small areas", measured, bars)


class _City:
    """What the server holds of an edition once it is warm."""

    def __init__(self, edition: Edition) -> None:
        frames = {level: read_areas(edition, level) for level in ("section", "nil", "city")}
        self.cells, self.frames = frames["section"], frames
        self.counts = {level: CellIntervals(frame) for level, frame in frames.items()}
        sections = read_sections(edition)
        self.parents = {"nil": sections["nil_id"], "city": sections["nil_id"].map(lambda _: frames["city"].index[0])}
        self.neighbours = find_neighbours(sections.geometry.reindex(self.cells.index))
        self.indicator = get_indicator("shock_exposed")
        levels = self._doubt(Choices(), "city", compute_figures(self.cells, self.indicator))["smoothed"]
        kept = takes_part(levels, self.neighbours)
        self.levels, self.among = levels[kept].to_numpy(dtype=float), self.neighbours.among(kept)
        self.shuffles = Shuffles.make(int(kept.sum()), int(self.among.counts.max()))
        self.only_spots: list[float] = []

    def redraw(self, price_rise: float) -> None:
        """All that the map needs for a shock nobody has chosen yet, read "only where we are sure"."""
        choices = Choices(price_rise=price_rise)
        figures = compute_figures(self.cells, self.indicator, choices)
        doubt = self._doubt(choices, "nil", figures)
        paled(classes_of(figures, "estimate", "share", "quantile", 5, "it"), doubt["standing"], "it")
        smoothed_texts(hover_texts(figures, "estimate", "share", "it"), doubt, "share", "it", with_standing=True)

    def gather(self, price_rise: float) -> None:
        """Concentrations for a shock nobody has chosen yet."""
        choices = Choices(price_rise=price_rise)
        doubt = self._doubt(choices, "city", compute_figures(self.cells, self.indicator, choices))
        start = time.perf_counter()
        hot_spots(doubt["smoothed"], doubt["has_count"], self.neighbours, self.shuffles)
        self.only_spots.append(1000 * (time.perf_counter() - start))

    def _doubt(self, choices: Choices, higher: str, figures: pd.DataFrame) -> pd.DataFrame:
        above, city = (compute_figures(self.frames[level], self.indicator, choices) for level in (higher, "city"))
        beside = Above(self.parents[higher], self.counts[higher], above, float(city["estimate"].iloc[0]))
        return area_doubt(self.counts["section"], figures, self.indicator, choices, beside)


def _peer(city: _City) -> float:
    """Milliseconds that esda takes for Gi* and local Moran of the same levels."""
    from esda import G_Local, Moran_Local
    from libpysal.graph import Graph

    graph = Graph.from_arrays(city.among.focal, city.among.other, np.ones(len(city.among.focal)))
    options = {"permutations": PEER_PERMUTATIONS, "seed": 1, "n_jobs": 1}
    return _milliseconds(
        lambda: (
            G_Local(city.levels, graph, star=True, transform="B", **options),
            Moran_Local(city.levels, graph, **options),
        )
    )


def _milliseconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return round(1000 * (time.perf_counter() - start), 1)
