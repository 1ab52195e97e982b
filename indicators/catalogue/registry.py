"""The registry: every indicator by id, and the one way to compute its figures."""

import math

import pandas as pd

from contract.errors import UnknownName
from contract.translations import mark
from indicators.basis.figures import settle
from indicators.catalogue import aid, context, low_income, poverty, precarity, spend, summer, vulnerability
from indicators.catalogue.indicator import AS_DEFINED, Choices, Indicator

__all__ = ["INDICATORS", "Choices", "Indicator", "compute_figures", "get_indicator"]

INDICATORS: dict[str, Indicator] = {
    indicator.id: indicator
    for theme in (poverty, precarity, spend, low_income, aid, context, vulnerability, summer)
    for indicator in theme.INDICATORS
}
"""Every indicator by id, in the order of the lists that readers choose from."""


def get_indicator(indicator_id: str) -> Indicator:
    """Return the indicator of that id; raises UnknownName, naming the known ones, if there is none."""
    if indicator_id not in INDICATORS:
        raise UnknownName(
            mark("There is no indicator “{indicator}”. Indicators: {known}."),
            indicator=indicator_id,
            known=", ".join(INDICATORS),
        )
    return INDICATORS[indicator_id]


def compute_figures(frame: pd.DataFrame, indicator: Indicator, choices: Choices | None = None) -> pd.DataFrame:
    """Return the figures of `indicator` for every area of `frame`, an area frame of published cells.

    Index of `frame`, columns `figures.COLUMNS`; a cell that is withheld or missing gives its state to the figures
    that need it. `frame` is left as it is.
    """
    choices = choices or AS_DEFINED
    bounded = indicator.unit == "share" and indicator.bounds != "none"
    found = indicator.compute(frame, choices)
    return settle(frame, indicator.needs(choices), found, largest=1.0 if bounded else math.inf)
