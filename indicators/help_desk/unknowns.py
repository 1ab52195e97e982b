"""What is not known of the estates, what knowing it could change, and whom to ask for it."""

import numpy as np
import pandas as pd

from contract.translations import mark
from indicators.help_desk.criteria import CRITERIA
from indicators.help_desk.priority import Ranking, total

_HOUSING = mark("Housing department of the City")
_MANAGERS = mark("the managers: MM, ALER")
_OBSERVATORY = mark("the observatory's yearly extract, or a band from the manager")
_CUSTODIANS = mark("social custodians and neighbourhood workshops")

HOLDERS = {
    "custodian": _HOUSING,
    "committee": _HOUSING,
    "room": _MANAGERS,
    "step_free": _MANAGERS,
    "mm": _HOUSING,
    "vulnerable_households": _OBSERVATORY,
    "vulnerable_rate": _OBSERVATORY,
    "arrears": _MANAGERS,
    "certificate": mark("the managers, or the region's register of certificates (CENED)"),
    "shared_heating": _MANAGERS,
    "transit": mark("the stops of the city's public transport, by position"),
    "retrofit": _MANAGERS,
    "languages": _CUSTODIANS,
}
"""Who holds what, by id of criterion or condition: our reading of the plan and of MM's system, to be confirmed."""


def what_if(ranking: Ranking, complex_id: str) -> pd.DataFrame:
    """Return, for each criterion by which the estate is in doubt, the places that its doubt alone could give.

    Index criterion id, in the order of CRITERIA; `best_place` and `worst_place` (1 is first), with everything else as
    likely as it is and criteria of no weight left out. Empty for kept estates. Raises KeyError for another id.
    """
    table = ranking.table
    if pd.isna(table.loc[complex_id, "place"]):
        return pd.DataFrame(columns=["best_place", "worst_place"])
    scores = ranking.scores
    row = scores.ids.get_loc(complex_id)
    others = table.loc[table["place"].notna() & (table.index != complex_id), "score"].to_numpy(dtype=float)
    rows = {}
    for column, (criterion, weight) in enumerate(zip(CRITERIA, ranking.choices.weight_shares, strict=True)):
        if weight == 0 or scores.low[row, column] == scores.high[row, column]:
            continue
        places = []
        for points in (scores.high, scores.low):
            changed = scores.likely.copy()
            changed[row, column] = points[row, column]
            places.append(1 + int((others > total(scores, changed, ranking.choices)[row] + 1e-9).sum()))
        rows[criterion] = places
    return pd.DataFrame.from_dict(rows, orient="index", columns=["best_place", "worst_place"])


def missing_facts(ranking: Ranking) -> pd.DataFrame:
    """Return what is not known of how many estates, what weighs most first: conditions, then criteria by weight.

    Columns `kind` ("condition", "criterion"), `id`, `estates` (of those not kept, how many lack it), `weight` (share of
    the score, NaN for conditions). Only what some estate lacks; criteria of no weight are left out.
    """
    free = ranking.table["place"].notna()
    lacking = ranking.met[free].isna().sum()
    rows = [("condition", name, int(lacking[name]), np.nan) for name in ranking.choices.conditions]
    unknown = ranking.unknown[free].sum()
    weighed = zip(CRITERIA, ranking.choices.weight_shares, strict=True)
    rows += [("criterion", name, int(unknown[name]), float(weight)) for name, weight in weighed if weight > 0]
    frame = pd.DataFrame(rows, columns=["kind", "id", "estates", "weight"])
    frame = frame[frame["estates"] > 0]
    importance = frame["weight"].fillna(1) * frame["estates"] + (frame["kind"] == "condition") * len(ranking.table)
    return frame.loc[importance.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)
