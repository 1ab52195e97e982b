"""One renovation in words, charts and lists: the verdict first, depth on demand."""

import pandas as pd
import streamlit as st

from data_access.editions import Edition
from data_access.meter_tables import CARRIERS
from data_access.translations import mark
from indicators.comparison import Key
from indicators.meter_readings import REASONS
from indicators.periods import Works
from indicators.portfolio import Portfolio
from indicators.retrofit_worth import co2_tonnes, warmth
from indicators.savings import Range, Saving, touched_by
from indicators.savings_series import Depth
from indicators.savings_verdict import Sentence, raw_sentence_of, sentence_of
from indicators.signature import Signature
from ui import cached, retrofit_charts, state
from ui.controls import pick, unfold
from ui.formats import ABSENT, count, day, interval, ratio, rounded_count, share
from ui.i18n import language, t
from ui.texts import draw_list, draw_notice, draw_paragraph, draw_table

CARRIER_NAMES = dict(
    zip(CARRIERS, (mark("Gas"), mark("Electricity"), mark("District heating"), mark("Heating oil")), strict=True)
)


def pick_retrofit(portfolio: Portfolio, names: pd.Series) -> pd.Series:
    """Draw the list of estates with works, best saving first, and return the row of the chosen renovation."""
    rows = portfolio.retrofits.set_index("retrofit_id", drop=False)
    labels = {str(code): f"{estate_name(names, row)} · {row['measure']}" for code, row in rows.iterrows()}
    asked = state.get("retrofit")
    if asked and asked not in labels:
        draw_notice(t("This edition has no works “{code}”.", code=asked), "warning")
        state.put("retrofit", None)
    return rows.loc[pick("retrofit", t("Estate and works"), list(labels), labels.__getitem__)]


def estate_names(edition: Edition) -> pd.Series:
    """Names of the estates by complex_id, empty where no register was published."""
    register = cached.table(edition, "complexes").reindex(columns=["complex_id", "name"])
    return register.drop_duplicates("complex_id").set_index("complex_id")["name"]


def estate_name(names: pd.Series, row: pd.Series) -> str:
    """Name of the estate of a renovation; its code where the register does not have it."""
    return str(names.get(row["complex_id"], row["complex_id"]))


def draw_verdict(row: pd.Series) -> None:
    """Draw the verdict, what the bills alone would have said where that is something else, and what is missing."""
    reach = Range(row["share"], row["share_low"], row["share_high"])
    raw = raw_sentence_of(row["raw_share"], reach)
    places = st.columns([3, 2], gap="large") if raw else [st.container()]
    with places[0]:
        draw_paragraph(_in_percent(sentence_of(row["verdict"], reach)), "verdict")
    if raw:
        with places[1]:
            draw_paragraph(_in_percent(raw))
    draw_list(lack_lines(row) or _gains(row))


def lack_lines(row: pd.Series) -> list[str]:
    """What is missing for a verdict on a renovation, one sentence each."""
    return [t(lack.sentence, **lack.values) for lack in row["lacks"]]


def draw_depth(edition: Edition, row: pd.Series, portfolio: Portfolio) -> None:
    """Draw the folds of one renovation: over time, by month, signature, promises, what was set aside."""
    works = cached.table(edition, "retrofits").set_index("retrofit_id").loc[row["retrofit_id"]]
    unfold("months", t("Month by month at equal weather"), lambda: _draw_months(_pick_series(edition, row, "months")))
    unfold("time", t("Readings and model over time"), lambda: _draw_time(_pick_series(edition, row, "time"), works))
    unfold("signature", t("Use against the cold"), lambda: _draw_signature(_pick_series(edition, row, "signature")))
    savings = portfolio.savings[str(row["retrofit_id"])]
    unfold("promises", t("Beside the certificates, and carbon dioxide"), lambda: _draw_promises(savings, works))
    unfold("aside", t("Readings set aside, and why"), lambda: _draw_set_aside(edition, works, portfolio))


def _in_percent(sentence: Sentence) -> str:
    text, values = sentence
    return t(text, **{name: share(value, language()) for name, value in values.items()})


def _gains(row: pd.Series) -> list[str]:
    """The energy of a year, what each euro spared, and the effect beside estates without works."""
    lang = language()
    text = (
        mark("About {kwh} kWh less a year ({low} to {high}).")
        if row["verdict"] == "saving"
        else mark("Over a year the difference is {kwh} kWh ({low} to {high}); above zero is a saving.")
    )
    ends = zip(("kwh", "low", "high"), ("yearly_kwh", "yearly_low_kwh", "yearly_high_kwh"), strict=True)
    lines = [t(text, **{name: rounded_count(row[column], lang) for name, column in ends})]
    if row["verdict"] == "saving" and pd.notna(row["kwh_per_eur"]):
        lines.append(t("{per_euro} kWh a year for each euro spent.", per_euro=decimals(row["kwh_per_eur"])))
    return [*lines, _beside(row)]


def _beside(row: pd.Series) -> str:
    if not row["matches"]:
        return t("No estates without works are like enough to be set beside it.")
    return t(
        "Beside {count} similar estates without works, the works explain {effect} ({spread}).",
        count=row["matches"],
        effect=share(row["effect"], language()),
        spread=interval(row["effect_low"], row["effect_high"], "share", language()),
    )


