"""A section that another neighbourhood holds in a revision: old total less new total is its count, for every reader."""

from dataclasses import replace

import numpy as np

from data_access.disclosure import PrivacyRule
from data_access.privacy.attack import attack_releases
from data_access.privacy.gate import protected
from data_access.privacy.links import link_of
from data_access.privacy.moves import with_cores
from data_access.publishing.publish import exact_of
from tests.data_access.privacy.test_property import drawn_counts
from tests.data_access.small_publication import section_ids, small_sources

SECTIONS, MOVED = 40, (3, 11)
IDS = section_ids(SECTIONS)


def told(is_moved, earlier=()):
    sources = small_sources(rows={place: drawn_counts([1, place], 25) for place in range(SECTIONS)}, count=SECTIONS)
    sections = sources.sections.copy()
    for place in MOVED if is_moved else ():
        sections.loc[place, ["nil_id", "nil_name"]] = sections.loc[place + 1, ["nil_id", "nil_name"]].to_numpy()
    return protected(exact_of(replace(sources, sections=sections)), PrivacyRule(), earlier)


def test_what_a_neighbourhood_lost_is_read_as_the_sections_that_it_lost():
    before, after = told(is_moved=False), told(is_moved=True)
    link, one, two = with_cores(link_of(before, after), before.tree, after.tree)
    names = [{tree.name(node) for node in nodes} for tree, nodes in ((one, link.first), (two, link.second))]
    lost = {("nil", "1"), ("nil", "2"), ("nil", "3"), ("nil", "4")}
    assert not lost & names[0] and not lost & names[1]
    assert {("part", area) for _, area in lost} | {("nil", "5"), ("municipio", "1")} <= names[0]
    extra = {one.name(whole): one.sums[-1].parts[start:][:size] for whole, start, size in zip(
        one.sums[-1].wholes, one.sums[-1].starts, one.sums[-1].sizes, strict=True)}  # fmt: skip
    assert one.areas.get_loc(("section", IDS[3])) in extra["nil", "1"] and len(extra["nil", "2"]) == 1
    assert np.isin(link.first, one.nodes("section")).sum() == SECTIONS


def test_the_attack_sees_what_a_moved_section_tells_and_the_gate_hides_it():
    before = told(is_moved=False)
    assert ("section", IDS[3]) in {(leak.level, leak.area) for leak in attack_releases([before, told(is_moved=True)])}
    assert attack_releases([before, told(is_moved=True, earlier=[before])]) == []
