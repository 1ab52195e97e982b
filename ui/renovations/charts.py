"""Charts of one renovation as Altair descriptions. Nothing here knows Streamlit.

Frames are those of `indicators.savings.series`; energies in kWh.
"""

from typing import Any

import altair as alt
import pandas as pd
from babel.dates import format_date

from contract.translations import mark, translate
from ui.drawing.charts import BLUE, INK, PALE, VERMILION, finished, tooltip
from ui.words.formats import LOCALES, count, decimals

USED = mark("used")
WITHOUT_WORKS = mark("without the works, in the same weather")
WITH_WORKS = mark("model since the works")
BEFORE = mark("before the works")
AFTER = mark("since the works")
WORKS = mark("works")

_KWH_A_DAY = mark("kWh a day")
_DEGREE_DAYS = mark("degree days a day")
_KWH_A_MONTH = mark("kWh in the month")

_LEGEND = alt.Legend(
    orient="top", columns=1, title=None, labelFontSize=14, labelLimit=400, labelColor=INK, symbolStrokeWidth=0
)
"""One for the colours and what goes with them: Vega warns of a legend that only one of the two asks for."""


def over_time(timeline: pd.DataFrame, works: tuple[pd.Timestamp, pd.Timestamp], language: str) -> alt.LayerChart:
    """Readings as dots, both models as lines, the days of the works as a grey band."""
    frame = timeline.assign(day=timeline["start_date"] + (timeline["end_date"] - timeline["start_date"]) / 2)
    names = [translate(text, language) for text in (USED, WITHOUT_WORKS, WITH_WORKS)]
    columns = ("use_kwh_per_day", "without_works_kwh_per_day", "with_works_kwh_per_day")
    long = frame[["day", *columns]].rename(columns=dict(zip(columns, names, strict=True)))
    long = long.melt("day", var_name="what", value_name="kwh").dropna(subset=["kwh"])
    long["when"] = [format_date(each, "d/M/yyyy", locale=LOCALES[language]) for each in long["day"]]
    base = alt.Chart(_written(long, language)).encode(
        tooltip=tooltip(language, when=mark("Day"), what=mark("What"), told=_KWH_A_DAY),
        x=alt.X("day:T", title=None, axis=alt.Axis(format="%m/%Y", labelFontSize=13, tickCount=8)),
        y=_kwh("kwh:Q", _KWH_A_DAY, language),
        color=_colours(names, [INK, VERMILION, BLUE]),
    )
    dashes = alt.StrokeDash("what:N", scale=alt.Scale(domain=names, range=[[1, 0], [6, 4], [1, 0]]), legend=_LEGEND)
    lines = base.transform_filter(alt.FieldOneOfPredicate(field="what", oneOf=names[1:])).mark_line(strokeWidth=2.5)
    dots = base.transform_filter(alt.FieldEqualPredicate(field="what", equal=names[0]))
    dots = dots.mark_point(filled=True, size=45, opacity=1)
    layers = (_band(works, language), lines.encode(strokeDash=dashes), dots)
    return finished(alt.layer(*layers).properties(height=320), language)


def month_by_month(months: pd.DataFrame, language: str) -> alt.LayerChart:
    """What each month since the works used, beside what it would have used without them in the same weather."""
    labels = [format_date(month, "LLL yy", locale=LOCALES[language]) for month in months["month"]]
    names = [translate(text, language) for text in (WITHOUT_WORKS, USED)]
    frame = pd.DataFrame({"month": labels, names[0]: months["expected_kwh"], names[1]: months["used_kwh"]})
    long = frame.melt("month", var_name="what", value_name="kwh").dropna(subset=["kwh"])
    bars = (
        alt.Chart(_written(long, language))
        .mark_bar()
        .encode(
            x=alt.X("month:O", sort=labels, title=None, axis=alt.Axis(labelAngle=0, labelFontSize=13)),
            xOffset=alt.XOffset("what:N", sort=names),
            y=_kwh("kwh:Q", _KWH_A_MONTH, language),
            tooltip=tooltip(language, month=mark("Month"), what=mark("What"), told=_KWH_A_MONTH),
            color=_colours(names, [VERMILION, BLUE]),
        )
    )
    return finished(alt.layer(bars).properties(height=300), language)


def signature(points: pd.DataFrame, language: str) -> alt.LayerChart:
    """Use against degree days before and since the works: dots of both shapes, and the line of each model."""
    roles = {"baseline": translate(BEFORE, language), "reporting": translate(AFTER, language)}
    frame = points.assign(what=points["role"].map(roles)).dropna(subset=["degree_days_per_day"])
    names = list(roles.values())
    title = translate(_DEGREE_DAYS, language)
    frame = frame[["what", "degree_days_per_day", "use_kwh_per_day", "modelled_kwh_per_day"]]
    frame = _written(frame.assign(kwh=frame["use_kwh_per_day"]), language)
    frame["cold"] = [decimals(each, language) for each in frame["degree_days_per_day"]]
    base = alt.Chart(frame).encode(
        x=alt.X("degree_days_per_day:Q", title=title, axis=alt.Axis(labelFontSize=13, tickCount=8)),
        color=_colours(names, [VERMILION, BLUE]),
        tooltip=tooltip(language, what=mark("What"), cold=_DEGREE_DAYS, told=_KWH_A_DAY),
    )
    dots = base.mark_point(filled=True, size=60, opacity=1).encode(
        y=_kwh("use_kwh_per_day:Q", _KWH_A_DAY, language),
        shape=alt.Shape("what:N", scale=alt.Scale(domain=names, range=["circle", "square"]), legend=_LEGEND),
    )
    lines = base.mark_line(strokeWidth=2).encode(y="modelled_kwh_per_day:Q")
    return finished(alt.layer(lines, dots).properties(height=320), language)


def _band(works: tuple[pd.Timestamp, pd.Timestamp], language: str) -> Any:
    frame = pd.DataFrame([{"start": works[0], "end": works[1], "text": translate(WORKS, language)}])
    band = alt.Chart(frame).mark_rect(color=PALE, opacity=0.5).encode(x="start:T", x2="end:T")
    text = alt.Chart(frame).mark_text(align="left", baseline="top", dx=4, dy=4, fontSize=13, color=INK)
    return alt.layer(band, text.encode(x="start:T", y=alt.value(0), text="text:N"))


def _kwh(field: str, title: str, language: str) -> alt.Y:
    axis = alt.Axis(format=",.0f", tickCount=6, labelFontSize=13, gridColor="#e3e8ed", title=translate(title, language))
    return alt.Y(field, axis=axis, scale=alt.Scale(zero=True))


def _colours(names: list[str], colours: list[str]) -> alt.Color:
    return alt.Color("what:N", scale=alt.Scale(domain=names, range=colours), legend=_LEGEND)


def _written(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """`frame` with its `kwh` in words of the page."""
    return frame.assign(told=[count(each, language) for each in frame["kwh"].round()])
