"""What the pages that show an indicator keep in the address."""

import re
from collections.abc import Callable

from contract.tables import CUTOFFS, LEVELS
from geo.breaks import METHODS
from indicators.catalogue.registry import INDICATORS, Choices
from ui.words.address import Field, one_of

MEASURES = ("estimate", "minimum", "maximum")
READINGS = ("raw", "smoothed", "sure")
CLASS_COUNTS = ("3", "4", "5", "6")
HIGHEST_PRICE_RISE = 95
HIGHEST_INCOME_FALL = 30
"""Ends of the shock's sliders, percent."""

_AREA = re.compile(r"(section|nil|municipio):[A-Za-z0-9_.-]{1,20}")


def _percent_up_to(highest: int) -> Callable[[str], bool]:
    return lambda code: code.isdecimal() and int(code) <= highest


INDICATOR_FIELDS = {
    "indicator": Field("energy_poverty_10", INDICATORS.__contains__),
    "level": Field("nil", one_of(*LEVELS[:3])),
    "measure": Field(MEASURES[0], one_of(*MEASURES)),
    "imputed": Field("0", one_of("0", "1"), old_name="heat"),
    "reading": Field(READINGS[0], one_of(*READINGS)),
    "cutoff": Field(str(Choices().cutoff), one_of(*map(str, CUTOFFS))),
    "prices": Field(str(round(100 * Choices().price_rise)), _percent_up_to(HIGHEST_PRICE_RISE)),
    "incomes": Field(str(round(100 * Choices().income_fall)), _percent_up_to(HIGHEST_INCOME_FALL)),
    "method": Field("quantile", one_of(*METHODS)),
    "classes": Field("5", one_of(*CLASS_COUNTS)),
    "complexes": Field("0", one_of("0", "1")),
    "borders": Field("1", one_of("0", "1")),
    "zoom": Field("", lambda code: re.fullmatch(r"\w{1,8}", code) is not None),
    "area": Field("", lambda code: _AREA.fullmatch(code) is not None),
}
