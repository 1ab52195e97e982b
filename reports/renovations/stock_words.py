"""What is said of all renovations together: placebos, what the others would save, poverty beside."""

import pandas as pd

from contract.translations import mark, mark_count, translate
from indicators.basis.findings import FINDINGS
from indicators.catalogue.registry import get_indicator
from indicators.savings.potential import Potential
from reports.numbers import ABSENT, count, interval, points, ratio, rounded_count, share

_PLACEBO = mark_count(
    "Check of the method: {count} estate without works was taken for renovated. The mean effect found is "
    "{mean} (spread {deviation}); it should be near zero.",
    "Check of the method: {count} estates without works were taken for renovated. The mean effect found "
    "is {mean} (spread {deviation}); it should be near zero.",
)
_NO_PLACEBO = mark("The method could not be checked: there are too few similar estates without works.")
_POTENTIAL = mark_count(
    "If works did in {count} estate without them what they did here ({share} less, anywhere from {low} to "
    "{high} in a single one), {total} kWh a year would be saved ({total_low} to {total_high}).",
    "If works did in {count} estates without them what they did here ({share} less, anywhere from {low} "
    "to {high} in a single one), {total} kWh a year would be saved ({total_low} to {total_high}).",
)
_POTENTIAL_WIDE = mark_count(
    "If works did in {count} estate without them what they did here ({share} less; in a single one anything from {low} "
    "more to {high} less), {total} kWh a year would be saved ({total_low} to {total_high}).",
    "If works did in {count} estates without them what they did here ({share} less; in a single one anything from "
    "{low} more to {high} less), {total} kWh a year would be saved ({total_low} to {total_high}).",
)
"""Where a single estate may use more than before."""
_CHOSEN = mark(
    "Estates were not drawn by lot for the works: the others may save more or less than these, and no interval tells "
    "that."
)
_LEFT_OUT = mark(
    "Left out, as their readings do not fill a year, or are of the whole estate and of its buildings at once: {names}."
)
_NO_POTENTIAL = mark(
    "What the other estates would save cannot be told: it takes at least three renovations with a verdict "
    "that is not in doubt, and readings of estates without works."
)
_NO_YEARS = mark(
    "No edition tells the poverty of both a year before the works and a year after them: published years are {years}."
)
_ESTATE = mark_count(
    "In the estate's census section energy poverty was {before} in {year_before} and {after} in "
    "{year_after}; in the section of {others} estate without works {others_before}, then {others_after}.",
    "In the estate's census section energy poverty was {before} in {year_before} and {after} in "
    "{year_after}; in the sections of {others} estates without works {others_before}, then {others_after}.",
    "others",
)
_ABSENCES = {"withheld": mark("withheld"), "missing": mark("not known")}
_TOGETHER = mark_count(
    "{indicator}, of {renovations} renovation: from {before} to {after}; in estates without works from "
    "{others_before} to {others_after}. {difference}",
    "{indicator}, mean of {renovations} renovations: from {before} to {after}; in estates without works "
    "from {others_before} to {others_after}. {difference}",
    "renovations",
)
_TOGETHER_NONE = mark("{indicator}: no renovation has a figure on all sides, before and after, here and beside.")
_BETTER = mark("Beside them, {points} percentage points less.")
_WORSE = mark("Beside them, {points} percentage points more.")
_ALIKE = mark("Beside them, no difference.")
SECTION_CAUTION = mark(
    "Figures of the census section that holds the estate: other homes are in it too, incomes are two years older than "
    "the spend, and a few households more or less move them. Read them beside the saving, not as its effect."
)


def placebo_words(summary: dict[str, float], language: str) -> str:
    """The check with placebos (`comparison.placebo_summary`), in a sentence."""
    if pd.isna(summary["mean"]):
        return translate(_NO_PLACEBO, language)
    told = {name: share(summary[name], language) for name in ("mean", "deviation")}
    return translate(_PLACEBO, language, count=int(summary["count"]), **told)


