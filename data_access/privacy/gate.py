"""The gate: exact numbers in; out come windows that, all together, tell of nobody."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.sparse import coo_array, csr_array

from contract.errors import ObservatoryError
from contract.tables import State
from contract.translations import mark
from data_access.disclosure import PrivacyRule
from data_access.privacy.findings import Known
from data_access.privacy.links import link_of
from data_access.privacy.reading import Reading
from data_access.privacy.relations import CELL, FAMILY, ROWS, TIED
from data_access.privacy.release import CODE, HOUSEHOLDS, Release
from data_access.privacy.telling import DOUBLINGS, Exact, tell
from data_access.privacy.tree import Tree

_ROW_FAMILY = FAMILY[[CELL[list(terms)[-1]] for terms in ROWS]]
"""Family whose windows tell each row: that of the part, where the row is a part and its whole."""

_UNPROTECTED = mark(
    "Nothing was published: in {area} the cells {cell} can be computed whatever else is withheld. Publish with a "
    "larger least count, without the column, or with larger areas."
)
_UNPROTECTED_BESIDE = mark(
    "Nothing was published: in {area} the cells {cell} can be computed whatever else is withheld. Publish with the "
    "least count of the editions before, without the column, or with larger areas."
)


def protected(exact: Exact, rule: PrivacyRule, earlier: Sequence[Release] = ()) -> Release:
    """What may be told of `exact`, beside all `earlier` editions, to a reader who knows every offset.

    The reader has the census too. Who knows less finds nothing more, but where a register contradicts the census: so
    what is left is read without it once more. Where something is known too well, what tells it
    is told in windows twice as wide, and again, and then not at all.
    What the earlier editions tell by themselves nobody can take back. Raises ObservatoryError where nothing protects.
    """
    doublings = np.zeros((FAMILY.max() + 1, len(exact.tree.areas)), dtype=np.int8)
    release = tell(exact, rule, doublings)
    linked = [each for each in earlier if len(link_of(release, each).rows)]
    for census in (_census(exact), None):
        reading = Reading([release, *linked], [census, *(None for _ in linked)])
        of_reading = replace(exact, tree=reading.trees[0])
        release = replace(_repaired(reading, of_reading, release, doublings), tree=exact.tree)
    return release


def _repaired(reading: Reading, exact: Exact, release: Release, doublings: np.ndarray) -> Release:
    """`release`, the first that is read, told in windows so wide that nothing is known of it too well."""
    known = reading.known()[0]
    if not len(known.rows):
        return release
    containing, release = _containing(exact.tree), replace(release, tree=exact.tree)
    before = _told_before(reading, exact, release, doublings) if reading.has_links else set()
    known = _less(known, before)
    while len(known.rows) and len(changed := _widened(doublings, known, release, containing)):
        release = tell(exact, release.rule, doublings)
        reading.replace_first(release, changed)
        known = _less(reading.known()[0], before)
    if len(known.rows):
        area = " ".join(exact.tree.name(int(known.nodes[0])))
        message = _UNPROTECTED_BESIDE if reading.has_links else _UNPROTECTED
        raise ObservatoryError(message, area=area, cell=", ".join(ROWS[known.rows[0]]))
    return release


def _told_before(reading: Reading, exact: Exact, release: Release, doublings: np.ndarray) -> set[tuple[int, int]]:
    """Rows and nodes that are known too well where `release`, the first that is read, tells nothing: by the others."""
    everywhere = np.arange(len(exact.tree.areas))
    reading.replace_first(tell(exact, release.rule, np.full_like(doublings, DOUBLINGS + 1)), everywhere)
    known = reading.known()[0]
    reading.replace_first(release, everywhere)
    return set(zip(known.rows.tolist(), known.nodes.tolist(), strict=True))


def _less(known: Known, before: set[tuple[int, int]]) -> Known:
    is_new = [each not in before for each in zip(known.rows.tolist(), known.nodes.tolist(), strict=True)]
    return Known(*(part[np.array(is_new, dtype=bool)] for part in vars(known).values()))


def _census(exact: Exact) -> np.ndarray:
    """Households of the finest areas that are exactly known; NaN elsewhere."""
    low, high = exact.low[HOUSEHOLDS], exact.high[HOUSEHOLDS]
    is_finest = np.isin(np.arange(len(low)), exact.tree.nodes(exact.tree.levels[1]))
    return np.where(is_finest & (low == high), low, np.nan)


def _containing(tree: Tree) -> csr_array:
    """Areas x areas: whether a sum of the second holds the first or a part of it."""
    pairs = [(tree.home[each.parts], tree.home[each.wholes[each.whole_of]]) for each in tree.sums]
    parts, wholes = (np.concatenate(ends) for ends in zip(*pairs, strict=True))
    differ = parts != wholes
    size = len(tree.areas), len(tree.areas)
    return coo_array((np.ones(differ.sum(), dtype=bool), (parts[differ], wholes[differ])), size).tocsr()


def _widened(doublings: np.ndarray, known: Known, release: Release, containing: csr_array) -> np.ndarray:
    """Double the windows that tell what is `known`; the areas that then tell something else, none where nothing can.

    They are those of its family of cells; where none is left, those of the families tied to it, and so on.
    """
    found = np.unique(np.stack([_ROW_FAMILY[known.rows], release.tree.home[known.nodes]]), axis=1)
    changed = [np.empty(0, dtype=int)]
    for family in np.unique(found[0]).tolist():
        areas, spent, families = found[1, found[0] == family], {family}, {family}
        while families:
            wider = np.concatenate([_doubled(doublings, each, areas, release, containing) for each in sorted(families)])
            changed.append(wider)
            families = set() if len(wider) else {other for one, other in TIED if one in spent} - spent
            spent |= families
    return np.unique(np.concatenate(changed))


def _doubled(
    doublings: np.ndarray, family: int, areas: np.ndarray, release: Release, containing: csr_array
) -> np.ndarray:
    """Double the windows of a family in these areas and, where they have none or were doubled before, around them.

    That is in their parts, or else in the next areas that hold some of them and tell something; before one of these
    is not told at all, in its parts. Returns where.
    """
    is_told = np.isin(release.states[family == FAMILY], [CODE[State.SHOWN], CODE[State.SOURCE]])
    tells = np.logical_or.reduce(is_told, axis=0)
    around = areas[~tells[areas] | (doublings[family, areas] > 0)]
    held = containing[:, around].tocoo()
    is_told_part = tells[held.row]
    wider = [areas[tells[areas]], held.row[is_told_part]]
    around = np.delete(around, held.col[is_told_part])
    while len(around):
        above = np.unique(containing[around].indices)
        wider.append(above[tells[above]])
        around = above[~tells[above]]
    found = np.unique(np.concatenate(wider))
    is_last = doublings[family, found] == DOUBLINGS
    parts = np.unique(containing[:, found[is_last]].tocoo().row)
    spare = parts[tells[parts] & (doublings[family, parts] < DOUBLINGS)]
    if len(spare):
        found = np.union1d(found[~is_last], spare)
    doublings[family, found] += 1
    return found
