"""An area made by hand: which areas are chosen and how; their codes are in the address."""

from collections.abc import Callable, Iterable, Sequence

import pandas as pd
import streamlit as st

from contract.errors import ObservatoryError
from data_access.editions import Edition
from geo.selections import inside_shape, read_codes, read_point, read_shape, within_radius
from indicators.catalogue.registry import Choices, Indicator
from reports.addresses.made_codes import codes_of, codes_text
from reports.maps.area_doubt import figure_texts
from reports.maps.classes import Classes, Entry, classes_of
from reports.maps.palette import SELECTED
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.widgets.fixed_maps import draw_fixed_map
from ui.widgets.maps import complex_points, serve_hover
from ui.widgets.outcome import draw_outcome, note_outcome
from ui.words import address as state
from ui.words.i18n import language, t, t_count

MOST_PIECES = 400
"""Pieces whose codes still fit into an address."""

RADII_M = ("200", "300", "500", "800", "1000", "1500")
_CLASSES = 4
"""Classes under the chosen areas: with these, and every reason for which there is no figure, codes have one digit."""

_SAID = "handmade_said"


def pieces(edition: Edition, level: str) -> list[str]:
    """Codes of the chosen areas of `level` that the edition has, in the order in which they were chosen."""
    chosen_level, _, codes = state.get("pieces").partition(":")
    known = cached.areas(edition, level).index
    return [code for code in codes_of(codes, known) if code in known] if chosen_level == level and codes else []


def draw_piece_map(edition: Edition, level: str, indicator: Indicator, choices: Choices) -> None:
    """Draw the indicator's map with the chosen areas over it; a click adds an area, a second click takes it away."""
    figures = cached_areas.figures(edition, level, indicator.id, choices)
    under = classes_of(figures, "estimate", indicator.unit, "quantile", _CLASSES, language())
    is_chosen = figures.index.isin(set(pieces(edition, level)))
    chosen = str(len(under.colours))
    label = t("In the area")
    classes = Classes(
        codes="".join(chosen if mine else code for mine, code in zip(is_chosen, under.codes, strict=True)),
        colours=(*under.colours, SELECTED),
        legend=(Entry(SELECTED, label, int(is_chosen.sum())), *under.legend),
        labels=under.labels.mask(is_chosen, label),
    )
    caption = t("The area made by hand, on: {indicator} · {year}", indicator=t(indicator.label), year=edition.year)
    text = t("Map of {city}: {caption}. A click adds an area or takes it away; codes can be pasted instead.",
             city=edition.manifest["city"]["name"], caption=caption)  # fmt: skip
    draw_fixed_map(edition, level, classes, (text, caption), "pieces", lambda area: _toggle(edition, level, area))
    serve_hover(edition, level, classes.labels, lambda: piece_hover(edition, level, indicator, choices))


def piece_hover(edition: Edition, level: str, indicator: Indicator, choices: Choices) -> bytes:
    """What the tooltip of the map of pieces says: each area's figure of the indicator in view."""
    figures = cached_areas.figures(edition, level, indicator.id, choices)
    texts = figure_texts(figures, indicator.unit, language())
    return cached.hover_json(cached.names(edition, level), texts)


def draw_ways(edition: Edition, level: str) -> None:
    """Draw the other ways of choosing: a radius, a list of codes, a drawn shape; and the way to start again."""
    with st.expander(t("Round a place"), expanded=not state.get("pieces")):
        _draw_radius(edition, level)
    with st.expander(t("From a list of codes")):
        key = f"codes_{language()}"
        st.text_area(t("Codes of areas"), key=key, height=90)
        _act(t("Add these codes"), lambda: _add_codes(edition, level, st.session_state[key]))
    with st.expander(t("From a drawn shape")):
        shape_key = f"shape_{language()}"
        st.text_area(t("Polygon as WKT or GeoJSON, in degrees"), key=shape_key, height=90)
        _act(t("Add what lies inside"), lambda: _add_shape(edition, level, st.session_state[shape_key]))
    draw_outcome(_SAID)
    if state.get("pieces"):
        st.button(t("Start again"), on_click=lambda: state.put("pieces", None))


