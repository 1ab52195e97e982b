"""What each page of the observatory keeps in the address."""

import re
from collections.abc import Callable, Mapping

from indicators.basis.parameter import Parameter
from indicators.basis.scenario_parameters import CUTBACK, ELECTRICITY_CHANGE, GAS_CHANGE, HEAT_CHANGE, INCOME_CHANGE
from indicators.catalogue.registry import INDICATORS
from indicators.comparison.definitions import DEFINITIONS
from reports.addresses.field import Field, one_of
from reports.addresses.indicator_fields import INDICATOR_FIELDS

GRAINS = ("section", "nil")

COMPARISONS = ("years", "indicators", "moves", "area")
"""Views of the page of comparisons."""

FACETS = ("definitions", "index", "capacity", "summer")
"""Views of the page of definitions."""

CHANGES = {
    "electricity": ELECTRICITY_CHANGE,
    "gas": GAS_CHANGE,
    "heat": HEAT_CHANGE,
    "income": INCOME_CHANGE,
    "cutback": CUTBACK,
}
"""Sliders of the scenarios, in percent, with what each may be."""

_CODES = r"[A-Za-z0-9_-]{1,64}(\.[A-Za-z0-9_-]{1,64}){0,399}"
_PIECES = re.compile(rf"(section|nil|municipio):{_CODES}(,{_CODES}){{0,399}}")


def _percent_within(parameter: Parameter) -> Callable[[str], bool]:
    """Whole percentages, signed, that `parameter` allows."""
    return lambda code: (
        re.fullmatch(r"-?\d{1,3}", code) is not None and parameter.low <= int(code) / 100 <= parameter.high
    )


def _at_least_two_of(known: Mapping[str, object]) -> Callable[[str], bool]:
    """Two ids or more of `known`, with dots between."""
    return lambda code: len(code.split(".")) >= 2 and set(code.split(".")) <= set(known)


HOT_SPOT_FIELDS = INDICATOR_FIELDS | {"grain": Field(GRAINS[0], one_of(*GRAINS))}

SCENARIO_FIELDS = INDICATOR_FIELDS | {
    **{name: Field("0", _percent_within(parameter)) for name, parameter in CHANGES.items()},
    "bonus": Field("1", one_of("0", "1")),
}

COMPARISON_FIELDS = INDICATOR_FIELDS | {
    "compare": Field(COMPARISONS[0], one_of(*COMPARISONS)),
    "former": Field("", lambda code: re.fullmatch(r"\d{4}", code) is not None),
    "against": Field("old_and_alone", INDICATORS.__contains__),
    "pieces": Field("", lambda code: _PIECES.fullmatch(code) is not None),
}

DEFINITION_FIELDS = INDICATOR_FIELDS | {
    "facet": Field(FACETS[0], one_of(*FACETS)),
    "flagged": Field("20", one_of("10", "20", "30")),
    "definitions": Field("", _at_least_two_of(DEFINITIONS)),
    "components": Field("", lambda code: re.fullmatch(r"[0-4]{5}", code) is not None and code != "00000"),
}
