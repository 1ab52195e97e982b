"""Numbers of comparison, definitions and the composite index."""

from contract.translations import mark
from indicators.basis.parameter import Parameter

FLAGGED_SHARE = Parameter(
    id="flagged_share",
    label=mark("Part of the areas that each definition flags"),
    value=0.2,
    unit="share",
    low=0.05,
    high=0.5,
    reason=mark("The worst fifth: each definition flags as many areas, so that none counts for more than another."),
    source=mark("Our choice"),
    date="2026-11",
)

CHANGE_CONFIDENCE = Parameter(
    id="change_confidence",
    label=mark("Confidence beyond which a change is called one"),
    value=0.99,
    unit="share",
    low=0.9,
    high=0.999,
    reason=mark("With 88 neighbourhoods, chance alone would then colour fewer than one."),
    source=mark("Newcombe, Statistics in Medicine 17, 1998, method 10"),
    date="2026-11",
)


def _full_at(indicator_id: str, value: float) -> Parameter:
    return Parameter(
        id=f"full_points_{indicator_id}",
        label=mark("Share at which a component of vulnerability has all its points"),
        value=value,
        unit="share",
        low=0.05,
        high=1,
        reason=mark(
            "A round number that few neighbourhoods pass; fixed, so that the index of an area does not move when "
            "others do. Below it points grow in proportion."
        ),
        source=mark("Our choice, after Gouveia, Palma and Simoes, Energy Reports 5, 2019"),
        date="2026-11",
    )


FULL_POINTS = {
    indicator_id: _full_at(indicator_id, value)
    for indicator_id, value in (
        ("energy_poverty_10", 0.25),
        ("old_and_alone", 0.25),
        ("inefficient_stock", 0.80),
        ("in_arrears", 0.15),
        ("renters", 0.60),
    )
}
"""Components of the index of vulnerability: the share at which each has all its points."""

LOW_INCOME = Parameter(
    id="capacity_no_points",
    label=mark("Mean income of a household that gives no points of capacity"),
    value=15_000,
    unit="EUR/year",
    low=5_000,
    high=25_000,
    reason=mark("A round number below the mean of every neighbourhood."),
    source=mark("Our choice"),
    date="2026-11",
)

HIGH_INCOME = Parameter(
    id="capacity_all_points",
    label=mark("Mean income of a household that gives all points of capacity"),
    value=60_000,
    unit="EUR/year",
    low=30_000,
    high=100_000,
    reason=mark("A round number that few neighbourhoods pass."),
    source=mark("Our choice"),
    date="2026-11",
)

DEPTH_PARAMETERS = (FLAGGED_SHARE, CHANGE_CONFIDENCE, *FULL_POINTS.values(), LOW_INCOME, HIGH_INCOME)
