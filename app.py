"""Entry of the app: `streamlit run app.py`. Imported it is the server; run, as Streamlit does at each rerun, a page."""

import streamlit as st

if __name__ == "__main__":
    from ui.entrance.frame import show_app

    show_app()
else:
    from ui.entrance.logged import log_as_lines

    log_as_lines()
    from ui.entrance.failing import say_failed
    from ui.entrance.presses import carry_presses_out
    from ui.entrance.server import MIDDLEWARE, ROUTES

    carry_presses_out()
    app = st.App(__file__, middleware=MIDDLEWARE, routes=ROUTES, on_script_error=say_failed)
