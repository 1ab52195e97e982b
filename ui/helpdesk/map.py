"""The map of the help-desk: estates as numbered points by tier on the outlines of Municipi and neighbourhoods."""

import html
from typing import Any

import pandas as pd
import streamlit as st

from contract.translations import mark
from data_access.editions import Edition
from indicators.help_desk.plan_choices import KEPT, TIER_1, TIER_2, TIER_3
from ui.drawing.deck import SELECTED, Deck, border_layer, bounds_view, deck
from ui.helpdesk.plan import TIER_COLOURS, TIER_NAMES, DeskPlan
from ui.kept import editions as cached
from ui.widgets.maps import STYLE_URL, map_size
from ui.words import address as state
from ui.words.formats import count
from ui.words.i18n import language, t

_RADIUS_PX = {KEPT: 12, TIER_1: 13, TIER_2: 11, TIER_3: 5}
_TIMES = "desk_map_times"

_LABELS = mark("Numbers: the order of the plan. Letters: the desks that are kept.")


def draw_desk_map(plan: DeskPlan) -> None:
    """Draw the estates that have a position; a click puts the estate into the address."""
    placed = plan.rows.dropna(subset=["lon", "lat"])
    key = f"desk_map_{st.session_state.get(_TIMES, 0)}"

    def choose() -> None:
        objects = st.session_state[key].selection.objects
        picked = next((found[0] for name, found in objects.items() if name.startswith("tier_") and found), None)
        if picked:
            state.put("complex", picked["properties"]["id"])

    layers = [*ground_layers(plan.edition), *_tier_layers(placed), *_chosen_layer(placed)]
    st.pydeck_chart(
        city_deck(plan.edition, layers),
        key=key,
        height=map_size()[1],
        on_select=choose,
        selection_mode="single-object",
        alt=t("Map of the estates by tier of the plan. The same order is in the list beside it."),
    )
    _draw_legend(plan, len(plan.rows) - len(placed))


def forget_click() -> None:
    """Start the map afresh, so that the estate that was closed can be clicked again."""
    st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1


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
    lines = [border_layer(f"{name}_border", cached.layer_url(edition, f"{name}_borders"), width)
             for name, width in (("nil", 0.4), ("municipio", 2.2))]  # fmt: skip
    return [city, *lines]


def city_deck(edition: Edition, layers: list[dict[str, Any]]) -> Deck:
    """`layers` in a view of the whole city."""
    city = edition.manifest["city"]["id"]
    bounds = cached.feature_bounds(edition, "city", city)
    assert bounds is not None  # the city of an edition has at least one polygon
    return deck(layers, bounds_view(*bounds, *map_size()), STYLE_URL)


def numbered_points(layer_id: str, points: list[dict[str, Any]], colour: tuple[int, ...], radius_px: int) -> list[dict[str, Any]]:  # fmt: skip # noqa: E501
    """Describe points with their `label` written on them; each has `id`, `name`, `lon`, `lat` and `label`."""
    features = [
        {
            "type": "Feature",
            "properties": {"i": "", "id": point["id"], "name": point["name"], "label": point["label"]},
            "geometry": {"type": "Point", "coordinates": [round(point["lon"], 5), round(point["lat"], 5)]},
        }
        for point in points
    ]
    circles = {
        "@@type": "GeoJsonLayer",
        "id": layer_id,
        "data": {"type": "FeatureCollection", "features": features},
        "pickable": True,
        "stroked": True,
        "pointRadiusUnits": "pixels",
        "getPointRadius": radius_px,
        "lineWidthUnits": "pixels",
        "getLineWidth": 1.5,
        "_subLayerProps": {"points-circle": {"getFillColor": [*colour, 255], "getLineColor": [255, 255, 255, 255]}},
    }
    if not any(point["label"] for point in points):
        return [circles]
    texts = {
        "@@type": "TextLayer",
        "id": f"{layer_id}_labels",
        "data": features,
        "pickable": False,
        "getPosition": "@@=geometry.coordinates",
        "getText": "@@=properties.label",
        "getSize": 14,
        "characterSet": "auto",
        "fontWeight": 700,
        "fontFamily": "Titillium Web, Arial, sans-serif",
        "_subLayerProps": {"characters": {"getColor": [255, 255, 255, 255]}},
        "getColor": [255, 255, 255, 255],
    }
    return [circles, texts]


def _tier_layers(placed: pd.DataFrame) -> list[dict[str, Any]]:
    layers: list[dict[str, Any]] = []
    for tier in (TIER_3, TIER_2, TIER_1, KEPT):
        found = placed[placed["shown_tier"] == tier].rename_axis("id").reset_index()
        if tier == TIER_3:
            found = found.assign(label="")
        points = found[["id", "name", "lon", "lat", "label"]].to_dict("records")
        layers += numbered_points(f"tier_{tier}", points, TIER_COLOURS[tier], _RADIUS_PX[tier])
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


def _draw_legend(plan: DeskPlan, unplaced: int) -> None:
    entries = "".join(
        f"<li><i class='dot' style='background:rgb{TIER_COLOURS[tier]}'></i>{html.escape(tier_title(plan, tier))} "
        f"<small>({count(len(plan.in_tier(tier)), language())})</small></li>"
        for tier in TIER_NAMES
    )
    told = t(_LABELS)
    if unplaced:
        told += " " + t("Without a position, and so not on the map: {count}.", count=unplaced)
    st.html(f"<ul class='legend' aria-label='{t('Legend')}'>{entries}</ul><p class='small'>{html.escape(told)}</p>")


def tier_title(plan: DeskPlan, tier: int) -> str:
    """The name of a tier; where the order is only indicative, that it is so."""
    is_conditional = plan.is_indicative and tier in (TIER_1, TIER_2)
    return t("{tier}, if confirmed", tier=t(TIER_NAMES[tier])) if is_conditional else t(TIER_NAMES[tier])
