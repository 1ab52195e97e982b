"""How the pages write numbers, many at once too, and names of places."""

from reports.numbers import (
    ABSENT,
    LOCALES,
    count,
    day,
    decimals,
    euro,
    interval,
    percent,
    points,
    quantities,
    quantity,
    ratio,
    rounded_count,
    share,
    window,
    with_article,
)
from reports.place_names import place_name

__all__ = [
    "ABSENT",
    "LOCALES",
    "count",
    "day",
    "decimals",
    "euro",
    "interval",
    "percent",
    "place_name",
    "points",
    "quantities",
    "quantity",
    "ratio",
    "rounded_count",
    "share",
    "window",
    "with_article",
]
