"""The stages of the gate: which reasoning an attacker is granted in each, from the cheap to all of it."""

from dataclasses import dataclass
from enum import StrEnum

from data_access.privacy.relations import FORMS, RELATIONS, Relation, Terms

CELL_FORMS = tuple(terms for terms in FORMS if len(terms) == 1)


class Told(StrEnum):
    """Which sums above the sections an attacker is told beyond the published ones: he then knows too much, in blocks
    that are small. Within: what was opened is told where it ties Municipi together."""

    ALL = "all"
    ALL_BUT_OPENED = "all_but_opened"
    ALL_BUT_OPENED_WITHIN = "all_but_opened_within"
    BETWEEN_MUNICIPI = "between_municipi"
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
    Stage(RELATIONS, told=Told.BETWEEN_MUNICIPI, above=True, repairs=False),
    Stage(RELATIONS, told=Told.NONE, above=True, goes_on=True),
)
"""Cheap kinds first. A stage that goes on does not ask again for what the one before proved, telling more."""
