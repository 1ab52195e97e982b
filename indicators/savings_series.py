"""What is drawn of a saving: each reading beside its model, and beside what would have been used without works."""

import numpy as np
import pandas as pd

from indicators.degree_days import Array, DegreeDays
from indicators.periods import Use
from indicators.savings import Saving
from indicators.signature import search


def at_equal_weather(saving: Saving, degrees: DegreeDays) -> pd.DataFrame:
    """Readings after the works beside what the baseline foresees for their weather.

    Columns start_date, end_date (not covered), used_kwh, expected_kwh (NaN without verdict).
    """
    after = saving.after
    expected = np.full(len(after), np.nan)
    if saving.is_sufficient:
        expected = _modelled(saving.before, after, degrees)[1] * after.days
    return _dated(after).assign(used_kwh=after.kwh, expected_kwh=expected)


def signature_points(saving: Saving, degrees: DegreeDays) -> pd.DataFrame:
    """Readings of both periods against degree days, each with the model of its own period.

    Columns role ("baseline", "reporting"), start_date, end_date, degree_days_per_day (below the balance point of its
    model), use_kwh_per_day, modelled_kwh_per_day; the model's are NaN without verdict, degree days too.
    """
    parts = []
    for role, use in (("baseline", saving.before), ("reporting", saving.after)):
        drivers = modelled = np.full(len(use), np.nan)
        if saving.is_sufficient:
            drivers, modelled = _modelled(use, use, degrees)
        parts.append(
            _dated(use).assign(
                role=role, degree_days_per_day=drivers, use_kwh_per_day=use.per_day, modelled_kwh_per_day=modelled
            )
        )
    return pd.concat(parts, ignore_index=True)


def _modelled(fitted: Use, use: Use, degrees: DegreeDays) -> tuple[Array, Array]:
    """Degree days and modelled kWh, both per day, of the readings of `use`, by the model of `fitted`."""
    fits = search(fitted.per_day[None, :], fitted.days, degrees.per_day(fitted.start, fitted.end))
    drivers = degrees.per_day(use.start, use.end)[:, fits.place[0]]
    return drivers, fits.base[0] + fits.slope[0] * drivers


def _dated(use: Use) -> pd.DataFrame:
    return pd.DataFrame({"start_date": use.start.astype("datetime64[s]"), "end_date": use.end.astype("datetime64[s]")})
