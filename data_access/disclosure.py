"""Disclosure gate: decides, cell by cell, what may be published, before anything is written.

Law: *Regole deontologiche per trattamenti a fini statistici*, Official Gazette 14 January 2019, annex 1, art. 5: an
area's figure needs at least three units, more where the matter is sensitive.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_access.errors import ObservatoryError
from data_access.schema import Column, Kind
from data_access.tables import CELLS, HOUSEHOLDS, WITHHELD, State, state_column
from data_access.translations import mark


@dataclass(frozen=True)
class PrivacyRule:
    """What a publisher holds back.

    `least_base`: households that a base must count for its parts to be shown. `least_count`: a count of people's
    condition is withheld where 0 < y < least_count or 0 < whole - y < least_count.
    """

    least_base: int = 10
    least_count: int = 3


LEAST_UNITS_BY_LAW = 3
"""Fewest units that an area's figure may rest on, or count."""


def check_rule(rule: PrivacyRule) -> None:
    """Raise ObservatoryError if `rule` would publish what the law withholds."""
    if rule.least_count < LEAST_UNITS_BY_LAW or rule.least_base < rule.least_count:
        raise ObservatoryError(
            mark("The law asks for at least {least} households: a base of {base} and a count of {count} are too few."),
            least=LEAST_UNITS_BY_LAW,
            base=rule.least_base,
            count=rule.least_count,
        )


def withhold(exact: pd.DataFrame, rule: PrivacyRule) -> pd.DataFrame:
    """Return the publishable cells of `exact`, each beside its state.

    `exact` has the columns of `tables.CELLS` (households, EUR/year), NA where the source has no value. In the result,
    same index, every cell has a `<cell>_state`; a cell whose state is not `shown` is NA: the value is gone.
    """
    states = {name: _cell_state(exact, HOUSEHOLDS[name], rule) for name in CELLS}
    columns: dict[str, pd.Series] = {}
    for name in CELLS:
        dtype = "Int64" if HOUSEHOLDS[name].kind is Kind.COUNT else "Float64"
        columns[name] = exact[name].astype(dtype).where(states[name] == State.SHOWN)
        columns[state_column(name)] = states[name]
    return pd.DataFrame(columns, index=exact.index)


def withheld_share(published: pd.DataFrame, cell: str) -> float:
    """Share of the rows with households whose `cell` is withheld; NaN where no row has households."""
    inhabited = published["households_state"].isin(WITHHELD) | (published["households"].fillna(0) > 0)
    return float(published.loc[inhabited, state_column(cell)].isin(WITHHELD).mean())


def _cell_state(exact: pd.DataFrame, column: Column, rule: PrivacyRule) -> pd.Series:
    value = _floats(exact[column.name])
    households = _floats(exact["households"])
    if column.part_of is None:
        base = np.zeros(len(exact), dtype=bool)
        count, rest = _is_small(value, rule.least_count), np.zeros(len(exact), dtype=bool)
    else:
        whole = _floats(exact[column.part_of])
        base = _is_small(households, rule.least_base) | _is_small(_base(exact, column), rule.least_base)
        count, rest = _small_tails(exact, column, value, whole, rule)
    states = [State.MISSING, State.BASE, State.COUNT, State.REST]
    choice = np.select([np.isnan(value), base, count, rest], states, State.SHOWN)
    return pd.Series(choice, index=exact.index, dtype="str")


def _base(exact: pd.DataFrame, column: Column) -> np.ndarray:
    """Count of the nearest whole that is no condition of people: the denominator the cell is read against."""
    whole = HOUSEHOLDS[column.part_of or "households"]
    while whole.is_personal and whole.part_of is not None:
        whole = HOUSEHOLDS[whole.part_of]
    return _floats(exact[whole.name])


def _small_tails(
    exact: pd.DataFrame, column: Column, value: np.ndarray, whole: np.ndarray, rule: PrivacyRule
) -> tuple[np.ndarray, np.ndarray]:
    """Whether too few are counted, and whether all but too few are."""
    nothing = np.zeros(len(exact), dtype=bool)
    if column.kind is Kind.MONEY:
        contributors = HOUSEHOLDS[column.part_of or "households"]
        if not contributors.is_personal:
            return _is_small(whole, rule.least_count), nothing
        return _small_tails(exact, contributors, whole, _floats(exact[contributors.part_of or "households"]), rule)
    if not column.is_personal:
        return nothing, nothing
    return _is_small(value, rule.least_count), _is_small(whole - value, rule.least_count)


def _is_small(count: np.ndarray, least: int) -> np.ndarray:
    return (count > 0) & (count < least)


def _floats(column: pd.Series) -> np.ndarray:
    return column.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
