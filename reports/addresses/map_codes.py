"""What the codes of a map's address ask for."""

from collections.abc import Callable

from indicators.basis.assumptions import ENDS, Box
from indicators.catalogue.registry import Choices, Indicator
from reports.addresses.indicator_fields import COUNTED, READINGS, ends_at

Codes = Callable[[str], str]
"""Gives the code of a field of the address."""


def choices_at(get: Codes) -> Choices:
    """The choices that an address holds."""
    return Choices(
        cutoff=int(get("cutoff")),
        price_rise=int(get("prices")) / 100,
        income_fall=int(get("incomes")) / 100,
        box=Box(**{name: ends_at(get(name)) for name in ENDS}),
    )


def measure_at(indicator: Indicator, get: Codes) -> str:
    """The figure shown: "estimate", "minimum" or "maximum"; only shares with certain bounds have the others."""
    return get("measure") if indicator.bounds == "interval" else "estimate"


def readings_of(indicator: Indicator, get: Codes) -> tuple[str, ...]:
    """The `READINGS` that small areas can have: an estimate that chance plays a part in can be smoothed, and one with
    certain bounds has a range beside the city's figure."""
    if measure_at(indicator, get) != "estimate" or indicator.tally(choices_at(get)) is None:
        return READINGS[:1]
    return tuple(code for code in READINGS if code != "range" or indicator.bounds == "interval")


def reading_at(indicator: Indicator, get: Codes) -> str:
    """How small areas are read, one of `READINGS`: as counted where the address asks for another that cannot be."""
    return get("reading") if get("reading") in readings_of(indicator, get) else READINGS[0]


def imputes_heat(indicator: Indicator, get: Codes, code: str) -> bool:
    """Whether heating bills are imputed if the switch stands at `code`: in the estimate of energy poverty alone."""
    is_plain = get("measure") == "estimate" and get("reading") in COUNTED
    return code == "1" and "is_heat_imputed" in indicator.choices and is_plain
