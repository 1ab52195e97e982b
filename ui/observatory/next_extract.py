"""What to ask for in the next extract, on the page of the data: the sentence, the list, the request as files."""

import numpy as np
import streamlit as st

from contract.translations import mark, mark_count
from data_access.editions import Edition
from indicators.catalogue.poverty import ENERGY_POVERTY
from indicators.scenarios.next_extract import INCOME, NOTHING, SPEND, most_worth, value_of_fields
from reports.data_request import request_csv, request_letter
from ui import identity
from ui.kept import areas as cached_areas
from ui.kept import editions as cached
from ui.observatory.plausible import worth_in_points
from ui.words.formats import count, share, with_article
from ui.words.i18n import language, level_head, t
from ui.words.texts import draw_paragraph, draw_table

MOST_LISTED = 10
_BOUND = mark("(at most {heat} by the heating bill alone)")
_SENTENCES = {
    SPEND: mark_count(
        "Ask first for the missing bills: they would settle {spend} household{bound} and narrow what is possible in "
        "the city from {width} to {after}; the missing incomes would settle {income}.",
        "Ask first for the missing bills: they would settle {spend} households{bound} and narrow what is possible in "
        "the city from {width} to {after}; the missing incomes would settle {income}.",
        "spend",
    ),
    INCOME: mark_count(
        "Ask first for the missing incomes: they would settle {income} household and narrow what is possible in the "
        "city from {width} to {after}; the missing bills would settle {spend}{bound}.",
        "Ask first for the missing incomes: they would settle {income} households and narrow what is possible in the "
        "city from {width} to {after}; the missing bills would settle {spend}{bound}.",
        "income",
    ),
    NOTHING: mark("Bills and incomes are known for every household: nothing needs to be asked for."),
}


def draw_next_extract(edition: Edition) -> None:
    """Draw which missing field would narrow the range of energy poverty most, in the city and by area."""
    city = value_of_fields(cached.areas(edition, "city")).iloc[0]
    if city.isna().any():
        draw_paragraph(t("This edition does not hold the counts that tell which field is worth most."))
        return
    values, lang = value_of_fields(cached.areas(edition, edition.middle)), language()
    spend, heat = count(city["spend"], lang), count(city["heat_at_most"], lang)
    bound = "" if heat == spend else " " + t(_BOUND, heat=heat)
    draw_paragraph(t(_SENTENCES[city["ask"]], spend=spend, bound=bound, income=count(city["income"], lang),
                     width=_points(city["width"]), after=_points(city["width_after"])))  # fmt: skip
    _draw_plausible(edition)
    names, labels = cached.names(edition, edition.middle), _labels()
    rows = [
        [
            str(names[area]),
            labels[row["ask"]],
            count(max(row["spend"], row["income"]), lang),
            _points(row["width"]),
            _points(row["width_after"]),
        ]
        for area, row in most_worth(values, MOST_LISTED).iterrows()
    ]
    heads = [level_head(edition.middle), t("Ask for"), t("Households settled"), t("Range now"), t("Range after")]
    draw_table(heads, rows, words=(1,))
    _offer(edition)


def _draw_plausible(edition: Edition) -> None:
    """Draw how much of the plausible range each missing field would take away, where the edition has one."""
    choices = cached_areas.as_told(edition)
    city = cached_areas.figures(edition, "city", ENERGY_POVERTY.id, choices).iloc[0]
    known = cached_areas.known(edition, "city", choices.cutoff)
    if known is None or city["state"] != "shown":
        return
    certain = (np.array([float(city["minimum"])]), np.array([float(city["maximum"])]))
    low, high = (share(city[end], language()) for end in ("plausible_low", "plausible_high"))
    text = t(
        "The plausible range of energy poverty goes from {low} to {high}. In percentage points it would be narrower by "
        "{heat} if every shared heating bill were known, by {income} if every income were.",
        low=with_article(low, language(), "da"),
        high=with_article(high, language(), "a"),
        **worth_in_points(known, cached_areas.box(edition, choices), certain),
    )
    draw_paragraph(text)


def _labels() -> dict[str, str]:
    return {SPEND: t("missing bills"), INCOME: t("missing incomes"), NOTHING: t("nothing")}


def _points(width: float) -> str:
    return t(mark_count("{points} point", "{points} points", "points"), points=count(100 * float(width), language()))


def _offer(edition: Edition) -> None:
    values = value_of_fields(cached.areas(edition, edition.middle))
    names, chosen_language = cached.names(edition, edition.middle), language()
    letter, table, _ = st.columns([1, 1, 2])
    letter.download_button(
        t("The request as a letter (TXT)"), lambda: _letter(edition), f"{t('request')}-{edition.year}.txt",
        "text/plain", on_click=identity.on_export("request.txt", edition), width="stretch",
    )  # fmt: skip
    table.download_button(
        t("Every area (CSV)"), lambda: request_csv(values, names, edition.year, chosen_language),
        f"{t('request')}-{edition.year}.csv", "text/csv",
        on_click=identity.on_export("request.csv", edition), width="stretch",
    )  # fmt: skip


def _letter(edition: Edition) -> bytes:
    figure = cached_areas.figures(edition, "city", ENERGY_POVERTY.id, cached_areas.as_told(edition)).iloc[0]
    ends = {"minimum": "minimum", "maximum": "maximum"}
    if "plausible_low" in figure:
        ends |= {"low": "plausible_low", "high": "plausible_high"}
    told = {name: share(figure[column], language()) for name, column in ends.items()}
    facts: dict[str, object] = {"city": edition.manifest["city"]["name"], "year": edition.year, **told}
    city = value_of_fields(cached.areas(edition, "city")).iloc[0]
    values = value_of_fields(cached.areas(edition, edition.middle))
    return request_letter(city, values, cached.names(edition, edition.middle), facts, language()).encode()