def _draw_radius(edition: Edition, level: str) -> None:
    places = _places(edition)
    place_key, point_key, radius_key = (f"{name}_{language()}" for name in ("place", "point", "radius"))
    st.selectbox(
        t("Estate or venue"), list(places), index=None, format_func=lambda code: places[code][0], key=place_key,
        placeholder=t("Write a name or an address"),
    )  # fmt: skip
    st.text_input(t("Or latitude and longitude"), key=point_key, placeholder="45.4642, 9.1900")
    st.selectbox(t("Radius"), RADII_M, index=2, format_func=lambda metres: f"{metres} m", key=radius_key)

    def add() -> None:
        """Add the areas round the place, or the point, that stand in the fields."""
        place = st.session_state[place_key]
        lon, lat = places[place][1:] if place else read_point(st.session_state[point_key])
        found = within_radius(cached.shapes(edition, level), lon, lat, float(st.session_state[radius_key]))
        _add(edition, level, found)

    _act(t("Add what lies round it"), add)


def _places(edition: Edition) -> dict[str, tuple[str, float, float]]:
    """Estates and venues that have a position: label, longitude, latitude."""
    found = {}
    venues = cached.table(edition, "venues")
    points = complex_points(edition) + (
        venues.dropna(subset=["lon", "lat"]).rename(columns={"venue_id": "id"}).to_dict("records")
        if len(venues)
        else []
    )
    addresses = cached.table(edition, "complexes")
    address = dict(zip(addresses["complex_id"], addresses["address"], strict=True)) if "address" in addresses else {}
    for point in points:
        where = point.get("address") or address.get(point["id"])
        label = f"{point['name']} · {where}" if where and pd.notna(where) else str(point["name"])
        found[str(point["id"])] = (label, float(point["lon"]), float(point["lat"]))
    return found


def _act(label: str, act: Callable[[], object]) -> None:
    """Draw a button; what is wrong with the input is said under it, in the reader's language."""

    def run() -> None:
        """Act; keep what is wrong for the next drawing."""
        try:
            act()
        except ObservatoryError as error:
            note_outcome(_SAID, error.sentence(language()), "warning")

    st.button(label, on_click=run)


def _add_codes(edition: Edition, level: str, text: str) -> None:
    found, unknown = read_codes(text, cached.areas(edition, level).index)
    _add(edition, level, found)
    if unknown:
        told = ", ".join(unknown[:8]) + (" …" if len(unknown) > 8 else "")
        sentence = t_count(
            "{count} code is not of this level of areas: {codes}",
            "{count} codes are not of this level of areas: {codes}",
            len(unknown),
            codes=told,
        )
        note_outcome(_SAID, sentence, "warning")


def _add_shape(edition: Edition, level: str, text: str) -> None:
    _add(edition, level, inside_shape(cached.shapes(edition, level), read_shape(text)))


def _add(edition: Edition, level: str, found: Iterable[str]) -> None:
    listed = cached.areas(edition, level).index
    before = pieces(edition, level)
    codes = list(dict.fromkeys([*before, *(code for code in found if code in listed)]))
    sentence = t_count("{count} area added.", "{count} areas added.", len(codes) - len(before))
    if len(codes) > MOST_PIECES:
        sentence = t("An area made by hand has at most {most} pieces; this would have {count}.", most=MOST_PIECES,
                     count=len(codes))  # fmt: skip
        note_outcome(_SAID, sentence, "warning")
        return
    note_outcome(_SAID, sentence, "info")
    _put(edition, level, codes)


def _put(edition: Edition, level: str, codes: Sequence[str]) -> None:
    text = codes_text(codes, cached.areas(edition, level).index)
    state.put("pieces", f"{level}:{text}" if codes else None)


def _toggle(edition: Edition, level: str, area: str) -> None:
    codes = pieces(edition, level)
    if area in codes:
        codes.remove(area)
        _put(edition, level, codes)
    else:
        _add(edition, level, [area])
