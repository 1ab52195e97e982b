"""What would be published: each table and where it comes from, how much privacy leaves to see, what each rule costs."""

import pandas as pd
import streamlit as st

from contract.levels import words_of
from data_access.disclosure import PrivacyRule
from data_access.editions.origins import TABLE_NAMES
from data_access.intake.sources import Sources
from data_access.publishing.price import PRICED_COUNTS
from data_access.publishing.review import Prices
from ui.words.formats import count, share
from ui.words.i18n import language, level_title, t
from ui.words.texts import draw_heading, draw_paragraph, draw_table

_COUNT, _BASE = "publishing_least_count", "publishing_least_base"
_MOST_BASE = 100


def rule_in_view() -> PrivacyRule:
    """The privacy rule that was chosen, else the law's."""
    plain = PrivacyRule()
    least_count = int(st.session_state.get(_COUNT, plain.least_count))
    return PrivacyRule(max(int(st.session_state.get(_BASE, plain.least_base)), least_count), least_count)


def draw_preview(sources: Sources, prices: Prices, rule: PrivacyRule) -> None:
    """Draw everything that is to be looked at before publishing."""
    draw_heading(t("Tables"))
    rows = [[t(TABLE_NAMES[each.table]), each.sentence(language())] for each in sources.origins]
    draw_table([t("Table"), t("Where it comes from")], rows, words=(1,))
    draw_heading(t("What privacy leaves to see"))
    _draw_price(prices)
    _pick_rule(rule)
    _draw_levels(prices, sources)


def _draw_price(prices: Prices) -> None:
    """What stricter rules would cost, section by section, before anything is published."""
    draw_paragraph(
        t("What each rule costs, by census section: wider windows say less of each section. The law asks for three.")
    )
    both = pd.concat(prices.by_rule, axis=1)
    rows = [
        [count(width, language()), *(share(row[cell, "shown"], language()) for cell in ("above_10", "valid_above_10")),
         share(row["valid_above_10", "households"], language())]
        for width, row in both.iterrows()
    ]  # fmt: skip
    heads = [t("Households in a window"), t("Certain minimum shown"), t("Estimate shown"), t("Households there")]
    draw_table(heads, rows)


def _pick_rule(rule: PrivacyRule) -> None:
    window, base = st.columns(2)
    window.segmented_control(
        t("Households in a window"),
        PRICED_COUNTS,
        default=rule.least_count,
        key=_COUNT,
        required=True,
        help=t("Every count is told as so many values in a row that hold it."),
    )
    base.number_input(
        t("Least households of an area"),
        rule.least_count,
        _MOST_BASE,
        value=rule.least_base,
        key=_BASE,
        help=t("Of an area with fewer households nothing is told but that."),
    )


def _draw_levels(prices: Prices, sources: Sources) -> None:
    words = words_of(sources.level_names)
    certain, estimated = prices.by_level["above_10"], prices.by_level["valid_above_10"]
    rows = [
        [
            level_title(level, **words),
            count(row["areas"], language()),
            share(row["shown"], language()),
            share(estimated.loc[level, "shown"], language()),
        ]
        for level, row in certain.to_dict("index").items()
    ]
    draw_table([t("Level"), t("Inhabited areas"), t("Certain minimum shown"), t("Estimate shown")], rows)
