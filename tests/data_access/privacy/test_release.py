"""What follows from an edition that tells little, or nothing."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from contract.tables import COMPLEXES, State
from data_access.disclosure import PrivacyRule
from data_access.privacy.attack import attack_releases
from data_access.privacy.gate import protected
from data_access.privacy.reading import Reading
from data_access.privacy.relations import FAMILY, IS_MONEY
from data_access.privacy.release import CODE
from data_access.privacy.telling import DOUBLINGS, tell
from data_access.publishing.publish import exact_of
from tests.data_access.privacy.test_property import drawn_counts
from tests.data_access.small_publication import IDS, small_sources

FIRST, SECOND = PrivacyRule(10, 3), PrivacyRule(10, 5)


def drawn(seed):
    """Ways of heating that add up to the households, and up to three whose bills are neither known nor shared."""
    rows = {place: drawn_counts([seed, place], size) for place, size in enumerate([25, 60, 140, 60, 40, 90])}
    for cells in rows.values():
        random = np.random.default_rng([seed, cells["households"]])
        cells["heat_unknown"] = int(random.integers(0, 6))
        cells["spend_known"] = cells["households"] - cells["heat_unknown"] - int(random.integers(0, 4))
    return exact_of(small_sources(rows=rows))


def nothing_of(exact):
    return tell(exact, SECOND, np.full((FAMILY.max() + 1, len(exact.tree.areas)), DOUBLINGS + 1, dtype=np.int8))


def test_sums_close_where_an_area_tells_them_and_none_speaks_against_it():
    exact = drawn(7)
    assert tell(exact, FIRST).closes[0]
    assert nothing_of(exact).closes == (False, False)


@pytest.mark.parametrize("seed", [0, 3, 14])
def test_an_edition_that_tells_nothing_adds_nothing_to_what_is_known(seed):
    """It was taken to say that known and unknown bills are all: the gate then left findings aside as told before."""
    exact = drawn(seed)
    first = protected(exact, FIRST)
    reading = Reading([tell(exact, SECOND), first], [None, None])
    reading.replace_first(nothing_of(exact), np.arange(len(exact.tree.areas)))
    assert [len(each.rows) for each in reading.known()] == [0, 0]


def test_a_sum_of_money_that_the_source_withheld_and_said_nothing_of_is_told_as_withheld():
    exact = exact_of(small_sources())
    unsaid = ~np.isnan(exact.high) & IS_MONEY[:, None]
    told = tell(replace(exact, low=np.where(unsaid, 0, exact.low), high=np.where(unsaid, np.inf, exact.high)), FIRST)
    assert (told.states[unsaid] != CODE[State.SHOWN]).all() and np.isfinite(told.high[unsaid]).all()


def contradicted(seed):
    """A city with an estate in each section that is nearly all of it, and counts more poor households than it has."""
    random = np.random.default_rng(seed)
    households, above = random.integers(55, 75, len(IDS)), random.integers(4, 14, len(IDS))
    rows = {
        place: {"households": own, "above_10": poor, "both_known": own - 15, "valid_above_10": max(poor - 1, 0)}
        for place, (own, poor) in enumerate(zip(households.tolist(), above.tolist(), strict=True))
    }
    estates = pd.DataFrame({
        "complex_id": [f"C{place}" for place in rows], "section_id": IDS,
        "households": households - random.integers(0, 6, len(IDS)), "vulnerable_households": above + 10,
    })  # fmt: skip
    return replace(small_sources(rows=rows), tables={"complexes": estates.reindex(columns=COMPLEXES.names)})


@pytest.mark.parametrize("seed", range(3))
def test_a_register_that_contradicts_the_census_leaves_nothing_to_a_reader_without_one(seed):
    """The gate, which reads with the census, saw no finding that a reader without it has: publishing was refused."""
    for rule in (SECOND, PrivacyRule(10, 10)):
        assert attack_releases([protected(exact_of(contradicted(seed)), rule)]) == []
