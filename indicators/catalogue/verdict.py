"""The verdict: one sentence in plain words that sets an area beside the city."""

import pandas as pd

from contract.translations import mark
from indicators.basis.findings import FINDINGS
from indicators.basis.parameters import ABOUT_THE_SAME
from indicators.catalogue.indicator import Indicator

_UNCOMPARED = mark("Here the estimate is {estimate}.")

_SENTENCES = {
    "certainly_more": mark("Certainly more than in the city: at least {minimum} here, at most {other_maximum} there."),
    "certainly_less": mark("Certainly less than in the city: at most {maximum} here, at least {other_minimum} there."),
    "more": mark("More than in the city: {estimate} here, {other_estimate} there."),
    "less": mark("Less than in the city: {estimate} here, {other_estimate} there."),
    "about": mark("About as in the city: {estimate} here, {other_estimate} there."),
    "perhaps_more": mark(
        "By the estimate alone, more than in the city: {estimate} here, {other_estimate} there. What is not known "
        "could put it anywhere from {minimum} to {maximum}."
    ),
    "perhaps_less": mark(
        "By the estimate alone, less than in the city: {estimate} here, {other_estimate} there. What is not known "
        "could put it anywhere from {minimum} to {maximum}."
    ),
    "perhaps_about": mark(
        "By the estimate alone, about as in the city: {estimate} here, {other_estimate} there. What is not known "
        "could put it anywhere from {minimum} to {maximum}."
    ),
    "unsure": mark(
        "No difference from the city can be told: {estimate} here, {other_estimate} there. So few households were "
        "counted that chance alone could explain it."
    ),
    "perhaps_unsure": mark(
        "No difference from the city can be told: by the estimate {estimate} here, {other_estimate} there, and "
        "chance, or what is not known, could explain it. What is not known could put it anywhere from {minimum} to "
        "{maximum}."
    ),
}


_PLAUSIBLE = {
    "perhaps_more": mark(
        "More than in the city by the estimate: {estimate} here, {other_estimate} there. Here {plausible_low} to "
        "{plausible_high} is plausible."
    ),
    "perhaps_less": mark(
        "Less than in the city by the estimate: {estimate} here, {other_estimate} there. Here {plausible_low} to "
        "{plausible_high} is plausible."
    ),
    "perhaps_about": mark(
        "About as in the city by the estimate: {estimate} here, {other_estimate} there. Here {plausible_low} to "
        "{plausible_high} is plausible."
    ),
}
"""What is said in their place of figures that have a plausible range: it, and not the arithmetic ends."""


def verdict(
    indicator: Indicator,
    area: pd.Series,
    other: pd.Series,
    standing: str = "",
) -> tuple[str, dict[str, float]]:
    """Return a sentence of the catalogue and the values that fill it, in the indicator's unit.

    `area` and `other` are rows of figures. "Certainly" is said only where the two ranges do not meet; otherwise the
    estimates are compared, with the area's range told beside them. `standing` beside the city (`small_areas.COLUMNS`)
    keeps back a difference that chance could explain. An area that is not shown gets its finding and no values.
    """
    if area["state"] != "shown":
        return FINDINGS[area["reason"]].sentence, {}
    if other["state"] != "shown":
        return _UNCOMPARED, _values(area, other)
    values = _values(area, other)
    position = _position(indicator, values)
    if _is_chance(position, standing):
        position = position.replace("more", "unsure").replace("less", "unsure")
    if "plausible_low" in values and position in _PLAUSIBLE:
        return _PLAUSIBLE[position], values
    return _SENTENCES[position], values


def _is_chance(position: str, standing: str) -> bool:
    """Whether a difference of the estimates is said that is not sure the same way round."""
    said = {"more": "above", "less": "below"}.get(position.removeprefix("perhaps_"))
    return bool(standing) and said is not None and said != standing


def _position(indicator: Indicator, values: dict[str, float]) -> str:
    """Which sentence holds: certain where the ranges lie apart, "perhaps" where they meet and either is open."""
    is_open = indicator.bounds == "interval" and (
        values["minimum"] < values["maximum"] or values["other_minimum"] < values["other_maximum"]
    )
    if is_open and values["minimum"] > values["other_maximum"]:
        return "certainly_more"
    if is_open and values["maximum"] < values["other_minimum"]:
        return "certainly_less"
    difference = values["estimate"] - values["other_estimate"]
    position = "more" if difference > 0 else "less"
    if abs(difference) <= ABOUT_THE_SAME.value * abs(values["other_estimate"]):
        position = "about"
    return f"perhaps_{position}" if is_open else position


def _values(area: pd.Series, other: pd.Series) -> dict[str, float]:
    """Numbers of both rows that are there; a sentence names only those that its indicator has."""
    numbers = ("minimum", "estimate", "maximum")
    ends = {name: area[name] for name in ("plausible_low", "plausible_high") if name in area}
    named = ends | {name: area[name] for name in numbers} | {f"other_{name}": other[name] for name in numbers}
    return {name: float(number) for name, number in named.items() if pd.notna(number)}
