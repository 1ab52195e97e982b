"""What a chosen number is: its value, the range it may take, and why it is what it is."""

from dataclasses import dataclass

from contract.errors import ObservatoryError
from contract.translations import mark

OBSERVATORY = mark("the observatory (AMAT)")
CITY = mark("City of Milan")
DATA_PROTECTION = mark("the data-protection officer")


@dataclass(frozen=True)
class Parameter:
    """A chosen number. `unit` is "percent" (10 = 10%), "share" (0–1), "households", "ratio", "metres", "number",
    "EUR/year", or of savings "years", "days", "readings", "draws", "estates", "°C".

    `low` and `high` bound what may be chosen instead; `date` is the month in which the value was settled; `owner` is
    who answers for it, and may change it.
    """

    id: str
    label: str
    value: float
    unit: str
    low: float
    high: float
    reason: str
    source: str
    date: str
    owner: str = OBSERVATORY

    def check(self, value: float) -> None:
        """Raise ObservatoryError if `value` is outside `low`–`high`."""
        if not self.low <= value <= self.high:
            raise ObservatoryError(
                mark("“{parameter}” must lie between {low} and {high}; {value} does not."),
                parameter=self.id,
                low=self.low,
                high=self.high,
                value=value,
            )
