"""Accessibility: the statement of what everybody can use, and of what not yet."""

from ui.observatory.accessibility import draw_statement
from ui.widgets.headings import title
from ui.words.i18n import t

title(t("Accessibility"), t("Can everybody use this product?"))
draw_statement()
