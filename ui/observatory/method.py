"""The texts of the method page, each taken from the registry or the edition's manifest."""

import html

import streamlit as st
from babel.numbers import format_decimal

from contract.translations import mark, mark_count
from data_access.editions import Edition
from indicators.basis.parameters import PARAMETERS, Parameter
from indicators.catalogue.registry import Indicator
from reports.maps.area_doubt import IMPUTED_SENTENCE, READING_NAMES, READING_SENTENCES
from ui.widgets.controls import heat_error_sentence
from ui.words.formats import LOCALES, euro, month, share
from ui.words.i18n import language, t
from ui.words.privacy import window_sentence
from ui.words.texts import draw_list, draw_table

_FIELDS = (
    (mark("Question"), "question"),
    (mark("Definition"), "definition"),
    (mark("Formula"), "formula_text"),
    (mark("How the estimate is made"), "method"),
    (mark("Caution"), "caveat"),
    (mark("Source"), "source"),
)

_BOUNDS = {
    "interval": mark(
        "Given as certain minimum, estimate and possible maximum: what is unknown can only raise the minimum."
    ),
    "counted": mark("Counted for every household: minimum and maximum are the ends of the window that privacy leaves."),
    "none": mark("A ratio of sums over the households whose income and spend are known: it has no certain bounds."),
}


def draw_rules(edition: Edition) -> None:
    """Draw the three rules that every page keeps, with the edition's own privacy rule."""
    privacy = edition.manifest["privacy"]
    rules = (
        t(
            "A mean is not a rate. How many households are in difficulty is counted household by household inside the "
            "city's platform; it is never guessed from an area's mean spend and mean income."
        ),
        t(
            "Every rate is a range. Below: households that are certainly above the cut-off on the spend that is known. "
            "Above: those plus every household whose answer is not known. The estimate lies between and says "
            "how it is made."
        ),
        t(
            "Missing, withheld and zero are three different things. “No data”: nobody told us. “Withheld”: known, and "
            "kept back to protect people. “0”: counted, and there is surely none; a count that may be none is “0–2”."
        ),
        window_sentence(privacy["least_count"])
        + " "
        + t(
            "No window tells a small count: it always holds none at all, or {least} and more. Where the sums of areas "
            "would tell one all the same, it is twice or four times as wide. The window is part of every minimum, "
            "maximum and interval, so what is certain stays certain. Of areas with fewer than {base} households "
            "nothing else is told. Law: {law}.",
            base=privacy["least_base"],
            least=privacy["least_count"],
            law=privacy["law"],
        ),
    )
    draw_list(rules)


def draw_doubts(edition: Edition) -> None:
    """Draw how chance in small areas is told, and how missing heating bills can be imputed, with their error."""
    chance = t(
        "A share counted among few households moves by chance alone. Beside every estimate stands the interval in "
        "which the level behind it almost surely lies (Wilson, 95%); the windows of the counts are part of it."
    )
    imputed = f"{t(IMPUTED_SENTENCE)} {heat_error_sentence(edition)}"
    readings = (
        f"{t('“{reading}” on the map.', reading=t(READING_NAMES[reading]))} {t(sentence)}"
        for reading, sentence in READING_SENTENCES.items()
    )
    draw_list([chance, *readings, imputed])


def draw_indicator(indicator: Indicator) -> None:
    """Draw everything that the registry says of one indicator."""
    rows = [(t(label), t(getattr(indicator, field))) for label, field in _FIELDS if getattr(indicator, field)]
    rows.append((t("Certainty"), t(_BOUNDS[indicator.bounds])))
    rows.append((t("Identifier"), f"{indicator.id}, {t('version')} {indicator.version}"))
    items = "".join(f"<dt>{html.escape(label)}</dt><dd>{html.escape(text)}</dd>" for label, text in rows)
    st.html(f"<dl class='definition'>{items}</dl>")


def draw_numbers() -> None:
    """Draw every number that somebody chose, with its reason and source."""
    rows = [
        [
            t(number.label),
            _valued(number),
            t(number.reason),
            t(number.owner),
            f"{t(number.source)} ({month(number.date, language())})",
        ]
        for number in PARAMETERS.values()
    ]
    draw_table([t("Number"), t("Value"), t("Reason"), t("Who answers for it"), t("Source")], rows, words=(2, 4))


def _valued(number: Parameter) -> str:
    if number.unit == "share":
        return share(number.value, language())
    if number.unit == "EUR/year":
        return euro(number.value, language())
    value = format_decimal(number.value, locale=LOCALES[language()])
    return {
        "percent": f"{value}%",
        "households": t(mark_count("{count} household", "{count} households"), count=value),
    }.get(number.unit, value)
