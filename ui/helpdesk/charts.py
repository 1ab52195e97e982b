"""Charts of the help-desk page as Altair descriptions. Nothing here knows Streamlit."""

import altair as alt
import pandas as pd

from contract.translations import mark, translate
from ui.drawing.charts import BLUE, INK, PALE, finished, tooltip
from ui.words.formats import decimals, share

_TRACK = "#e8ecf1"
_CHANCES = {"first": mark("Chance of tier 1"), "second": mark("Chance of tier 1 or 2")}


def parts(frame: pd.DataFrame, language: str) -> alt.LayerChart:
    """What each criterion gives an estate, in points of 100.

    `frame`: `label`, `most` (its weight), `low`, `likely`, `high`, in the order of the bars.
    """
    order = frame["label"].tolist()
    points = {name: [decimals(value, language) for value in frame[name]] for name in ("likely", "low", "high", "most")}
    told = frame.assign(
        points=points["likely"],
        spread=[f"{low} – {high}" for low, high in zip(points["low"], points["high"], strict=True)],
        of=points["most"],
    )
    titles = {"label": mark("Criterion"), "points": mark("Points"), "spread": mark("From – to"), "of": mark("At most")}
    base = alt.Chart(told).encode(
        y=alt.Y("label:N", sort=order, title=None, axis=alt.Axis(labelLimit=260, labelFontSize=14, ticks=False)),
        tooltip=tooltip(language, **titles),
    )
    title = translate(mark("points of 100"), language)
    axis = alt.Axis(title=title, format=",.0f", tickCount=6, labelFontSize=13, gridColor="#e3e8ed")
    track = base.mark_bar(height=18, color=_TRACK).encode(x=alt.X("most:Q", axis=axis))
    bar = base.mark_bar(height=18, color=BLUE).encode(x="likely:Q")
    doubt = base.mark_rule(strokeWidth=3, color=INK).encode(x="low:Q", x2="high:Q")
    return finished(alt.layer(track, bar, doubt).properties(height=28 * len(frame) + 20), language)


def chances(frame: pd.DataFrame, language: str) -> alt.LayerChart:
    """Chance of tier 1 (dark) and of tier 1 or 2 (pale) by estate; `frame`: `name`, `first`, `second` (0–1)."""
    order = frame["name"].tolist()
    told = frame.assign(**{f"{name}_told": [share(value, language) for value in frame[name]] for name in _CHANCES})
    titles = {"name": mark("Estate"), **{f"{name}_told": title for name, title in _CHANCES.items()}}
    base = alt.Chart(told).encode(
        y=alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelLimit=300, labelFontSize=14, ticks=False)),
        tooltip=tooltip(language, **titles),
    )
    axis = alt.Axis(title=None, format=".0%", tickCount=6, labelFontSize=13, gridColor="#e3e8ed")
    scale = alt.Scale(domain=[0, 1])
    pale = base.mark_bar(height=16, color=PALE).encode(x=alt.X("second:Q", axis=axis, scale=scale))
    dark = base.mark_bar(height=8, color=BLUE).encode(x=alt.X("first:Q", scale=scale))
    return finished(alt.layer(pale, dark).properties(height=26 * len(frame) + 20), language)
