"""Widgets that several pages share. Each shows a code of the address and writes it back.

Its key holds the language, because Streamlit's option widgets keep the old label, or none, when only the labels change.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

import streamlit as st

from contract.errors import ObservatoryError, UnknownEdition
from contract.tables import CUTOFFS
from contract.translations import mark
from data_access.editions import Edition
from geo.breaks import METHODS
from indicators.catalogue.registry import INDICATORS, Choices, Indicator
from reports.addresses.indicator_fields import CLASS_COUNTS, HIGHEST_INCOME_FALL, HIGHEST_PRICE_RISE
from reports.addresses.labels import MEASURE_NAMES
from reports.addresses.map_codes import choices_at, imputes_heat, readings_of
from reports.maps.area_doubt import HEAT_ERROR, READING_NAMES
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.words import address as state
from ui.words.formats import change, percent, ratio, share
from ui.words.i18n import language, level_title, t
from ui.words.texts import draw_paragraph

METHOD_NAMES = {
    "quantile": mark("Same number of areas"),
    "jenks": mark("Natural breaks (Jenks)"),
    "fixed": mark("Round numbers"),
}


def pick(name: str, label: str, options: Sequence[str], show: Callable[[str], str]) -> str:
    """Draw a list for field `name` of the address and return the chosen code."""
    code = state.get(name) if state.get(name) in options else options[0]
    key, shown, tell = state.show(f"pick_{name}_{language()}", code, partial(state.choose, name))
    labels = {code: show(code) for code in options}
    return str(
        st.selectbox(
            label,
            options,
            options.index(shown),
            format_func=labels.__getitem__,
            key=key,
            on_change=tell,
        )
    )


def switch(name: str, label: str) -> bool:
    """Draw a switch for field `name` of the address ("0" or "1")."""
    is_on = state.get(name) == "1"
    key, shown, tell = state.show(f"pick_{name}_{language()}", is_on, lambda on: state.put(name, "1" if on else "0"))
    return st.toggle(label, shown, key=key, on_change=tell)


def switch_borders(edition: Edition) -> None:
    """Draw the switches of the borders and of the names of larger areas, where the city has any."""
    between = [level_title(level) for level in edition.levels[1:-1]]
    if between:
        switch("borders", t("Borders: {levels}", levels=", ".join(between)))
        switch("names", t("Names: {levels}", levels=", ".join(between)))


def slide(name: str, label: str, highest: int, lowest: int = 0) -> int:
    """Draw a slider of whole percentages for field `name` of the address; a change, in words where it is none, if
    `lowest` is below 0."""
    lang = language()
    value = min(max(int(state.get(name)), lowest), highest)
    key, shown, tell = state.show(f"pick_{name}_{lang}", value, lambda moved: state.put(name, str(moved)))
    return int(
        st.select_slider(
            label,
            range(lowest, highest + 1),
            shown,
            format_func=lambda value: change(value / 100, lang) if lowest < 0 else percent(value / 100, lang),
            key=key,
            on_change=tell,
        )
    )


def pick_more(indicator: Indicator, edition: Edition) -> None:
    """Draw the choices beside the first three, behind a button; they are sent only while it is open."""
    fold = st.popover(t("More choices"), width="stretch", key=f"fold_more_{language()}", on_change="rerun")
    if not fold.open:
        return
    with fold:
        pick_choices(indicator)
        if indicator.bounds == "interval":
            pick_measure()
        pick_reading(indicator)
        pick_heat(indicator, edition)
        pick_method()
        switch_borders(edition)
        switch("complexes", t("Public-housing estates"))


def unfold(name: str, label: str, draw: Callable[[], None]) -> None:
    """Draw a fold whose content is made, and sent, only while it is open."""
    fold = st.expander(label, key=f"fold_{name}_{language()}", on_change="rerun")
    if fold.open:
        with fold:
            draw()


def edition_in_view() -> Edition:
    """The edition, or revision, that the address names, else the latest. Raises UnknownEdition where there is none."""
    years = cached.years()
    if not years:
        left_out = cached.left_out(language())
        raise UnknownEdition(" ".join(left_out) or mark("There are no editions yet: publish one."))
    year, _, number = state.get("year").partition(".")
    if number:
        try:
            return cached.revision(int(year), int(number))
        except ObservatoryError:
            state.pass_over("year", state.get("year"))
    elif year and int(year) not in years:
        state.pass_over("year", year)
    return cached.edition(int(state.get("year") or years[-1]))


def pick_edition() -> Edition:
    """Draw the list of years and return the chosen edition."""
    codes = [str(year) for year in reversed(cached.years())]
    if "." in state.get("year"):
        codes.insert(0, state.get("year"))
    if len(codes) > 1:
        pick("year", t("Edition"), codes, str)
    return edition_in_view()


def draw_timeline() -> None:
    """Draw the years as steps under a map, oldest first; its colours mean the same in each. None for one year alone.

    Buttons, which hold no value of their own: one that came back late could choose another year than the reader.
    """
    years, shown = cached.years(), edition_in_view().year
    if len(years) < 2:
        return
    draw_paragraph(t("Through the years: the colours mean the same in each"), "small")
    with st.container(horizontal=True, key="timeline"):
        for year in years:
            kind: Literal["primary", "secondary"] = "primary" if year == shown else "secondary"
            st.button(str(year), key=f"timeline_{year}", type=kind, on_click=state.put, args=("year", str(year)))


def pick_indicator() -> str:
    """Draw the list of indicators and return the chosen id."""
    return pick("indicator", t("Indicator"), list(INDICATORS), lambda code: t(INDICATORS[code].label))


def levels_to_pick(edition: Edition) -> list[str]:
    """Levels that can be mapped, the neighbourhoods first, where a page opens if the link says nothing else."""
    return sorted(edition.levels[:-1], key=lambda level: level != edition.middle)


def pick_level() -> str:
    """Draw the list of levels and return the chosen one."""
    return pick("level", t("Areas"), levels_to_pick(edition_in_view()), level_title)


def pick_measure() -> str:
    """Draw the list minimum, estimate, maximum and return the chosen one."""
    return pick("measure", t("Figure shown"), list(MEASURE_NAMES), lambda code: t(MEASURE_NAMES[code]))


def pick_reading(indicator: Indicator) -> None:
    """Draw how the estimate of small areas is read, where it is a share that chance plays a part in."""
    readings = readings_of(indicator, state.get)
    if len(readings) > 1:
        pick("reading", t("Doubt in small areas"), readings, lambda code: t(READING_NAMES[code]))


def pick_heat(indicator: Indicator, edition: Edition) -> None:
    """Draw the switch that imputes missing heating bills, where that can be done, beside how wrong it is."""
    error = heat_error_sentence(edition) if imputes_heat(indicator, state.get, "1") else ""
    if error:
        switch("imputed", t("Impute the heating bills that are missing"))
        draw_paragraph(error)


def heat_error_sentence(edition: Edition) -> str:
    """How wrong imputed heating bills are, in words; "" where none can be imputed."""
    found = cached_areas.heat_error(edition, choices_in_view().cutoff)
    if found is None:
        return ""
    bill, moved = found
    return t(HEAT_ERROR, bill=share(bill, language()), points=ratio(100 * moved, language()))


def pick_method() -> None:
    """Draw the way classes are cut and their number."""
    pick("method", t("How classes are cut"), METHODS, lambda code: t(METHOD_NAMES[code]))
    pick("classes", t("Number of classes"), CLASS_COUNTS, str)


def pick_choices(indicator: Indicator) -> None:
    """Draw what the indicator lets one choose: the cut-off, or the shock."""
    if "cutoff" in indicator.choices:
        pick("cutoff", t("Spend above this share of income"), [str(cut) for cut in CUTOFFS], lambda code: f"{code}%")
    if "price_rise" in indicator.choices:
        slide("prices", t("Prices rise by"), HIGHEST_PRICE_RISE, 5)
    if "income_fall" in indicator.choices:
        slide("incomes", t("Incomes fall by"), HIGHEST_INCOME_FALL, 5)


def choices_in_view() -> Choices:
    """The choices that the address holds."""
    return choices_at(state.get)


def choices_imputed(indicator: Indicator, edition: Edition) -> Choices:
    """The same with missing heating bills imputed, where the address asks for it and the edition tells them."""
    is_asked = imputes_heat(indicator, state.get, state.get("imputed"))
    return replace(choices_in_view(), is_heat_imputed=is_asked and cached_areas.heat_bills(edition) is not None)


def choices_estimated(indicator: Indicator, *editions: Edition) -> Choices:
    """The same for pages that show estimates alone, whatever figure the map shows; of several editions, all or none."""
    is_asked = "is_heat_imputed" in indicator.choices and state.get("imputed") == "1"
    can_be = all(cached_areas.heat_bills(edition) is not None for edition in editions)
    return replace(choices_in_view(), is_heat_imputed=is_asked and can_be)
