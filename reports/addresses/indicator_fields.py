"""What the pages that show an indicator keep in the address."""

import re
from collections.abc import Callable

from contract.schema import ID
from contract.tables import CUTOFFS, LEVELS
from geo.breaks import METHODS
from indicators.basis.assumptions import ENDS, Box, Ends
from indicators.catalogue.registry import INDICATORS, Choices
from reports.addresses.field import Field, one_of

MEASURES = ("estimate", "minimum", "maximum")
READINGS = ("raw", "smoothed", "sure", "range")
COUNTED = ("raw", "range")
"""Readings that leave the estimate as it is counted."""

CLASS_COUNTS = ("3", "4", "5", "6")
HIGHEST_PRICE_RISE = 95
HIGHEST_INCOME_FALL = 30
"""Ends of the shock's sliders, percent."""

_AREA = re.compile(rf"(section|nil|municipio):{ID}")


def _percent_up_to(highest: int) -> Callable[[str], bool]:
    return lambda code: code.isdecimal() and int(code) <= highest


def ends_code(ends: Ends) -> str:
    """Both ends of an assumption as the address holds them, in hundredths: `75-135`."""
    return "-".join(str(round(100 * end)) for end in ends)


def ends_at(code: str) -> Ends:
    """The ends that `ends_code` wrote."""
    low, _, high = code.partition("-")
    return int(low) / 100, int(high) / 100


def _ends_of(name: str) -> Callable[[str], bool]:
    """Two hundredths within the ranges of the parameters of assumption `name`."""

    def is_known(code: str) -> bool:
        """Whether the code is two numbers within the ranges."""
        if not re.fullmatch(r"\d{1,4}-\d{1,4}", code):
            return False
        return all(each.low <= end <= each.high for each, end in zip(ENDS[name], ends_at(code), strict=True))

    return is_known


INDICATOR_FIELDS = {
    "indicator": Field("energy_poverty_10", INDICATORS.__contains__),
    "level": Field("nil", one_of(*LEVELS[:3])),
    "measure": Field(MEASURES[0], one_of(*MEASURES)),
    "imputed": Field("1", one_of("0", "1"), old_name="heat"),
    **{name: Field(ends_code(getattr(Box(), name)), _ends_of(name)) for name in ENDS},
    "reading": Field(READINGS[0], one_of(*READINGS)),
    "cutoff": Field(str(Choices().cutoff), one_of(*map(str, CUTOFFS))),
    "prices": Field(str(round(100 * Choices().price_rise)), _percent_up_to(HIGHEST_PRICE_RISE)),
    "incomes": Field(str(round(100 * Choices().income_fall)), _percent_up_to(HIGHEST_INCOME_FALL)),
    "method": Field("quantile", one_of(*METHODS)),
    "classes": Field("5", one_of(*CLASS_COUNTS)),
    "complexes": Field("0", one_of("0", "1")),
    "borders": Field("1", one_of("0", "1")),
    "names": Field("1", one_of("0", "1")),
    "zoom": Field("", lambda code: re.fullmatch(r"\w{1,8}", code) is not None),
    "area": Field("", lambda code: _AREA.fullmatch(code) is not None),
}
