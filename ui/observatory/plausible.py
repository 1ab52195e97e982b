"""The answer in one sentence with its plausible range, and the staircase of assumptions that it stands on."""

import numpy as np
import pandas as pd
import streamlit as st

from contract.tables import POVERTY_LINE
from contract.translations import mark, mark_count
from data_access.editions import Edition
from indicators.basis.assumptions import ENDS, Box, Ends
from indicators.basis.figures import Interval
from indicators.catalogue.registry import Choices
from indicators.plausible.ranges import Known, staircase
from indicators.plausible.tipping import alone, tipping_value, worth_of_fields
from reports.addresses.indicator_fields import ends_at, ends_code
from ui.drawing.plausible import STEP_NAMES, answer_picture, staircase_picture
from ui.kept import areas as cached_areas
from ui.words import address as state
from ui.words.formats import count, decimals, interval, percent, ratio, rounded_count, share, with_article
from ui.words.i18n import language, t
from ui.words.texts import draw_heading, draw_paragraph

_POOR = mark_count(
    "In {city}, in {year}, <strong>{told}</strong> (estimate {estimate}) is in energy poverty.",
    "In {city}, in {year}, <strong>{told}</strong> (estimate {estimate}) are in energy poverty.",
    "households",
)
_ABOVE = mark_count(
    "In {city}, in {year}, <strong>{told}</strong> (estimate {estimate}) spends more than {cutoff} of its income on "
    "energy.",
    "In {city}, in {year}, <strong>{told}</strong> (estimate {estimate}) spend more than {cutoff} of their income on "
    "energy.",
    "households",
)
_RANGE = mark(
    "The true figure is plausibly between <strong>{low}</strong> and <strong>{high}</strong>, and certainly at least "
    "{minimum}. This holds if the missing heating bills are, on average, {condition}."
)
_THIRD = mark("no more than about a third above or below those that we know in the same area")
_MOVED = mark("{low} to {high} of those that we know in the same area")
_ALIKE = mark("like those that we know in the same area")

_SAYS = {
    "bill": mark(
        "The missing heating bills are, on average, {low} to {high} times those known of homes in the same area that "
        "are heated in the same way."
    ),
    "spread": mark(
        "With the missing bills in, households differ from each other {low} to {high} times as much as on the bills "
        "that are known."
    ),
    "odds": mark("Households whose income is not known are {low} to {high} times as likely to be poor as the others."),
}
_ALONE = mark("Moved alone between these ends, it takes the estimate from {low} to {high}.")
_NEEDS = mark("For the figure to be {share}, the missing bills would have to be {value} times those that are known.")
_BILL_TARGETS = (-0.02, 0.02, 0.05)
"""Beside the estimate, to whole percentages: shares of which it is told what bills they would need."""
_STOPS = {
    "bill": [round(0.4 + 0.05 * step, 2) for step in range(33)],
    "spread": [round(0.8 + 0.01 * step, 2) for step in range(51)],
    "odds": [0.1, 0.2, 0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 5.0, 10.0],
}
"""Where each end can be put, by assumption."""


def draw_answer(edition: Edition, city: pd.Series, choices: Choices) -> None:
    """Draw the answer: one household in so many, the plausible range and its condition, what is certain; a picture."""
    lang = language()
    low, high, minimum = (share(city[end], lang) for end in ("plausible_low", "plausible_high", "minimum"))
    number, told = _of_ten(float(city["estimate"]))
    figure = t(
        _POOR if choices.cutoff == POVERTY_LINE else _ABOVE,
        city=edition.manifest["city"]["name"],
        year=edition.year,
        households=number,
        told=told,
        estimate=share(city["estimate"], lang),
        cutoff=with_article(f"{choices.cutoff}%", lang, "di"),
    )
    around = t(
        _RANGE,
        low=with_article(low, lang),
        high=with_article(high, lang),
        minimum=with_article(minimum, lang),
        condition=_condition(cached_areas.box(edition, choices)),
    )
    st.html(f"<p class='headline'>{figure} <span>{around}</span></p>")
    st.html(answer_picture(city, lang))
    _draw_households(city, choices)


def _draw_households(city: pd.Series, choices: Choices) -> None:
    lang, households = language(), float(city["households"])
    names = {"estimate": "estimate", "low": "plausible_low", "high": "plausible_high", "minimum": "minimum"}
    counted = {word: rounded_count(float(city[name]) * households, lang) for word, name in names.items()}
    told = t(
        mark_count(
            "That is about {estimate} household out of {households}: plausibly {low} to {high}, certainly at "
            "least {minimum}.",
            "That is about {estimate} households out of {households}: plausibly {low} to {high}, certainly at "
            "least {minimum}.",
            "estimate",
        ),
        households=count(households, lang),
        **counted,
    )
    meaning = t(
        "A household is in energy poverty if it spends more than {cutoff} of its income on electricity, gas and "
        "heating.",
        cutoff=with_article(f"{choices.cutoff}%", lang, "di"),
    )
    draw_paragraph(f"{told} {meaning}")


