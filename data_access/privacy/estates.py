"""Public-housing estates as areas: their counts are cells of their section, of which they may be all."""

import numpy as np
import pandas as pd

from contract.household_columns import ESTATE_CELLS
from contract.tables import CELLS, SHARE_BANDS, State, high_column, low_column, state_column
from data_access.privacy.propagation import Bounds
from data_access.privacy.relations import CELL
from data_access.privacy.tree import Tree

_BANDS = {"vulnerable_households": "vulnerable_band", "arrears_households": "arrears_band"}


def counted(complexes: pd.DataFrame, sections: pd.Index) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Least and most of each cell of each estate (index `complex_id`), from a register; NA where it tells nothing.

    A count is exact; a band of the households is all the counts that it holds. NA too where the estate is in none of
    `sections`, those that are counted: it may be all of one, whose windows begin elsewhere.
    """
    register = complexes.set_index("complex_id")
    is_placed = register["section_id"].isin(sections)
    households = register["households"].astype("Float64").where(is_placed)
    low, high = (pd.DataFrame(pd.NA, index=register.index, columns=list(CELLS), dtype="Float64") for _ in range(2))
    for name, cells in ESTATE_CELLS.items():
        count = register[name].astype("Float64").where(is_placed)
        least = most = count
        if name in _BANDS:
            ends = register[_BANDS[name]].map(lambda band: SHARE_BANDS.get(band, (np.nan, np.nan)))
            least = count.fillna(np.ceil(ends.str[0].astype("Float64") * households))
            most = count.fillna(np.floor(ends.str[1].astype("Float64") * households))
        for cell in cells:
            low[cell], high[cell] = least, most
    return low, high


def estate_cells(complexes: pd.DataFrame) -> pd.DataFrame:
    """The published counts of estates (index `complex_id`) as cells with `_low`, `_high` and `_state`.

    What no register tells may be any part of the households.
    """
    index = pd.Index(complexes["complex_id"] if len(complexes) else [], dtype="str")
    told = {cell: name for name, cells in ESTATE_CELLS.items() for cell in cells if len(complexes)}
    columns: dict[str, object] = {}
    for cell in CELLS:
        for column, nothing in ((low_column, np.nan), (high_column, np.nan), (state_column, str(State.MISSING))):
            columns[column(cell)] = complexes[column(told[cell])].to_numpy() if cell in told else nothing
    return pd.DataFrame(columns, index=index)


def publishable(complexes: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """The register by `complex_id`, with its counts as windows in place of exact ones, and without bands.

    `cells`: as published. No other order: a register sorted by a count would tell more than its windows.
    """
    complexes = complexes.sort_values("complex_id", ignore_index=True)
    columns = {
        column(name): cells[column(cell)].reindex(complexes["complex_id"]).array
        for name, (cell, *_) in ESTATE_CELLS.items()
        for column in (str, low_column, high_column, state_column)
    }
    return complexes.drop(columns=[*ESTATE_CELLS, *_BANDS.values()]).assign(**columns)


def fill_sections(bounds: Bounds, tree: Tree, nodes: np.ndarray) -> None:
    """Where a section's only estate can be all of it, by every count, a reader takes it to be: no rest is left.

    `nodes` of `tree`: those bounded, sorted.
    """
    estate, rest, whole = np.searchsorted(nodes, tree.lone[:, np.isin(tree.lone, nodes).all(axis=0)])
    rows = [CELL[cell] for cells in ESTATE_CELLS.values() for cell in cells]
    ends = [(bounds.low[np.ix_(rows, each)], bounds.high[np.ix_(rows, each)]) for each in (estate, whole)]
    (low, high), (whole_low, whole_high) = ends
    is_absent = bounds.is_absent[np.ix_(rows, estate)] | bounds.is_absent[np.ix_(rows, whole)]
    fits = ((low <= whole_high) & (whole_low <= high) | is_absent).all(axis=0)
    bounds.high[:, rest[fits]] = 0
