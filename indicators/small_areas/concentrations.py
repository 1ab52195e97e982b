"""Concentrations: hot spots that touch, taken together, and what is left of them at the level of the NIL."""

import numpy as np
import pandas as pd

from geo.neighbours import Neighbours
from indicators.basis.figures import divide

COLUMNS = ("areas", "households", "level", "nil_ids", "largest")
"""Columns of a frame of concentrations, one row each, those of most households first: how many areas, how many
households live there, their level (0–1, weighted by households), the NIL in which they lie, most areas first, and the
area of most households."""

VIEWS = ("both", "hidden", "spread")
"""What a NIL shows: it is hot and so are sections in it; hot sections that its own average hides; hot as a whole though
no section stands out."""


def concentrations(
    kinds: pd.Series, levels: pd.Series, households: pd.Series, nil_ids: pd.Series, neighbours: Neighbours
) -> pd.DataFrame:
    """Return `COLUMNS` for the groups of "hot" areas of `kinds` that touch one another.

    All are by area, in the order of `neighbours`; households are 0–1 or NA where withheld, and then not counted.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    is_hot = (kinds == "hot").to_numpy(dtype=bool)
    among = neighbours.among(is_hot)
    links = coo_array((np.ones(len(among.focal)), (among.focal, among.other)), shape=(among.areas, among.areas))
    group = connected_components(links, directed=False)[1]
    counted = households.astype("Float64").to_numpy(dtype=float, na_value=0.0)[is_hot]
    weight = np.maximum(counted, 1.0)
    level = levels.to_numpy(dtype=float, na_value=np.nan)[is_hot]
    found = pd.DataFrame(
        {
            "areas": np.bincount(group),
            "households": np.bincount(group, counted).astype(int),
            "level": np.bincount(group, level * weight) / np.bincount(group, weight),
            "nil_ids": _most_areas_first(group, nil_ids.reindex(kinds.index).to_numpy()[is_hot]),
            "largest": pd.Series(counted, kinds.index[is_hot]).groupby(group).idxmax().to_numpy(),
        },
        columns=list(COLUMNS),
    )
    return found.sort_values("households", ascending=False, ignore_index=True)


def _most_areas_first(group: np.ndarray, nil_ids: np.ndarray) -> pd.Series:
    """The NIL of each group's areas."""
    lists: dict[int, list[str]] = {number: [] for number in range(int(group.max(initial=-1)) + 1)}
    pairs = pd.DataFrame({"group": group, "nil_id": nil_ids}).groupby(["group", "nil_id"], sort=False).size()
    for number, nil_id in pairs.sort_values(ascending=False, kind="stable").index:
        lists[number].append(str(nil_id))
    return pd.Series([tuple(found) for found in lists.values()], dtype=object)


def beside_nil(kinds: pd.Series, households: pd.Series, nil_ids: pd.Series, nil_kinds: pd.Series) -> pd.DataFrame:
    """Return, by NIL (index of `nil_kinds`), how the two pictures differ.

    `hot_sections`; `hot_share`, of its households that live in them (0–1); `nil_kind`, see `hot_spots.COLUMNS`; `view`,
    one of `VIEWS`, "" where neither is hot.
    """
    counted = households.astype("Float64").fillna(0).astype(float)
    hot = pd.DataFrame({"nil_id": nil_ids.reindex(kinds.index), "hot": kinds == "hot", "households": counted})
    hot["in_hot"] = hot["households"].where(hot["hot"], 0.0)
    by_nil = hot.groupby("nil_id")[["hot", "in_hot", "households"]].sum().reindex(nil_kinds.index, fill_value=0)
    has_sections, is_hot = by_nil["hot"] > 0, nil_kinds == "hot"
    cases = [has_sections & is_hot, has_sections & ~is_hot, ~has_sections & is_hot]
    return pd.DataFrame(
        {
            "hot_sections": by_nil["hot"].astype(int),
            "hot_share": divide(by_nil["in_hot"].to_numpy(float), by_nil["households"].to_numpy(float)),
            "nil_kind": nil_kinds,
            "view": np.select([case.to_numpy(dtype=bool) for case in cases], VIEWS, ""),
        },
        index=nil_kinds.index,
    )
