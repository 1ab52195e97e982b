"""Estates whose bills cannot tell what works did, or only with a caution: each case once, in buildings of its own."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sample_data.ledger_cases import LEDGER_CASES
from sample_data.meter_assumptions import (
    CASE_BALANCE_C,
    CASE_BASE_SHARE,
    CASE_COOLING_C,
    CASE_COOLING_SHARE,
    CASE_COST_EUR,
    CASE_GOING_ON,
    CASE_NOISE,
    CASE_PANELS_KWH,
    CASE_SAVED,
    CASE_WORKS,
    CASE_YEARLY_KWH,
    FIRST_DAY,
    METER_YEARS,
)

Change = Callable[[pd.DataFrame], pd.DataFrame]


@dataclass(frozen=True)
class Case:
    """One renovation: `finds`, the code that it draws (a verdict, a lack or a caution); `place`, the estate (number
    among the cases' own) and the building, "" for the whole estate; what is done to its bills; the days of its
    works, the last "" where they go on."""

    finds: str
    place: tuple[int, str]
    change: Change
    works: tuple[str, str] = CASE_WORKS
    saved: float = CASE_SAVED
    carrier: str = "gas"
    is_cooled: bool = False


def scaled(factor: float, first: str, until: str = "2030-01-01") -> Change:
    """Energy of the bills from `first` on multiplied, those that begin before `until`."""

    def change(bills: pd.DataFrame) -> pd.DataFrame:
        """The bills, those of the stretch multiplied."""
        chosen = (bills["start_date"] >= first) & (bills["start_date"] < until)
        return bills.assign(energy_kwh=bills["energy_kwh"].where(~chosen, bills["energy_kwh"] * factor))

    return change


def levelled(first: str, until: str = "2030-01-01") -> Change:
    """Bills from `first` on in equal amounts a day, those that end before `until`: paid by instalments."""

    def change(bills: pd.DataFrame) -> pd.DataFrame:
        """The bills, those of the stretch by their days alone."""
        chosen = (bills["start_date"] >= first) & (bills["end_date"] <= until)
        days = (bills["end_date"] - bills["start_date"]).dt.days
        a_day = bills.loc[chosen, "energy_kwh"].sum() / days[chosen].sum()
        return bills.assign(energy_kwh=bills["energy_kwh"].where(~chosen, (days * a_day).round(1)))

    return change


def kept(first: str = "2000-01-01", until: str = "2030-01-01") -> Change:
    """The bills from `first` on, those that end before `until`."""
    return lambda bills: bills[(bills["start_date"] >= first) & (bills["end_date"] <= until)]


def without(first: str, until: str) -> Change:
    """The bills but for those between two days."""
    return lambda bills: bills[(bills["end_date"] <= first) | (bills["start_date"] >= until)]


def as_index(bills: pd.DataFrame) -> pd.DataFrame:
    """The index of the meter in place of what was used."""
    return bills.assign(energy_kwh=bills["energy_kwh"].cumsum())


def of_two_months(bills: pd.DataFrame) -> pd.DataFrame:
    """One bill of every two."""
    firsts, seconds = bills.iloc[::2].reset_index(drop=True), bills.iloc[1::2].reset_index(drop=True)
    return firsts.assign(end_date=seconds["end_date"], energy_kwh=firsts["energy_kwh"] + seconds["energy_kwh"])


def switched(bills: pd.DataFrame) -> pd.DataFrame:
    """A heat pump in the place of the boiler."""
    after = bills["start_date"] >= CASE_WORKS[1]
    pump = bills[after].assign(carrier="electricity", energy_kwh=bills.loc[after, "energy_kwh"] / 3, meter_id="pump")
    return pd.concat([bills[bills["end_date"] <= CASE_WORKS[0]], pump])


def lived_in(after: float, saves: float) -> Change:
    """Bills that tell the homes lived in: all before the works, this share since, which uses so much less."""

    def change(bills: pd.DataFrame) -> pd.DataFrame:
        """The bills with the homes lived in."""
        is_after = bills["start_date"] >= CASE_WORKS[1]
        told = scaled(1 - saves, CASE_WORKS[1])(bills)
        return told.assign(occupied_share=np.where(is_after, after, 1.0))

    return change


def behind_panels(bills: pd.DataFrame) -> pd.DataFrame:
    """The same bills, those since the works less what panels on the roof gave."""
    gave = np.take(CASE_PANELS_KWH, bills["start_date"].dt.month - 1)
    is_after = bills["start_date"] >= CASE_WORKS[1]
    return bills.assign(energy_kwh=(bills["energy_kwh"] - gave * is_after).round(1))


def of_another_meter(bills: pd.DataFrame) -> pd.DataFrame:
    """The same bills, those since the works of another meter."""
    return bills.assign(meter_id=np.where(bills["start_date"] >= CASE_WORKS[1], "new", "old"))


_AS_BILLED = scaled(1.0, FIRST_DAY)

CASES = (
    Case("rise", (0, "A"), _AS_BILLED, saved=-0.25),
    Case("unclear", (0, "B"), scaled(1.12, "2020-08-01", "2020-12-01"), saved=0.0),
    Case("growing_use", (0, "C"), as_index),
    Case("level_shift", (0, "D"), scaled(1 / 10.69, CASE_WORKS[1])),
    Case("baseline_few", (0, "E"), of_two_months),
    Case("baseline_uncovered", (1, "A"), kept("2020-09-01")),
    Case("baseline_empty", (1, "B"), kept(CASE_WORKS[1])),
    Case("reporting_empty", (1, "C"), kept(until=CASE_WORKS[0])),
    Case("baseline_far", (1, "D"), without("2020-10-01", CASE_WORKS[0])),
    Case("reporting_far", (1, "E"), without(CASE_WORKS[1], "2022-04-01")),
    Case("no_readings", (1, "F"), lambda bills: bills[:0]),
    Case("unlikely_use", (2, "A"), scaled(1000, FIRST_DAY)),
    Case("carrier_changed", (2, "B"), switched),
    Case("step_before", (2, "C"), scaled(0.6, "2020-11-01", CASE_WORKS[0])),
    Case("step_after", (2, "D"), scaled(0.6, "2022-01-01")),
    Case("moved_before", (2, "E"), scaled(1.3, "2019-04-01", "2020-05-01")),
    Case("moved_after", (3, "A"), scaled(0.7, "2022-09-01")),
    Case("stretch_after", (3, "B"), scaled(0.3, "2021-12-01", "2022-03-01")),
    Case("cooling", (3, "D"), _AS_BILLED, is_cooled=True),
    Case("saving", (3, "C"), _AS_BILLED, carrier="electricity", is_cooled=True),
    Case("joint_works", (4, ""), _AS_BILLED),
    Case("joint_works", (4, ""), lambda bills: bills[:0], ("2021-07-01", "2021-10-01")),
    Case("mixed_meters", (5, ""), _AS_BILLED),
    Case("other_works", (5, "A"), _AS_BILLED),
    Case("occupancy", (3, "E"), lived_in(0.7, 0.2)),
    Case("emptied", (3, "F"), lived_in(0.2, 0.6)),
    Case("deep_fall", (0, "F"), _AS_BILLED, saved=0.75),
    Case("flat_before", (0, "G"), levelled(FIRST_DAY, CASE_WORKS[0])),
    Case("flat_after", (1, "G"), levelled(CASE_WORKS[1])),
    Case("meter_changed", (2, "F"), of_another_meter),
    Case("even_change", (2, "G"), scaled(1 / 1.5, CASE_WORKS[1])),
    Case("sunlit", (3, "G"), behind_panels, carrier="electricity"),
    Case("works_going_on", (2, "H"), _AS_BILLED, CASE_GOING_ON),
)
"""Every case, told by the code that it draws."""

CASE_ESTATES = 7
"""Estates that they take: those of CASES, and one for LEDGER_CASES."""

_PLAIN = Case("", (CASE_ESTATES - 1, ""), _AS_BILLED, saved=0.0)


def put_cases(
    readings: pd.DataFrame, works: pd.DataFrame, weather: pd.DataFrame, estates: list[str], rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`readings` and `works`, the cases of both lists in the place of what CASE_ESTATES of `estates` were billed."""
    bills, rows = [readings[~readings["complex_id"].isin(estates[:CASE_ESTATES])]], [works]
    for number, case in enumerate(CASES):
        code = estates[case.place[0]]
        bills.append(_named(case.change(_billed(case, weather, rng)), code, case.place[1]))
        rows.append(pd.DataFrame([_renovation(case, code, len(works) + number + 1)]))
    for building, (_codes, change) in LEDGER_CASES.items():
        bills.append(_named(change(_billed(_PLAIN, weather, rng)), estates[CASE_ESTATES - 1], building))
    return pd.concat(bills, ignore_index=True), pd.concat(rows, ignore_index=True)


def _named(bills: pd.DataFrame, estate: str, building: str) -> pd.DataFrame:
    place = f"{estate}-{building or 'X'}"
    return bills.assign(
        reading_id=[f"{place}-{number:03d}" for number in range(len(bills))],
        complex_id=estate,
        meter_id=place + "-" + bills["meter_id"],
        building_id=building or None,
    )


def _renovation(case: Case, code: str, number: int) -> dict[str, object]:
    start, end = (pd.Timestamp(day) for day in case.works)
    return {
        "retrofit_id": f"R{number:02d}",
        "complex_id": code,
        "building_id": case.place[1] or None,
        "measure": "nuova centrale termica",
        "start_date": start,
        "end_date": end,
        "cost_eur": CASE_COST_EUR,
    }


def _billed(case: Case, weather: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Monthly bills of an invented building, works' effect in them, before anything is done to them."""
    warmth, dates = weather["temperature_c"].to_numpy(), pd.DatetimeIndex(weather["date"])
    cold, heat = np.clip(CASE_BALANCE_C - warmth, 0, None), np.clip(warmth - CASE_COOLING_C, 0, None)
    moved = cold / cold.mean() + (CASE_COOLING_SHARE * heat / heat.mean() if case.is_cooled else 0.0)
    use = CASE_BASE_SHARE + (1 - CASE_BASE_SHARE) * moved
    left = np.where(dates >= pd.Timestamp(case.works[1]), 1 - case.saved, 1.0)
    use = use * left * rng.normal(1, CASE_NOISE, len(use))
    months = pd.date_range(FIRST_DAY, periods=12 * METER_YEARS + 1, freq="MS")
    total = np.concatenate([[0.0], np.cumsum(use * CASE_YEARLY_KWH / 365)])
    energy = np.diff(total[(months - pd.Timestamp(FIRST_DAY)).days]).round(1)
    frame = pd.DataFrame({"start_date": months[:-1], "end_date": months[1:], "energy_kwh": energy})
    return frame.assign(carrier=case.carrier, meter_id="M1", is_estimated=False)
