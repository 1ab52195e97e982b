"""Numbers of the scenarios: how far each may be moved, what the social bonus takes off a bill, and the presets."""

from dataclasses import dataclass
from typing import Literal

from contract.errors import ObservatoryError
from contract.translations import mark
from indicators.basis.parameter import Parameter

_SCENARIOS = mark("Scenarios of TNO for the Dutch monitor of energy poverty; the range is ours")
_BONUS_SOURCE = mark("ARERA's aim for the bonus: about 30% of electricity, 15% of gas; la Repubblica, 6 May 2022")


def _price(carrier: str, label: str) -> Parameter:
    return Parameter(
        id=f"{carrier}_price_change",
        label=label,
        value=0,
        unit="share",
        low=-0.5,
        high=1.5,
        reason=mark("Wide enough for the shock of 2022 (electricity +110%) and for its way back."),
        source=_SCENARIOS,
        date="2026-11",
    )


ELECTRICITY_CHANGE = _price("electricity", mark("Change of the price of electricity"))
GAS_CHANGE = _price("gas", mark("Change of the price of gas"))
HEAT_CHANGE = _price("heat", mark("Change of the price of condominium and district heating"))

INCOME_CHANGE = Parameter(
    id="income_change",
    label=mark("Change of incomes"),
    value=0,
    unit="share",
    low=-0.3,
    high=0.3,
    reason=mark("All incomes move alike: who loses a job is not in it."),
    source=_SCENARIOS,
    date="2026-11",
)

CUTBACK = Parameter(
    id="cutback",
    label=mark("Energy that people do without"),
    value=0,
    unit="share",
    low=0,
    high=0.3,
    reason=mark("Everyone cuts back alike; beyond 30% homes would go cold, which is no way out of poverty."),
    source=_SCENARIOS,
    date="2026-11",
)

BONUS_ELECTRICITY = Parameter(
    id="bonus_electricity_share",
    label=mark("Electricity bill that the social bonus takes off"),
    value=0.30,
    unit="share",
    low=0.1,
    high=0.5,
    reason=mark("Bills are taken to be net of the bonus, which sellers deduct: to be verified with the data's owner."),
    source=_BONUS_SOURCE,
    date="2026-11",
)

BONUS_GAS = Parameter(
    id="bonus_gas_share",
    label=mark("Gas bill that the social bonus takes off"),
    value=0.15,
    unit="share",
    low=0.05,
    high=0.4,
    reason=mark("As for electricity; for condominium heating it must be asked for, and is not counted here."),
    source=_BONUS_SOURCE,
    date="2026-11",
)

SCENARIO_PARAMETERS = (
    ELECTRICITY_CHANGE,
    GAS_CHANGE,
    HEAT_CHANGE,
    INCOME_CHANGE,
    CUTBACK,
    BONUS_ELECTRICITY,
    BONUS_GAS,
)


@dataclass(frozen=True)
class Scenario:
    """What would change, as shares (0.25 = 25% more): prices by carrier, incomes, energy done without.

    `without_bonus`: as if nobody received the social bonus. Raises ObservatoryError for a number out of its range.
    """

    electricity: float = 0.0
    gas: float = 0.0
    heat: float = 0.0
    income: float = 0.0
    cutback: float = 0.0
    without_bonus: bool = False

    def __post_init__(self) -> None:
        limits = (ELECTRICITY_CHANGE, GAS_CHANGE, HEAT_CHANGE, INCOME_CHANGE, CUTBACK)
        values = (self.electricity, self.gas, self.heat, self.income, self.cutback)
        for parameter, value in zip(limits, values, strict=True):
            parameter.check(value)


Kind = Literal["realised", "nowcast", "scenario"]


@dataclass(frozen=True)
class Preset:
    """A scenario that somebody can name: its `kind`, where its numbers come from, and whether they were verified.

    `since`: the year whose prices the changes start from; None where any edition will do.
    """

    id: str
    label: str
    kind: Kind
    scenario: Scenario
    source: str
    date: str
    is_verified: bool
    since: int | None = None


_ALL = (
    Preset(
        "realised",
        mark("As measured"),
        "realised",
        Scenario(),
        mark("The edition itself: nothing is changed."),
        "",
        True,
    ),
    Preset(
        "latest_prices",
        mark("Electricity at ARERA's latest price"),
        "nowcast",
        Scenario(electricity=0.13),
        mark(
            "ARERA, vulnerable customer of 2,000 kWh: €590.73 from April 2025 to March 2026, 13% more than in the "
            "twelve months before. No later figure for gas or heat was found: they stay as they are, and so do incomes."
        ),
        "2026-01",
        False,
    ),
    Preset(
        "shock_2022",
        mark("The shock of 2022 again"),
        "scenario",
        Scenario(electricity=1.10, gas=0.74, heat=0.74, cutback=0.10),
        mark(
            "Istat, mean of 2022 over 2021: electricity +110.4%, gas +73.7%. Condominium and district heating are "
            "taken to move as gas, and people to do without a tenth of their energy: both are ours, to be verified."
        ),
        "2023-02",
        False,
        2021,
    ),
    Preset(
        "prices_25",
        mark("All prices up by a quarter"),
        "scenario",
        Scenario(electricity=0.25, gas=0.25, heat=0.25),
        mark("Ours: the cut-off is then read at 8%, where households were counted, and nothing is interpolated."),
        "2026-11",
        True,
    ),
    Preset(
        "incomes_10",
        mark("Incomes down by a tenth"),
        "scenario",
        Scenario(income=-0.10),
        mark("Ours: one cause at a time."),
        "2026-11",
        True,
    ),
)

PRESETS = {preset.id: preset for preset in _ALL}
"""Every preset by id; the first changes nothing."""


def get_preset(preset_id: str) -> Preset:
    """Return the preset of that id; raises ObservatoryError, naming the known ones, if there is none."""
    if preset_id not in PRESETS:
        raise ObservatoryError(
            mark("There is no preset “{preset}”. Presets: {known}."), preset=preset_id, known=", ".join(PRESETS)
        )
    return PRESETS[preset_id]


def preset_of(scenario: Scenario) -> Preset | None:
    """The preset that `scenario` is, None where it is the reader's own."""
    return next((preset for preset in _ALL if preset.scenario == scenario), None)


def kind_of(scenario: Scenario) -> Kind:
    """Whether figures are "realised" (as measured), a "nowcast" (today's prices) or a "scenario"."""
    preset = preset_of(scenario)
    return preset.kind if preset else "scenario"
