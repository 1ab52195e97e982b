"""Files that take the shown figures away: a table, a map, and the codebook that explains both."""

import io
from typing import Any

import geopandas as gpd
import pandas as pd

from data_access.translations import mark, translate
from indicators.findings import FINDINGS
from indicators.registry import Choices, Indicator

_SEPARATORS = {"it": (";", ","), "en": (",", ".")}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

COLUMNS = {
    "indicator_id": mark("indicator; its definition is in this codebook"),
    "level": mark("level of area: section, nil, municipio, city"),
    "area_id": mark("code of the area, text: keep its leading zeros"),
    "area_name": mark("name of the area"),
    "minimum": mark("certain minimum; shares are 0–1"),
    "estimate": mark("estimate; its method is in this codebook"),
    "maximum": mark("possible maximum"),
    "households": mark("resident households"),
    "coverage": mark("share of households whose answer is known, 0–1"),
    "state": mark("shown, withheld (privacy) or missing (no data)"),
    "reason": mark("why a figure is not shown"),
}
"""Columns of every figures file, with what each holds."""


def figures_frame(figures: pd.DataFrame, names: pd.Series, level: str, indicator_id: str) -> pd.DataFrame:
    """Figures of one indicator in the columns of `COLUMNS`, one row per area; blank where nothing is shown."""
    frame = figures.assign(
        indicator_id=indicator_id,
        level=level,
        area_id=figures.index.astype("str"),
        area_name=names.reindex(figures.index),
    )
    return frame[list(COLUMNS)].reset_index(drop=True)


def figures_csv(figures: pd.DataFrame, names: pd.Series, level: str, indicator_id: str, language: str) -> bytes:
    """The figures as CSV that the language's spreadsheets open as it is: Italian has `;` and decimal commas."""
    return localised_csv(figures_frame(figures, names, level, indicator_id), language)


def figures_geopackage(
    figures: pd.DataFrame, names: pd.Series, level: str, indicator_id: str, shapes: gpd.GeoSeries
) -> bytes:
    """The figures with the outlines of their areas (EPSG:32632), as a GeoPackage; areas without outline have none."""
    frame = figures_frame(figures, names, level, indicator_id)
    outlined = gpd.GeoDataFrame(frame, geometry=shapes.reindex(figures.index).to_numpy(), crs=shapes.crs)
    file = io.BytesIO()
    outlined.to_file(file, driver="GPKG", layer=indicator_id)
    return file.getvalue()


def codebook_csv(indicator: Indicator, choices: Choices, manifest: dict[str, Any], language: str) -> bytes:
    """What each column holds, what the indicator is, which edition and choices the figures come from."""
    rows = [(name, translate(meaning, language)) for name, meaning in COLUMNS.items()]
    rows += [
        ("indicator", f"{indicator.id}, {translate('version', language)} {indicator.version}"),
        *(
            (field, translate(getattr(indicator, field), language))
            for field in ("label", "definition", "method", "caveat", "source")
        ),
        ("cutoff", f"{choices.cutoff}%"),
        ("price_rise", f"{choices.price_rise:.0%}"),
        ("income_fall", f"{choices.income_fall:.0%}"),
        ("edition", f"{manifest['year']}, {translate('revision', language)} {manifest['revision']}"),
        *((f"{name}_year", str(year)) for name, year in manifest["reference_years"].items()),
        *((name, str(value)) for name, value in manifest["privacy"].items()),
        ("is_demonstration", str(manifest["is_demonstration"]).lower()),
        *((finding.id, translate(finding.sentence, language)) for finding in FINDINGS.values()),
    ]
    return localised_csv(pd.DataFrame(rows, columns=["name", "meaning"]), language)


def without_formulas(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy whose texts no spreadsheet runs: an apostrophe stands before those that would begin a formula."""
    text = frame.copy()
    for column in text.columns[text.dtypes == "str"]:
        is_formula = text[column].str.startswith(_FORMULA_STARTS, na=False)
        text[column] = text[column].mask(is_formula, "'" + text[column])
    return text


def localised_csv(frame: pd.DataFrame, language: str) -> bytes:
    """`frame` as CSV that the language's spreadsheets open as it is."""
    separator, decimal = _SEPARATORS[language]
    return without_formulas(frame).to_csv(index=False, sep=separator, decimal=decimal).encode("utf-8-sig")
