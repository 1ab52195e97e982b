"""Works that one meter tells together, brought together as one renovation: what each of them did cannot be known."""

from collections.abc import Hashable

import numpy as np
import pandas as pd

from indicators.savings.parameters import WINDOW_YEARS

AND = " + "
"""Between the codes, and the names, of works judged together."""
_LISTED = ("retrofit_id", "measure", "funding")
_FIRST = ["epc_before", "theoretical_before_kwh_m2"]
_LAST = ["epc_after", "theoretical_after_kwh_m2"]


def together(retrofits: pd.DataFrame, readings: pd.DataFrame) -> pd.DataFrame:
    """`retrofits` (columns of the contract) with one row for works of one estate that the same meters tell and of which
    some fall within a year of others: codes, buildings, measures and funding of all, from the first day to the last,
    costs added up (unknown where one is), and areas of different buildings; certificates of the first before and of
    the last after, those of different buildings where all have the same. Works without both dates in order stay as
    they are.

    The meters: of the building where `readings` has any, of the whole estate otherwise.
    """
    if retrofits.empty:
        return retrofits
    frame = retrofits.reset_index(drop=True)
    is_dated = (frame["end_date"] >= frame["start_date"]).fillna(False).astype(bool)
    groups = np.arange(len(frame))
    dated = frame[is_dated]
    dated = dated[dated["complex_id"].duplicated(keep=False)]
    if dated.empty:
        return retrofits
    for _, rows in dated.groupby([dated["complex_id"], _boundary(dated, readings)]):
        ordered = rows.sort_values(["start_date", "end_date"])
        ends = ordered["end_date"].cummax().shift(1) + pd.DateOffset(years=int(WINDOW_YEARS.value))
        runs = (ordered["start_date"] >= ends).cumsum()
        groups[ordered.index] = ordered.index.to_series().groupby(runs).transform("min").to_numpy()
    is_joint = pd.Series(groups).duplicated(keep=False).to_numpy()
    if not is_joint.any():
        return retrofits
    joint = [_joined(rows) for _, rows in frame[is_joint].groupby(groups[is_joint])]
    made = pd.DataFrame(joint, columns=frame.columns).astype(frame.dtypes.to_dict())
    return pd.concat([frame[~is_joint], made], ignore_index=True)


def codes_of(retrofit_id: str) -> list[str]:
    """The codes of the works in a row of `together`."""
    return retrofit_id.split(AND)


def _boundary(frame: pd.DataFrame, readings: pd.DataFrame) -> pd.Series:
    """The building of each row that has meters of its own, "" for those that the whole estate's tell."""
    building = frame.get("building_id", pd.Series(pd.NA, index=frame.index)).fillna("").astype(str)
    metered = readings.reindex(columns=["complex_id", "building_id"])
    metered = metered[metered["complex_id"].isin(frame["complex_id"])].dropna().drop_duplicates()
    known = set(metered.astype(str).itertuples(index=False, name=None))
    pairs = zip(frame["complex_id"].astype(str), building, strict=True)
    return pd.Series([pair[1] if pair in known else "" for pair in pairs], index=frame.index)


def _joined(rows: pd.DataFrame) -> dict[Hashable, object]:
    ordered = rows.sort_values(["start_date", "end_date"])
    buildings = ordered.get("building_id", pd.Series(pd.NA, index=ordered.index))
    are_apart = buildings.nunique(dropna=False) > 1
    added = ("cost_eur", "floor_area_m2") if buildings.notna().all() and buildings.is_unique else ("cost_eur",)
    row: dict[Hashable, object] = {}
    for name in ordered.columns:
        values = ordered[name]
        row[name] = values.iloc[0] if values.notna().all() and values.nunique() == 1 else None
        if name in _LISTED or (name == "building_id" and values.notna().all()):
            row[name] = AND.join(dict.fromkeys(values.dropna().astype(str))) or None
        elif name in (*_FIRST, *_LAST) and not are_apart:
            row[name] = values.iloc[0 if name in _FIRST else -1]
        elif name in added and values.notna().all():
            row[name] = values.sum()
    return row | {"start_date": ordered["start_date"].min(), "end_date": ordered["end_date"].max()}
