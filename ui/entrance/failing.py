"""What a reader is told where a page met what nobody foresaw; the log has it, in `errors`."""

from ui.words.i18n import t
from ui.words.texts import draw_notice


def say_failed(_error: Exception) -> bool:
    """Draw one sentence in the reader's language in place of Streamlit's English one; True: it is told."""
    draw_notice(t("The page met a fault of its own, which the log has. Reload it and try again."), "error")
    return True
