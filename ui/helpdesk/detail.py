"""One estate: a summary beside the map, and a sheet with its parts, its sentences and what is not known, to print."""

import html

import pandas as pd
import streamlit as st

from contract.translations import mark
from indicators.help_desk.criteria import CRITERIA
from indicators.help_desk.plan_choices import KEPT
from indicators.help_desk.reasons import contenders, explain
from indicators.help_desk.unknowns import what_if
from reports.help_desk.desk_plan import DeskPlan
from ui.helpdesk import charts as desk_charts
from ui.helpdesk.board import open_estate
from ui.helpdesk.files import offer_sheet
from ui.helpdesk.map import tier_title
from ui.helpdesk.words import (
    USUAL_PLACES,
    certain,
    place_head,
    place_line,
    range_of_places,
    rate,
    tier_line,
    vulnerable,
)
from ui.kept import help_desk as kept
from ui.widgets.controls import pick
from ui.words import address as state
from ui.words.formats import ABSENT, count, euro, interval, percent, ratio, window
from ui.words.i18n import language, t
from ui.words.texts import draw_heading, draw_list, draw_notice, draw_paragraph, draw_table

POINTS = 100
_MOST_RIVALS = 3

_HEATING = {
    "own": mark("each home its own"),
    "central": mark("shared plant"),
    "district": mark("district heating"),
    "none": mark("none"),
}
_WORKS = {"none": mark("none"), "planned": mark("planned"), "under_way": mark("under way"), "done": mark("done")}


def pick_estate(plan: DeskPlan) -> str:
    """Draw the list of estates by name and return the chosen id, "" for none."""
    asked = state.get("complex")
    if asked and asked not in plan.rows.index:
        draw_notice(t("This edition has no estate “{code}”.", code=asked), "warning")
        state.put("complex", None)
    names = {"": t("– choose one, or click the map –")}
    labels = zip(plan.rows["label"], plan.rows["name"], strict=True)
    names |= {str(code): f"{label}. {name}" for code, (label, name) in zip(plan.rows.index, labels, strict=True)}
    return pick("complex", t("One estate in detail"), list(names), names.__getitem__)


def draw_summary(plan: DeskPlan, complex_id: str) -> None:
    """Draw the tier of an estate, its numbers, and how sure its place is."""
    row = plan.rows.loc[complex_id]
    told = filter(None, [tier_title(plan, int(row["shown_tier"])), tier_line(row)])
    draw_paragraph(": ".join(told), "verdict")
    rows = [[t(place_head(plan.edition)), place_line(row)], [t("Vulnerable households"), vulnerable(row)]]
    rows += [[t("Their share"), rate(row)], [t("Their share, certain to possible"), certain(row)]]
    if row["shown_tier"] != KEPT:
        chances = kept.chances(plan.edition, plan.choices).loc[complex_id]
        rows.append([t("Place by points"), t("{place} of {count}", place=int(row["place"]), count=_ranked(plan))])
        rows.append([t(USUAL_PLACES), range_of_places(chances, "usual_best", "usual_worst")])
        rows.append([t("Places that the unknown allows"), range_of_places(row)])
        rows.append([t("Chance of tier 1"), percent(chances["chance_tier_1"], language())])
        rows.append([t("Chance of tier 1 or 2"), percent(chances["chance_tier_2"], language())])
    draw_table([t("What"), str(row["name"])], rows, words=(1,))
    st.button(t("Back to the list"), on_click=open_estate, args=(None,))


def draw_sheet(plan: DeskPlan, complex_id: str) -> None:
    """Draw everything about one estate as a sheet; printing the page prints the sheet alone."""
    row = plan.rows.loc[complex_id]
    with st.container(key="sheet"):
        heading, button = st.columns([4, 1], vertical_alignment="bottom")
        with heading:
            draw_heading(f"{row['label']}. {row['name']}")
        with button:
            offer_sheet(plan, complex_id)
            _draw_print_button()
        address = "" if pd.isna(row["address"]) else f" · {row['address']}"
        draw_paragraph(f"{tier_title(plan, int(row['shown_tier']))} · {place_line(row)}{address}")
        left, right = st.columns(2, gap="large")
        with left:
            _draw_why(plan, complex_id)
            _draw_rivals(plan, complex_id)
        with right:
            _draw_parts(plan, complex_id)
            _draw_doubts(plan, complex_id)
        _draw_register(row)


def _ranked(plan: DeskPlan) -> str:
    return count(int(plan.rows["place"].notna().sum()), language())


def _draw_print_button() -> None:
    script = "document.querySelectorAll('[data-print]').forEach(b=>b.onclick=()=>window.print())"
    st.html(
        f"<button type='button' class='print' data-print>{html.escape(t('Print this sheet'))}</button>"
        f"<script>{script}</script>",
        unsafe_allow_javascript=True,
    )


