"""Charts as Altair descriptions: ranges first, the estimate as a mark inside them. Nothing here knows Streamlit.

Frames have `minimum`, `estimate`, `maximum` (shares 0–1, EUR or ratios) and the columns that each function names.
"""

from typing import Any

import altair as alt
import pandas as pd

from contract.tables import CUTOFFS
from contract.translations import mark, translate
from indicators.basis.intervals import certain_and_possible
from ui.words.formats import interval, quantity, share

BLUE = "#0059b3"
PALE = "#b8d0ea"
VERMILION = "#D55E00"
INK = "#17212b"
_ROOM = 1.15
"""How far a scale goes beyond its widest bar, for the number beside it."""

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
        x=alt.X("minimum:Q", scale=scale, axis=_axis(unit, None)), x2=alt.X2("maximum:Q")
    )
    estimate = base.mark_tick(thickness=4, height=34, color=BLUE, opacity=1).encode(x=alt.X("estimate:Q", scale=scale))
    return finished(alt.layer(bar, estimate).properties(height=64), language)


def ranked_ranges(frame: pd.DataFrame, city: float, unit: str, language: str) -> alt.LayerChart:
    """One line per area of `frame` (column `area_name`, in its order): range, estimate, the city as a rule if known.

    Names stand over their bars, so that they fit a phone; every number is written, and told under the pointer.
    """
    told = _told(frame, unit, language)
    scale = alt.Scale(domain=[0, _ROOM * float(frame["maximum"].max())] if len(frame) else [0, 1], nice=False)
    base = alt.Chart(told).encode(
        y=alt.Y("area_name:N", sort=told["area_name"].tolist(), axis=None),
        tooltip=tooltip(language, area_name=mark("Area"), **_OF_RANGES),
    )
    x = alt.X("minimum:Q", axis=_axis(unit, None), scale=scale)
    bar = base.mark_bar(height=12, color=PALE, cornerRadius=3, yOffset=9).encode(x=x, x2=alt.X2("maximum:Q"))
    estimate = base.mark_tick(thickness=4, height=20, color=BLUE, opacity=1, yOffset=9).encode(x=alt.X("estimate:Q"))
    name, plate = (
        base.mark_text(align="left", fontSize=14, dy=-9, **look).encode(x=alt.value(2), text=alt.Text("area_name:N"))
        for look in ({"color": INK}, {"stroke": "white", "strokeWidth": 5})
    )
    value = base.mark_text(align="left", fontSize=13, color=INK, dx=6, dy=9).encode(
        x=alt.X("maximum:Q"), text=alt.Text("told:N")
    )
    known = pd.DataFrame({"city": pd.Series([city], dtype="Float64").dropna().astype(float)})
    rule = alt.Chart(known).mark_rule(color=VERMILION, strokeDash=[5, 4], strokeWidth=2).encode(x=alt.X("city:Q"))
    return finished(
        alt.layer(rule, bar, estimate, plate, name, value).properties(height=44 * len(frame) + 10), language
    )


def trend(frame: pd.DataFrame, unit: str, language: str) -> alt.LayerChart:
    """Range and estimate by edition; `frame` has a column `year`. Every estimate is written."""
    told = _told(frame.assign(year=frame["year"].astype(str)), unit, language)
    base = alt.Chart(told).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelFontSize=14)),
        tooltip=tooltip(language, year=mark("Year"), **_OF_RANGES),
    )
    bar = base.mark_bar(size=22, color=PALE, cornerRadius=3).encode(
        y=alt.Y("minimum:Q", axis=_axis(unit, None), scale=alt.Scale(zero=True)), y2=alt.Y2("maximum:Q")
    )
    line = base.mark_line(color=BLUE, strokeWidth=2.5, point=alt.OverlayMarkDef(size=80, color=BLUE))
    value = base.mark_text(dy=-16, fontSize=14, fontWeight="bold", color=INK).encode(
        y=alt.Y("estimate:Q"), text=alt.Text("told:N")
    )
    return finished(alt.layer(bar, line.encode(y=alt.Y("estimate:Q")), value).properties(height=220), language)


def _told(frame: pd.DataFrame, unit: str, language: str) -> pd.DataFrame:
    """`frame` with its estimate and its range in words of the page."""
    return frame.assign(
        told=[quantity(value, unit, language) for value in frame["estimate"]],
        spread=[
            interval(low, high, unit, language) for low, high in zip(frame["minimum"], frame["maximum"], strict=True)
        ],
    )


_OF_RANGES = {"told": mark("Estimate"), "spread": mark("From – to")}


def tooltip(language: str, **titles: str) -> list[alt.Tooltip]:
    """What the pointer is told of a mark: columns of text of its frame, each with its title (a sentence)."""
    return [alt.Tooltip(f"{name}:N", title=translate(title, language)) for name, title in titles.items()]


def cutoff_distribution(cells: pd.DataFrame, language: str) -> alt.LayerChart:
    """Households certainly above each cut-off, and those that may be, of one area: its row of published cells."""
    rows = []
    for cut in CUTOFFS:
        name = f"above_{cut:02d}"
        (certain,), (possible,) = certain_and_possible(cells, name, f"valid_{name}", "both_known")
        rows.append({"cutoff": f"{cut}%", "certain": certain, "possible": possible})
    frame = pd.DataFrame(rows).dropna(subset=["certain"])
    for name in ("certain", "possible"):
        frame[f"{name}_told"] = [share(value, language) for value in frame[name]]
    base = alt.Chart(frame).encode(
        x=alt.X(
            "cutoff:O",
            sort=[f"{cut}%" for cut in CUTOFFS],
            axis=alt.Axis(labelAngle=0, labelFontSize=13),
            title=translate("spend above this share of income", language),
        ),
        tooltip=tooltip(language, cutoff=mark("Cut-off"), certain_told=mark("Certain"), possible_told=mark("Possible")),
    )
    possible = base.mark_bar(color=PALE).encode(
        y=alt.Y("certain:Q", axis=_axis("share", None)), y2=alt.Y2("possible:Q")
    )
    certain = base.mark_bar(color=BLUE).encode(y=alt.Y("certain:Q"))
    return finished(alt.layer(possible, certain).properties(height=220), language)


def _axis(unit: str, title: str | None) -> alt.Axis:
    return alt.Axis(format=_AXIS_FORMATS[unit], title=title, tickCount=6, labelFontSize=13, gridColor="#e3e8ed")


def finished(chart: Any, language: str) -> alt.LayerChart:
    """`chart` with the look of all charts and the numbers of the language.

    Its own text tells screen readers what it shows; what Vega would tell of each part is English and names columns.
    """
    words = {"labelColor": INK, "titleColor": INK, "titleFontSize": 13, "aria": False}
    return chart.configure(
        locale={"number": _NUMBER_LOCALE[language]},
        view={"strokeWidth": 0},
        axis=words,
        legend={"aria": False},
        mark={"aria": False},
    )
