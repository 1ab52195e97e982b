"""The numbers chosen for what is learnt from people met at the desk."""

from contract.translations import mark
from indicators.basis.parameter import DATA_PROTECTION, Parameter

LEAST_ANSWERS = Parameter(
    id="least_answers",
    label=mark("Answers that a figure needs, and by which it is renewed"),
    value=12,
    unit="number",
    low=12,
    high=1000,
    reason=mark(
        "Whoever knows that one person answered today must not read that answer from how a figure moved: figures are "
        "told again only when at least twelve more answers have come, which are whole windows of three."
    ),
    source=mark("The least base of the editions, ten, in whole windows"),
    date="2026-11",
    owner=DATA_PROTECTION,
)

ANSWER_WINDOW = Parameter(
    id="answer_window",
    label=mark("Width of the window in which a count of answers is told"),
    value=3,
    unit="number",
    low=3,
    high=10,
    reason=mark("The least count of the editions: a count moves in the figure only by whole windows."),
    source=mark("The rule of the editions"),
    date="2026-11",
    owner=DATA_PROTECTION,
)

HASTE = Parameter(
    id="haste",
    label=mark("Part of the usual time below which an interview was hasty"),
    value=0.33,
    unit="share",
    low=0.1,
    high=0.9,
    reason=mark("Questions read aloud take their time: a third of the median is too little to have read them."),
    source=mark("Our choice, to be confirmed on the first hundred interviews"),
    date="2026-11",
)
"""Of the median of all interviews."""

COLLECTION_PARAMETERS = (LEAST_ANSWERS, ANSWER_WINDOW, HASTE)
