"""Shares of an estate's households are given in bands; a band of few households would tell who they are."""

import pandas as pd

from contract.errors import Fault, Severity
from contract.translations import mark
from data_access.intake.mapping_parts import Part

LEAST_HOUSEHOLDS = 50
"""Households that an estate must have for its bands to be kept: the narrowest band then spans five of them."""

BANDED = ("vulnerable_band", "arrears_band")
"""Columns of `complexes` that hold a band of SHARE_BANDS."""


def keep_wide_bands(complexes: pd.DataFrame, file: str, part: Part) -> tuple[pd.DataFrame, list[Fault]]:
    """Empty the bands of estates with too few households, or an unknown number; a notice says how many.

    Privacy asks for it before anything is written, as for the cells of sections.
    """
    is_small = ~(complexes["households"] >= LEAST_HOUSEHOLDS).fillna(False).astype(bool)
    kept = complexes.copy()
    faults = []
    for name in BANDED:
        emptied = is_small & complexes[name].notna()
        kept.loc[emptied, name] = None
        if emptied.any():
            message = mark("Bands of estates with fewer than {least} known households were left out: {count}.")
            values = {"least": str(LEAST_HOUSEHOLDS), "count": str(int(emptied.sum()))}
            column = part.column_in_file(name)
            faults.append(Fault("small_band", message, file, None, column, severity=Severity.NOTICE, values=values))
    return kept, faults