def draw_staircase(edition: Edition, city: pd.Series, choices: Choices) -> None:
    """Draw a step for each assumption: what it says, who answers for it, what it leaves, what would tip it; movable."""
    known = cached_areas.known(edition, "city", choices.cutoff)
    if known is None:
        return
    box = cached_areas.box(edition, choices)
    low, estimate, high = (float(city[name]) for name in ("minimum", "estimate", "maximum"))
    certain = np.array([low]), np.array([high])
    steps = {"certain": (low, high)} | {
        name: (float(ends[0][0]), float(ends[1][0])) for name, ends in staircase(known, box, certain).items()
    }
    lang = language()
    words = "; ".join(f"{t(STEP_NAMES[name])}: {interval(*ends, 'share', lang)}" for name, ends in steps.items())
    st.altair_chart(staircase_picture(steps, estimate, lang), alt=words)
    draw_paragraph(t("Each bar takes one more assumption than the bar above it. Line: the estimate."))
    for name in ENDS:
        with st.container(border=True):
            _draw_step(name, known, box, estimate)
    worth = worth_in_points(known, box, certain)
    draw_paragraph(
        t(
            "If every shared heating bill were known, the range would be {heat} percentage points narrower; if every "
            "income were, {income}.",
            **worth,
        )
    )


def worth_in_points(known: Known, box: Box, certain: Interval) -> dict[str, str]:
    """How much narrower the city's plausible range would be with each missing field known: percentage points."""
    found = worth_of_fields(known, box, certain)
    return {field: ratio(100 * max(float(narrower[0]), 0), language()) for field, narrower in found.items()}


def _draw_step(name: str, known: Known, box: Box, estimate: float) -> None:
    lang, parameters = language(), ENDS[name]
    low, high = (decimals(end, lang) for end in getattr(box, name))
    draw_heading(t(STEP_NAMES[name]))
    draw_paragraph(t(_SAYS[name], low=low, high=high))
    _slide_ends(name, getattr(box, name))
    least, most = (share(end, lang) for end in alone(known, box, 0)[name])
    lines = [t(_ALONE, low=with_article(least, lang, "da"), high=with_article(most, lang, "a"))]
    if name == "bill":
        lines += [sentence for target in _BILL_TARGETS if (sentence := _tipping(known, estimate + target))]
    draw_paragraph(" ".join(lines))
    reasons = " ".join(t(parameter.reason) for parameter in parameters)
    draw_paragraph(f"{reasons} {t('Who answers for it: {owner}.', owner=t(parameters[0].owner))}", "small")


def _tipping(known: Known, target: float) -> str:
    whole = round(target, 2)
    value = tipping_value(known, 0, "bill", whole) if whole > 0 else None
    if value is None:
        return ""
    return t(_NEEDS, share=with_article(percent(whole, language()), language()), value=decimals(value, language()))


def _slide_ends(name: str, now: Ends) -> None:
    """Draw a slider for each end of an assumption, below 1 and above it; the address keeps both."""
    for place, (column, label) in enumerate(zip(st.columns(2), (t("At least"), t("At most")), strict=True)):
        with column:
            _slide_end(name, place, label, now)


def _slide_end(name: str, place: int, label: str, now: Ends) -> None:
    lang = language()
    stops = [stop for stop in _STOPS[name] if (stop <= 1, stop >= 1)[place]]
    nearest = min(stops, key=lambda stop: abs(stop - now[place]))

    def move(end: float) -> None:
        """Put the range with its new end into the address."""
        ends = list(ends_at(state.get(name)))
        ends[place] = end
        state.put(name, ends_code((ends[0], ends[1])))

    key, shown, tell = state.show(f"pick_{name}_{place}_{lang}", nearest, move)
    st.select_slider(label, stops, shown, format_func=lambda stop: decimals(stop, lang), key=key, on_change=tell)


def _condition(box: Box) -> str:
    low, high = box.bill
    if box.bill == Box().bill:
        return t(_THIRD)
    if low == high == 1:
        return t(_ALIKE)
    ends = [percent(end, language()) for end in (low, high)]
    return t(_MOVED, low=with_article(ends[0], language(), "da"), high=with_article(ends[1], language(), "a"))


def _of_ten(value: float) -> tuple[int, str]:
    """A share as a number of households that anyone pictures, and in words: 1 household in 10, 4 households in 10."""
    if value < 0.01:
        return 1, t("fewer than 1 household in 100")
    if value < 0.275:
        return 1, t("about 1 household in {count}", count=str(round(1 / value)))
    return round(10 * value), t("about {count} households in 10", count=str(round(10 * value)))
