"""The notice of privacy and the statement on cookies: what the product keeps of anybody, and for how long."""

from contract.retention import RETENTION_YEARS
from contract.translations import mark
from indicators.basis.parameters import PARAMETERS
from ui.words.i18n import t
from ui.words.texts import draw_heading, draw_list, draw_paragraph, draw_table

READERS = mark(
    "Whoever only reads is not asked who they are: no name, no address of the network and no page looked at is kept, "
    "and nothing is sent to anybody else."
)
RESIDENTS = mark(
    "The figures are counts of households by area, as windows: no household can be told from them. The help-desk "
    "counts visits and names nobody; answers to questionnaires carry no name and can be withdrawn with the words of "
    "their receipt."
)
WORKERS = mark(
    "Of those who sign in to work here are kept: the name and the code that their provider gives, their roles, when "
    "they signed in, and each act with its moment. Administrators and the data-protection officer can read them; plans "
    "tell everybody who decided what."
)
RIGHTS = mark(
    "Whoever wants to see, correct or remove what is kept of them, or to object, writes to the office that publishes "
    "this product or to the city's data-protection officer; a complaint goes to the Garante per la protezione dei dati "
    "personali."
)
COOKIES = (
    mark("_streamlit_user: who signed in, signed by the server; until signing out, and only after signing in."),
    mark("_streamlit_xsrf: keeps other sites from acting in your name; until the browser closes."),
    mark("observatory_return: the page to come back to after signing in; ten minutes."),
)
NO_CONSENT = mark("All are technical: none follows anybody, so no consent is asked.")


def draw_notice_of_privacy() -> None:
    """Draw what is kept of readers, residents and workers, for how long, the rights, and the cookies."""
    for heading, text in (
        (t("Who reads"), READERS),
        (t("Who lives here"), RESIDENTS),
        (t("Who works here"), WORKERS),
        (t("Your rights"), RIGHTS),
    ):
        draw_heading(heading)
        draw_paragraph(t(text))
    draw_heading(t("For how long"))
    kept = [PARAMETERS[f"kept_{name}"] for name in RETENTION_YEARS]
    rows = [[t(number.label), str(int(number.value)), t(number.reason)] for number in kept]
    draw_table([t("What"), t("Years"), t("Why")], rows, words=(2,))
    draw_heading(t("Cookies"))
    draw_list(t(line) for line in COOKIES)
    draw_paragraph(t(NO_CONSENT))
