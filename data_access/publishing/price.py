"""What a privacy rule costs the readers, before anything is published."""

import numpy as np
import pandas as pd

from contract.tables import State
from data_access.disclosure import PrivacyRule
from data_access.privacy.relations import CELL
from data_access.privacy.release import CODE
from data_access.privacy.telling import Exact, tell

PRICED_COUNTS = (3, 5, 10)
"""Least counts whose price a publisher is shown: the law's, and two stricter ones in use among statistical offices."""

_UNKNOWN = (State.MISSING, State.SOURCE)


def shares_told(exact: Exact, cell: str, rule: PrivacyRule) -> pd.DataFrame:
    """By level, of the areas with households: how many there are, the share that shows `cell`, and of their households.

    Index the level; `areas`; `unknown`, how many of them the source withheld or left empty, whole or in part; `shown`,
    `withheld` (for privacy) and `households` between 0 and 1, NaN where nobody lives. By each area's own numbers: a few
    more cells are withheld where sums would tell of somebody.
    """
    release = tell(exact, rule)
    lives, states = np.nan_to_num(release.high[CELL["households"]]), release.states[CELL[cell]]
    is_shown, is_unknown = states == CODE[State.SHOWN], np.isin(states, [CODE[state] for state in _UNKNOWN])
    rows = {}
    for level in exact.tree.levels[1:]:
        nodes = exact.tree.nodes(level)
        nodes = nodes[lives[nodes] > 0]
        total = lives[nodes].sum()
        rows[level] = {
            "areas": len(nodes),
            "shown": is_shown[nodes].mean() if len(nodes) else np.nan,
            "withheld": (~is_shown & ~is_unknown)[nodes].mean() if len(nodes) else np.nan,
            "unknown": is_unknown[nodes].sum(),
            "households": (lives[nodes] * is_shown[nodes]).sum() / total if total else np.nan,
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("level")


def price_of_rules(exact: Exact, cell: str, least_base: int) -> pd.DataFrame:
    """Price of each of PRICED_COUNTS in the finest areas: index the least count.

    `width`: values in a window, households; `shown`, `households`: see `shares_told`.
    """
    rows = {}
    for least_count in PRICED_COUNTS:
        told = shares_told(exact, cell, PrivacyRule(max(least_base, least_count), least_count)).iloc[0]
        rows[least_count] = {"width": least_count, "shown": told["shown"], "households": told["households"]}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("least_count")
