"""The stages of the gate: which reasoning an attacker is granted in each, from the cheap to all of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from contract.tables import CELLS
from data_access.privacy.relations import FORMS, RELATIONS, Relation, Terms
from data_access.privacy.release import Release

CELL_FORMS = tuple(terms for terms in FORMS if len(terms) == 1)


class Told(StrEnum):
    """Which sums above the sections an attacker is told beyond the published ones: he then knows too much, in blocks
    that are small."""

    ALL = "all"
    ALL_BUT_OPENED = "all_but_opened"
    NONE = "none"


@dataclass(frozen=True)
class Stage:
    """One kind of reasoning to close: by relations inside an area, by sums, by both, and of the areas above.

    A local stage knows no sum of sums, so that it finds most leaks in small blocks, and proves nothing safe. A linked
    one also knows the editions published before.
    """

    relations: tuple[Relation, ...]
    with_sums: bool = True
    told: Told = Told.ALL_BUT_OPENED
    forms: tuple[Terms, ...] = FORMS
    above: bool = False
    goes_on: bool = False
    is_local: bool = False
    is_linked: bool = False


STAGES = (
    Stage(RELATIONS, with_sums=False),
    Stage((), forms=CELL_FORMS),
    Stage(RELATIONS, told=Told.ALL),
    Stage(RELATIONS, goes_on=True, is_local=True),
    Stage(RELATIONS, goes_on=True),
    Stage(RELATIONS, told=Told.NONE, above=True),
)
"""Cheap kinds first. A stage that goes on does not ask again for what the one before proved, telling more."""

LINKED_STAGE = Stage(RELATIONS, told=Told.NONE, is_linked=True)
"""The last, where an earlier edition has cells that are the same numbers."""


def told_sums(release: Release, told: Told, opened: Iterable[int]) -> np.ndarray:
    """Which sums an attacker is told (areas and groups x cells).

    `opened`: numbers of the cells (flat areas x cells) above the sections that were opened.
    """
    areas, cells = len(release.areas), len(CELLS)
    is_told = np.zeros((areas + len(release.parents), cells), dtype=bool)
    if told is Told.NONE:
        return is_told
    is_told[len(release.groups) :] = True
    for number in opened if told is Told.ALL_BUT_OPENED else ():
        area, cell = divmod(number, cells)
        is_told[area, cell] = False
        is_told[areas + np.flatnonzero((release.parents == area).any(axis=1)), cell] = False
    return is_told
