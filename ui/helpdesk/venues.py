"""Desks outside public housing: the venues that reach most households, those picked by hand, who stays uncovered."""

from math import ceil

import pandas as pd
import streamlit as st

from contract.translations import mark_count
from indicators.basis.desk_parameters import DETOUR
from indicators.help_desk.covering import Cover, CoverProblem, cover_of, regret_of
from indicators.help_desk.plan_choices import TIER_3
from reports.addresses import plan_codes as desk_codes
from reports.help_desk.desk_plan import DeskPlan
from ui.helpdesk.venues_map import draw_venue_map
from ui.helpdesk.words import named
from ui.kept import editions as cached
from ui.kept import help_desk as kept
from ui.widgets.controls import pick
from ui.words import address as state
from ui.words.formats import count, percent, ratio
from ui.words.i18n import language, level_head, level_kind, t
from ui.words.texts import draw_list, draw_notice, draw_paragraph, draw_table

_MOST_NAMED = 10


def draw_venues(plan: DeskPlan) -> None:
    """Draw the best venues, the pick by hand with what it loses, the map of both, and the uncovered."""
    if cached.table(plan.edition, "venues").empty:
        draw_notice(t("This edition has no venues: an analyst publishes the year with the option --venues."), "info")
        return
    limit_m, capacity, new_sites = _draw_inputs()
    locked = tuple(sorted(str(name) for name in plan.rows.index[plan.rows["tier"] < TIER_3]))
    problem = kept.cover_problem(plan.edition, locked, limit_m, capacity)
    new_sites = min(new_sites, len(problem.sites) - len(problem.locked))
    best = kept.best(plan.edition, locked, limit_m, capacity, new_sites)
    _say_best(plan, problem, best)
    picked = _pick_venues(plan, problem, best)
    chosen = _draw_regret(plan, problem, picked, (locked, limit_m, capacity)) if picked else best
    uncovered = problem.demand - chosen.served
    draw_venue_map(plan, problem, best, picked, uncovered)
    st.subheader(t("Who stays uncovered"), anchor=False)
    _draw_uncovered(plan, problem, uncovered)
    _say_assumptions(plan)


def _draw_inputs() -> tuple[float, float | None, int]:
    first, second, third = st.columns(3)
    name, now = f"pick_new_venues_{language()}", int(state.get("new_venues"))
    key, shown, tell = state.show(name, now, lambda many: state.put("new_venues", str(many)))
    first.slider(t("Venues to add"), 0, desk_codes.MOST_NEW_VENUES, shown, key=key, on_change=tell)
    with second:
        walk = pick("walk", t("Longest walk"), desk_codes.WALKS_M, lambda code: f"{count(int(code), language())} m")
    with third:
        room = pick("capacity", t("Households that a desk can serve"), desk_codes.CAPACITIES, _capacity_label)
    return float(walk), None if room == desk_codes.NONE else float(room), int(state.get("new_venues"))


def _capacity_label(code: str) -> str:
    return t("any number") if code == desk_codes.NONE else count(int(code), language())


def _say_best(plan: DeskPlan, problem: CoverProblem, best: Cover) -> None:
    names = kept.sites(plan.edition)["name"]
    added = [str(names[site]) for site in best.sites if site not in problem.locked]
    now = cover_of(problem, ()).reached if problem.locked else 0.0
    lang = language()
    values = {
        "now": count(now, lang),
        "all": count(problem.demand.sum(), lang),
        "desks": count(len(problem.locked), lang),
    }
    draw_paragraph(
        t(
            mark_count(
                "The {desks} desk of the plan is within a walk of {now} of {all} vulnerable households (estimates).",
                "The {desks} desks of the plan are within a walk of {now} of {all} vulnerable households (estimates).",
                "desks",
            ),
            **values,
        ),
        "verdict",
    )
    if not added:
        return
    text = t("With {names}, {reached} would be: no other choice of as many venues reaches more.",
             names=named(added), reached=count(best.reached, lang))  # fmt: skip
    if best.gap > 1e-6:
        gap = percent(ceil(100 * best.gap) / 100, lang)
        text = t("With {names}, {reached} would be; another choice could reach up to {gap} more.",
                 names=named(added), reached=count(best.reached, lang), gap=gap)  # fmt: skip
    draw_paragraph(text)


