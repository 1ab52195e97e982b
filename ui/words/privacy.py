"""What is said of privacy wherever figures stand: one sentence."""

from reports.privacy_words import window_words
from ui.words.i18n import language


def window_sentence(least_count: int) -> str:
    """How counts are given in an edition whose windows have `least_count` values, in the reader's language."""
    return window_words(least_count, language())
