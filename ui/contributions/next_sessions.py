"""The next sessions of the help-desk, where somebody helps to ask."""

from datetime import UTC, datetime

import geopandas as gpd
import pandas as pd
import streamlit as st

from contract.errors import ObservatoryError
from contract.local_time import told_moment
from data_access.editions import Edition
from data_access.records.sessions import read_sessions
from geo.crs import DRAWN
from ui.kept import editions as cached
from ui.kept import help_desk as kept
from ui.kept.aids import contents
from ui.words.formats import day
from ui.words.i18n import language, t
from ui.words.texts import draw_list, draw_paragraph

MOST = 3


def draw_next_sessions(edition: Edition) -> None:
    """Draw the next sessions of the calendar, those near a neighbourhood first where one is told, or that there is
    none. The neighbourhood is kept nowhere, as the answers are."""
    st.subheader(t("Who can help you"), anchor=False)
    area = _pick_neighbourhood(edition) if edition.middle != "section" else None
    coming, names = _coming(), kept.sites(edition)["name"].to_dict()
    if coming.empty:
        draw_paragraph(t("No session of the help-desk is planned yet. Ask the City, a CAF, or your social custodian."))
        return
    shown = nearest_first(coming, _metres(edition, area)) if area else coming
    draw_list(
        t(
            "{site}: {day}, at {hour}",
            site=names.get(row.site_id, row.site_id),
            day=day(row.start.date().isoformat(), language()),
            hour=told_moment(row.start)[-5:],
        )
        for row in shown.head(MOST).itertuples()
    )


def told_area(edition: Edition) -> dict[str, frozenset[str]]:
    """Where the household lives, as a fact of it: the neighbourhood told below and the estates in it, any of which may
    be its own; nothing where none is told."""
    codes = contents(edition).get(f"{edition.middle}:{st.session_state.get(_near())}")
    return {"area": codes} if codes else {}


def nearest_first(coming: pd.DataFrame, metres: pd.Series) -> pd.DataFrame:
    """The first session of each place of `coming` (`site_id`, `start`), the nearest place first; places that have no
    position come last. `metres`: how far each place is, by its id."""
    first = coming.sort_values("start").drop_duplicates("site_id")
    order = first["site_id"].map(metres).sort_values(kind="stable", na_position="last").index
    return first.loc[order]


def _coming() -> pd.DataFrame:
    """Sessions that are not over, in order; none where the records do not answer."""
    try:
        sessions = read_sessions(kept.records())
    except ObservatoryError:
        return pd.DataFrame(columns=["site_id", "start", "end"])
    return sessions[sessions["end"] > datetime.now(UTC)].sort_values("start", kind="stable")


def _pick_neighbourhood(edition: Edition) -> str | None:
    """Code of the neighbourhood that a resident told, if any."""
    names = cached.names(edition, edition.middle).sort_values()
    codes: list[str] = list(names.index)
    return st.selectbox(
        t("Your neighbourhood, for what is near and for benefits of some neighbourhoods alone"),
        codes,
        index=None,
        format_func=lambda code: str(names[code]),
        placeholder=t("Choose it, if you like"),
        key=_near(),
    )


def _near() -> str:
    return f"near_{language()}"


def _metres(edition: Edition, area: str) -> pd.Series:
    """How far each place of the help-desk is from a neighbourhood, metres in a straight line, 0 within it; none where
    the neighbourhood has no outline."""
    sites, shapes = kept.sites(edition), cached.shapes(edition, edition.middle)
    points = gpd.GeoSeries(gpd.points_from_xy(sites["lon"], sites["lat"]), sites.index, crs=DRAWN).to_crs(shapes.crs)
    return points.distance(shapes[area]) if area in shapes.index else pd.Series(dtype=float)
