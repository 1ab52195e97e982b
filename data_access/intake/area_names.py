"""Names of neighbourhoods and boroughs from a table of their own, by code."""

import geopandas as gpd
import pandas as pd

from contract.errors import Fault, Severity
from contract.translations import mark
from data_access.intake.row_faults import shown


def join_names(
    sections: gpd.GeoDataFrame, names: pd.DataFrame, _households: pd.DataFrame, file: str
) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    """Give areas the names that `names` has by their codes, of one level or both; a warning tells codes it lacks."""
    sections, faults = sections.copy(), []
    for level in ("nil", "municipio"):
        code, name = f"{level}_id", f"{level}_name"
        if code not in names:
            continue
        known = names.dropna(subset=[code, name]).drop_duplicates(code).set_index(code)[name]
        if known.empty:
            continue
        codes = sections[code].dropna()
        lacking = sorted(codes[~codes.isin(known.index)].unique())
        if lacking:
            message = mark("Codes of areas that the table of names lacks: {count}.")
            values, found = {"count": str(len(lacking))}, shown(", ".join(lacking))
            faults.append(Fault("unnamed_areas", message, file, None, code, found, "", Severity.WARNING, values))
        sections[name] = sections[code].map(known).fillna(sections[name])
    return sections, faults
