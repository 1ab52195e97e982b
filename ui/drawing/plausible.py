"""Pictures of the plausible range: the answer with its numbers on it, and the staircase. No Streamlit here.

Shares are 0–1.
"""

import html
from collections.abc import Mapping

import altair as alt
import pandas as pd

from contract.translations import mark, translate
from ui.drawing.charts import BLUE, INK, PALE, finished
from ui.words.formats import interval, share

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


def answer_picture(figure: pd.Series, language: str) -> str:
    """The plausible range as a band, the estimate marked in it, the certain minimum before it, as plain HTML.

    Every number is written. A line from 0 says that all of it lies on one scale.
    """
    values = {name: float(figure[name]) for name in ("minimum", "plausible_low", "estimate", "plausible_high")}
    low, high, end = values["plausible_low"], values["plausible_high"], min(1.0, _ROOM * values["plausible_high"])
    written = {name: share(value, language) for name, value in values.items()}
    certain = translate(mark("certainly at least {share}"), language, share=written["minimum"])
    estimate = translate(mark("estimate {share}"), language, share=written["estimate"])
    has_room = high - low > _ROOM_FOR_A_WORD * end
    parts = [
        f"<i class='band' style='left:{_place(low, end)};width:{_place(high - low, end)}'></i>",
        *(f"<i class='{name}' style='left:{_place(values[name], end)}'></i>" for name in ("minimum", "estimate")),
        _written("estimate", values["estimate"], end, estimate),
        _written("end", low, end, written["plausible_low"]),
        _written("end", (low + high) / 2, end, translate(mark("plausible"), language) if has_room else ""),
        _written("end", high, end, written["plausible_high"]),
        _written("minimum", values["minimum"], end, certain),
        _written("none", 0, end, "0%"),
    ]
    alt = html.escape(translate(mark("The range and the estimate, as above."), language))
    return f"<div class='answer' role='img' aria-label='{alt}'>{''.join(parts)}</div>"


def _place(value: float, end: float) -> str:
    return f"{100 * value / end:.2f}%"


def _written(kind: str, value: float, end: float, text: str) -> str:
    return f"<span class='{kind}' style='left:{_place(value, end)}'>{html.escape(text)}</span>"


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
    bar = base.mark_bar(height=20, cornerRadius=3).encode(
        x=low, x2=alt.X2("high:Q"), color=alt.Color("colour:N", scale=None)
    )
    told = base.mark_text(align="left", dx=6, fontSize=14, color=INK).encode(x=high, text=alt.Text("told:N"))
    rule = alt.Chart(pd.DataFrame({"estimate": [estimate]})).mark_rule(color=BLUE, strokeWidth=2)
    layers = alt.layer(bar, rule.encode(x=alt.X("estimate:Q", scale=scale, axis=None)), told)
    return finished(layers.properties(height=34 * len(frame)), language)
