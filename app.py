"""Entry of the app: `streamlit run app.py`."""

from ui.widgets.frame import show_app

show_app()
