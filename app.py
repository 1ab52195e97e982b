"""Entry of the app: `streamlit run app.py`."""

from ui.entrance.frame import show_app

show_app()
