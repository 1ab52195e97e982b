"""What the city's household files tell of heating bills beyond counts: five numbers of the whole city, nobody's."""

from contract.schema import Column, Kind, Table


def _number(name: str, meaning: str, low: float, high: float) -> Column:
    return Column(name, Kind.NUMBER, meaning, True, low=low, high=high)


CITY_HEAT = Table(
    "city_heat",
    "shared heating bills of the whole city: one row, written when households are counted",
    (
        Column("spend_year", Kind.YEAR, "year of the energy spend", True, low=1990, high=2100),
        Column("homes", Kind.COUNT, "households with shared heating known in full", True, unit="households", low=100),
        _number("mean_log_ratio", "mean logarithm of all bills ÷ bills without heating", 0, 5),
        _number("spread_log_ratio", "standard deviation of that logarithm", 0, 5),
        _number("correlation", "its correlation with the logarithm of bills without heating ÷ income", -1, 1),
        _number("left_out_error", "standard deviation of its mean between sections, chance taken out", 0, 5),
        _number("other_missing", "share of missing spend that lacks more than a shared heating bill", 0, 1),
    ),
    ("spend_year",),
)

HEAT_RISK = Table(
    "heat_risk",
    "risk of summer heat by area",
    (
        Column("nil_id", Kind.ID, "area: the finer level of the two between section and city", True),
        Column("heat_risk", Kind.NUMBER, "mean risk of heat, from 0 (none) to 1", True, low=0, high=1),
    ),
    ("nil_id",),
)
