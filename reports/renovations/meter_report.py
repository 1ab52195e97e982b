"""One meter before and after works, from its files to a report as text or JSON; no edition is needed."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from math import isnan
from pathlib import Path
from typing import Any

import pandas as pd

from contract.errors import Fault, ObservatoryError, fault_lines, row_ranges
from contract.translations import mark, translate, translate_count
from data_access.intake.mapping_parts import Mapping
from indicators.savings.engine import OUTSIDE, assess_meter
from indicators.savings.periods import Use, Works
from indicators.savings.reasons import REASONS
from indicators.savings.saving import Saving
from indicators.savings.verdict import raw_sentence, verdict_sentence
from reports.directions import energy_change_words, range_words
from reports.numbers import count, rounded_count
from reports.renovations.cautions import caution_words
from reports.renovations.meter_inputs import read_meter
from reports.renovations.model_words import model_words
from reports.renovations.verdicts import doubt_words
from reports.renovations.words import filled, lack_sentence, usual_year_words

_MOST_LINES = 8
"""Readings set aside for one reason that are told one by one; more of them are told in one line."""


@dataclass(frozen=True)
class MeterReport:
    """The saving of one meter; `set_aside`: readings not used as they came, with `reason`; `faults` of both files;
    `has_lines`: whether the index of `set_aside` is the line of its file."""

    saving: Saving
    set_aside: pd.DataFrame
    faults: list[Fault]
    has_lines: bool


def meter_report(readings: Path, weather: Path, works: Sequence[date], mapping: Mapping) -> MeterReport:
    """Read both files as `mapping` says and assess the meter round the works (first day, first day after).

    Raises what `read_meter` does, and ObservatoryError if the works end before they begin or if several meters run
    side by side.
    """
    if works[1] < works[0]:
        raise ObservatoryError(mark("The works end before they begin: {start}, {end}."), start=works[0], end=works[1])
    read = read_meter(readings, weather, mapping)
    try:
        saving, set_aside = assess_meter(read.bills, read.days, Works.between(*works))
    except ValueError as error:
        message = mark(
            "“{file}” holds readings of several meters that run side by side: keep one of them. Where one "
            "replaced another, put right the days that both tell."
        )
        raise ObservatoryError(message, file=readings.name) from error
    return MeterReport(saving, set_aside, read.faults, read.has_lines)


def report_json(report: MeterReport, language: str) -> str:
    """The report as one JSON object: energies in kWh, shares 0–1, null where unknown."""
    saving = report.saving
    content = {
        "verdict": saving.verdict,
        "is_doubtful": saving.is_doubtful,
        "sentences": _sentences(saving, language),
        "cautions": [asdict(caution) for caution in saving.cautions],
        "lacks": [{"code": lack.code, **lack.values} for lack in saving.lacks],
        "avoided_kwh": asdict(saving.avoided_kwh),
        "avoided_share": asdict(saving.avoided_share),
        "usual_year_kwh": asdict(saving.usual_year_kwh),
        "usual_year_share": asdict(saving.usual_year_share),
        "raw_share": saving.raw_share,
        "raw_daily_share": saving.raw_daily_share,
        "expected_kwh": saving.expected_kwh,
        "baseline": _period(saving.before),
        "reporting": _period(saving.after),
        "model_before": asdict(saving.signature_before) if saving.signature_before else None,
        "model_after": asdict(saving.signature_after) if saving.signature_after else None,
        "set_aside": [
            _set_aside(row, number if report.has_lines else None) for number, row in report.set_aside.iterrows()
        ],
        "faults": [fault.as_record() for fault in report.faults],
    }
    return json.dumps(_without_nan(content), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def report_text(report: MeterReport, language: str) -> str:
    """The report in words of `language`."""
    saving = report.saving
    lines = [*_sentences(saving, language), "", _period_line(saving.before, language, mark("Before: {period}"))]
    lines.append(_period_line(saving.after, language, mark("After: {period}")))
    if not isnan(saving.raw_share):
        message = mark("Raw comparison, without weather: {change} ({daily_change} per day)")
        values = {"change": saving.raw_share, "daily_change": saving.raw_daily_share}
        lines.append(filled((message, values), language))
    if saving.is_sufficient:
        days = count(saving.after.days.sum(), language)
        kwh = range_words(saving.avoided_kwh, energy_change_words, rounded_count, language)
        lines.append(
            translate(mark("Energy, over {days} days: {estimate} ({low} to {high})"), language, days=days, **kwh)
        )
        lines += usual_year_words(saving.usual_year_share, language)
    for message, model in (
        (mark("Model before: {model}"), saving.signature_before),
        (mark("Model after: {model}"), saving.signature_after),
    ):
        if model:
            lines.append(translate(message, language, model=model_words(model, language)))
    outside = report.set_aside["reason"] == OUTSIDE
    told = report.set_aside[~outside]
    lines += [
        "",
        translate(mark("Readings not used as they came: {count}"), language, count=count(len(told), language)),
    ]
    for _, alike in told.groupby("reason", sort=False):
        lines += _set_aside_lines(alike, report.has_lines, language)
    message = mark("Readings of other years, sound and not used: {count}")
    lines += [translate(message, language, count=count(outside.sum(), language))] if outside.any() else []
    lines += fault_lines(report.faults, language)
    return "\n".join(lines) + "\n"


def _sentences(saving: Saving, language: str) -> list[str]:
    raw = raw_sentence(saving)
    told = [filled(verdict_sentence(saving), language)]
    told += doubt_words(saving.verdict, saving.is_doubtful, language)
    told += [lack_sentence(lack, language) for lack in saving.lacks]
    told += [filled(raw, language)] if raw else []
    return told + caution_words(saving.cautions, language)


def _period(use: Use) -> dict[str, Any]:
    if not len(use):
        return {"readings": 0}
    return {
        "start": str(use.start.min()),
        "end": str(use.end.max()),
        "readings": len(use),
        "days": int(use.days.sum()),
        "used_kwh": float(use.kwh.sum()),
    }


def _period_line(use: Use, language: str, label: str) -> str:
    known = _period(use)
    if not known["readings"]:
        return translate(label, language, period="–")
    numbers = [
        translate_count("{count} reading", "{count} readings", known["readings"], language),
        translate_count("{count} day", "{count} days", known["days"], language),
        f"{count(known['used_kwh'], language)} kWh",
    ]
    return translate(label, language, period=", ".join([f"{known['start']} – {known['end']}", *numbers]))


def _set_aside(row: pd.Series, number: object) -> dict[str, Any]:
    dates = {name: None if pd.isna(row[name]) else f"{row[name]:%Y-%m-%d}" for name in ("start_date", "end_date")}
    energy = None if pd.isna(row["energy_kwh"]) else float(row["energy_kwh"])
    identity = None if pd.isna(row["reading_id"]) else str(row["reading_id"])
    line = None if number is None else int(str(number))
    # the rows that cancel, replace or complete it
    by = [int(str(each)) for each in row["by"]] if number is not None and isinstance(row["by"], tuple) else []
    return {"row": line, "reading_id": identity, **dates, "energy_kwh": energy, "reason": row["reason"], "by": by}


def _set_aside_lines(alike: pd.DataFrame, has_lines: bool, language: str) -> list[str]:
    """One line a reading set aside for one reason; many of them in one."""
    if len(alike) <= _MOST_LINES:
        return [_set_aside_line(row, number if has_lines else None, language) for number, row in alike.iterrows()]
    place = translate_count("{count} reading", "{count} readings", len(alike), language)
    if has_lines:
        place = translate(mark("rows {rows}"), language, rows=row_ranges(alike.index)) + f" ({place})"
    ends = alike["start_date"].min(), alike["end_date"].max()
    first, last = (f"{day:%Y-%m-%d}" if pd.notna(day) else "–" for day in ends)
    return [f"- {place}, {first} – {last}: {translate(REASONS[alike['reason'].iloc[0]], language)}"]


def _set_aside_line(row: pd.Series, number: object, language: str) -> str:
    told = _set_aside(row, number)
    place = str(told["reading_id"]) if number is None else translate("row {row}", language, row=told["row"])
    reason = translate(REASONS[told["reason"]], language)
    return f"- {place}, {told['start_date'] or '–'} – {told['end_date'] or '–'}: {reason}"


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nan(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(each) for each in value]
    return None if isinstance(value, float) and isnan(value) else value
