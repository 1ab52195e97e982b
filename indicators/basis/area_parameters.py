"""The numbers chosen for the doubt of small areas and for their concentrations."""

from contract.translations import mark
from indicators.basis.parameter import Parameter

AREA_CONFIDENCE = Parameter(
    id="area_confidence",
    label=mark("Confidence of the intervals that chance gives to an area"),
    value=0.95,
    unit="share",
    low=0.95,
    high=0.95,
    reason=mark("The usual one: of twenty areas, nineteen have their true level inside."),
    source=mark("Wilson, Journal of the American Statistical Association 22, 1927; ISTAT's practice"),
    date="2026-11",
)

SURE_FROM = Parameter(
    id="sure_from",
    label=mark("Probability from which an area is said to differ from the city"),
    value=0.95,
    unit="share",
    low=0.95,
    high=0.95,
    reason=mark("Below it, chance in a small area is a good enough explanation of the difference."),
    source=mark("Our choice"),
    date="2026-11",
)

FALSE_DISCOVERIES = Parameter(
    id="false_discoveries",
    label=mark("Share of the concentrations found that may be false alarms"),
    value=0.05,
    unit="share",
    low=0.05,
    high=0.05,
    reason=mark(
        "With thousands of areas tested, one in twenty would stand out by chance alone: this keeps count of it."
    ),
    source=mark("Benjamini and Hochberg, Journal of the Royal Statistical Society B 57, 1995"),
    date="2026-11",
)

SHUFFLES = Parameter(
    id="shuffles",
    label=mark("Times that the areas are shuffled to see what chance can do"),
    value=9999,
    unit="number",
    low=999,
    high=99_999,
    reason=mark(
        "Fewer leave no room for thousands of tests at once: the smallest probability is one over their number."
    ),
    source=mark("Anselin, Geographical Analysis 27, 1995"),
    date="2026-11",
)

AREA_PARAMETERS = (AREA_CONFIDENCE, SURE_FROM, FALSE_DISCOVERIES, SHUFFLES)
