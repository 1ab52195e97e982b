"""Charts as Altair descriptions: ranges first, the estimate as a mark inside them. Nothing here knows Streamlit.

Frames have `minimum`, `estimate`, `maximum` (shares 0–1, EUR or ratios) and the columns that each function names.
"""

from typing import Any

import altair as alt
import pandas as pd

from contract.tables import CUTOFFS
from contract.translations import translate
from indicators.basis.intervals import certain_and_possible

BLUE = "#0059b3"
PALE = "#b8d0ea"
VERMILION = "#D55E00"
INK = "#17212b"

_NUMBER_LOCALE = {
    "it": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " €"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""]},
}
_AXIS_FORMATS = {"share": ".0%", "eur": ",.0f", "ratio": ",.1f"}


def city_range(figure: pd.Series, unit: str, language: str) -> alt.LayerChart:
    """One bar from the certain minimum to the possible maximum, with the estimate marked on it."""
    frame = pd.DataFrame([figure[["minimum", "estimate", "maximum"]].astype(float)]).assign(row="")
    scale = alt.Scale(domain=[0, 1]) if unit == "share" else alt.Scale(zero=True)
    base = alt.Chart(frame).encode(y=alt.Y("row:N", axis=None))
    bar = base.mark_bar(height=22, color=PALE, cornerRadius=3).encode(
        x=alt.X("minimum:Q", scale=scale, axis=_axis(unit, None)), x2="maximum:Q"
    )
    mark = base.mark_tick(thickness=4, height=34, color=BLUE, opacity=1).encode(x=alt.X("estimate:Q", scale=scale))
    return finished(alt.layer(bar, mark).properties(height=64), language)


def ranked_ranges(frame: pd.DataFrame, city: float, unit: str, language: str) -> alt.LayerChart:
    """One line per area of `frame` (column `area_name`, in its order): range, estimate, the city as a rule if known."""
    order = frame["area_name"].tolist()
    base = alt.Chart(frame).encode(
        y=alt.Y("area_name:N", sort=order, title=None, axis=alt.Axis(labelLimit=330, labelFontSize=14, ticks=False))
    )
    bar = base.mark_bar(height=12, color=PALE, cornerRadius=3).encode(
        x=alt.X("minimum:Q", axis=_axis(unit, None)), x2="maximum:Q"
    )
    mark = base.mark_tick(thickness=4, height=20, color=BLUE, opacity=1).encode(x="estimate:Q")
    known = pd.DataFrame({"city": pd.Series([city], dtype="Float64").dropna().astype(float)})
    rule = alt.Chart(known).mark_rule(color=VERMILION, strokeDash=[5, 4], strokeWidth=2)
    return finished(alt.layer(bar, mark, rule.encode(x="city:Q")).properties(height=30 * len(frame) + 10), language)


def trend(frame: pd.DataFrame, unit: str, language: str) -> alt.LayerChart:
    """Range and estimate by edition; `frame` has a column `year`."""
    base = alt.Chart(frame.assign(year=frame["year"].astype(str))).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelFontSize=14))
    )
    bar = base.mark_bar(size=22, color=PALE, cornerRadius=3).encode(
        y=alt.Y("minimum:Q", axis=_axis(unit, None), scale=alt.Scale(zero=True)), y2="maximum:Q"
    )
    line = base.mark_line(color=BLUE, strokeWidth=2.5, point=alt.OverlayMarkDef(size=80, color=BLUE))
    return finished(alt.layer(bar, line.encode(y="estimate:Q")).properties(height=220), language)


def cutoff_distribution(cells: pd.DataFrame, language: str) -> alt.LayerChart:
    """Households certainly above each cut-off, and those that may be, of one area: its row of published cells."""
    rows = []
    for cut in CUTOFFS:
        name = f"above_{cut:02d}"
        (certain,), (possible,) = certain_and_possible(cells, name, f"valid_{name}", "both_known")
        rows.append({"cutoff": f"{cut}%", "certain": certain, "possible": possible})
    frame = pd.DataFrame(rows).dropna(subset=["certain"])
    base = alt.Chart(frame).encode(
        x=alt.X(
            "cutoff:O",
            sort=[f"{cut}%" for cut in CUTOFFS],
            axis=alt.Axis(labelAngle=0, labelFontSize=13),
            title=translate("spend above this share of income", language),
        )
    )
    possible = base.mark_bar(color=PALE).encode(y=alt.Y("certain:Q", axis=_axis("share", None)), y2="possible:Q")
    certain = base.mark_bar(color=BLUE).encode(y="certain:Q")
    return finished(alt.layer(possible, certain).properties(height=220), language)


def _axis(unit: str, title: str | None) -> alt.Axis:
    return alt.Axis(format=_AXIS_FORMATS[unit], title=title, tickCount=6, labelFontSize=13, gridColor="#e3e8ed")


def finished(chart: Any, language: str) -> alt.LayerChart:
    """`chart` with the look of all charts and the numbers of the language."""
    return (
        chart.configure(locale={"number": _NUMBER_LOCALE[language]})
        .configure_view(strokeWidth=0)
        .configure_axis(labelColor=INK, titleColor=INK, titleFontSize=13)
    )
