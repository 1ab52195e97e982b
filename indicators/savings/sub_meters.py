"""Meters that tell once more what others of the same carrier tell together: they would be added up twice."""

import pandas as pd

from indicators.savings.parameters import LEAST_PERIODS

_PLACES = ["complex_id", "carrier"]
_SMALLEST, _LARGEST = 0.98, 1.1
"""Use of a main meter ÷ that of its sub-meters: rounding below one, what pipes lose above it; chosen, 2026-11."""
_MISFIT = 0.01
"""Share of its use by which a main meter parts from its sub-meters, that ratio aside; meters of different buildings
part by a few hundredths a month; chosen, 2026-11."""
_OF_SPREAD = 0.1
"""The same ÷ how far its readings lie from their mean: bills of equal amounts are alike by chance; chosen, 2026-11."""


def sums_of_others(usable: pd.DataFrame) -> pd.Index:
    """Rows of main meters for days that all their sub-meters, two or more, tell too.

    `usable`: complex_id, building_id, carrier, line, start_date, end_date, energy_kwh. A meter of the whole
    estate may have any others of the estate as its parts, one of a building those of the building.
    """
    meters = usable[[*_PLACES, "building_id", "line"]].drop_duplicates()
    many = meters.loc[meters.groupby(_PLACES)["line"].transform("size") > 2, _PLACES].drop_duplicates()
    if many.empty:
        return usable.index[:0]
    own = usable.reset_index(names="place").merge(many, on=_PLACES)
    return pd.Index([place for _, rows in own.groupby(_PLACES) for place in _sums(rows)], dtype=usable.index.dtype)


def _sums(own: pd.DataFrame) -> list[object]:
    """The rows of the first meter of one estate and carrier that is the sum of others."""
    kwh = own.pivot_table("energy_kwh", ["start_date", "end_date"], ["building_id", "line"])
    for meter in kwh.columns:
        parts = [each for each in kwh.columns if each != meter and meter[0] in ("", each[0])]
        told = kwh[[meter, *parts]].dropna()
        if len(parts) > 1 and len(told) >= LEAST_PERIODS.value and _is_sum(told[meter], told[parts].sum(axis=1)):
            main = own[(own["building_id"] == meter[0]) & (own["line"] == meter[1])]
            is_told = pd.MultiIndex.from_frame(main[["start_date", "end_date"]]).isin(told.index)
            return main.loc[is_told, "place"].tolist()
    return []


def _is_sum(main: pd.Series, parts: pd.Series) -> bool:
    ratio = float(main.sum() / parts.sum()) if parts.sum() > 0 else 0.0
    misfit, spread = (main - ratio * parts).abs().sum(), (main - main.mean()).abs().sum()
    is_near = misfit <= _MISFIT * main.sum() and misfit < _OF_SPREAD * spread
    return bool(_SMALLEST <= ratio <= _LARGEST and is_near)
