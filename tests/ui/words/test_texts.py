"""Cells of a table: a number stays on one line with its unit, or with the other end of its range; prose does not."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.test_pages import words


def drawn(told):
    """A table of one row whose second cell is `told`, as HTML."""

    def script(told):
        from ui.words.texts import draw_table

        draw_table(["Area", "Told"], [["Figino", told]])

    return words(AppTest.from_function(script, args=(told,)).run())


@pytest.mark.parametrize("told", ["da 10,4 a 17,5", "20,9% – 33,5%", "10.000–12.000", "9,9 in meno"])
def test_both_ends_of_a_range_stay_on_one_line(told):
    assert f"<td class='short'>{told}</td>" in drawn(told)


@pytest.mark.parametrize("told", ["nessuno in programma", "01/01/2026 – 31/12/2026, da rinnovare"])
def test_prose_and_what_is_long_breaks_where_it_must(told):
    assert f"<td>{told}</td>" in drawn(told)
