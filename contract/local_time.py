"""The city's clock: moments are stored in UTC and told at the city's hours, summer and winter."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LOCAL_TIME = ZoneInfo("Europe/Rome")


def told_moment(moment: datetime) -> str:
    """A moment with its zone as sentences and tables tell it, at the city's hour.

    >>> from datetime import UTC
    >>> told_moment(datetime(2026, 7, 1, 8, 30, tzinfo=UTC))
    '01/07/2026 10:30'
    """
    return f"{moment.astimezone(LOCAL_TIME):%d/%m/%Y %H:%M}"


def today() -> date:
    """The day it is in the city."""
    return datetime.now(LOCAL_TIME).date()


def told_day(day: date) -> dict[str, str]:
    """A day as sentences tell it, by language.

    >>> told_day(date(2027, 5, 1))
    {'it': '1° maggio 2027', 'en': '1 May 2027'}
    """
    from babel.dates import format_date

    told = {"it": format_date(day, "d MMMM y", locale="it"), "en": format_date(day, "d MMMM y", locale="en")}
    return told | ({"it": f"1°{told['it'][1:]}"} if day.day == 1 else {})
