"""Last resort of the gate: where all sections of a sum are bound by it, the sums above are withheld, two at a time."""

from collections.abc import Iterator

import numpy as np

from contract.tables import CELLS, State
from data_access.privacy.complements import Candidates
from data_access.privacy.leaks import Leak
from data_access.privacy.relations import RELATIONS
from data_access.privacy.release import CELL, CODE, Release
from data_access.privacy.targets import Targets

PARTNER_SECTIONS = 12
"""Inhabited sections that make a neighbourhood a good partner: enough to move households among them. A choice of ours,
November 2026."""

_CELLS = len(CELLS)
_LARGE = 10_000


def openings(
    leaks: list[Leak],
    targets: Targets,
    release: Release,
    candidates: Candidates,
    column: np.ndarray,
    exact: np.ndarray,
    opened: set[int],
) -> list[int]:
    """Numbers of cells that must be withheld (flat areas x cells) for the sums behind these leaks not to be known.

    A neighbourhood of the same Municipio is withheld beside the leaking one: with one sum of the two unknown the other
    would still be a difference. Empty where nothing can help. `opened`: what was opened before.
    """
    found: list[int] = []
    done: set[tuple[int, int]] = set()
    for leak in leaks:
        for group, cell in _tight_sums(leak, targets, release, column):
            if (group, cell) not in done:
                done.add((group, cell))
                found += _open(group, cell, release, candidates, exact, opened.union(found))
    return list(dict.fromkeys(found))


def last_resorts(leaks: list[Leak], targets: Targets, release: Release, exact: np.ndarray) -> Iterator[set[int]]:
    """What may be withheld where no demand can be met and no sum opened, the smaller losses first.

    The leaking cells wherever they enter the same sums; all cells of a leaking section; partners; all cells of a
    leaking area above the sections.
    """
    whole = {
        int(targets.area[leak.target]): {int(targets.area[leak.target]) * _CELLS + cell for cell in range(_CELLS)}
        for leak in leaks
    }
    sections = len(release.groups)
    yield set().union(*(_around(leak, targets, release) for leak in leaks))
    yield set().union(*(cells for area, cells in whole.items() if area < sections))
    yield from _beside_partners(leaks, targets, release, exact)
    yield set().union(*whole.values())


def _around(leak: Leak, targets: Targets, release: Release) -> set[int]:
    area = int(targets.area[leak.target])
    cells = [CELL[cell] for cell in targets.terms[targets.kind[leak.target]]]
    is_inside = (release.parents == area).any(axis=1)
    groups = [release.groups[area]] if area < len(release.groups) else np.flatnonzero(is_inside)
    sections = np.flatnonzero(np.isin(release.groups, groups))
    around = {*sections.tolist(), *release.parents[groups][:, 0].tolist()} - {-1}
    return {place * _CELLS + cell for place in around for cell in cells}


def _beside_partners(leaks: list[Leak], targets: Targets, release: Release, exact: np.ndarray) -> Iterator[set[int]]:
    """The leaking cells, with what closes their sums, in one more neighbourhood at a time.

    Largest counts first. What closes a sum: of heating modes that add up to the households another one must go too.
    """
    for leak in leaks:
        area = int(targets.area[leak.target])
        group = release.groups[area] if area < len(release.groups) else _first_group(release, area)
        nil, municipio = release.parents[group, :2]
        cells = _closing({CELL[cell] for cell in targets.terms[targets.kind[leak.target]]}, exact[nil])
        nils = np.unique(release.parents[release.parents[:, 1] == municipio, 0])
        for other in sorted(set(nils.tolist()) - {-1, nil}, key=lambda place: -exact[place, min(cells)]):
            sections = np.flatnonzero(release.parents[release.groups, 0] == other)
            largest = sections[np.argsort(-exact[sections][:, min(cells)], kind="stable")[:PARTNER_SECTIONS]]
            yield {int(place) * _CELLS + cell for place in (nil, other, *largest) for cell in cells}


def _first_group(release: Release, area: int) -> int:
    return int(np.flatnonzero((release.parents == area).any(axis=1))[0])


def _closing(cells: set[int], values: np.ndarray) -> set[int]:
    """`cells` and, for each sum that closes over one of them alone, its largest other part."""
    found = set(cells)
    for relation in RELATIONS:
        parts = {CELL[name] for name, sign in relation.terms if sign < 0}
        if relation.closes and len(parts & found) == 1:
            found.add(max(parts - found, key=lambda place: values[place], default=min(cells)))
    return found


