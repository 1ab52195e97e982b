"""A fault that nobody foresaw is one sentence in the reader's language, and its words are for nobody."""

from streamlit.testing.v1 import AppTest

import app
from tests.ui.test_pages import words
from ui.entrance.failing import say_failed


def _failed():
    from ui.entrance.failing import say_failed

    assert say_failed(ValueError("Mario Rossi"))


def test_a_fault_is_one_sentence_and_none_of_its_words():
    page = AppTest.from_function(_failed).run()
    assert not page.exception
    assert "La pagina ha incontrato un errore imprevisto" in words(page) and "Rossi" not in words(page)


def test_the_server_tells_it_so():
    assert app.app._on_script_error is say_failed
