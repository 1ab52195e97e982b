"""What was found in the files: one row for each kind of finding, with how many and where; all of them as a file."""

import html
from collections.abc import Sequence

import streamlit as st

from contract.errors import Fault
from contract.translations import told_in, translate_count
from data_access.publishing.fault_report import report_text, summary
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph
from ui.words.titles import SEVERITY_NAMES

MOST_PLACES = 8
"""Rows and values told of one kind of finding; the downloaded report has all of them."""


def draw_findings(faults: Sequence[Fault]) -> None:
    """Draw the findings, gravest first, and offer all of them as a file."""
    draw_paragraph(summary(list(faults), language()))
    if not faults:
        return
    order = list(SEVERITY_NAMES)
    groups = sorted(grouped(faults), key=lambda group: order.index(group[0].severity))
    rows = "".join(_row(group) for group in groups)
    head = "".join(f"<th scope='col' class='words'>{html.escape(text)}</th>" for text in (t("Weight"), t("Finding")))
    table = f"<table class='numbers findings'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    st.html(f"<div class='scroll' tabindex='0'>{table}</div>")
    st.download_button(t("The whole report"), report_text(list(faults)), "report.txt", on_click="ignore")


def grouped(faults: Sequence[Fault]) -> list[list[Fault]]:
    """The findings of one kind, file and column together, in the order in which the first of each was found."""
    groups: dict[tuple[str, ...], list[Fault]] = {}
    for fault in faults:
        key = (fault.severity, fault.code, fault.message, fault.file, fault.column)
        groups.setdefault(key, []).append(fault)
    return list(groups.values())


def told(group: Sequence[Fault], lang: str) -> str:
    """One kind of finding in words: its sentence, how many, the first rows with what was found there."""
    first = group[0]
    if len(group) == 1:
        return first.sentence(lang)
    if any(fault.values != first.values for fault in group):
        lines = [fault.sentence(lang) for fault in group[:MOST_PLACES]]
        return "\n".join([*lines, *([_more(len(group) - MOST_PLACES, lang)] if len(group) > MOST_PLACES else [])])
    places = [_place(fault) for fault in group[:MOST_PLACES]] + (["…"] if len(group) > MOST_PLACES else [])
    whole = Fault(first.code, first.message, first.file, None, first.column, values=first.values)
    times = translate_count("In {count} row:", "In {count} rows:", len(group), lang)
    return f"{whole.sentence(lang)} {times} {', '.join(places)}."


def _more(count: int, lang: str) -> str:
    return translate_count("… and {count} more like it.", "… and {count} more like these.", count, lang)


def _place(fault: Fault) -> str:
    row = "–" if fault.row is None else str(fault.row)
    return f"{row} ({told_in(language(), fault.found)})" if fault.found else row


def _row(group: Sequence[Fault]) -> str:
    name = html.escape(t(SEVERITY_NAMES[group[0].severity]))
    text = html.escape(told(group, language())).replace("\n", "<br>")
    return f"<tr class='{group[0].severity}'><th scope='row'>{name}</th><td class='words'>{text}</td></tr>"
