"""The gate: exact numbers in; out come windows that, all together, tell of nobody."""

from collections.abc import Sequence

import numpy as np

from contract.errors import ObservatoryError
from contract.tables import State
from contract.translations import mark
from data_access.disclosure import PrivacyRule
from data_access.privacy.findings import Known
from data_access.privacy.links import link_of
from data_access.privacy.reading import Reading
from data_access.privacy.relations import CELL, FAMILY, ROWS
from data_access.privacy.release import CODE, HOUSEHOLDS, Release
from data_access.privacy.telling import Exact, tell

_ROW_FAMILY = FAMILY[[CELL[list(terms)[-1]] for terms in ROWS]]
"""Family whose windows tell each row: that of the part, where the row is a part and its whole."""

_UNPROTECTED = mark(
    "Nothing was published: in {area} the cells {cell} can be computed whatever else is withheld. Publish without the "
    "column, or with larger areas."
)


def protected(exact: Exact, rule: PrivacyRule, earlier: Sequence[Release] = ()) -> Release:
    """What may be told of `exact`, beside all `earlier` editions, to a reader who knows every offset and the census.

    Where something is known too well, what tells it is told in windows twice as wide, and again, and then not at all.
    What the earlier editions tell by themselves nobody can take back. Raises ObservatoryError where nothing protects.
    """
    doublings = np.zeros((FAMILY.max() + 1, len(exact.tree.areas)), dtype=np.int8)
    release = tell(exact, rule, doublings)
    linked = [each for each in earlier if len(link_of(release, each).rows)]
    census = [_census(exact), *(None for _ in linked)]
    is_settled = False
    while not is_settled:
        reading = Reading([release, *linked], census, with_bases=False)
        known = reading.known()[0]
        is_settled = True
        while len(known.rows) and len(changed := _widened(doublings, known, release)):
            release = tell(exact, rule, doublings)
            reading.replace_first(release, changed)
            known, is_settled = reading.known()[0], not linked
    if len(known.rows) and not linked:
        area = " ".join(exact.tree.name(int(known.nodes[0])))
        raise ObservatoryError(_UNPROTECTED, area=area, cell=", ".join(ROWS[known.rows[0]]))
    return release


def _census(exact: Exact) -> np.ndarray:
    """Households of the finest areas that are exactly known; NaN elsewhere."""
    low, high = exact.low[HOUSEHOLDS], exact.high[HOUSEHOLDS]
    is_finest = np.isin(np.arange(len(low)), exact.tree.nodes(exact.tree.levels[1]))
    return np.where(is_finest & (low == high), low, np.nan)


def _widened(doublings: np.ndarray, known: Known, release: Release) -> np.ndarray:
    """Double the windows that tell what is `known`; the areas that then tell something else, none where nothing can.

    They are the area's own; where it has none, or these were doubled before in vain, also those of its parts, and where
    no part tells anything those of the first area above that does.
    """
    tree = release.tree
    found = np.unique(np.stack([_ROW_FAMILY[known.rows], tree.home[known.nodes]]), axis=1)
    is_told = np.isin(release.states, [CODE[State.SHOWN], CODE[State.SOURCE]])
    changed = [np.empty(0, dtype=int)]
    for family in np.unique(found[0]):
        tells = np.append(is_told[family == FAMILY].any(axis=0), True)
        areas = found[1, found[0] == family]
        closed = areas[~tells[areas] | (doublings[family, areas] > 0)]
        parts = np.flatnonzero(np.isin(tree.parent, closed) & tells[:-1])
        above = np.setdiff1d(closed, tree.parent[parts])
        above = tree.parent[above]
        while not tells[above].all():
            above = np.where(tells[above], above, tree.parent[above])
        wider = np.unique(np.concatenate([areas[tells[areas]], parts, above[above >= 0]]))
        doublings[family, wider] += 1
        changed.append(wider)
    return np.unique(np.concatenate(changed))
