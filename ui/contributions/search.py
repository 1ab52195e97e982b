"""Search and filters over every edition, open or not."""

from datetime import date
from functools import partial

import streamlit as st

from contract.aid_records import NEEDS, PROVIDER_KINDS, AidEdition, Catalogue
from indicators.aids.search import STANDINGS, Query, find_editions, standing
from reports.addresses.contribution_fields import ANY, MOST_LETTERS
from reports.aids.conditions import condition_words
from reports.aids.words import in_words
from ui.widgets.controls import pick, unfold
from ui.words import address as state
from ui.words.formats import ABSENT, day
from ui.words.i18n import language, t, t_count
from ui.words.texts import draw_paragraph, draw_table

FIRST_ROWS, MOST_ROWS = 8, 60


def draw_search(catalogue: Catalogue, today: date) -> None:
    """Draw the filters and the editions that meet them."""
    text, need, giver, stands = st.columns(4)
    with text:
        _ask_words()
    with need:
        pick("need", t("Need"), (ANY, *NEEDS), lambda code: t("all") if code == ANY else t(NEEDS[code]))
    with giver:
        pick("giver", t("Who gives"), (ANY, *PROVIDER_KINDS),
             lambda code: t("all") if code == ANY else t(PROVIDER_KINDS[code]))  # fmt: skip
    with stands:
        pick("standing", t("State"), (ANY, *STANDINGS), lambda code: t("all") if code == ANY else t(STANDINGS[code]))
    chosen = {name: "" if state.get(name) == ANY else state.get(name) for name in ("need", "giver", "standing")}
    query = Query(state.get("words"), chosen["need"], chosen["giver"], chosen["standing"])
    found = find_editions(catalogue, query, today)
    draw_paragraph(t_count("{count} edition found.", "{count} editions found.", len(found)))
    heads = [t("Contribution"), t("Who gives"), t("State"), t("For whom"), t("Valid"), t("Read on"), t("Source")]
    rows = [_cells(catalogue, each, today) for each in found[:MOST_ROWS]]
    draw_table(heads, rows[:FIRST_ROWS], words=(1, 3, 6))
    if len(rows) > FIRST_ROWS:
        label = t_count("{count} other edition", "{count} other editions", len(found) - FIRST_ROWS)
        unfold("other_editions", label, lambda: _draw_others(heads, rows, len(found)))


def _draw_others(heads: list[str], rows: list[list[str]], found: int) -> None:
    draw_table(heads, rows[FIRST_ROWS:], words=(1, 3, 6))
    if found > MOST_ROWS:
        draw_paragraph(t("The first {count} are shown: filter, or take the file.", count=MOST_ROWS))


def _ask_words() -> None:
    key, shown, tell = state.show(f"pick_words_{language()}", state.get("words"), partial(state.put, "words"))
    st.text_input(t("Words"), shown, MOST_LETTERS, key=key, on_change=tell)


def _cells(catalogue: Catalogue, each: AidEdition, today: date) -> list[str]:
    aid = catalogue.aids[each.aid_id]
    days = [day(moment.isoformat(), language()) if moment else "…" for moment in (each.valid_from, each.valid_to)]
    read = day(each.checked_on.isoformat(), language()) if each.checked_on else ABSENT
    return [
        f"{in_words(aid.name, language())} ({each.edition_id})",
        catalogue.providers[aid.provider_id].name,
        t(STANDINGS[standing(each, today)]),
        condition_words(each, language()) or t("everybody"),
        " – ".join(days) if each.valid_from or each.valid_to else ABSENT,
        read,
        each.source,
    ]
