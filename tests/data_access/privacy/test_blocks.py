"""Blocks are a way to read in little memory: what is found is the same, however a city is cut."""

from dataclasses import replace

import numpy as np
import pytest

from data_access.disclosure import PrivacyRule
from data_access.privacy import blocks, propagation
from data_access.privacy.reading import Reading
from data_access.privacy.telling import tell
from data_access.publishing.publish import exact_of
from tests.data_access.privacy.test_property import SIZES, drawn_counts
from tests.data_access.small_publication import small_sources

SECTIONS = 40


def city(seed):
    """Forty sections, four to a NIL and two NIL to a Municipio, some nearly empty."""
    sizes = np.random.default_rng(seed).choice(SIZES, SECTIONS)
    rows = {place: drawn_counts([seed, place], int(size)) for place, size in enumerate(sizes)}
    return exact_of(small_sources(rows=rows, count=SECTIONS))


def found(releases):
    known = Reading(releases, [None] * len(releases)).known()
    return [sorted(zip(each.rows.tolist(), each.nodes.tolist(), each.low, each.high, strict=True)) for each in known]


@pytest.mark.parametrize("seed", range(4))
def test_a_city_read_in_many_blocks_tells_what_it_tells_in_one(seed, monkeypatch):
    exact = city(seed)
    releases = [tell(exact, PrivacyRule()), replace(tell(exact, PrivacyRule(10, 5)), name="second")]
    monkeypatch.setattr(blocks, "_LEAST", 1)
    many = blocks.blocks_of([exact.tree], [])
    assert len(many) == 6
    in_many = found(releases)
    monkeypatch.setattr(blocks, "_LEAST", 1_000_000)
    assert len(blocks.blocks_of([exact.tree], [])) == 2
    assert in_many == found(releases) and any(in_many)


@pytest.mark.parametrize("most_at_once", [1, 1_000])
def test_rows_read_a_few_at_a_time_tell_what_they_tell_at_once(most_at_once, monkeypatch):
    releases = [tell(city(1), PrivacyRule())]
    at_once = found(releases)
    monkeypatch.setattr(propagation, "MOST_AT_ONCE", most_at_once)
    assert found(releases) == at_once and any(at_once)


def test_every_sum_and_every_node_lies_in_a_block(monkeypatch):
    tree = city(1).tree
    monkeypatch.setattr(blocks, "_LEAST", 1)
    cut = blocks.blocks_of([tree], [])
    assert sum(len(sums.wholes) for block in cut for sums in block.sums) == sum(len(each.wholes) for each in tree.sums)
    assert set(np.concatenate([block.nodes for block in cut])) == set(range(len(tree.home)))
