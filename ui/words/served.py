"""Results that are offered to browsers at an address of their own, for as long as a session shows them."""

from streamlit.runtime import get_instance


def offer(content: bytes, name: str) -> str:
    """Offer JSON at an address of its own, named by its content, and return the address."""
    return str(get_instance().media_file_mgr.add(content, "application/json", name))
