"""All renovations as a workbook: results, poverty, potential, bad readings, and what the columns hold."""

import io

import pandas as pd

from contract.translations import mark, translate
from indicators.savings.emission_factors import FACTORS
from indicators.savings.energy_prices import PRICES
from indicators.savings.parameters import RETROFIT_PARAMETERS
from indicators.savings.portfolio import Portfolio
from indicators.savings.reasons import REASONS
from reports.downloads import without_formulas
from reports.numbers import month
from reports.renovations.cautions import caution_words
from reports.renovations.words import lack_words

COLUMN_MEANINGS = {
    "retrofit_id": mark("code of the renovation"),
    "complex_id": mark("code of the estate"),
    "complex_name": mark("name of the estate"),
    "measure": mark("what was done"),
    "verdict": mark("saving, rise (higher use), unclear (cannot be told) or insufficient (too few data)"),
    "lacks": mark("what is missing for a verdict"),
    "cautions": mark("what else moved use, beside the works"),
    "is_doubtful": mark("whether the saving may be of that: ranked after the others, not added up with them"),
    "series": mark("meters of the estate"),
    "series_used": mark("meters with enough readings"),
    "yearly_kwh": mark("energy avoided in a year of 365 days at equal weather, kWh; low and high: 90% interval"),
    "share": mark("the same as a share (0–1) of what would have been used without works; low and high likewise"),
    "raw_share": mark("1 − use a day after ÷ before, as billed, whatever the weather"),
    "effect": mark(
        "share saved beside similar estates without works (difference in differences); low and high likewise"
    ),
    "matches": mark("similar estates without works"),
    "chance": mark("share of effects as large among the similar estates taken for renovated and the renovation itself"),
    "cost_eur": mark("cost of the works, EUR"),
    "kwh_per_eur": mark("kWh avoided in a year for each euro spent"),
    "vulnerable_households": mark(
        "vulnerable households of the estate, estimated from its census section; empty where works and meters "
        "are of one building"
    ),
    "kwh_per_vulnerable": mark("kWh avoided in a year for each vulnerable household"),
    "rank_per_eur": mark("place by kWh per euro, of what is told without doubt"),
    "rank_per_vulnerable": mark("place by kWh per vulnerable household, of what is told without doubt"),
    "indicator_id": mark("indicator; its definition is on the method page"),
    "year_before": mark("last year of spend before the works"),
    "year_after": mark("first year of spend after the works"),
    "before": mark(
        "estimate in the estate's census section before, 0–1; minimum and maximum: its certain range; plausible_low "
        "and plausible_high: what is plausible, where heating bills are imputed"
    ),
    "after": mark("the same after"),
    "reason_before": mark("why the figure before is not shown: a finding"),
    "reason_after": mark("the same after"),
    "others": mark("sections of estates without works"),
    "others_before": mark("their mean estimate before, weighted by households"),
    "others_after": mark("the same after"),
    "difference": mark("change here less change there, 0–1"),
    "usual_year_kwh": mark("use in a usual year, kWh"),
    "saved_kwh": mark("what works would save of it, by the effects observed; low and high: 90% interval"),
    "reason": mark("why a reading is not used as it came"),
}
"""Columns of the workbook, with what each holds; those of readings are of the contract."""


def portfolio_workbook(portfolio: Portfolio, names: pd.Series, beside: pd.DataFrame, language: str) -> bytes:
    """The workbook (XLSX). `beside`: `retrofit_poverty.COLUMNS`; `names` of the estates by complex_id."""
    sheets = {
        mark("Renovations"): named_portfolio(portfolio.retrofits, names, language),
        mark("Poverty"): beside,
        mark("Potential"): portfolio.potential.complexes,
        mark("Set aside"): _set_aside(portfolio.set_aside, language),
        mark("Read me"): _read_me(language),
    }
    file = io.BytesIO()
    with pd.ExcelWriter(file, engine="openpyxl") as writer:
        for name, frame in sheets.items():
            title = translate(name, language)
            without_formulas(frame).to_excel(writer, sheet_name=title, index=False, freeze_panes=(1, 0))
            _widen(writer.sheets[title], frame)
    return file.getvalue()


def named_portfolio(retrofits: pd.DataFrame, names: pd.Series, language: str) -> pd.DataFrame:
    """`portfolio.COLUMNS` with the estates' names and, in words, what each renovation lacks."""
    frame = retrofits.assign(
        lacks=[" ".join(lack_words(row, language)) for _, row in retrofits.iterrows()],
        cautions=[" ".join(caution_words(each, language)) for each in retrofits["cautions"]],
    )
    frame.insert(2, "complex_name", frame["complex_id"].map(names))
    return frame


def _set_aside(readings: pd.DataFrame, language: str) -> pd.DataFrame:
    reasons = {code: translate(sentence, language) for code, sentence in REASONS.items()}
    return readings.drop(columns="by", errors="ignore").assign(
        reason=readings["reason"].map(reasons),
        **{name: readings[name].dt.strftime("%Y-%m-%d") for name in ("start_date", "end_date")},
    )


def _read_me(language: str) -> pd.DataFrame:
    """Columns, factors, prices and chosen numbers: name, value, what it is, source, whether it was verified."""
    unverified = translate(mark("to be verified"), language)
    rows: list[tuple[object, ...]] = [
        (name, None, translate(meaning, language), None, None) for name, meaning in COLUMN_MEANINGS.items()
    ]
    for carrier, factor in FACTORS.items():
        source = f"{translate(factor.source, language)} ({month(factor.date, language)})"
        rows.append((carrier, factor.kg_per_kwh, f"kg CO₂/kWh, {factor.year}", source, unverified))
    for carrier, series in PRICES.items():
        source = f"{translate(series.source, language)} ({month(series.date, language)})"
        rows += [(carrier, price, f"EUR/kWh, {year}", source, unverified) for year, price in series.eur_per_kwh.items()]
    for number in RETROFIT_PARAMETERS.values():
        label = f"{translate(number.label, language)} ({number.unit})"
        rows.append(
            (
                number.id,
                number.value,
                label,
                f"{translate(number.source, language)} ({month(number.date, language)})",
                None,
            )
        )
    heads = [mark("Name"), mark("Value"), mark("What it is"), mark("Source"), mark("State")]
    return pd.DataFrame(rows, columns=[translate(head, language) for head in heads])


def _widen(sheet: object, frame: pd.DataFrame) -> None:
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(frame.columns, 1):
        longest = max([len(str(column)), *(len(str(value)) for value in frame[column].head(200))])
        sheet.column_dimensions[get_column_letter(place)].width = min(longest + 2, 60)  # type: ignore[attr-defined]
