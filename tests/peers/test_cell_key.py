"""Windows beside the cell key method (`cell-key-perturbation` 3.1): loss and risk of the same counts in one run."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from contract.tables import CELLS, State
from data_access.disclosure import PrivacyRule
from data_access.privacy.frames import frames_of
from data_access.privacy.gate import protected
from data_access.privacy.reading import Reading
from data_access.privacy.relations import CELL
from data_access.privacy.release import CODE, Release
from data_access.privacy.telling import UNKNOWN, Exact
from data_access.privacy.tree import tree_of

peer = pytest.importorskip("cell_key_perturbation.create_perturbed_table")

RULE = PrivacyRule()
KEYS = 256
ABOVE = [CELL["households"], CELL["above_10"]]


@dataclass(frozen=True)
class Measured:
    """`rate_error`: of NIL, points, weighted by households; `count_error`: of sections; `shown`: share of sections of
    ten households or more; `known`: counts and differences known to be within 1 … 2."""

    rate_error: float
    count_error: float
    shown: float
    known: int


def exact_of(sections):
    """Exact numbers of sections (columns `nil`, `households`, `above_10`), of their NIL and of the city."""
    ids = sections.index.astype(str)
    nil = sections["nil"].astype(str).set_axis(ids)
    levels = {"section": ids, "nil": pd.Index(sorted(nil.unique())), "city": pd.Index(["city"])}
    tree = tree_of(levels, pd.DataFrame({"nil_id": nil}), pd.Series([], dtype="str"))
    counts = np.full((len(CELLS), len(tree.areas)), np.nan)
    for cell in ("households", "above_10"):
        own = sections[cell].set_axis(ids)
        by_nil = own.groupby(nil).sum().reindex(levels["nil"])
        counts[CELL[cell]] = np.concatenate([own, by_nil, [own.sum()]])
    return Exact(tree, counts, counts, np.full(counts.shape, UNKNOWN, dtype=np.int8))


def noise_table():
    """A perturbation table of little noise: up to two more or less, never a 1 or a 2."""
    table = pd.DataFrame([(count, key) for count in range(1, 751) for key in range(KEYS)], columns=["pcv", "ckey"])
    told = table["pcv"] + table["ckey"] % 5 - 2
    small = np.where(table["ckey"] % 3 < table["pcv"], 3, 0)
    table["pvalue"] = np.where(told < 3, small, told) - table["pcv"]
    return table


def perturbed(exact, seed=1):
    """Households not above and above 10% that the method publishes of each area, by the sum of their keys."""
    tree, (households, above) = exact.tree, exact.low[ABOVE].astype(int)
    finest = tree.nodes("section")
    place = np.repeat(finest, households[finest])
    is_above = np.concatenate([np.arange(households[node]) < above[node] for node in finest])
    keys = np.random.default_rng(seed).integers(0, KEYS, len(place))
    told = np.zeros((2, len(tree.areas)))
    for _level in ("section", "nil", "city"):
        rows = pd.DataFrame({"area": place, "above": is_above.astype(int), "key": keys})
        found = peer.create_perturbed_table(rows, noise_table(), ["area"], ["above"], "key", threshold=0)
        told[found["above"], found["area"]] = found["count"].astype(float)
        place = tree.parent[place]
    return told


def read(exact, release):
    """Rows known within 1 … 2 by one who also holds the households of each section."""
    is_section = np.isin(np.arange(len(exact.tree.areas)), exact.tree.nodes("section"))
    census = np.where(is_section, exact.low[CELL["households"]], np.nan)
    return len(Reading([release], [census]).known()[0].rows)


def measured(exact, households, above, is_shown, known):
    true_households, true_above = exact.low[ABOVE]
    nil, sections = exact.tree.nodes("nil"), exact.tree.nodes("section")
    nil = nil[is_shown[nil]]
    large = sections[true_households[sections] >= RULE.least_base]
    error = 100 * np.abs(above[nil] / households[nil] - true_above[nil] / true_households[nil])
    counts = np.abs(above[large] - true_above[large])[is_shown[large]]
    return Measured(np.average(error, weights=true_households[nil]), counts.mean(), is_shown[large].mean(), known)


def with_windows(exact):
    """What the gate publishes of `exact`, measured."""
    release = protected(exact, RULE)
    frames = frames_of(release)
    households, above = (
        np.concatenate([frames[level][cell].to_numpy(float, na_value=np.nan) for level in exact.tree.levels])
        for cell in ("households", "above_10")
    )
    is_shown = release.states[CELL["above_10"]] == CODE[State.SHOWN]
    return measured(exact, households, above, is_shown, read(exact, release))


def with_cell_keys(exact):
    """What the cell key method publishes of `exact`, measured; a reader knows the table of noise."""
    below, above = perturbed(exact)
    low, high = np.full((2, *exact.low.shape), np.nan)
    for ends, row in zip((low, high), (least, most), strict=True):
        ends[ABOVE] = row(below) + row(above), row(above)
    states = np.where(np.isnan(exact.low), CODE[State.MISSING], CODE[State.SHOWN]).astype(np.int8)
    known = read(exact, Release("", RULE, exact.tree, low, high, states))
    return measured(exact, below + above, above, states[CELL["above_10"]] == CODE[State.SHOWN], known)


def least(told):
    """Fewest households that the method tells as `told`."""
    return np.where(told < 3, 0, np.maximum(told - 2, 1))


def most(told):
    """Most of them."""
    return np.where(told < 3, 2, told + 2)


def drawn_city(sections=240, size=100):
    """Sections of a hundred households or so, twelve to a NIL, of which some are nearly empty."""
    random = np.random.default_rng(4)
    households = np.where(
        random.random(sections) < 0.1, random.integers(1, 10, sections), random.poisson(size, sections)
    )
    rate = np.repeat(random.beta(2, 18, sections // 12), 12)
    return pd.DataFrame(
        {"nil": np.arange(sections) // 12, "households": households, "above_10": random.binomial(households, rate)},
        index=[f"{place:013d}" for place in range(sections)],
    )


def test_windows_err_less_in_a_section_than_the_cell_key_method_and_tell_of_nobody():
    exact = exact_of(drawn_city())
    ours, peers = with_windows(exact), with_cell_keys(exact)
    assert ours.known == 0
    assert ours.count_error < peers.count_error
    assert max(ours.rate_error, peers.rate_error) < 0.2
    assert ours.shown == peers.shown == 1
