"""Propagation beside the truth: in cities so small that every world can be tried, it misses nothing."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from contract.tables import CELLS, HEATING_MODES
from data_access.disclosure import PrivacyRule
from data_access.privacy.propagation import propagate
from data_access.privacy.relations import CELL, IS_SENSITIVE, ROWS
from data_access.privacy.release import bounds_of
from data_access.privacy.telling import UNKNOWN, Exact, tell
from data_access.privacy.tree import tree_of

MODES = tuple(f"heating_{mode}" for mode in HEATING_MODES)
NESTED = ("above_08", "above_10", "above_12")
K = 3


def city(random, cells, sections):
    """A city of so many sections, of ten to thirteen households each, as exact numbers."""
    ids, whole = (
        pd.Index([f"{name}{random.integers(1e9)}" for _ in range(n)]) for name, n in (("s", sections), ("c", 1))
    )
    tree = tree_of({"section": ids, "city": whole}, pd.DataFrame(index=ids), pd.Series([], dtype="str"))
    counts = np.full((len(CELLS), sections + 1), np.nan)
    households = random.integers(10, 14, sections)
    counts[CELL["households"], :-1] = households
    if cells == MODES:
        drawn = random.multinomial(households, [0.6, 0.2, 0.1, 0.1]).T
    else:
        drawn = [households]
        for share in (0.4, 0.5, 0.5):
            drawn.append(random.binomial(drawn[-1], share))
        drawn = drawn[1:]
    counts[[CELL[cell] for cell in cells], :-1] = drawn
    counts[:, -1] = counts[:, :-1].sum(axis=1)
    return Exact(tree, counts, counts, np.full(counts.shape, UNKNOWN, dtype=np.int8))


def worlds(exact, release, cells):
    """Every table (worlds x cells x areas) that the windows allow to one who knows the households of each section."""
    rows = [CELL[cell] for cell in cells]
    by_section = []
    for place, households in enumerate(exact.low[CELL["households"], :-1]):
        values = (range(int(release.low[row, place]), int(release.high[row, place]) + 1) for row in rows)
        is_whole = (lambda world, n=households: sum(world) == n) if cells == MODES else descending(households)
        by_section.append(np.array([world for world in product(*values) if is_whole(world)]))
    chosen = np.array(list(product(*(range(len(each)) for each in by_section))))
    tables = np.stack([each[place] for each, place in zip(by_section, chosen.T, strict=True)], axis=2)
    tables = np.concatenate([tables, tables.sum(axis=2, keepdims=True)], axis=2)
    fits = (release.low[rows, -1] <= tables[:, :, -1]) & (tables[:, :, -1] <= release.high[rows, -1])
    return tables[fits.all(axis=1)]


def descending(households):
    return lambda world: all(one >= other for one, other in zip((households, *world), world, strict=False))


@pytest.mark.parametrize("cells", [MODES, NESTED], ids=["modes", "nested"])
def test_propagation_finds_the_least_and_most_of_all_worlds_in_cities_of_two_sections(cells):
    random = np.random.default_rng(1)
    rows = [row for row in np.flatnonzero(IS_SENSITIVE) if set(ROWS[row]) <= {"households", *cells}]
    assert rows
    for _ in range(40):
        exact = city(random, cells, 2)
        release = tell(exact, PrivacyRule(10, K))
        nodes = np.arange(len(exact.tree.home))
        bounds = bounds_of(release, nodes, np.append(exact.low[CELL["households"], :-1], np.nan))
        propagate(bounds, [each for each in exact.tree.sums if len(each.parts)])
        tables = worlds(exact, release, cells)
        households = np.broadcast_to(exact.low[CELL["households"]], (len(tables), len(nodes)))
        for row in rows:
            parts = [households if cell == "households" else tables[:, cells.index(cell)] for cell in ROWS[row]]
            sums = sum(sign * part for sign, part in zip(ROWS[row].values(), parts, strict=True))
            assert bounds.low[row].tolist() == sums.min(axis=0).tolist(), ROWS[row]
            assert bounds.high[row].tolist() == sums.max(axis=0).tolist(), ROWS[row]
