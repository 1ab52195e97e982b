"""A form that saves one record.

The version that it was drawn from travels with its button: whoever saves second is told. Its boxes have keys of their
own for each version, so that none shows an old value.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from contract.errors import ObservatoryError
from contract.local_time import today
from contract.progress import Proof
from contract.progress_checks import needed_faults
from contract.translations import mark
from data_access.records.checks import refuse_if
from ui import identity
from ui.widgets.outcome import draw_outcome, note_outcome
from ui.words.i18n import language, t

_TOLD = "record_told"
_WHO = "record_who"
_BROKEN = mark("The form came incomplete, or with what it cannot hold: nothing was saved. Reload the page.")


def say_saved() -> None:
    """Say what became of the last save."""
    draw_outcome(_TOLD)


class RecordForm:
    """One form: `name` tells it from others, `version` is that of the record that it was drawn from."""

    def __init__(self, name: str, version: int) -> None:
        self.name = name
        self.version = version

    def key(self, box: str) -> str:
        """The key of one box."""
        return f"record_{self.name}_{box}_{self.version}_{language()}"

    def has(self, box: str) -> bool:
        """Whether the page was drawn with the box."""
        return self.key(box) in st.session_state

    def value(self, box: str) -> Any:
        """What one box holds. Raises ObservatoryError where the page has none, or it holds what no such box can."""
        try:
            return st.session_state[self.key(box)]
        except (KeyError, TypeError, ValueError, AttributeError):
            raise ObservatoryError(_BROKEN) from None

    def text(self, box: str) -> str:
        """What one box of text holds, without blanks at its ends."""
        return str(self.value(box) or "").strip()

    def lines(self, box: str) -> tuple[str, ...]:
        """The lines of one box of text that are not blank."""
        return tuple(filter(None, (line.strip() for line in self.text(box).splitlines())))

    def by(self) -> str:
        """The name in which it is saved."""
        return identity.person().name or self.text("by")

    def draw_choice(self, label: str, words: Mapping[str, str], before: str, box: str) -> None:
        """Draw a list of codes by their `words` (sentences of the catalogue)."""
        told = {code: t(sentence) for code, sentence in words.items()}
        st.selectbox(label, list(told), list(told).index(before), format_func=told.__getitem__, key=self.key(box))

    def draw_name(self) -> None:
        """Draw the box of the name."""
        identity.pick_name(t("Your name"), str(st.session_state.get(_WHO, "")), self.key("by"))

    def draw_proof(self) -> None:
        """Draw the boxes of one proof."""
        day, what, place = st.columns([1, 2, 2])
        day.date_input(t("Day of the proof"), today(), format="DD/MM/YYYY", key=self.key("proof_day"))
        what.text_input(t("What proves that it is done"), key=self.key("proof"))
        place.text_input(t("Where it is kept"), key=self.key("proof_place"))

    def proof(self) -> Proof:
        """The proof that the boxes hold. Raises Refused where it says nothing."""
        refuse_if(needed_faults("proofs.what", self.text("proof")))
        return Proof(self.value("proof_day") or today(), self.text("proof"), self.text("proof_place"))

    def draw_button(self, label: str, save: Callable[[], object]) -> None:
        """Draw the button; `save` runs with what the boxes hold."""
        st.form_submit_button(label, type="primary", on_click=self._try, args=(save,))

    def _try(self, save: Callable[[], object]) -> None:
        try:
            save()
        except ObservatoryError as error:
            note_outcome(_TOLD, error.sentence(language()), "error")
        else:
            st.session_state[_WHO] = self.by()
            note_outcome(_TOLD, t("It is saved."))
