"""Administration: who has which role, and what was done."""

from data_access.records.identity_mode import identity_mode
from ui.administration.audit import draw_audit
from ui.administration.roles import draw_roles
from ui.widgets.headings import title
from ui.words.i18n import t
from ui.words.texts import draw_paragraph

title(t("Administration"), t("Who may do what, and what was done?"))
if identity_mode() == "none":
    draw_paragraph(
        t(
            "This installation verifies nobody: whoever opens it may save and sign in a name that they type, and what "
            "they write is marked so. Roles count once a sign-in is set up (docs/operate.md)."
        )
    )
draw_roles()
draw_audit()
