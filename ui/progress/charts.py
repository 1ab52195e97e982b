"""Charts of the plan as Altair descriptions: when things are due, and money planned and spent."""

from datetime import date

import altair as alt
import pandas as pd

from contract.translations import mark, translate
from indicators.progress.standing import Standing
from ui.drawing.charts import BLUE, INK, PALE, VERMILION, finished, tooltip
from ui.words.formats import euro

_MONTHS = {
    "it": ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}

_SUMS = {"planned_eur": mark("Planned"), "spent_eur": mark("Spent")}


def timeline(standings: list[Standing], today: date, language: str) -> alt.LayerChart:
    """A bar from the first day of each activity to its end (pale to today where no end is stated), what is due as a
    tick, evidence as dots, today as a rule."""
    bars = pd.DataFrame([_bar(each, today) for each in standings if each.activity.start])
    dots = pd.DataFrame(_dots(standings), columns=["name", "day", "told", "kind"])
    order = [each.activity.activity_id for each in standings]
    y = alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelFontSize=14, ticks=False, domain=False))
    months = ",".join(f"'{name}'" for name in _MONTHS[language])
    label = f"[{months}][month(datum.value)] + ' ' + year(datum.value)"
    axis = alt.Axis(title=None, labelExpr=label, tickCount=6, labelFontSize=13, gridColor="#e3e8ed")
    shown = alt.Chart(bars).mark_bar(height=12, cornerRadius=3).encode(
        y=y, x=alt.X("start:T", axis=axis), x2="end:T",
        color=alt.Color("is_stated:N", legend=None, scale=alt.Scale(domain=[True, False], range=[BLUE, PALE])),
        tooltip=[alt.Tooltip("told:N", title=translate(mark("Activity"), language))],
    )  # fmt: skip
    tooltip = [alt.Tooltip("told:N", title=translate(mark("Milestone"), language))]
    due = alt.Chart(dots[dots["kind"] == "due"]).mark_tick(thickness=4, height=22, color=VERMILION, opacity=1)
    proof = alt.Chart(dots[dots["kind"] == "evidence"]).mark_point(size=60, filled=True, color=INK, opacity=1)
    rule = alt.Chart(pd.DataFrame({"day": [pd.Timestamp(today)]})).mark_rule(color=INK, strokeDash=[5, 4])
    layers = [shown, *(each.encode(y=y, x="day:T", tooltip=tooltip) for each in (due, proof)), rule.encode(x="day:T")]
    return finished(alt.layer(*layers).properties(height=30 * len(standings) + 30), language)


def _bar(each: Standing, today: date) -> dict[str, object]:
    activity = each.activity
    end = activity.end or max(today, activity.start or today)
    return {
        "name": activity.activity_id, "start": pd.Timestamp(activity.start or end), "end": pd.Timestamp(end),
        "is_stated": activity.end is not None, "told": activity.activity_id,
    }  # fmt: skip


def _dots(standings: list[Standing]) -> list[tuple[str, pd.Timestamp, str, str]]:
    told = []
    for each in standings:
        name = each.activity.activity_id
        for step in each.milestones:
            if step.due:
                told.append((name, pd.Timestamp(step.due), step.milestone.title, "due"))
            told += [(name, pd.Timestamp(one.day), one.what, "evidence") for one in step.evidence]
    return told


def money_bars(sums: pd.DataFrame, language: str) -> alt.LayerChart:
    """EUR planned (pale) and spent (dark) by year; `sums` as `money.money_sums` by year gives them."""
    frame = sums[["year", "planned_eur", "spent_eur"]].astype({"year": str, "planned_eur": float, "spent_eur": float})
    told = frame.assign(**{f"{name}_told": [euro(each, language) for each in frame[name]] for name in _SUMS})
    titles = {"year": mark("Year"), **{f"{name}_told": title for name, title in _SUMS.items()}}
    base = alt.Chart(told).encode(
        y=alt.Y("year:O", title=None, axis=alt.Axis(labelFontSize=14, ticks=False)), tooltip=tooltip(language, **titles)
    )
    axis = alt.Axis(title=translate(mark("EUR"), language), format=",.0f", tickCount=5, labelFontSize=13)
    pale = base.mark_bar(height=20, color=PALE).encode(x=alt.X("planned_eur:Q", axis=axis))
    dark = base.mark_bar(height=9, color=BLUE).encode(x="spent_eur:Q")
    return finished(alt.layer(pale, dark).properties(height=44 * len(frame) + 70), language)
