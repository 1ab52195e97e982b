"""The order as a list and as a board of tiers; a name opens its estate."""

import html

import pandas as pd
import streamlit as st

from indicators.help_desk.plan_choices import KEPT, TIER_1, TIER_2, TIER_3
from reports.help_desk.desk_plan import TIER_COLOURS, TIER_IF_CONFIRMED, TIER_MEANINGS, TIER_NAMES, DeskPlan
from ui.helpdesk.map import tier_title
from ui.helpdesk.words import place_head, place_line, tier_line, vulnerable
from ui.widgets.canvas import forget_click
from ui.words import address as state
from ui.words.formats import count
from ui.words.i18n import language, t
from ui.words.texts import as_label, draw_paragraph

MOST_CARDS = 5
"""Estates of tier 3 on the board; the list has all."""


def open_estate(complex_id: str | None) -> None:
    """Put an estate into the address, or close the one that is open."""
    state.put("complex", complex_id)
    if not complex_id:
        forget_click()


def draw_list(plan: DeskPlan, height_px: int) -> None:
    """Draw every estate in the order of the plan; choosing a row opens the estate."""
    key = f"desk_list_{language()}"
    ids = plan.rows.index

    def choose() -> None:
        """Open the estate of the row that was clicked."""
        rows = st.session_state[key].selection.rows
        if rows:
            open_estate(str(ids[rows[0]]))

    text = st.column_config.TextColumn
    st.dataframe(
        _listed(plan),
        height=height_px,
        hide_index=True,
        key=key,
        on_select=choose,
        selection_mode="single-row",
        column_config={
            "label": text(t("Order"), width=56),
            "name": text(t("Estate"), width=150 if plan.is_indicative else 188),
            "vulnerable": text(t("Vulnerable"), width=126),
            "tier": text(t("Tier"), width=115 if plan.is_indicative else 78),
            "place": text(t(place_head(plan.edition)), width=170),
            "note": text(t("Note"), width="large"),
        },
        alt=t("The estates in the order of the plan."),
    )


def _listed(plan: DeskPlan) -> pd.DataFrame:
    rows = plan.rows.to_dict("records")  # ten times as fast as rows of a frame
    tiers = {tier: _short_tier(plan, tier) for tier in TIER_NAMES}
    return pd.DataFrame(
        {
            "label": plan.rows["label"].to_list(),
            "name": plan.rows["name"].to_list(),
            "vulnerable": [vulnerable(row) for row in rows],
            "tier": plan.rows["shown_tier"].map(tiers).to_list(),
            "place": [place_line(row) for row in rows],
            "note": [tier_line(row) for row in rows],
        }
    )


def _short_tier(plan: DeskPlan, tier: int) -> str:
    """The name of a tier, as it fits into a column that says what it is."""
    is_conditional = plan.is_indicative and tier in (TIER_1, TIER_2)
    return t(TIER_IF_CONFIRMED, tier=tier) if is_conditional else tier_title(plan, tier)


def draw_board(plan: DeskPlan) -> None:
    """Draw the four tiers side by side, each with its estates."""
    for tier, column in zip(TIER_NAMES, st.columns(len(TIER_NAMES), gap="medium"), strict=True):
        with column:
            _draw_tier(plan, tier)


def _draw_tier(plan: DeskPlan, tier: int) -> None:
    estates = plan.in_tier(tier)
    heading = f"{html.escape(tier_title(plan, tier))} <small>({count(len(estates), language())})</small>"
    st.html(
        f"<h3 class='tier' style='border-color:rgb{TIER_COLOURS[tier]}'>{heading}</h3>"
        f"<p class='small'>{html.escape(t(TIER_MEANINGS[tier]))}</p>"
    )
    shown = estates.head(MOST_CARDS) if tier == TIER_3 else estates
    for complex_id, row in shown.iterrows():
        _draw_card(plan, str(complex_id), row, tier)
    if estates.empty:
        draw_paragraph(t("None."))
    if len(shown) < len(estates):
        draw_paragraph(t("And {count} more, in the list.", count=count(len(estates) - len(shown), language())))


def _draw_card(plan: DeskPlan, complex_id: str, row: pd.Series, tier: int) -> None:
    lines = [place_line(row), t("Vulnerable households: {count}", count=vulnerable(row))]
    note = "" if tier == KEPT or (plan.is_indicative and not row["overrule"]) else tier_line(row)
    told = "<br>".join(html.escape(line) for line in [*lines, note] if line)
    with st.container(gap=None):
        st.button(
            as_label(f"{row['label']}. {row['name']}"),
            key=f"card_{complex_id}",
            type="tertiary",
            on_click=open_estate,
            args=(complex_id,),
            wrap=True,
        )
        st.html(f"<p class='card'>{told}</p>")
