"""The gate: exact numbers in; out come windows that, all together, tell of nobody."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from contract.errors import ObservatoryError
from contract.translations import mark
from data_access.disclosure import PrivacyRule
from data_access.privacy.findings import known_too_well
from data_access.privacy.linking import link_of, read_together
from data_access.privacy.relations import CELL, ROWS
from data_access.privacy.release import Release, bounds_of
from data_access.privacy.repair import Repair
from data_access.privacy.telling import Exact

MOST_ROUNDS = 60
"""Rounds of proof and repair after which the gate gives up and refuses; Milan takes about ten."""

_UNPROTECTED = mark(
    "Nothing was published: in {area} the cells {cell} can be computed whatever else is withheld. Publish without the "
    "column, or with larger areas."
)


def protected(exact: Exact, rule: PrivacyRule, earlier: Sequence[Release] = ()) -> Release:
    """What may be told of `exact`, beside all `earlier` editions, to a reader who knows every offset and the census.

    Where something is known too well the area, if it was never published, is told with its next offset; else cells are
    withheld. What the earlier editions tell by themselves nobody can take back. Raises ObservatoryError where nothing
    protects.
    """
    repair = Repair(exact, *_inherited(exact, earlier))
    households = _census(exact)
    linked = [each for each in earlier if len(link_of(repair.told(rule), each).rows)]
    own = exact.tree.sums[:1] if len(exact.tree.rests) else ()
    for is_local in (True, False):
        for _ in range(MOST_ROUNDS):
            release = repair.told(rule)
            bounds = [bounds_of(release, households), *([] if is_local else map(bounds_of, linked))]
            read_together(bounds, [release, *linked][: len(bounds)], own if is_local else None)
            known = known_too_well(release, bounds[0], rule.least_count, with_bases=False)
            hopeless = repair.closed(release, known, is_local)
            if not len(known.rows) or hopeless:
                break
    if hopeless and not linked:
        row, node = hopeless[0]
        raise ObservatoryError(_UNPROTECTED, area=" ".join(exact.tree.name(node)), cell=", ".join(ROWS[row]))
    return release


def _census(exact: Exact) -> pd.Series:
    """Households of the finest areas that are exactly known."""
    nodes = exact.tree.nodes(exact.tree.levels[1])
    low, high = exact.low[CELL["households"], nodes], exact.high[CELL["households"], nodes]
    return pd.Series(np.where(low == high, low, np.nan), exact.tree.areas[nodes].get_level_values(1))


def _inherited(exact: Exact, earlier: Sequence[Release]) -> tuple[np.ndarray, np.ndarray]:
    """Try numbers that the areas were published with, the last time; and which may still get another one."""
    tries, is_free = np.zeros(len(exact.tree.areas), dtype=np.int64), np.ones(len(exact.tree.areas), dtype=bool)
    for release in earlier:
        place = exact.tree.areas.get_indexer(release.tree.areas)
        tries[place[place >= 0]] = release.tries[place >= 0]
        is_free[place[place >= 0]] = False
    return tries, is_free
