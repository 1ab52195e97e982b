"""What became of an act is told until a run that tells it has come to its end."""

from streamlit.testing.v1 import AppTest


def _page():
    import streamlit as st

    from ui.widgets.outcome import draw_outcome, forget_drawn, note_outcome

    if st.button("act"):
        note_outcome("act", "Done.")
        st.rerun()
    draw_outcome("act")
    if not st.session_state.get("is_cut"):
        forget_drawn()


def told(app):
    return [each.proto.body for each in app.get("html") if "Done." in each.proto.body]


def test_it_is_told_once_by_a_run_that_came_to_its_end():
    app = AppTest.from_function(_page).run()
    assert told(app) == []
    app.button[0].click().run()
    assert len(told(app)) == 1 and [each.value for each in app.toast] == ["Done\\."]
    assert told(app.run()) == []


def test_it_is_told_again_where_another_press_cut_the_run_short():
    app = AppTest.from_function(_page)
    app.session_state["is_cut"] = True
    app.run().button[0].click().run()
    assert len(told(app)) == 1
    app.session_state["is_cut"] = False
    assert len(told(app.run())) == 1
    assert told(app.run()) == []
