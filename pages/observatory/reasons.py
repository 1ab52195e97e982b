"""Reasons: why is a figure not shown?"""

from indicators.basis.findings import FINDINGS
from ui.widgets.headings import title
from ui.words.i18n import t
from ui.words.texts import draw_list

title(t("Figures that are not shown"), t("For which reasons is a figure not shown?"))
draw_list(t(finding.sentence) for finding in FINDINGS.values())
