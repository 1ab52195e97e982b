"""Files that take the shown figures away: a table, a map, and the codebook that explains both."""

import io
from typing import Any

import geopandas as gpd
import pandas as pd
from pandas.api.types import is_numeric_dtype

from contract.tables import FORMULA_SIGNS
from contract.translations import mark, translate
from indicators.basis.findings import FINDINGS
from indicators.catalogue.registry import Choices, Indicator
from reports.workbook import workbook_bytes

_SEPARATORS = {"it": (";", ","), "en": (",", ".")}

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
"""Columns of energy poverty with imputed heat, its range beside its estimate; blank for other indicators."""

METHOD_COLUMN = {"method": mark("how the estimate was made, where that is not the method of the indicator")}
"""Column that follows them where the estimate was made another way."""

DOUBT_COLUMNS = {
    "complete_chance_low": mark(
        "complete cases: least that their level may be, by chance and windows alone: Wilson, 95%"
    ),
    "complete_chance_high": mark(
        "complete cases: most that their level may be, by chance and windows alone: Wilson, 95%"
    ),
    "complete_smoothed": mark(
        "complete cases: their share smoothed, the area's count beside the area above it, whose total is kept; each "
        "count stands as the window in which it lies"
    ),
    "complete_smoothed_low": mark("complete cases: least that the smoothed level may be, 95%"),
    "complete_smoothed_high": mark("complete cases: most that the smoothed level may be, 95%"),
    "complete_above_city": mark("complete cases: probability that the level is above the city's"),
    "complete_standing": mark("complete cases: above or below the city where that is sure (from 95%), else unsure"),
}
"""Columns of the doubt of small areas, which follow them; blank where nothing is counted.

They speak of the households whose answer is known, whether or not the estimate has imputed heating bills.
"""

_COMPLETE = "complete_"
RANGE = ("minimum", "plausible_low", "estimate", "plausible_high", "maximum")
"""Numbers of a figure in every file, from the certain minimum to the possible maximum."""

_FIRST = ("indicator_id", "level", "area_id", "area_name", *RANGE)
ORDER = tuple(dict.fromkeys([*_FIRST, *COLUMNS, *PLAUSIBLE_COLUMNS, *METHOD_COLUMN, *DOUBT_COLUMNS]))
"""Every column that a figures file can have, in its order: from the certain minimum to the possible maximum."""


def figures_frame(
    figures: pd.DataFrame, names: pd.Series, level: str, indicator_id: str, doubt: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Figures of one indicator, one row per area, blank where nothing is shown; columns of `ORDER`.

    All of `COLUMNS`; `PLAUSIBLE_COLUMNS` and `METHOD_COLUMN` where `figures` have them; with `doubt`
    (`small_areas.COLUMNS`) those of `DOUBT_COLUMNS` too.
    """
    frame = figures.assign(
        indicator_id=indicator_id,
        level=level,
        area_id=figures.index.astype("str"),
        area_name=names.reindex(figures.index),
    )
    if doubt is not None:
        has_count = doubt["has_count"]
        told = doubt.drop(columns="has_count").add_prefix(_COMPLETE)[list(DOUBT_COLUMNS)]
        numbers = list(DOUBT_COLUMNS)[:-1]
        frame = frame.join(told.assign(**told[numbers].mask(~has_count)))
    return in_order(frame).reset_index(drop=True)


def in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """The columns of `ORDER` that `frame` has."""
    return frame[[name for name in ORDER if name in frame]]


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


def figures_workbook(
    figures: pd.DataFrame,
    names: pd.Series,
    level: str,
    indicator: Indicator,
    doubt: pd.DataFrame,
    codebook: pd.DataFrame,
    language: str,
) -> bytes:
    """The same table as an XLSX, with a second sheet that holds the `codebook`; shares are shown as percentages."""
    frame = figures_frame(figures, names, level, indicator.id, doubt)
    sheets = {translate(mark("Figures"), language): frame, translate(mark("Codebook"), language): codebook}
    whole = ("households", "households_low", "households_high")
    shares = [*DOUBT_COLUMNS, "coverage", *([*RANGE, "estimate_low", "estimate_high"] * (indicator.unit == "share"))]
    formats = dict.fromkeys(shares, "0.0%") | dict.fromkeys(whole, "#,##0")
    return workbook_bytes(sheets, formats, translate(indicator.label, language))


def codebook_csv(indicator: Indicator, choices: Choices, manifest: dict[str, Any], language: str) -> bytes:
    """`codebook_frame` as a CSV that the language's spreadsheets open as it is."""
    return csv_of(codebook_frame(indicator, choices, manifest, language), language)


def codebook_frame(indicator: Indicator, choices: Choices, manifest: dict[str, Any], language: str) -> pd.DataFrame:
    """What each column holds, what the indicator is, which edition and choices the figures come from: name, meaning."""
    told = COLUMNS | PLAUSIBLE_COLUMNS | METHOD_COLUMN | DOUBT_COLUMNS
    rows = [(name, translate(told[name], language)) for name in ORDER]
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
    return pd.DataFrame(rows, columns=["name", "meaning"])


def without_formulas(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy whose texts no spreadsheet runs: an apostrophe stands before those that would begin a formula."""
    text = frame.copy()
    for column in text.columns[[not is_numeric_dtype(dtype) for dtype in text.dtypes]]:
        text[column] = text[column].astype(object).map(_as_text)
    return text


def _as_text(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value


def csv_of(frame: pd.DataFrame, language: str) -> bytes:
    """`frame` as CSV that the language's spreadsheets open as it is; no text of it is run as a formula."""
    separator, decimal = _SEPARATORS[language]
    return without_formulas(frame).to_csv(index=False, sep=separator, decimal=decimal).encode("utf-8-sig")
