"""Every number chosen for setting renovated estates beside others: unit, range, reason, source, date."""

from contract.translations import mark
from indicators.basis.parameters import Parameter

_OURS = mark("Our choice")

MATCHES = Parameter(
    id="matches",
    label=mark("Estates without works that a renovated one is compared with"),
    value=8,
    unit="estates",
    low=3,
    high=30,
    reason=mark("More would be less alike; fewer would let one odd estate weigh too much."),
    source=_OURS,
    date="2026-11",
)

LEAST_MATCHES = Parameter(
    id="least_matches",
    label=mark("Fewest such estates for a comparison"),
    value=3,
    unit="estates",
    low=2,
    high=10,
    reason=mark("With two no spread between them can be measured."),
    source=_OURS,
    date="2026-11",
)

SIZE_RATIO = Parameter(
    id="size_ratio",
    label=mark("Largest ratio between the households of two estates that are compared"),
    value=3,
    unit="ratio",
    low=1.5,
    high=10,
    reason=mark("Large and small plants follow the weather and their people differently."),
    source=_OURS,
    date="2026-11",
)

USE_RATIO = Parameter(
    id="use_ratio",
    label=mark("Largest ratio between the use per household of two estates that are compared"),
    value=2,
    unit="ratio",
    low=1.2,
    high=5,
    reason=mark("Twice the use per household means other buildings, or another use of the same carrier."),
    source=_OURS,
    date="2026-11",
)

COMPARISON_PARAMETERS = {parameter.id: parameter for parameter in (MATCHES, LEAST_MATCHES, SIZE_RATIO, USE_RATIO)}
"""Every one of them by id."""
