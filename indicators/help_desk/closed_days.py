"""Days on which no session is held: public holidays, that of the city's patron, and August."""

from datetime import date
from functools import lru_cache

import holidays

from indicators.basis.desk_parameters import CLOSED_MONTH

PROVINCE = "MI"
"""Province whose patron is kept as a holiday: Sant'Ambrogio, 7 December."""


def is_closed(day: date) -> bool:
    """Whether the service is closed on `day`, whatever its weekday.

    >>> [is_closed(date(2026, 12, number)) for number in (4, 7, 8, 9)]
    [False, True, True, False]
    """
    return day.month == CLOSED_MONTH.value or day in _holidays(day.year)


@lru_cache(maxsize=50)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("IT", subdiv=PROVINCE, years=year))