def _tight_sums(leak: Leak, targets: Targets, release: Release, column: np.ndarray) -> Iterator[tuple[int, int]]:
    """Groups and cells whose sum a leak rests on."""
    areas, sections = len(release.areas), len(release.groups)
    area = int(targets.area[leak.target])
    terms = [CELL[name] for name in targets.terms[targets.kind[leak.target]]]
    if area >= sections:
        inside = (release.parents == area).any(axis=1)
        yield from ((int(group), cell) for cell in terms for group in np.flatnonzero(inside)[:1])
        return
    first = int(column[areas, 0])
    variables = np.concatenate([leak.low_prices.indices, leak.high_prices.indices])
    sums = np.unique(variables[(variables >= first) & (variables < first + len(release.parents) * _CELLS)]) - first
    near = [(int(number) // _CELLS, int(number) % _CELLS) for number in sums]
    yield from near or [(int(release.groups[area]), cell) for cell in terms]


def _open(
    group: int, cell: int, release: Release, candidates: Candidates, exact: np.ndarray, opened: set[int]
) -> list[int]:
    nil, municipio = release.parents[group, 0], release.parents[group, 1]
    if not _can_go(nil, cell, release, candidates):
        return []
    partners = np.flatnonzero((release.parents[:, 1] == municipio) & (release.parents[:, 0] != nil))
    costs = [
        (_partner_cost(group, int(other), cell, release, candidates, exact, opened), int(other)) for other in partners
    ]
    cost, other = min(costs, default=(np.inf, -1))
    if not np.isfinite(cost):
        return []
    pair = [int(area) * _CELLS + cell for area in (nil, release.parents[other, 0])]
    section = (
        [] if _has_room(group, other, cell, release, exact) else [_cheapest_section(other, cell, release, candidates)]
    )
    return pair + section


def _can_go(nil: int, cell: int, release: Release, candidates: Candidates) -> bool:
    return nil >= 0 and (release.states[nil, cell] != CODE[State.SHOWN] or candidates.up[nil, cell] > 0)


def _partner_cost(
    group: int, other: int, cell: int, release: Release, candidates: Candidates, exact: np.ndarray, opened: set[int]
) -> float:
    """How unwelcome a partner is: one that gives way for other cells is best, then a small one within one Municipio.

    One partner for all of a Municipio keeps the unknowns few that must be searched together.
    """
    nil = int(release.parents[other, 0])
    if not _can_go(nil, cell, release, candidates):
        return np.inf
    if not _has_room(group, other, cell, release, exact) and _cheapest_section(other, cell, release, candidates) < 0:
        return np.inf
    inside = release.parents[release.groups, 0] == nil
    inhabited = int((exact[: len(inside)][inside, 0] > 0).sum())
    is_split = (release.parents[:, 0] == nil).sum() > 1
    given = sum(number // _CELLS == nil for number in opened)
    return (
        -given
        if given and inhabited >= PARTNER_SECTIONS
        else inhabited + (_LARGE if is_split or inhabited < PARTNER_SECTIONS else 0)
    )


def _has_room(group: int, other: int, cell: int, release: Release, exact: np.ndarray) -> bool:
    """Whether the withheld sections of `other` can make up for any count of `group` that goes from least to most."""
    least = release.rule.least_count
    if (_withheld(other, cell, release, exact, State.COMPLEMENT)).size:
        return True
    tight, free = (_withheld(number, cell, release, exact, State.COUNT) for number in (group, other))
    up, down = (least - 1 - tight).max(initial=0), (tight - 1).max(initial=0)
    return bool(len(free) and (free - 1).sum() >= up and (least - 1 - free).sum() >= down)


def _withheld(group: int, cell: int, release: Release, exact: np.ndarray, state: State) -> np.ndarray:
    sections = np.flatnonzero(release.groups == group)
    return exact[sections[release.states[sections, cell] == CODE[state]], cell]


def _cheapest_section(group: int, cell: int, release: Release, candidates: Candidates) -> int:
    sections = np.flatnonzero(release.groups == group)
    room = np.minimum(candidates.up[sections, cell], candidates.down[sections, cell]) > 0
    sections = sections[room]
    if not len(sections):
        return -1
    return int(sections[np.argmin(candidates.cost[sections, cell])]) * _CELLS + cell
