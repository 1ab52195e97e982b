"""What proves that something promised or decided was done, while one has no proof."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from contract.stakeholders import Commitment, Decision
from ui.widgets.record_form import RecordForm
from ui.words.i18n import t

_Thing = TypeVar("_Thing", bound=Commitment | Decision)


def draw_proving(
    form: RecordForm, label: str, things: tuple[_Thing, ...], text: Callable[[_Thing], str],
    save: Callable[[tuple[_Thing, ...]], object],
) -> None:  # fmt: skip
    """Draw the form that records a proof of one of `things`, which `text` tells; `save` gets them all."""
    left = {str(place): text(each) for place, each in enumerate(things) if not each.proofs}
    if not left:
        return
    with st.form(form.key("form")):
        st.selectbox(label, list(left), format_func=left.__getitem__, key=form.key("which"))
        form.draw_proof()
        form.draw_name()
        form.draw_button(t("Record that it is done"), lambda: save(_proven(form, things)))


def _proven(form: RecordForm, things: tuple[_Thing, ...]) -> tuple[_Thing, ...]:
    place = int(form.value("which"))
    done = replace(things[place], proofs=(*things[place].proofs, form.proof()))
    return (*things[:place], done, *things[place + 1 :])
