"""The map of the help-desk: estates as numbered points by tier on the outlines of Municipi and neighbourhoods."""

from typing import Any

import pandas as pd

from contract.translations import mark
from data_access.editions import Edition
from indicators.help_desk.plan_choices import KEPT, TIER_1, TIER_2, TIER_3
from reports.help_desk.desk_plan import TIER_COLOURS, TIER_IF_CONFIRMED, TIER_NAMES, DeskPlan
from reports.maps.palette import SELECTED
from ui.drawing.deck import point_layers
from ui.drawing.legend import legend_html
from ui.kept import editions as cached
from ui.widgets.canvas import Picked, border_layers, draw_canvas, name_layers
from ui.words import address as state
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph

MAP_NAME = "desk_map"
_RADIUS_PX = {KEPT: 12, TIER_1: 13, TIER_2: 11, TIER_3: 5}

_LABELS = mark("Numbers: the order of the plan. Letters: the desks that are kept.")


def draw_desk_map(plan: DeskPlan) -> None:
    """Draw the estates that have a position; a click puts the estate into the address."""
    placed = plan.rows.dropna(subset=["lon", "lat"])

    def choose(objects: Picked) -> None:
        """Put the clicked estate into the address."""
        picked = next((found[0] for name, found in objects.items() if name.startswith("tier_") and found), None)
        if picked:
            state.put("complex", picked["properties"]["id"])

    draw_canvas(
        [*ground_layers(plan.edition), *_tier_layers(placed), *_chosen_layer(placed)],
        cached.city_bounds(plan.edition),
        name=MAP_NAME,
        alt=t("Map of the estates by tier of the plan. The same order is in the list beside it."),
        legend=_legend(plan),
        on_pick=choose,
    )
    told = t(_LABELS)
    if len(placed) < len(plan.rows):
        told += " " + t("Without a position, and so not on the map: {count}.", count=len(plan.rows) - len(placed))
    draw_paragraph(told, "small")


def ground_layers(edition: Edition) -> list[dict[str, Any]]:
    """The city in white with its neighbourhoods and Municipi, from the edition's own files."""
    city = {
        "@@type": "GeoJsonLayer",
        "id": "city",
        "data": cached.layer_url(edition, "city"),
        "pickable": False,
        "filled": True,
        "stroked": False,
        "_subLayerProps": {"polygons-fill": {"getFillColor": [255, 255, 255, 255]}},
    }
    borders = border_layers(edition, ("nil", 0.4), ("municipio", 2.2))
    return [city, *borders, *name_layers(edition, "municipio", beside_estates=True)]


def _tier_layers(placed: pd.DataFrame) -> list[dict[str, Any]]:
    layers: list[dict[str, Any]] = []
    for tier in (TIER_3, TIER_2, TIER_1, KEPT):
        found = placed[placed["shown_tier"] == tier].rename_axis("id").reset_index()
        if tier == TIER_3:
            found = found.assign(label="")
        points = found[["id", "name", "lon", "lat", "label"]].to_dict("records")
        layers += point_layers(f"tier_{tier}", points, TIER_COLOURS[tier], _RADIUS_PX[tier])
    return layers


def _chosen_layer(placed: pd.DataFrame) -> list[dict[str, Any]]:
    chosen = state.get("complex")
    if chosen not in placed.index:
        return []
    row = placed.loc[chosen]
    ring = {
        "@@type": "ScatterplotLayer",
        "id": "chosen",
        "data": [{"at": [round(float(row["lon"]), 5), round(float(row["lat"]), 5)]}],
        "pickable": False,
        "filled": False,
        "stroked": True,
        "radiusUnits": "pixels",
        "getRadius": 18,
        "getPosition": "@@=at",
        "getLineColor": [*SELECTED, 255],
        "lineWidthUnits": "pixels",
        "getLineWidth": 4,
    }
    return [ring]


def _legend(plan: DeskPlan) -> str:
    tiers = [(TIER_COLOURS[tier], tier_title(plan, tier), len(plan.in_tier(tier))) for tier in TIER_NAMES]
    return legend_html((), t("Estates of the plan"), language(), tiers)


def tier_title(plan: DeskPlan, tier: int) -> str:
    """The name of a tier; where the order is only indicative, that it is so."""
    is_conditional = plan.is_indicative and tier in (TIER_1, TIER_2)
    return t(TIER_IF_CONFIRMED, tier=t(TIER_NAMES[tier])) if is_conditional else t(TIER_NAMES[tier])
