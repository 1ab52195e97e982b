"""The sentences of the help-desk page: what comes next, why, and how sure that is."""

import html
from collections.abc import Hashable
from typing import Any, TypeAlias

import pandas as pd
from babel.lists import format_list

from contract.translations import mark, mark_count
from data_access.editions import Edition
from indicators.help_desk.estates import plausible_column
from indicators.help_desk.plan_choices import CONDITIONS, KEPT, TIER_1, TIER_2
from indicators.help_desk.priority import EXACT, NEVER, PERHAPS
from reports.help_desk.desk_plan import DeskPlan
from ui.words.formats import LOCALES, count, interval, rounded_count, share
from ui.words.i18n import language, t, t_count

Row: TypeAlias = pd.Series | dict[Hashable, Any]
"""One estate of `DeskPlan.rows`."""

_FAIRLY_SURE = 0.8

USUAL_PLACES = mark("Place, in 80 trials of 100")


def named(names: list[str]) -> str:
    """`A, B and C` in the language of the page."""
    return format_list(names, locale=LOCALES[language()])


def headline(plan: DeskPlan) -> str:
    """The answer in one sentence, as HTML: which estates come next, or why none can be named."""
    first = plan.in_tier(TIER_1)
    names = named([f"<strong>{html.escape(name)}</strong>" for name in first["name"]])
    if plan.is_indicative:
        return t("No estate can be chosen yet; if all that nobody has confirmed were so, {names} would come next.",
                 names=names)  # fmt: skip
    if first.empty:
        return html.escape(t("No estate comes next: tier 1 has no sites, or none meets its conditions."))
    return t("Next come {names}.", names=names) if len(first) > 1 else t("Next comes {names}.", names=names)


def reason_lines(plan: DeskPlan) -> list[str]:
    """Why these: what the conditions ask, how many meet them, who lives in those chosen."""
    if plan.is_indicative:
        return [_unconfirmed(plan), t("The order below is indicative: no tier is given on what nobody has confirmed.")]
    first = plan.in_tier(TIER_1)
    if first.empty:
        return [_unconfirmed(plan)] if (plan.rows["condition"] == PERHAPS).any() else []
    ranked = plan.rows[plan.rows["shown_tier"] != KEPT]
    met = int((ranked["condition"] == EXACT).sum())
    values = {"met": count(met, language()), "all": count(len(ranked), language()), "conditions": conditions(plan)}
    if plan.choices.conditions:
        text = t(mark_count(
                "Of {all} estates, {met} has what tiers 1 and 2 ask for ({conditions}): it comes first by the "
                "chosen weights.",
                "Of {all} estates, {met} have what tiers 1 and 2 ask for ({conditions}); of these, they come "
                "first by the chosen weights.", "met"), **values)  # fmt: skip
    else:
        text = t(
            mark_count(
                "It is the only estate; no condition is set.",
                "Of {all} estates, they come first by the chosen weights; no condition is set.",
                "all",
            ),
            all=values["all"],
        )
    decided = int((plan.rows["overrule"] != "").sum())
    if decided:
        text = t_count(
            "They come first of {all} estates by the chosen weights and {count} decision, told below.",
            "They come first of {all} estates by the chosen weights and {count} decisions, told below.",
            decided,
            count=decided,
            all=values["all"],
        )
    return [text + " " + _who_lives_there(first)]


def conditions(plan: DeskPlan) -> str:
    """The hard conditions in words, with commas between."""
    return ", ".join(t(CONDITIONS[name].label) for name in plan.choices.conditions)


def vulnerable(row: Row) -> str:
    """Vulnerable households of an estate with their plausible ends: `84 (57 – 118)`."""
    value, low, high = (row[f"vulnerable_households{end}"] for end in ("", "_plausible_low", "_plausible_high"))
    if pd.isna(value):
        return t("not known") if pd.isna(high) else t("not known, at most {most}", most=count(high, language()))
    bounds = f"{count(low, language())} – {count(high, language())}"
    return f"{rounded_count(float(value), language())} ({bounds})"


def place_head(edition: Edition) -> str:
    """What `place_line` tells, as a sentence of the catalogue."""
    return mark("Manager and {municipio}") if "municipio" in edition.levels else mark("Manager")


