"""Two editions, or two indicators, side by side: the same classes where the unit is the same, one shared view."""

import numpy as np
import pandas as pd
import streamlit as st

from contract.translations import mark
from data_access.editions import Edition
from indicators.catalogue.registry import INDICATORS, Choices, Indicator
from reports.maps.area_doubt import IMPUTED, figure_texts
from reports.maps.classes import Look, classes_at
from reports.maps.palette import SEQUENTIAL
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.widgets.controls import pick
from ui.widgets.fixed_maps import draw_fixed_map
from ui.widgets.maps import serve_hover
from ui.words import address as state
from ui.words.formats import count, decimals
from ui.words.i18n import language, level_title, t
from ui.words.texts import draw_paragraph


def former_edition(edition: Edition) -> Edition | None:
    """Draw the list of earlier editions and return the chosen one; None where there is none."""
    earlier = [str(year) for year in reversed(cached.years()) if year < edition.year]
    if not earlier:
        return None
    return cached.edition(int(pick("former", t("Compared with"), earlier, str)))


def pick_other(indicator: Indicator) -> str:
    """Draw the list of the other indicators and return the chosen id."""
    others = [each for each in INDICATORS if each != indicator.id]
    return pick("against", t("Beside it"), others, lambda code: t(INDICATORS[code].label))


def draw_pair(sides: list[tuple[Edition, Indicator, Choices]], level: str) -> None:
    """Draw one map for each side, beside each other; a figure has the classes that it has on every page."""
    columns, labels = st.columns(len(sides), gap="medium"), []
    for place, (column, (edition, indicator, choices)) in enumerate(zip(columns, sides, strict=True)):
        figures = cached_areas.figures(edition, level, indicator.id, choices)
        look = Look("estimate", state.get("method"), int(state.get("classes")), language())
        ends = cached_areas.ends(edition, level, indicator.id, choices, look)
        classes = classes_at(figures, "estimate", indicator.unit, ends, SEQUENTIAL, language())
        shown = f" · {t(IMPUTED)}" if choices.is_heat_imputed else ""
        caption = f"{t(indicator.label)}{shown} · {level_title(level)} · {edition.year}"
        alt = t(
            "Map of {city} by {areas}: {caption}. The same figures are in the table below.",
            city=edition.manifest["city"]["name"],
            areas=level_title(level),
            caption=caption,
        )
        with column:
            draw_fixed_map(edition, level, classes, (alt, caption), f"side_{place}")
        labels.append(classes.labels)
    index = labels[0].index
    both = labels[0] + " · " + labels[1].reindex(index, fill_value="–")
    serve_hover(sides[0][0], level, both, lambda: _pair_hover(sides, level, index), sides[1][0])
    if len({indicator.unit for _, indicator, _ in sides}) > 1:
        draw_paragraph(t("The two have different units: each map has classes of its own."))


def _pair_hover(sides: list[tuple[Edition, Indicator, Choices]], level: str, index: pd.Index) -> bytes:
    """One tooltip for both maps: each side's figure, one after the other."""
    lang, parts = language(), []
    for edition, indicator, choices in sides:
        figures = cached_areas.figures(edition, level, indicator.id, choices)
        texts = pd.Series(figure_texts(figures, indicator.unit, lang), index=figures.index)
        label = str(edition.year) if len({each[1].id for each in sides}) == 1 else t(indicator.label)
        parts.append(texts.map(lambda text, label=label: f"{label}: {text}"))
    pairs = zip(*(part.reindex(index, fill_value="–") for part in parts), strict=True)
    return cached.hover_json(cached.names(sides[0][0], level), ["\n".join(pair) for pair in pairs])


def draw_together(level: str, sides: list[tuple[Edition, Indicator, Choices]]) -> None:
    """Draw how far two indicators go together, in one sentence."""
    first, second = (cached_areas.figures(of, level, each.id, choices)["estimate"] for of, each, choices in sides)
    both = pd.DataFrame({"first": first, "second": second}).dropna().astype(float)
    if len(both) < 3 or both.nunique().min() < 2:
        draw_paragraph(t("Too few areas have both figures to say whether they go together."))
        return
    rank = float(np.corrcoef(both["first"].rank(), both["second"].rank())[0, 1])
    scale = t(
        "How alike the two orders are, from −1 (opposite) to 1 (the same): {rank}, over {areas} areas.",
        areas=count(len(both), language()),
        rank=decimals(rank, language()),
    )
    draw_paragraph(f"{t(_together(rank))} {scale}")


def _together(rank: float) -> str:
    if rank > 0.5:
        return mark("Where one is high the other mostly is too: it does not follow that one causes the other.")
    if rank < -0.5:
        return mark("Where one is high the other mostly is low: it does not follow that one causes the other.")
    return mark("They hardly go together.")
