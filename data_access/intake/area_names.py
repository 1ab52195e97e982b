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
        told = names.dropna(subset=[code, name])
        known = told.set_index(bare(told[code]))[name]
        known = known[~known.index.duplicated()]
        if known.empty:
            continue
        codes = sections[code].dropna()
        lacking = sorted(codes[~bare(codes).isin(known.index)].unique())
        if lacking:
            message = mark("Codes of areas that the table of names lacks: {count}.")
            values, found = {"count": str(len(lacking))}, shown(", ".join(lacking))
            faults.append(Fault("unnamed_areas", message, file, None, code, found, "", Severity.WARNING, values))
        sections[name] = bare(sections[code]).map(known).fillna(sections[name])
    return sections, faults


def bare(codes: pd.Series) -> pd.Series:
    """Codes of areas without the zeros before them, which spreadsheets lose."""
    return codes.str.lstrip("0")


def with_one_code(sections: gpd.GeoDataFrame, level: str, file: str) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    """Give areas of `level` whose codes differ in leading zeros alone the code of the first; a warning tells them."""
    column = f"{level}_id"
    codes = sections[column]
    first = codes.groupby(bare(codes)).transform("first")
    differs = codes.notna() & (codes != first)
    if not differs.any():
        return sections, []
    message = mark("Sections whose area is written with other zeros before its code, taken for the same area: {count}.")
    found, values = shown(", ".join(sorted({*codes[differs], *first[differs]}))), {"count": str(int(differs.sum()))}
    fault = Fault("area_code_zeros", message, file, None, column, found, "", Severity.WARNING, values)
    return sections.assign(**{column: first}), [fault]
