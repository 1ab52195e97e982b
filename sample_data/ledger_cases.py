"""Bills as suppliers correct them: what settles readings, each rule once, in buildings of their own without works."""

from collections.abc import Callable

import pandas as pd


def _beside(bills: pd.DataFrame, *more: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([bills, *more]).sort_values(["start_date", "end_date"], kind="stable", ignore_index=True)


def _estimate_beside(bills: pd.DataFrame) -> pd.DataFrame:
    one = bills.iloc[[12]]
    return _beside(one.assign(energy_kwh=0.8 * one["energy_kwh"], is_estimated=True), bills)


def _reversed(bills: pd.DataFrame) -> pd.DataFrame:
    estimate = bills.iloc[[24]].assign(energy_kwh=1_000.0, is_estimated=True)
    return _beside(bills, estimate, estimate.assign(energy_kwh=-1_000.0, is_estimated=False))


def _bands(bills: pd.DataFrame) -> pd.DataFrame:
    """Three bands a bill; one bill has lost one."""
    bands = [bills.assign(energy_kwh=(share * bills["energy_kwh"]).round(1)) for share in (0.4, 0.25, 0.35)]
    return _beside(bands[0], bands[1], bands[2].drop(index=bands[2].index[30]))


def _total_beside(bills: pd.DataFrame) -> pd.DataFrame:
    both = bills.iloc[[6]].assign(end_date=bills["end_date"].iloc[7], energy_kwh=bills["energy_kwh"].iloc[6:8].sum())
    return _beside(bills, both)


def _day_shared(bills: pd.DataFrame) -> pd.DataFrame:
    """A new meter whose first bill begins on the last day of the old one's."""
    is_new = bills["start_date"] >= "2021-01-01"
    starts = bills["start_date"].mask(bills["start_date"] == "2021-01-01", pd.Timestamp("2020-12-31"))
    return bills.assign(meter_id=bills["meter_id"].mask(is_new, "M2"), start_date=starts)


def _unclear_correction(bills: pd.DataFrame) -> pd.DataFrame:
    ten = pd.Timedelta(days=10)
    one = bills.iloc[[18]]
    return _beside(
        bills, one.assign(start_date=one["start_date"] + ten, end_date=one["end_date"] - ten, energy_kwh=-500.0)
    )


def _short(bills: pd.DataFrame) -> pd.DataFrame:
    ends = bills["end_date"].mask(bills.index == 20, bills["start_date"] + pd.Timedelta(days=10))
    return bills.assign(end_date=ends)


def _long(bills: pd.DataFrame) -> pd.DataFrame:
    four = bills.iloc[[40]].assign(
        end_date=bills["end_date"].iloc[43], energy_kwh=bills["energy_kwh"].iloc[40:44].sum()
    )
    return _beside(bills.drop(index=bills.index[40:44]), four)


def _without_energy(bills: pd.DataFrame) -> pd.DataFrame:
    return bills.assign(energy_kwh=bills["energy_kwh"].mask(bills.index == 22))


def _estimate_alone(bills: pd.DataFrame) -> pd.DataFrame:
    return bills.assign(is_estimated=bills.index == 10).drop(index=bills.index[11])


def _unclear_difference(bills: pd.DataFrame) -> pd.DataFrame:
    """Of an estimate of a tenth and the row that follows, whether the second is all that was used."""
    one = bills.iloc[[24]]
    return _beside(one.assign(energy_kwh=0.1 * one["energy_kwh"], is_estimated=True), bills)


LEDGER_CASES: dict[str, tuple[frozenset[str], Callable[[pd.DataFrame], pd.DataFrame]]] = {
    "L1": (frozenset({"superseded"}), _estimate_beside),
    "L2": (frozenset({"cancelled", "reversal"}), _reversed),
    "L3": (frozenset({"merged", "band"}), _bands),
    "L4": (frozenset({"total"}), _total_beside),
    "L5": (frozenset({"shared_day"}), _day_shared),
    "L6": (frozenset({"negative", "corrected"}), _unclear_correction),
    "L7": (frozenset({"too_short"}), _short),
    "L8": (frozenset({"too_long"}), _long),
    "L9": (frozenset({"incomplete"}), _without_energy),
    "L10": (frozenset({"estimated"}), _estimate_alone),
    "L11": (frozenset({"difference"}), _unclear_difference),
}
"""By building: codes of `reasons.REASONS` that its bills draw (the weather's apart); what is done to them."""
