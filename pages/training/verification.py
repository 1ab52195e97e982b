"""Verify a certificate: does it stand?"""

from ui.training.verification import draw_verification
from ui.widgets.headings import title
from ui.words.i18n import t

title(t("Verify a certificate"), t("Was it issued here, and does it still hold?"))
draw_verification()
