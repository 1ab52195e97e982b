"""The stages of the gate: which reasoning an attacker is granted in each, from the cheap to all of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from data_access.privacy.relations import FORMS, RELATIONS, Relation, Terms
from data_access.privacy.release import Release
from data_access.privacy.slices import joins_municipi, municipi_of, only_cell, only_municipio, only_sections
from data_access.tables import CELLS

CELL_FORMS = tuple(terms for terms in FORMS if len(terms) == 1)


class Told(StrEnum):
    """Which sums above the sections an attacker is told beyond the published ones: he then knows too much, in blocks
    that are small. Within: what was opened is told where it ties Municipi together. But one: all is told but one cell,
    or outside one Municipio, of each in turn."""

    ALL = "all"
    ALL_BUT_OPENED = "all_but_opened"
    ALL_BUT_OPENED_WITHIN = "all_but_opened_within"
    ALL_BUT_ONE_CELL = "all_but_one_cell"
    ALL_BUT_ONE_MUNICIPIO = "all_but_one_municipio"
    NONE = "none"


@dataclass(frozen=True)
class Stage:
    """One kind of reasoning to close: by relations inside an area, by sums, by both, and of the areas above.

    A stage that does not repair only proves sums safe, in blocks that are small, for a stage that goes on from it. A
    local one knows no sum of sums, so that it finds most leaks in small blocks, and proves nothing safe.
    """

    relations: tuple[Relation, ...]
    with_sums: bool = True
    told: Told = Told.ALL_BUT_OPENED
    forms: tuple[Terms, ...] = FORMS
    above: bool = False
    goes_on: bool = False
    repairs: bool = True
    is_local: bool = False


STAGES = (
    Stage(RELATIONS, with_sums=False),
    Stage((), forms=CELL_FORMS),
    Stage(RELATIONS, told=Told.ALL),
    Stage(RELATIONS, goes_on=True, is_local=True),
    Stage(RELATIONS, told=Told.ALL_BUT_OPENED_WITHIN, goes_on=True, repairs=False),
    Stage(RELATIONS, goes_on=True),
    Stage(RELATIONS, told=Told.ALL_BUT_ONE_CELL, above=True, repairs=False),
    Stage(RELATIONS, told=Told.ALL_BUT_ONE_MUNICIPIO, above=True, goes_on=True, repairs=False),
    Stage(RELATIONS, told=Told.NONE, above=True, goes_on=True),
)
"""Cheap kinds first. A stage that goes on does not ask again for what the one before proved, telling more."""


def told_sums(release: Release, told: Told, opened: Iterable[int]) -> Iterator[np.ndarray]:
    """Which sums an attacker is told (areas and groups x cells): once, or for one cell, one Municipio, after the other.

    `opened`: numbers of the cells (flat areas x cells) above the sections that were opened.
    """
    areas, cells = len(release.areas), len(CELLS)
    if told is Told.ALL_BUT_ONE_CELL:
        yield from (~only_cell(release, cell) for cell in CELLS)
        return
    if told is Told.ALL_BUT_ONE_MUNICIPIO:
        yield from (~only_municipio(release, municipio) for municipio in municipi_of(release))
        return
    is_told = ~only_sections(release)
    if told is Told.NONE:
        is_told[:] = False
    for number in opened if told in (Told.ALL_BUT_OPENED, Told.ALL_BUT_OPENED_WITHIN) else ():
        area, cell = divmod(number, cells)
        is_told[area, cell] = False
        is_told[areas + np.flatnonzero((release.parents == area).any(axis=1)), cell] = False
    if told is Told.ALL_BUT_OPENED_WITHIN:
        is_told[joins_municipi(release)] = True
    yield is_told
