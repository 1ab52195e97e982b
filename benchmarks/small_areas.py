"""Doubt and concentrations at about 6,000 sections: what a choice costs the server, and esda's time beside ours."""

import statistics
import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.results import Bar, Outcome
from data_access.editions import Edition, list_editions, read_areas, read_sections
from geo.neighbours import Neighbours, find_neighbours
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
    for warm in (city.redraw, city.gather):
        warm(PRICES[0])
    drawn = [_milliseconds(partial(city.redraw, price)) for price in PRICES]
    gathered = [_milliseconds(partial(city.gather, price)) for price in PRICES]
    peer = _peer(city)
    per_draw = statistics.median(city.only_spots)
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
        self.shuffles = cache(Shuffles.make)
        self.only_spots: list[float] = []

    def redraw(self, price_rise: float) -> None:
        """All that the map needs for a shock nobody has chosen yet, read "only where we are sure"."""
        choices = Choices(price_rise=price_rise)
        figures = compute_figures(self.cells, self.indicator, choices)
        doubt = self._doubt(choices, "nil", figures)
        paled(classes_of(figures, "estimate", "share", "quantile", 5, "it"), doubt["standing"], "sure", "it")
        smoothed_texts(hover_texts(figures, "estimate", "share", "it"), doubt, "share", "it", with_standing=True)

    def gather(self, price_rise: float) -> None:
        """Concentrations for a shock nobody has chosen yet."""
        choices = Choices(price_rise=price_rise)
        doubt = self._doubt(choices, "city", compute_figures(self.cells, self.indicator, choices))
        values, among = self.taking_part(doubt)
        shuffles = self.shuffles(len(values), int(among.counts.max()))
        start = time.perf_counter()
        hot_spots(doubt["smoothed"], doubt["has_count"], self.neighbours, shuffles)
        self.only_spots.append(1000 * (time.perf_counter() - start) / len(shuffles.drawn))

    def taking_part(self, doubt: pd.DataFrame) -> tuple[np.ndarray, Neighbours]:
        """Levels (0–1) of the sections that take part, and which of them touch."""
        kept = takes_part(doubt["smoothed"], self.neighbours)
        return doubt["smoothed"][kept].to_numpy(dtype=float), self.neighbours.among(kept)

    def usual(self) -> tuple[np.ndarray, Neighbours]:
        """The same where nothing was chosen."""
        return self.taking_part(self._doubt(Choices(), "city", compute_figures(self.cells, self.indicator)))

    def _doubt(self, choices: Choices, higher: str, figures: pd.DataFrame) -> pd.DataFrame:
        above, city = (compute_figures(self.frames[level], self.indicator, choices) for level in (higher, "city"))
        beside = Above(self.parents[higher], self.counts[higher], above, self.counts["city"], city)
        return area_doubt(self.counts["section"], figures, self.indicator, choices, beside)


def _peer(city: _City) -> float:
    """Milliseconds that esda takes for Gi* and local Moran of the same levels."""
    from esda import G_Local, Moran_Local
    from libpysal.graph import Graph

    levels, among = city.usual()
    graph = Graph.from_arrays(among.focal, among.other, np.ones(len(among.focal)))
    options = {"permutations": PEER_PERMUTATIONS, "seed": 1, "n_jobs": 1}
    return _milliseconds(
        lambda: (
            G_Local(levels, graph, star=True, transform="B", **options),
            Moran_Local(levels, graph, **options),
        )
    )


def _milliseconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return round(1000 * (time.perf_counter() - start), 1)
