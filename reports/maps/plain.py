"""A map without figures: the areas alone, under what is marked on them."""

import pandas as pd

from reports.maps.classes import Classes
from reports.maps.palette import RGB

GROUND: RGB = (228, 233, 239)
"""Colour of areas that nothing is told of."""


def plain_classes(areas: pd.Index) -> Classes:
    """One class for every area, without a legend."""
    return Classes("0" * len(areas), (GROUND,), (), pd.Series("", index=areas))