def _draw_why(plan: DeskPlan, complex_id: str) -> None:
    st.subheader(t("Why it stands here"), anchor=False)
    chances = kept.chances(plan.edition, plan.choices)
    draw_list(each.sentence(language()) for each in explain(plan.decision.ranking, complex_id, chances))
    row = plan.rows.loc[complex_id]
    if row["overrule"]:
        draw_paragraph(tier_line(row))


def _draw_parts(plan: DeskPlan, complex_id: str) -> None:
    ranking = plan.decision.ranking
    place = ranking.scores.ids.get_loc(complex_id)
    weights = ranking.choices.weight_shares
    frame = pd.DataFrame({"label": [t(each.label) for each in CRITERIA.values()], "most": POINTS * weights})
    for name in ("low", "likely", "high"):
        frame[name] = POINTS * weights * getattr(ranking.scores, name)[place]
    frame = frame[frame["most"] > 0].sort_values("most", ascending=False, kind="stable")
    st.subheader(t("What each criterion gives"), anchor=False)
    words = "; ".join(f"{each.label} {ratio(each.likely, language())}" for each in frame.itertuples())
    st.altair_chart(desk_charts.parts(frame, language()), alt=t("Points by criterion: {words}.", words=words))
    draw_paragraph(
        t("Grey: the most it can give, its weight. Blue: what it gives. Black: from the least to the most that the "
          "unknown allows.")
    )  # fmt: skip


def _draw_doubts(plan: DeskPlan, complex_id: str) -> None:
    doubts = what_if(plan.decision.ranking, complex_id)
    doubts = doubts[doubts["best_place"] < doubts["worst_place"]]
    if doubts.empty:
        return
    st.subheader(t("What knowing more could change"), anchor=False)
    rows = [
        [t(CRITERIA[str(name)].label), *(count(each[end], language()) for end in ("best_place", "worst_place"))]
        for name, each in doubts.iterrows()
    ]
    draw_table([t("In doubt"), t("Place at best"), t("Place at worst")], rows)


def _draw_rivals(plan: DeskPlan, complex_id: str) -> None:
    rivals = contenders(plan.decision.ranking, complex_id, _MOST_RIVALS)
    if rivals.empty:
        return
    st.subheader(t("What would displace it"), anchor=False)
    rows = [
        [
            str(plan.rows.loc[name, "name"]),
            ratio(POINTS * each["gap"], language()),
            ratio(POINTS * each["most_gain"], language()),
            _weight_change(plan, each),
        ]
        for name, each in rivals.iterrows()
    ]
    heads = [t("Estate"), t("Points it lacks"), t("Points its unknown could add"), t("Or this weight")]
    draw_table(heads, rows, words=(3,))


def _weight_change(plan: DeskPlan, rival: pd.Series) -> str:
    if not rival["criterion"] or round(rival["weight"], 2) >= 1:
        return ABSENT
    now = plan.choices.weight_shares[list(CRITERIA).index(rival["criterion"])]
    return t(
        "{criterion}: {weight} instead of {now}",
        criterion=t(CRITERIA[rival["criterion"]].label),
        weight=percent(rival["weight"], language()),
        now=percent(float(now), language()),
    )


def _draw_register(row: pd.Series) -> None:
    """Draw what the register says; what it does not is said to be unknown, never left out."""
    st.subheader(t("What the register says"), anchor=False)
    lang = language()
    facts = [
        (t("Dwellings"), count(row["dwellings"], lang)),
        (t("Households"), _bounded(row)),
        (t("Social custodian"), _flag(row["has_social_custodian"])),
        (t("Tenants' committee"), _flag(row["has_tenants_committee"])),
        (t("Seats in the room"), count(row["room_capacity"], lang)),
        (t("Reached without steps"), _flag(row["is_step_free"])),
        (t("Heating"), _word(row["heating_mode"], _HEATING)),
        (t("Heating bill of a dwelling, a year"), euro(row["heating_bill_eur"], lang)),
        (t("Energy certificate"), _text(row["epc_class"])),
        (t("Works"), _word(row["retrofit_state"], _WORKS)),
        (t("Metres to the nearest stop"), count(row["transit_m"], lang)),
        (t("Share in arrears"), _arrears(row)),
        (t("Languages"), _text(row["languages"])),
    ]
    unknown = t("not known")
    items = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(unknown if value == ABSENT else value)}</dd>"
                    for name, value in facts)  # fmt: skip
    st.html(f"<dl class='register'>{items}</dl>")


def _bounded(row: pd.Series) -> str:
    return window(row["households_low"], row["households_high"], language())


def _arrears(row: pd.Series) -> str:
    ends = interval(row["arrears_share_low"], row["arrears_share_high"], "share", language())
    if row["arrears_source"] == "estate":
        return ends
    return ABSENT if ends == ABSENT else t("{range}, from its census section", range=ends)


def _flag(value: object) -> str:
    return ABSENT if pd.isna(value) else t("yes") if value else t("no")


def _text(value: object) -> str:
    return ABSENT if pd.isna(value) else str(value)


def _word(value: object, words: dict[str, str]) -> str:
    return ABSENT if pd.isna(value) else t(words[str(value)])
