"""Thresholds: who lies above, below or between them, and who is left outside."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from contract.aid_facts import FACTS
from contract.aid_records import NEEDS, AidEdition, Catalogue
from contract.aid_rules import Known, Span
from indicators.aids.coverage import Step, boundaries, ladder
from indicators.aids.eligibility import Outcome
from indicators.aids.household import CHILD_BANDS, isee_bands
from reports.aids.conditions import euro_words
from reports.aids.words import OUTCOMES, band_words, in_words
from ui.widgets.controls import pick
from ui.words import address as state
from ui.words.i18n import language, t
from ui.words.texts import draw_list, draw_notice, draw_paragraph, draw_table


def draw_thresholds(catalogue: Catalogue, editions: Sequence[AidEdition]) -> None:
    """Draw the answers up the ISEE for one need and kind of household, and the thresholds where something changes."""
    need, tenure, heating = st.columns(3)
    with need:
        pick("ladder", t("Need"), tuple(NEEDS), lambda code: t(NEEDS[code]))
    for place, name, fact in ((tenure, "tenure", "tenure"), (heating, "heated", "heating")):
        labels = {code: t(label) for code, label in (FACTS[fact].codes or {}).items()}
        with place:
            label = t(FACTS[fact].label)
            pick(name, label[:1].upper() + label[1:], tuple(labels), labels.__getitem__)
    bands = isee_bands(editions)
    household: dict[str, Known] = {
        "tenure": frozenset({state.get("tenure")}),
        "heating": frozenset({state.get("heated")}),
        "children": CHILD_BANDS["0"],
        "supply": frozenset({"both"}),
        "arrears": frozenset({"none"}),
        "disability": frozenset({"none"}),
        "over_75": frozenset({"no"}),
    }
    steps = ladder(catalogue, editions, state.get("ladder"), bands, household)
    _say_gaps(steps)
    _draw_steps(catalogue, editions, steps)
    _draw_boundaries(catalogue, editions)


def _say_gaps(steps: Sequence[Step]) -> None:
    gaps = [list(run) for is_gap, run in groupby(steps, key=lambda step: step.is_uncovered) if is_gap]
    outside = [_gap_words(run) for run in gaps]
    if not outside:
        draw_paragraph(t("Somebody may give something at every ISEE."))
    elif len(gaps[0]) == len(steps):
        draw_notice(t("Nobody gives this household anything for this need, whatever the ISEE."), "warning")
    else:
        draw_notice(
            t("Nobody gives anything for this need at these ISEE: {bands}.", bands="; ".join(outside)), "warning"
        )


def _gap_words(run: Sequence[Step]) -> str:
    """Bands that follow each other, as one."""
    first, last = run[0].band, run[-1].band
    return band_words(run[-1].code, Span(first.low, last.high), language())


def _draw_steps(catalogue: Catalogue, editions: Sequence[AidEdition], steps: Sequence[Step]) -> None:
    names = {each.edition_id: in_words(catalogue.aids[each.aid_id].name, language()) for each in editions}
    shown = list(steps[0].outcomes) if steps else []
    heads = [FACTS["isee"].label, *(names[edition_id] for edition_id in shown)]
    draw_table(
        heads,
        [
            [band_words(step.code, step.band, language()), *(t(OUTCOMES[step.outcomes[each]]) for each in shown)]
            for step in steps
        ],
        words=tuple(range(1, len(heads))),
    )
    if any(outcome is Outcome.MAYBE for step in steps for outcome in step.outcomes.values()):
        draw_paragraph(
            t("“Maybe”: to be verified, or for some neighbourhoods. The household has neither children nor debts.")
        )


def _draw_boundaries(catalogue: Catalogue, editions: Sequence[AidEdition]) -> None:
    lines = []
    for limit, (ends, begins) in boundaries(editions).items():
        lines.append(
            t(
                "At {limit} of ISEE ends: {ends}. Just above begins: {begins}.",
                limit=euro_words(limit, language()),
                ends=_names(catalogue, ends),
                begins=_names(catalogue, begins),
            )
        )
    if lines:
        draw_paragraph(t("Whatever the need and the household:"))
        draw_list(lines)


def _names(catalogue: Catalogue, editions: Sequence[AidEdition]) -> str:
    return ", ".join(in_words(catalogue.aids[each.aid_id].name, language()) for each in editions)
