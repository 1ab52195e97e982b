"""The map of venues: desks, best and picked venues, and how many households each neighbourhood leaves uncovered."""

import pandas as pd

from geo.breaks import class_breaks, classify
from indicators.help_desk.covering import Cover, CoverProblem
from reports.addresses import plan_codes as desk_codes
from reports.help_desk.desk_plan import DeskPlan
from reports.maps.classes import Entry
from reports.maps.palette import RGB
from ui.drawing.deck import point_layers
from ui.drawing.legend import legend_html
from ui.kept import editions as cached
from ui.kept import help_desk as kept
from ui.kept.areas import neighbourhoods
from ui.widgets.canvas import Picked, area_layers, border_layers, draw_canvas, forget_click
from ui.words import address as state
from ui.words.formats import count
from ui.words.i18n import language, level_title, t

_PALE = ((247, 248, 250), (222, 230, 239), (190, 206, 224), (150, 177, 206), (104, 142, 182))
_DESK, _BEST, _PICKED, _OTHER = (23, 33, 43), (0, 122, 90), (194, 78, 0), (107, 117, 128)


def draw_venue_map(
    plan: DeskPlan, problem: CoverProblem, best: Cover, picked: tuple[str, ...], uncovered: pd.Series
) -> None:
    """Draw the venues over the areas; a click on a venue picks it, or lets it go."""
    left = uncovered.groupby(neighbourhoods(plan.edition).reindex(uncovered.index)).sum()
    left = left.reindex(cached.areas(plan.edition, plan.edition.middle).index).fillna(0).round()
    breaks = class_breaks(left, "quantile", len(_PALE))
    codes = "".join(classify(left, breaks).astype(str))
    ground = area_layers(plan.edition, plan.edition.middle, codes, _PALE, layer_id="ground")
    layers = [layer | {"pickable": False, "autoHighlight": False} for layer in ground]
    layers += border_layers(plan.edition, ("municipio", 2))
    groups = _groups(problem, best, picked)
    for name, (ids, colour, size, _) in groups.items():
        layers += point_layers(name, _points(plan, ids, name), colour, size)

    def toggle(objects: Picked) -> None:
        """Take the clicked venue into the choice, or out of it."""
        chosen = next((found[0]["properties"]["id"] for found in objects.values() if found), None)
        if chosen and chosen not in problem.locked:
            now = [site for site in picked if site != chosen] + [chosen] * (chosen not in picked)
            state.put("venues", ",".join(now) or desk_codes.NONE)
            forget_click()

    draw_canvas(
        layers,
        cached.city_bounds(plan.edition),
        name="desk_venues",
        alt=t("Map of desks and venues over the households that stay uncovered; the tables below say the same."),
        legend=_legend(groups, left, breaks, level_title(plan.edition.middle)),
        on_pick=toggle,
    )


def _groups(problem: CoverProblem, best: Cover, picked: tuple[str, ...]) -> dict[str, tuple[list[str], RGB, int, str]]:  # fmt: skip # noqa: E501
    """Sites by what they are: ids, colour, size in pixels and words of the legend; the first are drawn below."""
    chosen = {site for site in best.sites if site not in problem.locked}
    others = [str(site) for site in problem.sites if site not in {*problem.locked, *chosen, *picked}]
    return {
        "other": (others, _OTHER, 5, t("Other venues")),
        "desk": (list(problem.locked), _DESK, 8, t("Desks of the plan")),
        "best": (sorted(chosen - set(picked)), _BEST, 10, t("Best venues")),
        "picked": (list(picked), _PICKED, 10, t("Your choice")),
    }


def _points(plan: DeskPlan, ids: list[str], group: str) -> list[dict[str, object]]:
    sites = kept.sites(plan.edition).loc[ids]
    letter = {"best": "+", "picked": "✓"}.get(group, "")
    return [{"id": site, "name": row["name"], "lon": float(row["lon"]), "lat": float(row["lat"]), "label": letter}
            for site, row in sites.iterrows()]  # fmt: skip


def _legend(
    groups: dict[str, tuple[list[str], RGB, int, str]], left: pd.Series, breaks: list[float], areas: str
) -> str:
    lang, counts = language(), classify(left, breaks).value_counts()
    entries = [
        Entry(colour, f"{count(low, lang)} – {count(high, lang)}", int(counts.get(place, 0)))
        for place, (colour, low, high) in enumerate(zip(_PALE, [0.0, *breaks[:-1]], breaks, strict=False))
    ]
    points = [(colour, label, len(ids)) for ids, colour, _, label in reversed(groups.values()) if ids]
    return legend_html(entries, t("{areas}: vulnerable households that stay uncovered", areas=areas), lang, points)
