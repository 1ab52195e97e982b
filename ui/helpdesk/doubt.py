"""How sure the order is: chances, ranges of places, two methods side by side; and what to ask for."""

import pandas as pd
import streamlit as st

from indicators.help_desk.criteria import CRITERIA
from indicators.help_desk.plan_choices import CONDITIONS, KEPT, METHODS, TIER_1, TIER_2, TIER_3
from indicators.help_desk.unknowns import HOLDERS, missing_facts
from reports.help_desk.desk_plan import TIER_NAMES, DeskPlan
from ui.helpdesk import charts as desk_charts
from ui.helpdesk.words import USUAL_PLACES, range_of_places
from ui.kept import help_desk as kept
from ui.words.formats import ABSENT, count, percent
from ui.words.i18n import language, t, t_count
from ui.words.texts import draw_paragraph, draw_table

_MOST_CHARTED = 15
_CHANCE_SHOWN = 0.01


def draw_chances(plan: DeskPlan) -> None:
    """Draw the chance of tiers 1 and 2 of the estates that have one, and the places where they usually are."""
    draw_paragraph(
        t(
            "In each of {draws} trials every unknown is drawn between its bounds, energy poverty between its plausible "
            "ends, the weights around the chosen ones, and a condition that nobody has confirmed is met with a chance "
            "of {chance}.",
            draws=count(plan.choices.draws, language()),
            chance=percent(plan.choices.unknown_condition, language()),
        )
    )
    chances = kept.chances(plan.edition, plan.choices)
    likely = plan.rows.join(chances)
    likely = likely[likely["chance_tier_2"] >= _CHANCE_SHOWN].sort_values(
        ["chance_tier_1", "chance_tier_2"], ascending=False, kind="stable"
    )
    if likely.empty:
        draw_paragraph(t("No estate has a chance: none meets the conditions."))
        return
    charted = likely.head(_MOST_CHARTED)
    frame = pd.DataFrame(
        {
            "name": [f"{row.label}. {row.name_}" for row in charted.rename(columns={"name": "name_"}).itertuples()],
            "first": charted["chance_tier_1"].to_numpy(),
            "second": charted["chance_tier_2"].to_numpy(),
        }
    )
    alt = t("Chances by estate; the same figures are in the table below.")
    st.altair_chart(desk_charts.chances(frame, language()), alt=alt)
    draw_paragraph(t("Dark: tier 1. Pale: tier 1 or 2."))
    heads = [t("Estate"), t("Tier"), t("Chance of tier 1"), t("Chance of tier 1 or 2"), t(USUAL_PLACES)]
    draw_table(heads, [_chance_cells(row) for _, row in likely.iterrows()])


def _chance_cells(row: pd.Series) -> list[str]:
    lang = language()
    return [
        f"{row['label']}. {row['name']}",
        str(int(row["shown_tier"])),
        percent(row["chance_tier_1"], lang),
        percent(row["chance_tier_2"], lang),
        range_of_places(row, "usual_best", "usual_worst"),
    ]


def draw_methods(plan: DeskPlan) -> None:
    """Draw the places that each method gives, where they differ in tier first."""
    found = kept.comparison(plan.edition, plan.choices)
    names = [t(label) for label in METHODS.values()]
    told = t(
        "Two ways to make one score of the same points. They agree to {tau} (1: the same order, 0: unrelated).",
        tau=ABSENT if pd.isna(found.tau) else _decimals(found.tau),
    )
    moved = t_count(
        "{count} estate would be in another tier.", "{count} estates would be in another tier.", len(found.changed)
    )
    draw_paragraph(f"{told} {moved if len(found.changed) else t('No estate would be in another tier.')}")
    order = plan.rows.index[plan.rows["shown_tier"] != KEPT]
    shown = [name for name in order if name in found.changed or _is_near(found.tiers.loc[name])]
    rows = [
        [
            str(plan.rows.loc[name, "name"]),
            *(f"{count(found.places.loc[name, method], language())}" for method in METHODS),
            *(t(TIER_NAMES[int(found.tiers.loc[name, method])]) for method in METHODS),
            t("yes") if name in found.changed else t("no"),
        ]
        for name in shown
    ]
    heads = [t("Estate"), *(t("Place: {method}", method=name) for name in names)]
    heads += [*(t("Tier: {method}", method=name) for name in names), t("They disagree")]
    draw_table(heads, rows)


def _is_near(tiers: pd.Series) -> bool:
    return bool(tiers.isin((TIER_1, TIER_2)).any() and not (tiers == TIER_3).all())


def _decimals(value: float) -> str:
    text = f"{value:.2f}"
    return text.replace(".", ",") if language() == "it" else text


def draw_missing(plan: DeskPlan) -> None:
    """Draw what is not known of how many estates, what it weighs, and whom to ask."""
    ranking = plan.decision.ranking
    missing = missing_facts(ranking)
    if missing.empty:
        draw_paragraph(t("Every criterion and condition is known of every estate, at least in part."))
        return
    ranked = int(ranking.table["place"].notna().sum())
    rows = []
    for fact in missing.itertuples():
        entry = CONDITIONS[fact.id] if fact.kind == "condition" else CRITERIA[fact.id]
        weighs = t("decides tiers 1 and 2") if fact.kind == "condition" else percent(fact.weight, language())
        unknown = t("{count} of {all}", count=count(fact.estates, language()), all=count(ranked, language()))
        rows.append([t(entry.label), unknown, weighs, t(HOLDERS[str(fact.id)])])
    heads = [t("Not known"), t("Of how many estates"), t("What it weighs"), t("Ask")]
    draw_table(heads, rows, words=(3,))
    sizes = ranking.estates["households_low"].isna().sum()
    if sizes:
        text = t_count(
            "Of {count} estate not even the number of dwellings is known: its vulnerable households cannot be told.",
            "Of {count} estates not even the number of dwellings is known: their vulnerable households cannot be told.",
            int(sizes),
            count=count(int(sizes), language()),
        )
        draw_paragraph(text)
