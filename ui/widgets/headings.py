"""The head of a page."""

import html

import streamlit as st


def title(text: str, question: str) -> None:
    """Draw the page's title and the question it answers; both already translated."""
    st.title(text, anchor=False)
    st.html(f"<p class='question'>{html.escape(question)}</p>")
