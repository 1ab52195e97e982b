"""Pictures of the plausible range: the answer with its numbers on it, and the staircase. No Streamlit here.

Shares are 0–1.
"""

from collections.abc import Mapping
from typing import Literal

import altair as alt
import pandas as pd

from contract.translations import mark, translate
from ui.drawing.charts import BLUE, INK, PALE, finished
from ui.words.formats import interval, share

CERTAIN = "#5b6670"
_GREY = "#d9dee3"
_ROOM = 1.25
"""How far the scale goes beyond the widest number drawn."""

_ROOM_FOR_A_WORD = 0.3
"""Part of the scale that the band must fill for a word to stand between its ends, on a phone too."""

STEP_NAMES = {
    "certain": mark("Nothing assumed"),
    "bill": mark("Unknown heating bills"),
    "spread": mark("Differences between households"),
    "odds": mark("Unknown incomes"),
}
"""Steps of the staircase, in their order: what is assumed in each, beside those before."""


def answer_picture(figure: pd.Series, language: str) -> alt.LayerChart:
    """The plausible range as a band, the estimate marked in it, the certain minimum before it; every number written.

    A line from 0 says that all of it lies on one scale.
    """
    names = ("minimum", "plausible_low", "estimate", "plausible_high")
    values = {name: float(figure[name]) for name in names}
    values |= {"none": 0.0, "end": min(1.0, _ROOM * values["plausible_high"])}
    values["middle"] = (values["plausible_low"] + values["plausible_high"]) / 2
    scale = alt.Scale(domain=[0, values["end"]], nice=False)
    base = alt.Chart(pd.DataFrame([values])).encode(y=alt.value(52))
    x = {name: alt.X(f"{name}:Q", scale=scale, axis=None) for name in values}
    written = {name: share(value, language) for name, value in values.items()}
    certain = translate(mark("certainly at least {share}"), language, share=written["minimum"])
    estimate = translate(mark("estimate {share}"), language, share=written["estimate"])
    has_room = values["plausible_high"] - values["plausible_low"] > _ROOM_FOR_A_WORD * values["end"]
    plausible = translate(mark("plausible"), language) if has_room else ""
    parts = [
        base.mark_rule(color=_GREY, strokeWidth=2).encode(x=x["none"], x2="end:Q"),
        base.mark_bar(height=30, color=PALE, cornerRadius=4).encode(x=x["plausible_low"], x2="plausible_high:Q"),
        base.mark_tick(thickness=5, height=42, color=BLUE, opacity=1).encode(x=x["estimate"]),
        base.mark_tick(thickness=3, height=42, color=CERTAIN, opacity=1).encode(x=x["minimum"]),
        _label(base, x["none"], "0%", 13, 78, "left", CERTAIN),
        _label(base, x["estimate"], estimate, 18, 14, "center", BLUE, "bold"),
        _label(base, x["plausible_low"], written["plausible_low"], 15, 86, "center", INK),
        _label(base, x["middle"], plausible, 15, 86, "center", INK),
        _label(base, x["plausible_high"], written["plausible_high"], 15, 86, "center", INK),
        _label(base, x["minimum"], certain, 14, 108, "left", CERTAIN),
    ]
    return finished(alt.layer(*parts).properties(height=122), language)


def staircase_picture(steps: Mapping[str, tuple[float, float]], estimate: float, language: str) -> alt.LayerChart:
    """One bar a step, from the certain bounds to the plausible range, with its ends written; the estimate as a rule."""
    rows = [
        {"step": translate(STEP_NAMES[name], language), "low": low, "high": high}
        | {"told": interval(low, high, "share", language)}
        for name, (low, high) in steps.items()
    ]
    frame = pd.DataFrame(rows).assign(colour=[*[_GREY] * (len(rows) - 1), PALE])
    order, scale = frame["step"].tolist(), alt.Scale(domain=[0, _ROOM * float(frame["high"].max())], nice=False)
    axis = alt.Axis(labelLimit=260, labelFontSize=14, ticks=False)
    base = alt.Chart(frame).encode(y=alt.Y("step:N", sort=order, title=None, axis=axis))
    low, high = (alt.X(f"{name}:Q", scale=scale, axis=None) for name in ("low", "high"))
    bar = base.mark_bar(height=20, cornerRadius=3).encode(x=low, x2="high:Q", color=alt.Color("colour:N", scale=None))
    told = base.mark_text(align="left", dx=6, fontSize=14, color=INK).encode(x=high, text="told:N")
    rule = alt.Chart(pd.DataFrame({"estimate": [estimate]})).mark_rule(color=BLUE, strokeWidth=2)
    layers = alt.layer(bar, rule.encode(x=alt.X("estimate:Q", scale=scale, axis=None)), told)
    return finished(layers.properties(height=34 * len(frame)), language)


def _label(
    base: alt.Chart,
    x: alt.X,
    text: str,
    size: int,
    y: int,
    align: Literal["left", "center"],
    colour: str,
    weight: Literal["normal", "bold"] = "normal",
) -> alt.Chart:
    written = base.mark_text(align=align, fontSize=size, color=colour, fontWeight=weight)
    return written.encode(x=x, y=alt.value(y), text=alt.value(text))