def decimals(value: float) -> str:
    """A small number with two decimals; – where there is none."""
    return ABSENT if pd.isna(value) else f"{value:.2f}".replace(".", "," if language() == "it" else ".")


def _pick_series(edition: Edition, row: pd.Series, fold: str) -> Depth | None:
    """The series of the renovation; a list to choose from where there are several, None where there is none."""
    depths = cached.depths(edition, str(row["retrofit_id"]))
    if not depths:
        return None
    keys = list(depths)
    place = 0
    if len(keys) > 1:
        labels = [_series_name(key) for key in keys]
        place = st.selectbox(
            t("Meter"), range(len(keys)), format_func=labels.__getitem__, key=f"series_{fold}_{language()}"
        )
    return depths[keys[place]]


def _series_name(key: Key) -> str:
    _, building, carrier, line = key
    return " · ".join(filter(None, (str(building), t(CARRIER_NAMES[str(carrier)]), str(int(str(line)) + 1))))


def _draw_months(depth: Depth | None) -> None:
    if depth is None or not depth.saving.is_sufficient:
        draw_paragraph(t("There are too few data for a verdict."))
        return
    used, expected = depth.months["used_kwh"].sum(), depth.months["expected_kwh"].sum()
    alt = t(
        "Since the works {used} kWh were used; without them, in the same weather, it would have been {expected} kWh.",
        used=count(used, language()),
        expected=count(expected, language()),
    )
    st.altair_chart(retrofit_charts.month_by_month(depth.months, language()), alt=alt)
    draw_paragraph(alt)


def _draw_time(depth: Depth | None, works: pd.Series) -> None:
    if depth is None or depth.timeline.empty:
        draw_paragraph(t("There are no readings of this estate."))
        return
    days = (works["start_date"], works["end_date"])
    first, last = (day(str(date), language()) for date in days)
    alt = t("Use by reading in kWh a day, with the models; works from {first} to {last}.", first=first, last=last)
    st.altair_chart(retrofit_charts.over_time(depth.timeline, days, language()), alt=alt)
    draw_paragraph(alt)


def _draw_signature(depth: Depth | None) -> None:
    if depth is None or not (depth.saving.signature_before and depth.saving.signature_after):
        draw_paragraph(t("There are too few data for a verdict."))
        return
    lines = [
        t("Before: {model}", model=_model(depth.saving.signature_before)),
        t("After: {model}", model=_model(depth.saving.signature_after)),
    ]
    st.altair_chart(retrofit_charts.signature(depth.points, language()), alt=" ".join(lines))
    draw_list(lines)


def _model(model: Signature) -> str:
    lang = language()
    values = {name: count(getattr(model, name), lang) for name in ("base_kwh_per_day", "slope_kwh_per_degree_day")}
    base, slope = values.values()
    if model.model == "constant":
        return t("{base} kWh a day, whatever the weather", base=base)
    return t(
        "{base} kWh a day, and {slope} kWh for each degree day below {balance} °C (explains {fit})",
        base=base,
        slope=slope,
        balance=ratio(model.balance_point_c, lang),
        fit=share(model.r_squared, lang),
    )


def _draw_promises(savings: dict[Key, Saving], works: pd.Series) -> None:
    used = [saving for saving in savings.values() if saving.is_sufficient]
    if not used:
        draw_paragraph(t("There are too few data for a verdict."))
        return
    saved = [saving.usual_year_kwh.estimate for saving in used]
    shares = [saving.usual_year_share.estimate or float("nan") for saving in used]
    before = sum(kwh / part for kwh, part in zip(saved, shares, strict=True))
    lines = [_in_percent(sentence) for sentence in warmth(before, sum(saved), works).sentences]
    tonnes = sum(co2_tonnes({str(key[2]): saving}) for key, saving in savings.items() if saving.is_sufficient)
    lines.append(t("Carbon dioxide avoided: about {tonnes} tonnes a year.", tonnes=ratio(tonnes, language())))
    draw_list(lines)


def _draw_set_aside(edition: Edition, works: pd.Series, portfolio: Portfolio) -> None:
    own = cached.table(edition, "readings")
    own = own[own["complex_id"] == works["complex_id"]]
    aside = portfolio.set_aside[portfolio.set_aside["complex_id"] == works["complex_id"]]
    days = Works.between(works["start_date"], works["end_date"])
    draw_set_aside(pd.concat([aside, touched_by(days, own.drop(aside.index))]))


def draw_set_aside(aside: pd.DataFrame) -> None:
    """Draw one row per reading that is not used as it came, with its reason."""
    if aside.empty:
        draw_paragraph(t("Every reading is used as it came."))
        return
    lang = language()
    rows = [
        [
            str(row.reading_id),
            *(ABSENT if pd.isna(date) else day(str(date), lang) for date in (row.start_date, row.end_date)),
            count(row.energy_kwh, lang),
            t(REASONS[row.reason]),
        ]
        for row in aside.itertuples()
    ]
    draw_table([t("Reading"), t("From"), t("To"), t("kWh"), t("Why")], rows, words=(4,))