def place_line(row: Row) -> str:
    """Who runs the estate and where it is: `MM · Municipio 5`."""
    manager = {"MM": "MM", "ALER": "ALER"}.get(str(row["manager"]), t("other manager"))
    parts = [manager if pd.notna(row["manager"]) else t("manager not known")]
    if pd.notna(row["municipio_name"]):
        parts.append(str(row["municipio_name"]))
    return " · ".join(parts)


def tier_line(row: Row) -> str:
    """What keeps an estate of tier 3 there, or that a manager decided; "" where nothing is to say."""
    if row["overrule"]:
        return t("Decided by {name}: {reason}", name=row["overruled_by"], reason=row["reason"])
    if row["tier_if_confirmed"] in (TIER_1, TIER_2) and row["condition"] == PERHAPS:
        return t("would be in tier {tier} if its conditions were confirmed", tier=int(row["tier_if_confirmed"]))
    if row["condition"] == NEVER:
        return t("lacks what tiers 1 and 2 ask for")
    return t("conditions not confirmed") if row["condition"] == PERHAPS else ""


def chance_sentence(plan: DeskPlan, chances: pd.DataFrame) -> str:
    """How sure tier 1 is: the chance of its estates when data and weights are drawn within their doubt."""
    first = plan.in_tier(TIER_1)
    if first.empty or plan.is_indicative:
        return ""
    found = chances.loc[first.index, "chance_tier_1"]
    told = named([f"{name} {_times(found[complex_id])}" for complex_id, name in first["name"].items()])
    is_sure = bool((found >= _FAIRLY_SURE).all())
    text = t("This is fairly sure.") if is_sure else t("This is not sure: the data leave much open.")
    text += " " + t("Of 100 trials with data and weights drawn within their doubt, tier 1 holds {told}.", told=told)
    is_rival = (plan.rows["shown_tier"] > TIER_1) & (plan.rows["overrule"] == "")
    rivals = chances.loc[plan.rows.index[is_rival], "chance_tier_1"].nlargest(1)
    if not is_sure and len(rivals):
        name = plan.rows.loc[rivals.index[0], "name"]
        text += " " + t("The nearest to come in instead: {name} {times}.", name=name, times=_times(rivals.iloc[0]))
    return text


def _times(chance: float) -> str:
    return t("in {times}", times=count(100 * chance, language()))


def range_of_places(row: pd.Series, best: str = "best_place", worst: str = "worst_place") -> str:
    """From the best to the worst place that the unknown allows, or that two other columns tell: `1 – 58`."""
    ends = (row[best], row[worst])
    if pd.isna(ends[0]):
        return "–"
    return count(ends[0], language()) if ends[0] == ends[1] else " – ".join(count(end, language()) for end in ends)


def rate(row: pd.Series) -> str:
    """Share of vulnerable households with its plausible ends."""
    low, high = (row[plausible_column("vulnerable_rate", end)] for end in ("low", "high"))
    ends = interval(low, high, "share", language())
    return f"{share(row['vulnerable_rate'], language())} ({ends})"


def certain(row: pd.Series) -> str:
    """What is certain and what is possible of the share of vulnerable households."""
    return interval(row["vulnerable_rate_low"], row["vulnerable_rate_high"], "share", language())


def _unconfirmed(plan: DeskPlan) -> str:
    waiting = plan.rows[(plan.rows["condition"] == PERHAPS) & (plan.rows["tier"] != KEPT)]
    return t_count(
        "Of {count} estate nobody has confirmed that it has {conditions}: ask the Housing department for it first.",
        "Of {count} estates nobody has confirmed that they have {conditions}: ask the Housing department for it first.",
        len(waiting),
        count=count(len(waiting), language()),
        conditions=conditions(plan),
    )


def _who_lives_there(first: pd.DataFrame) -> str:
    total, low, high = (
        first[f"vulnerable_households{end}"].sum(skipna=False) for end in ("", "_plausible_low", "_plausible_high")
    )
    if pd.isna(total) or pd.isna(high):
        return t("How many vulnerable households live there is not known for all of them.")
    return t(
        mark_count(
            "About {total} vulnerable household lives there; between {low} and {high} is plausible.",
            "About {total} vulnerable households live there; between {low} and {high} is plausible.",
            "total",
        ),
        total=rounded_count(float(total), language()),
        low=rounded_count(float(low), language()),
        high=rounded_count(float(high), language()),
    )
