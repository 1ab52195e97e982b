"""What a page shows, as stable codes in its address: any view can be sent as a link, and is checked when it arrives.

Widgets are views of these codes; labels are never stored.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from contract.tables import CUTOFFS, LEVELS
from contract.translations import LANGUAGES
from geo.breaks import METHODS
from indicators.basis.parameter import Parameter
from indicators.basis.scenario_parameters import CUTBACK, ELECTRICITY_CHANGE, GAS_CHANGE, HEAT_CHANGE, INCOME_CHANGE
from indicators.catalogue.registry import INDICATORS
from indicators.comparison.definitions import DEFINITIONS
from indicators.help_desk import plan_choices
from ui.words import plan_codes as desk_codes

MEASURES = ("estimate", "minimum", "maximum")
READINGS = ("raw", "smoothed", "sure")
GRAINS = ("section", "nil")
CLASS_COUNTS = ("3", "4", "5", "6")
HIGHEST_PRICE_RISE = 95
HIGHEST_INCOME_FALL = 30
"""Ends of the shock's sliders, percent."""

LONGEST_CODE = 80
"""Signs of the code of a renovation that an address may hold; cities write them as they like."""

ORDERS = ("kwh_per_eur", "kwh_per_vulnerable")
"""Columns by which renovations are ranked."""

COMPARISONS = ("years", "indicators", "moves", "area")
"""Views of the page of comparisons."""

FACETS = ("definitions", "index", "capacity", "summer")
"""Views of the page of definitions."""

SCENARIO_FIELDS = {
    "electricity": ELECTRICITY_CHANGE,
    "gas": GAS_CHANGE,
    "heat": HEAT_CHANGE,
    "income": INCOME_CHANGE,
    "cutback": CUTBACK,
}
"""Sliders of the scenarios, in percent, with what each may be."""

_ID = re.compile(r"[\w.:/-]{1,40}")
_PIECES = re.compile(r"(section|nil|municipio):[A-Za-z0-9_-]{1,20}(\.[A-Za-z0-9_-]{1,20}){0,399}")
_AREA = re.compile(r"(section|nil|municipio):[A-Za-z0-9_.-]{1,20}")


@dataclass(frozen=True)
class Field:
    """One code of the address: its default ("" = chosen by the page) and the test that it is known."""

    default: str
    is_known: Callable[[str], bool]


def _one_of(*codes: str) -> Callable[[str], bool]:
    return codes.__contains__


def _percent_up_to(highest: int) -> Callable[[str], bool]:
    return lambda code: code.isdecimal() and int(code) <= highest


def _percent_within(parameter: Parameter) -> Callable[[str], bool]:
    """Whole percentages, signed, that `parameter` allows."""
    return lambda code: (
        re.fullmatch(r"-?\d{1,3}", code) is not None and parameter.low <= int(code) / 100 <= parameter.high
    )


def _at_least_two_of(known: Mapping[str, object]) -> Callable[[str], bool]:
    """Two ids or more of `known`, with dots between."""
    return lambda code: len(code.split(".")) >= 2 and set(code.split(".")) <= set(known)


