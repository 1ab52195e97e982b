"""What an area's own numbers ask for, before its neighbours are looked at: base, count, dominance, cut-offs."""

import numpy as np
import pandas as pd

from contract.household_columns import dominance_column
from contract.schema import Column, Kind
from contract.tables import CELLS, CUTOFFS, HOUSEHOLDS, State
from data_access.disclosure import PrivacyRule
from data_access.privacy.costs import CUTOFF_COSTS
from data_access.privacy.relations import CHAINS, is_personal
from data_access.privacy.release import CELL, CODE, published_frame


def states_alone(exact: np.ndarray, rule: PrivacyRule, flags: pd.DataFrame | None = None) -> np.ndarray:
    """State of each cell by the numbers of its own area (areas x cells, numbers of `CODE`).

    `exact`: areas x `tables.CELLS`, NaN where the source has no value. `flags`: the dominance columns for the
    first rows of `exact`, where the source has them; without flags nobody can rule out that one household is most of a
    sum, so a sum then needs as many households as a base. Cut-offs whose counts differ by too few are withheld so that
    those left weigh most.
    """
    states = np.column_stack([_first_state(exact, HOUSEHOLDS[name], rule, flags) for name in CELLS])
    _part_cutoffs(exact, states, "both_known", rule)
    _part_cutoffs(exact, states, "households", rule, beside="both_known")
    return states


def withhold_alone(exact: pd.DataFrame, rule: PrivacyRule) -> pd.DataFrame:
    """Publishable cells of areas that stand alone, part of no sum that is published, each beside its state.

    `exact` has the columns of `tables.CELLS` (households, EUR/year), NA where the source has no value. A cell whose
    state is not `shown` is NA: the value is gone. Of areas in a hierarchy, `gate.withhold` withholds at least as much.
    """
    values = exact[list(CELLS)].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    return published_frame(values, states_alone(values, rule), exact.index)


def is_small(count: np.ndarray, least: int) -> np.ndarray:
    """Whether each count is above zero and below `least`."""
    return (count > 0) & (count < least)


def _first_state(exact: np.ndarray, column: Column, rule: PrivacyRule, flags: pd.DataFrame | None) -> np.ndarray:
    value, households = exact[:, CELL[column.name]], exact[:, CELL["households"]]
    nothing = np.zeros(len(exact), dtype=bool)
    base = count = rest = dominance = nothing
    if column.part_of is None:
        count = is_small(value, rule.least_count)
    else:
        base = is_small(households, rule.least_base) | is_small(_base(exact, column), rule.least_base)
        if column.kind is Kind.MONEY:
            contributors = str(column.part_of)
            is_tail = np.logical_or(*_tails(exact, contributors, rule))
            is_dominated, few = _dominance(exact, column, rule, flags)
            base, dominance = base | (few & ~is_tail), is_dominated | is_tail
        else:
            count, rest = _tails(exact, column.name, rule)
    return np.select(
        [np.isnan(value), base, count, rest, dominance],
        [CODE[state] for state in (State.MISSING, State.BASE, State.COUNT, State.REST, State.DOMINANCE)],
        CODE[State.SHOWN],
    ).astype(np.int8)


def _base(exact: np.ndarray, column: Column) -> np.ndarray:
    """Count of the nearest whole that is no condition of people: the denominator the cell is read against."""
    whole = HOUSEHOLDS[column.part_of or "households"]
    while is_personal(whole.name) and whole.part_of is not None:
        whole = HOUSEHOLDS[whole.part_of]
    return exact[:, CELL[whole.name]]


def _tails(exact: np.ndarray, cell: str, rule: PrivacyRule) -> tuple[np.ndarray, np.ndarray]:
    """Whether too few are counted in `cell`, and whether all but too few are."""
    if not is_personal(cell):
        nothing = np.zeros(len(exact), dtype=bool)
        return nothing, nothing
    value, whole = exact[:, CELL[cell]], exact[:, CELL[str(HOUSEHOLDS[cell].part_of)]]
    return is_small(value, rule.least_count), is_small(whole - value, rule.least_count)


def _dominance(
    exact: np.ndarray, column: Column, rule: PrivacyRule, flags: pd.DataFrame | None
) -> tuple[np.ndarray, np.ndarray]:
    """Whether one household is most of the sum, and whether nobody can tell of a sum over too few to be sure."""
    contributors = exact[:, CELL[str(column.part_of)]]
    few = is_small(contributors, rule.least_base)
    dominated = np.zeros(len(exact), dtype=bool)
    flag = dominance_column(column.name)
    if flags is not None and flag in flags and flags[flag].notna().any():
        known = flags[flag].astype("boolean")
        dominated[: len(flags)] = known.fillna(False).to_numpy(dtype=bool)
        few[: len(flags)] &= known.isna().to_numpy(dtype=bool)
    return dominated, few


_WEIGHTS = np.array([CUTOFF_COSTS[cut] for cut in CUTOFFS])
_SUBSETS = np.array(
    [[bool(number >> place & 1) for place in range(len(CUTOFFS))] for number in range(2 ** len(CUTOFFS))]
)
_SUBSETS = _SUBSETS[np.argsort(-(_SUBSETS @ _WEIGHTS), kind="stable")]


def _part_cutoffs(exact: np.ndarray, states: np.ndarray, whole: str, rule: PrivacyRule, beside: str = "") -> None:
    """Withhold, in `states`, the cut-offs of a chain that cost least, so that those shown differ by none or enough.

    `beside`: the chain, settled before, from which each shown count must differ by none or enough too.
    """
    places = [CELL[cell] for cell in CHAINS[whole]]
    counts = exact[:, places]
    is_open = states[:, places] == CODE[State.SHOWN]
    if beside:
        others = [CELL[cell] for cell in CHAINS[beside]]
        is_near = is_small(counts - exact[:, others], rule.least_count)
        is_open &= ~(is_near & (states[:, others] == CODE[State.SHOWN]))
    kept = _heaviest(counts, is_open, rule.least_count)
    block = states[:, places]
    block[(block == CODE[State.SHOWN]) & ~kept] = CODE[State.COMPLEMENT]
    states[:, places] = block


def _heaviest(counts: np.ndarray, is_open: np.ndarray, least: int) -> np.ndarray:
    """Subset of the open cut-offs that weighs most and whose counts differ by none or at least `least`."""
    close = np.zeros((len(counts), len(CUTOFFS), len(CUTOFFS)), dtype=bool)
    for lower in range(len(CUTOFFS)):
        close[:, lower, lower + 1 :] = is_small(counts[:, [lower]] - counts[:, lower + 1 :], least)
    kept = np.zeros(counts.shape, dtype=bool)
    is_open_still = np.ones(len(counts), dtype=bool)
    for subset in _SUBSETS:
        clash = close[:, subset][:, :, subset].any(axis=(1, 2))
        fits = is_open_still & ~(subset & ~is_open).any(axis=1) & ~clash
        kept[fits] = subset
        is_open_still &= ~fits
    return kept
