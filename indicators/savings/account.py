"""What one renovation brought, all carriers together: energy, money, warmth, carbon dioxide."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.savings.comparison import Key
from indicators.savings.degree_days import DAYS_OF_YEAR, Array
from indicators.savings.emission_factors import avoided_co2
from indicators.savings.portfolio_checks import building_of, is_of_building
from indicators.savings.saving import UNKNOWN, Range, Saving
from indicators.savings.uncertainty import interval
from indicators.savings.worth import Bill, Warmth, bill, warmth

_NAN = float("nan")


@dataclass(frozen=True)
class Account:
    """Of the series with a verdict, per year of 365 days. `bill`: EUR, all series. `saved_eur`: energy avoided at the
    prices paid since the works. `co2_t`: tonnes avoided. `warmth`: beside the certificates, in a usual year.
    `carriers`: those counted. NaN where a price or a factor lacks; ranges are those of the energy alone."""

    bill: Bill
    saved_eur: Range
    co2_t: Range
    warmth: Warmth
    carriers: tuple[str, ...]


def account_of(savings: dict[Key, Saving], prices: pd.DataFrame, retrofit: pd.Series) -> Account | None:
    """Add up the series of one renovation; None where none has a verdict.

    `prices`: `energy_prices.COLUMNS`; `retrofit`: a row of the contract, for area and certificates.
    """
    used = {key: saving for key, saving in savings.items() if saving.is_sufficient}
    if not used:
        return None
    bills = {key: bill(saving, prices, str(key[2])) for key, saving in used.items()}
    paid = {key: _paid(saving, bills[key]) for key, saving in used.items()}
    carriers = tuple(dict.fromkeys(str(key[2]) for key in used))
    tonnes = avoided_co2(pd.Series(1.0, index=list(carriers)))
    return Account(
        _added(list(bills.values())),
        _valued(used, paid),
        _valued(used, {key: float(tonnes[str(key[2])]) for key in used}),
        warmth(*_usual(savings, retrofit), retrofit),
        carriers,
    )


def _usual(savings: dict[Key, Saving], retrofit: pd.Series) -> tuple[float, float]:
    """kWh used before and spared, of a usual year and of the area that was renovated; NaN where meters are not in the
    verdict, and use before where they tell more than the renovated building."""
    if not all(saving.is_sufficient for saving in savings.values()):
        return _NAN, _NAN
    is_of_more = building_of(retrofit) and not is_of_building(retrofit, savings)
    before = _NAN if is_of_more else sum(saving.usual_before_kwh for saving in savings.values())
    return before, sum(saving.usual_year_kwh.estimate for saving in savings.values())


def _paid(saving: Saving, costs: Bill) -> float:
    """EUR per kWh paid since the works."""
    used = float(saving.after.kwh.sum()) * DAYS_OF_YEAR / saving.after.days.sum()
    return costs.after / used if used > 0 else _NAN


def _added(bills: list[Bill]) -> Bill:
    names = ("before", "after", "after_constant", "without_works")
    return Bill(*(sum(getattr(each, name) for each in bills) for name in names))


def _valued(used: dict[Key, Saving], worth: dict[Key, float]) -> Range:
    """Yearly energy avoided times the worth of a kWh of each series."""
    factors = {key: worth[key] * DAYS_OF_YEAR / saving.after.days.sum() for key, saving in used.items()}
    estimate = sum(factors[key] * saving.avoided_kwh.estimate for key, saving in used.items())
    if np.isnan(estimate):
        return UNKNOWN
    drawn: Array = np.sum([factors[key] * saving.draws_kwh for key, saving in used.items()], axis=0)
    return Range(float(estimate), *interval(drawn))