FIELDS = {
    "lang": Field(LANGUAGES[0], _one_of(*LANGUAGES)),
    "year": Field("", lambda code: re.fullmatch(r"\d{4}", code) is not None),
    "indicator": Field("energy_poverty_10", INDICATORS.__contains__),
    "level": Field("nil", _one_of(*LEVELS[:3])),
    "measure": Field(MEASURES[0], _one_of(*MEASURES)),
    "heat": Field("0", _one_of("0", "1")),
    "grain": Field(GRAINS[0], _one_of(*GRAINS)),
    "reading": Field(READINGS[0], _one_of(*READINGS)),
    "cutoff": Field("10", _one_of(*map(str, CUTOFFS))),
    "prices": Field("25", _percent_up_to(HIGHEST_PRICE_RISE)),
    "incomes": Field("0", _percent_up_to(HIGHEST_INCOME_FALL)),
    "method": Field("quantile", _one_of(*METHODS)),
    "classes": Field("5", _one_of(*CLASS_COUNTS)),
    "complexes": Field("0", _one_of("0", "1")),
    "borders": Field("1", _one_of("0", "1")),
    "retrofit": Field("", lambda code: len(code) <= LONGEST_CODE and code.isprintable()),
    "order": Field(ORDERS[0], _one_of(*ORDERS)),
    **{name: Field("0", _percent_within(parameter)) for name, parameter in SCENARIO_FIELDS.items()},
    "bonus": Field("1", _one_of("0", "1")),
    "compare": Field(COMPARISONS[0], _one_of(*COMPARISONS)),
    "former": Field("", lambda code: re.fullmatch(r"\d{4}", code) is not None),
    "against": Field("old_and_alone", INDICATORS.__contains__),
    "zoom": Field("", lambda code: re.fullmatch(r"\w{1,8}", code) is not None),
    "pieces": Field("", lambda code: _PIECES.fullmatch(code) is not None),
    "facet": Field(FACETS[0], _one_of(*FACETS)),
    "flagged": Field("20", _one_of("10", "20", "30")),
    "definitions": Field("", _at_least_two_of(DEFINITIONS)),
    "components": Field("", lambda code: re.fullmatch(r"[0-4]{5}", code) is not None and code != "00000"),
    "area": Field("", lambda code: _AREA.fullmatch(code) is not None),
    "complex": Field("", lambda code: _ID.fullmatch(code) is not None),
    "plan": Field("", lambda code: _ID.fullmatch(code) is not None),
    "tier1": Field("3", desk_codes.is_number_up_to(desk_codes.MOST_SITES)),
    "tier2": Field("5", desk_codes.is_number_up_to(desk_codes.MOST_SITES)),
    "weights": Field("", desk_codes.are_weights),
    "conditions": Field("custodian", desk_codes.are_conditions),
    "per_municipio": Field("0", desk_codes.is_number_up_to(desk_codes.MOST_PER_MUNICIPIO)),
    "ranking": Field("weighted_sum", _one_of(*plan_choices.METHODS)),
    "new_venues": Field("5", desk_codes.is_number_up_to(desk_codes.MOST_NEW_VENUES)),
    "venues": Field("", desk_codes.are_venues),
    "walk": Field(desk_codes.WALK_M, _one_of(*desk_codes.WALKS_M)),
    "capacity": Field(desk_codes.CAPACITY, _one_of(*desk_codes.CAPACITIES)),
}

_CODES = "address_codes"
_WRITTEN = "address_written"
_UNKNOWN = "address_unknown"


def read_address() -> None:
    """Take the codes of the address where they differ from what was last written there; note the unknown ones."""
    codes = st.session_state.setdefault(_CODES, {name: field.default for name, field in FIELDS.items()})
    asked = {name: code for name, code in st.query_params.to_dict().items() if name in FIELDS}
    written = st.session_state.get(_WRITTEN, {})
    st.session_state[_UNKNOWN] = []
    if asked == written:
        return
    if _is_back_or_forward():
        codes.update({name: FIELDS[name].default for name in written.keys() - asked.keys()})
    for name, code in asked.items():
        if FIELDS[name].is_known(code):
            codes[name] = code
        else:
            pass_over(name, code)


def _is_back_or_forward() -> bool:
    """Whether the browser's history led here; on a change of page Streamlit drops the codes, and they must stay."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def write_address() -> None:
    """Put the codes that are not at their default into the address, so that it always reopens this view."""
    codes = _codes_chosen()
    if st.query_params.to_dict() != codes:
        st.query_params.from_dict(codes)
    st.session_state[_WRITTEN] = codes


def address() -> str:
    """The whole address that reopens this view, as it can be sent."""
    codes = _codes_chosen()
    return str(st.context.url) + (f"?{urlencode(codes)}" if codes else "")


def _codes_chosen() -> dict[str, str]:
    return {name: code for name, code in st.session_state[_CODES].items() if code != FIELDS[name].default}


def pass_over(name: str, code: str) -> None:
    """Note a code that does not exist, and put the field back to its default."""
    st.session_state[_UNKNOWN].append((name, code))
    st.session_state[_CODES][name] = FIELDS[name].default


def unknown() -> list[tuple[str, str]]:
    """Names and codes of the address that do not exist, for the page to say so."""
    return list(st.session_state.get(_UNKNOWN, []))


def get(name: str) -> str:
    """The code of field `name`."""
    return str(st.session_state.get(_CODES, {}).get(name, FIELDS[name].default))


def put(name: str, code: str | None) -> None:
    """Set field `name`; None or "" puts it back to its default."""
    st.session_state[_CODES][name] = code or FIELDS[name].default
