"""The plain greedy choice of what else to withhold: leak by leak, the cheapest cell next, until the leak is closed."""

import numpy as np

from data_access.privacy.complements import Candidates, Demand


def greedy(demands: list[Demand], candidates: Candidates) -> np.ndarray:
    """Numbers of cells that meet every demand, each demand served in its turn."""
    cost = candidates.cost.ravel()
    chosen: set[int] = set()
    for demand in demands:
        is_taken = np.isin(demand.cells, list(chosen))
        gained = demand.gains[is_taken].sum()
        for place in np.argsort(np.where(is_taken, np.inf, cost[demand.cells]), kind="stable"):
            if gained >= demand.need - 1e-9:
                break
            chosen.add(int(demand.cells[place]))
            gained += demand.gains[place]
    return np.array(sorted(chosen), dtype=int)