def _pick_venues(plan: DeskPlan, problem: CoverProblem, best: Cover) -> tuple[str, ...]:
    """Draw the choice by hand: by name here, or by a click on the map below."""
    names = kept.sites(plan.edition)["name"]
    free = [str(site) for site in problem.sites if site not in problem.locked]
    wanted = desk_codes.venues_of(state.get("venues"))
    unknown = [site for site in wanted if site not in free]
    if unknown:
        draw_notice(t("This edition has no venue “{code}”.", code=", ".join(unknown)), "warning")
    standing = [site for site in wanted if site in free]
    key, picked, tell = state.show(f"pick_venues_{language()}", standing, _put_venues)
    hand, button = st.columns([4, 1], vertical_alignment="bottom")
    hand.multiselect(
        t("Your own choice: write a name, or click the map"),
        free,
        picked,
        format_func=lambda site: str(names[site]),
        key=key,
        placeholder=t("none yet: the best choice is shown"),
        select_all=False,
        on_change=tell,
    )
    new = [site for site in best.sites if site not in problem.locked]
    button.button(t("Start from the best"), on_click=_put_venues, args=(new,), width="stretch")
    return tuple(picked)


def _put_venues(sites: list[str]) -> None:
    state.put("venues", ",".join(sites))


def _draw_regret(
    plan: DeskPlan,
    problem: CoverProblem,
    picked: tuple[str, ...],
    inputs: tuple[tuple[str, ...], float, float | None],
) -> Cover:
    """Say what the choice by hand loses against the best of as many venues; return the choice by hand."""
    best = kept.best(plan.edition, *inputs, len(picked))
    regret = regret_of(problem, picked, best)
    lang = language()
    reached = count(regret.picked.reached, lang)
    if regret.lost < 0.5:
        draw_paragraph(
            t(
                mark_count(
                    "Your choice reaches {reached} household: as many as the best.",
                    "Your choice reaches {reached} households: as many as the best.",
                    "reached",
                ),
                reached=reached,
            ),
            "verdict",
        )
    else:
        names = kept.sites(plan.edition)["name"]
        others = [str(names[site]) for site in best.sites if site not in problem.locked and site not in picked]
        text = t(
            mark_count(
                "Your choice reaches {reached} household, {lost} fewer than the best of as many venues.",
                "Your choice reaches {reached} households, {lost} fewer than the best of as many venues.",
                "reached",
            ),
            reached=reached,
            lost=count(regret.lost, lang),
        )
        text += " " + t("The best has instead: {names}.", names=named(others)) if others else ""
        draw_paragraph(text, "verdict")
    return regret.picked


def _draw_uncovered(plan: DeskPlan, problem: CoverProblem, uncovered: pd.Series) -> None:
    """Draw the households that no desk reaches: at each level, the areas with most of them."""
    places = cached.sections(plan.edition)
    lang = language()
    total = uncovered.sum()
    share = total / problem.demand.sum() if problem.demand.sum() else float("nan")
    draw_paragraph(
        t(mark_count(
                "{count} vulnerable household ({share}) has no desk within a walk, or only a full one.",
                "{count} vulnerable households ({share}) have no desk within a walk, or only a full one."),
          count=count(total, lang), share=percent(share, lang))
    )  # fmt: skip
    tables = st.columns(2, gap="large")
    for column, level in zip(tables, plan.edition.levels[-2:0:-1], strict=False):
        areas = places[f"{level}_id"].reindex(uncovered.index)
        both = pd.DataFrame({"left": uncovered, "all": problem.demand}).groupby(areas).sum()
        both = both.sort_values("left", ascending=False).head(_MOST_NAMED)
        names = cached.names(plan.edition, level)
        rows = [[str(names.get(area, area)), count(row["left"], lang), percent(row["left"] / row["all"], lang)]
                for area, row in both.iterrows() if row["all"] > 0]  # fmt: skip
        with column:
            draw_table([level_head(level), t("Uncovered"), t("Of its vulnerable households")], rows)


def _say_assumptions(plan: DeskPlan) -> None:
    demand = kept.demand(plan.edition)
    lang = language()
    if cached.table(plan.edition, "streets").empty:
        walk = t("Walks are the straight line × {detour}: no street network was published.",
                 detour=ratio(DETOUR.value, lang))  # fmt: skip
    else:
        walk = t("Walks follow the published street network.")
    stand_ins = t(
        mark_count(
            "In {count} section the figure is withheld or missing: the rate at the level of {area} stands for it.",
            "In {count} sections the figure is withheld or missing: the rate at the level of {area} stands for it.",
        ),
        area=level_kind(plan.edition.middle),
        count=count(len(demand.from_nil), lang),
    )
    lines = [walk, stand_ins]
    if demand.unknown:
        text = t(
            mark_count(
                "Of {count} section nothing is known: it counts as nobody.",
                "Of {count} sections nothing is known: they count as nobody.",
            ),
            count=count(len(demand.unknown), lang),
        )
        lines.append(text)
    if plan.is_indicative:
        lines.append(t("Only the desks that are kept count: no other estate is in tier 1 or 2 yet."))
    draw_list(lines)
