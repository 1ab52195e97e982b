"""Faults of real bills, put into good ones: where and of which kind is told beside them."""

import numpy as np
import pandas as pd

from sample_data.meter_assumptions import FAULTS

REASONS_OF = {
    "stopped": {"stopped"},
    "spike": {"spike"},
    "correction": {"merged"},
    "estimated": {"merged"},
    "gap": set(),
    "overlap": {"overlap"},
    "meter": set(),
    "double": {"duplicate"},
}
"""Codes with which cleaning must set aside the readings of each kind; missing bills and new meters are no reading."""


def put_faults(
    readings: pd.DataFrame, works: pd.DataFrame, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return `readings` with faults and the list of them: reading_id, kind. Every fault gets an estate of its own.

    Estates with works get none, so that their known effect is what their bills show: what a fault does to a verdict is
    tested by itself.
    """
    frame = readings.copy()
    faults: list[dict[str, str]] = []
    is_untouched = ~frame["complex_id"].isin(works["complex_id"])
    estates = rng.permutation(frame.loc[is_untouched, "complex_id"].unique())
    kinds = [kind for kind, count in FAULTS.items() for _ in range(count)]
    for estate, kind in zip(estates, kinds, strict=False):
        rows = frame.index[frame["complex_id"] == estate]
        frame, touched = _put(frame, kind, rows, int(rng.integers(0, 3)))
        faults += [{"reading_id": reading, "kind": kind} for reading in touched]
    return frame.reset_index(drop=True), pd.DataFrame(faults)


def _put(frame: pd.DataFrame, kind: str, rows: pd.Index, year: int) -> tuple[pd.DataFrame, list[str]]:
    """Put one fault into the January to March of a year of the estate whose readings are `rows`."""
    january = rows[frame.loc[rows, "start_date"].dt.month == 1][year + 1]
    first = frame.loc[january]
    code = str(first["reading_id"])
    if kind == "stopped":
        frame.loc[january, "energy_kwh"] = 0.0
    elif kind == "spike":
        frame.loc[january, "energy_kwh"] *= 10
    elif kind == "estimated":
        return _estimated(frame, january), [code, str(frame.loc[january + 1, "reading_id"])]
    elif kind == "gap":
        return frame.drop(index=[january]), [code]
    elif kind == "meter":
        frame.loc[rows[rows >= january], "meter_id"] = f"{first['complex_id']}-M2"
    else:
        return _added(frame, kind, first)
    return frame, [code]


def _estimated(frame: pd.DataFrame, row: int) -> pd.DataFrame:
    """An estimate that is a fifth too high, put right by the bill of the next month."""
    wrong = round(0.2 * float(frame.loc[row, "energy_kwh"]), 1)
    frame.loc[row, "energy_kwh"] += wrong
    frame.loc[row + 1, "energy_kwh"] -= wrong
    frame.loc[row, "is_estimated"] = True
    return frame


def _added(frame: pd.DataFrame, kind: str, first: pd.Series) -> tuple[pd.DataFrame, list[str]]:
    code = f"{first['reading_id']}-{kind}"
    more = {
        "double": {},
        "overlap": {"start_date": first["start_date"] + pd.Timedelta(days=10)},
        "correction": {"energy_kwh": -round(0.1 * float(first["energy_kwh"]), 1)},
    }[kind]
    if kind == "overlap":
        more["end_date"] = first["end_date"] + pd.Timedelta(days=10)
    added = pd.DataFrame([first.to_dict() | more | {"reading_id": code}]).astype(frame.dtypes.to_dict())
    # kept right after the bill it belongs to
    before, after = frame.loc[: first.name], frame.loc[first.name + 1 :]
    return pd.concat([before, added.set_axis([first.name]), after], ignore_index=True), [code]
