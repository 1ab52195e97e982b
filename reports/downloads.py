"""Files that take the shown figures away: a table, a map, and the codebook that explains both."""

import io
from typing import Any

import geopandas as gpd
import pandas as pd
from pandas.api.types import is_numeric_dtype

from contract.translations import mark, translate
from indicators.basis.findings import FINDINGS
from indicators.catalogue.registry import Choices, Indicator

_SEPARATORS = {"it": (";", ","), "en": (",", ".")}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

_HEAT = {
    False: mark("heating bills that are missing stay missing"),
    True: mark(
        "estimate with heating bills imputed where they are missing, as homes with shared heating pay in the same area"
    ),
}
"""What is said of missing heating bills."""

COLUMNS = {
    "indicator_id": mark("indicator; its definition is in this codebook"),
    "level": mark("level of area: section, nil, municipio, city"),
    "area_id": mark("code of the area, text: keep its leading zeros"),
    "area_name": mark("name of the area"),
    "minimum": mark("certain minimum; shares are 0–1"),
    "estimate": mark("estimate; its method is in this codebook"),
    "maximum": mark("possible maximum"),
    "estimate_low": mark("least that the estimate would be on the exact counts, of which only windows are published"),
    "estimate_high": mark("most that the estimate would be on the exact counts"),
    "households": mark("resident households: the best estimate within their window"),
    "households_low": mark("least that the resident households can be"),
    "households_high": mark("most that the resident households can be"),
    "coverage": mark("share of households whose answer is known, 0–1"),
    "state": mark("shown, withheld (privacy) or missing (no data)"),
    "reason": mark("why a figure is not shown"),
}
"""Columns of every figures file, with what each holds."""

PLAUSIBLE_COLUMNS = {
    "plausible_low": mark("least that is plausible under the assumptions; between minimum and estimate"),
    "plausible_high": mark("most that is plausible under the assumptions; between estimate and maximum"),
    "assumptions_id": mark("the assumptions: least and most of each, times what is known (definitions in Method)"),
}
"""Columns that follow them for energy poverty with imputed heat; blank for other indicators."""

METHOD_COLUMN = {"method": mark("how the estimate was made, where that is not the method of the indicator")}
"""Column that follows them where the estimate was made another way."""

DOUBT_COLUMNS = {
    "chance_low": mark("least that the level behind the estimate may be, by chance and windows alone: Wilson, 95%"),
    "chance_high": mark("most that the level behind the estimate may be, by chance and windows alone: Wilson, 95%"),
    "smoothed": mark(
        "estimate smoothed: the area's count beside the area above it, whose total is kept; each count stands as the "
        "window in which it lies"
    ),
    "smoothed_low": mark("least that the smoothed level may be, 95%"),
    "smoothed_high": mark("most that the smoothed level may be, 95%"),
    "above_city": mark("probability that the level is above the city's"),
    "standing": mark("above or below the city where that is sure (from 95%), else unsure"),
}
"""Columns of the doubt of small areas, which follow them; blank where nothing is counted."""


def figures_frame(
    figures: pd.DataFrame, names: pd.Series, level: str, indicator_id: str, doubt: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Figures of one indicator in the columns of `COLUMNS`, one row per area; blank where nothing is shown.

    `PLAUSIBLE_COLUMNS` and `METHOD_COLUMN` follow where `figures` have them; with `doubt` (`small_areas.COLUMNS`) those
    of `DOUBT_COLUMNS` too.
    """
    frame = figures.assign(
        indicator_id=indicator_id,
        level=level,
        area_id=figures.index.astype("str"),
        area_name=names.reindex(figures.index),
    )
    columns = [*COLUMNS, *(name for name in PLAUSIBLE_COLUMNS | METHOD_COLUMN if name in figures)]
    if doubt is not None:
        frame = frame.join(doubt.assign(**doubt[list(DOUBT_COLUMNS)[:-1]].mask(~doubt["has_count"])))
        columns += list(DOUBT_COLUMNS)
    return frame[columns].reset_index(drop=True)


def figures_csv(
    figures: pd.DataFrame, names: pd.Series, level: str, indicator_id: str, doubt: pd.DataFrame, language: str
) -> bytes:
    """The figures as CSV that the language's spreadsheets open as it is: Italian has `;` and decimal commas."""
    return csv_of(figures_frame(figures, names, level, indicator_id, doubt), language)


def figures_geopackage(
    figures: pd.DataFrame,
    names: pd.Series,
    level: str,
    indicator_id: str,
    doubt: pd.DataFrame,
    shapes: gpd.GeoSeries,
) -> bytes:
    """The figures with the outlines of their areas (EPSG:32632), as a GeoPackage; areas without outline have none."""
    frame = figures_frame(figures, names, level, indicator_id, doubt)
    outlined = gpd.GeoDataFrame(frame, geometry=shapes.reindex(figures.index).to_numpy(), crs=shapes.crs)
    file = io.BytesIO()
    outlined.to_file(file, driver="GPKG", layer=indicator_id)
    return file.getvalue()


def codebook_csv(indicator: Indicator, choices: Choices, manifest: dict[str, Any], language: str) -> bytes:
    """What each column holds, what the indicator is, which edition and choices the figures come from."""
    told = COLUMNS | PLAUSIBLE_COLUMNS | METHOD_COLUMN | DOUBT_COLUMNS
    rows = [(name, translate(meaning, language)) for name, meaning in told.items()]
    rows += [
        ("indicator", f"{indicator.id}, {translate('version', language)} {indicator.version}"),
        *(
            (field, translate(getattr(indicator, field), language))
            for field in ("label", "definition", "method", "caveat", "source")
        ),
        ("heat", translate(_HEAT[choices.is_heat_imputed], language)),
        ("cutoff", f"{choices.cutoff}%"),
        ("price_rise", f"{choices.price_rise:.0%}"),
        ("income_fall", f"{choices.income_fall:.0%}"),
        ("edition", f"{manifest['year']}, {translate('revision', language)} {manifest['revision']}"),
        *((f"{name}_year", str(year)) for name, year in manifest["reference_years"].items()),
        *((name, str(value)) for name, value in manifest["privacy"].items()),
        ("is_demonstration", str(manifest["is_demonstration"]).lower()),
        *((finding.id, translate(finding.sentence, language)) for finding in FINDINGS.values()),
    ]
    return csv_of(pd.DataFrame(rows, columns=["name", "meaning"]), language)


def without_formulas(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy whose texts no spreadsheet runs: an apostrophe stands before those that would begin a formula."""
    text = frame.copy()
    for column in text.columns[[not is_numeric_dtype(dtype) for dtype in text.dtypes]]:
        text[column] = text[column].astype(object).map(_as_text)
    return text


def _as_text(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def csv_of(frame: pd.DataFrame, language: str) -> bytes:
    """`frame` as CSV that the language's spreadsheets open as it is; no text of it is run as a formula."""
    separator, decimal = _SEPARATORS[language]
    return without_formulas(frame).to_csv(index=False, sep=separator, decimal=decimal).encode("utf-8-sig")
