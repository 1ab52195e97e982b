"""Privacy: what is kept of whom, for how long, and which cookies there are."""

from ui.observatory.privacy_notice import draw_notice_of_privacy
from ui.widgets.headings import title
from ui.words.i18n import t

title(t("Privacy"), t("What is kept of whoever looks, and of whoever works here?"))
draw_notice_of_privacy()