def potential_words(found: Potential, names: pd.Series, language: str) -> list[str]:
    """What the estates without works would save, with its doubt; `names` of the estates by complex_id."""
    if pd.isna(found.total_kwh.estimate):
        return [translate(_NO_POTENTIAL, language)]
    is_wide = found.share.low < 0
    shares = {"share": found.share.estimate, "low": abs(found.share.low), "high": found.share.high}
    totals = {"total": found.total_kwh.estimate, "total_low": found.total_kwh.low, "total_high": found.total_kwh.high}
    told = {name: share(value, language) for name, value in shares.items()}
    told |= {name: rounded_count(value, language) for name, value in totals.items()}
    sentence = _POTENTIAL_WIDE if is_wide else _POTENTIAL
    lines = [translate(sentence, language, count=found.complexes["complex_id"].nunique(), **told)]
    lines.append(translate(_CHOSEN, language))
    if found.left_out:
        left = ", ".join(str(names.get(code, code)) for code in found.left_out)
        lines.append(translate(_LEFT_OUT, language, names=left))
    return lines


def poverty_words(beside: pd.DataFrame, years: list[int], language: str) -> str:
    """Energy poverty where one renovation was done (its rows of `retrofit_poverty.COLUMNS`), in a sentence."""
    if beside.empty:
        return translate(_NO_YEARS, language, years=", ".join(map(str, years)))
    row = beside.iloc[0]
    told = {name: _estimate(row, name, language) for name in ("before", "after")}
    told |= {name: share(row[name], language) for name in ("others_before", "others_after")}
    fixed = {name: row[name] for name in ("year_before", "year_after", "others")}
    return translate(_ESTATE, language, **fixed, **told)


def poverty_table(beside: pd.DataFrame, language: str) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of poverty, precarity and coverage of one renovation, ranges in brackets; `beside` not empty."""
    first, last = beside["year_before"].iloc[0], beside["year_after"].iloc[0]
    heads = [
        translate(mark("Indicator"), language),
        translate(mark("Before: {year}"), language, year=first),
        translate(mark("After: {year}"), language, year=last),
        translate(mark("Without works: {year}"), language, year=first),
        translate(mark("Without works: {year}"), language, year=last),
        translate(mark("Change here less change there, points"), language),
    ]
    rows = [
        [
            translate(get_indicator(row["indicator_id"]).label, language),
            *(_estimate(row, side, language, with_range=True) for side in ("before", "after")),
            *(share(row[side], language) for side in ("others_before", "others_after")),
            points(row["difference"], language),
        ]
        for _, row in beside.iterrows()
    ]
    return heads, rows


def _estimate(row: pd.Series, side: str, language: str, with_range: bool = False) -> str:
    """The estimate, with its range where that is asked for; the reason where it is not shown."""
    reason = row[f"reason_{side}"]
    if reason:
        finding = FINDINGS[reason]
        return translate(finding.sentence if with_range else _ABSENCES[finding.state], language).rstrip(".")
    estimate = share(row[side], language)
    low, high = ("minimum", "maximum") if pd.isna(row[f"plausible_low_{side}"]) else ("plausible_low", "plausible_high")
    spread = interval(row[f"{low}_{side}"], row[f"{high}_{side}"], "share", language)
    return f"{estimate} ({spread})" if with_range and spread not in (ABSENT, estimate) else estimate


def together_words(together: pd.DataFrame, language: str) -> list[str]:
    """Poverty, precarity and coverage of all renovations (`retrofit_poverty.TOGETHER`), a sentence each."""
    lines = []
    for row in together.to_dict("records"):
        label = translate(get_indicator(row["indicator_id"]).label, language)
        if not row["renovations"]:
            lines.append(translate(_TOGETHER_NONE, language, indicator=label))
            continue
        told = {name: share(row[name], language) for name in ("before", "after", "others_before", "others_after")}
        apart = _apart(float(row["difference"]), language)
        number = count(row["renovations"], language)
        lines.append(translate(_TOGETHER, language, indicator=label, renovations=number, difference=apart, **told))
    return lines


def _apart(difference: float, language: str) -> str:
    """How far a change here is from the change there, shares; what rounds to nothing is not told as a number."""
    moved = ratio(100 * abs(difference), language)
    if moved == ratio(0, language):
        return translate(_ALIKE, language)
    return translate(_BETTER if difference < 0 else _WORSE, language, points=moved)
