"""What protecting withheld cells costs readers: the least loss beside a plain greedy choice, same gate, same city."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd
from data_access.privacy.alone import states_alone
from data_access.privacy.complements import Candidates, Demand, candidates_of

from benchmarks.peers.greedy_withholding import greedy
from benchmarks.peers.next_smallest import withhold_next_smallest
from benchmarks.results import Bar, Outcome
from contract.tables import State
from data_access.disclosure import PrivacyRule
from data_access.intake.sources import Sources
from data_access.privacy import gate
from data_access.privacy.attack import attack_releases
from data_access.privacy.release import CODE, exact_values, release_of, states_of
from data_access.publishing.publish import exact_areas, places_of
from sample_data.editions import read_sample
from sample_data.sources import write_sources

Levels = dict[str, pd.DataFrame]

RULE = PrivacyRule()
YEAR = 2023
MUNICIPI = ("1", "2")
"""A part of the synthetic city: the choice is made thousands of times over in all of it."""


def measure() -> Outcome:
    """Withhold the same two Municipi three times, and add up what is lost beyond the cells withheld by themselves."""
    part = _Part(*_sections())
    ours, ours_s = part.gated(gate.cheapest)
    stepwise, stepwise_s = part.gated(greedy)
    plain = withhold_next_smallest(part.levels, part.alone)
    bars = [
        Bar(
            "weighted loss of a greedy choice in the gate ÷ ours",
            part.loss(stepwise) / part.loss(ours),
            "×",
            at_least=1.0,
        ),
        Bar("sums that can be computed of what the gate publishes", part.leaks(ours), "", at_most=0.0),
    ]
    measured = {
        "sections": len(part.levels["section"]),
        "gate: cells": part.lost(ours),
        "gate: loss": round(part.loss(ours)),
        "gate: s": round(ours_s, 1),
        "greedy in the gate: cells": part.lost(stepwise),
        "greedy in the gate: loss": round(part.loss(stepwise)),
        "greedy in the gate: s": round(stepwise_s, 1),
        "next smallest: cells": part.lost(plain),
        "next smallest: loss": round(part.loss(plain)),
        "next smallest: sums that can be computed": part.leaks(plain),
    }
    return Outcome("withholding", measured, bars)


class _Part:
    """Exact tables of the two Municipi, and what is withheld of them by itself."""

    def __init__(self, levels: Levels, places: pd.DataFrame) -> None:
        self.levels, self.places = levels, places
        self._exact = exact_values(levels)
        self.alone = release_of("", RULE, levels, states_alone(self._exact, RULE), places)
        self._cost = candidates_of(self.alone, self._exact, self.alone.states).cost

    def gated(self, choose: Callable[[list[Demand], Candidates], np.ndarray]) -> tuple[Levels, float]:
        """What the gate publishes where further cells are chosen so, and the seconds that it took."""
        start = time.perf_counter()
        with patch.object(gate, "cheapest", choose):
            return gate.withhold(self.levels, self.places, RULE), time.perf_counter() - start

    def lost(self, published: Levels) -> int:
        return int(self._is_lost(published).sum())

    def loss(self, published: Levels) -> float:
        return float(self._cost[self._is_lost(published)].sum())

    def leaks(self, published: Levels) -> int:
        return len(attack_releases([release_of("", RULE, published, states_of(published), self.places)]))

    def _is_lost(self, published: Levels) -> np.ndarray:
        return (states_of(published) == CODE[State.COMPLEMENT]) & (self.alone.states == CODE[State.SHOWN])


def _sections() -> tuple[Levels, pd.DataFrame]:
    with tempfile.TemporaryDirectory() as temporary:
        write_sources(Path(temporary), [YEAR])
        whole = read_sample(Path(temporary), YEAR)
    sections = whole.sections[whole.sections["municipio_id"].isin(MUNICIPI)]
    households = whole.households[whole.households["section_id"].isin(sections["section_id"])]
    part = Sources(YEAR, households, sections, {}, [], {}, whole.city_name)
    return exact_areas(part), places_of(part).drop(columns="geometry")
