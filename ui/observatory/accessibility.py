"""The statement of accessibility: what was done for everybody, what is lacking, and whom to tell."""

from contract.translations import mark
from ui.words.i18n import t
from ui.words.texts import draw_heading, draw_list, draw_paragraph

STATE = mark(
    "This product meets the WCAG 2.1 level AA in part: what does not meet it is listed below. Its makers try every "
    "page with automatic rules (axe), at the size of a desk and of a phone; nobody else has judged it yet."
)
DONE = (
    mark("Every map has a name, and its figures in a table, a ranking or a list beside it: no map need be seen."),
    mark("Whoever uses a keyboard chooses areas in the ranking or in the search, without the map."),
    mark(
        "The colours of a map of one figure stay apart on a grey print and for three kinds of colour blindness; what "
        "is withheld is hatched."
    ),
    mark("Numbers are written beside the main charts and in tables: no pointer is needed to read them."),
    mark("Each page has a title and a language of its own."),
    mark("Movements are stilled for whoever asks their system for less motion."),
)
LACKING = (
    mark(
        "The surface of the maps takes the focus of the keyboard without showing it: it is Streamlit’s and deck.gl’s."
    ),
    mark(
        "Tables that can be sorted are drawn as pictures, with a hidden table beside them that holds shares as parts "
        "of one, 0.098 for 9.8%: both are Streamlit’s."
    ),
    mark("Some of the nine colours of a map of two figures are alike on a grey print: its table tells them apart."),
    mark("Some of Streamlit’s own words, as in the menus of tables, may remain in English."),
    mark("On a phone the menu of the pages has headings inside a list, which is Streamlit’s."),
    mark("The pages were not tried with a screen reader, nor by people who use one."),
)
TELL = mark(
    "Whoever meets a barrier writes to the office that publishes this product. Where no answer comes within thirty "
    "days, the Difensore civico per il digitale at AgID can be asked."
)


def draw_statement() -> None:
    """Draw the statement: the state, what was done, what is lacking, whom to tell."""
    draw_paragraph(t(STATE))
    draw_heading(t("What was done"))
    draw_list(t(line) for line in DONE)
    draw_heading(t("What is lacking"))
    draw_list(t(line) for line in LACKING)
    draw_heading(t("Whom to tell"))
    draw_paragraph(t(TELL))
