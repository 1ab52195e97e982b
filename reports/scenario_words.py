"""A scenario in words."""

from contract.translations import mark, translate
from indicators.basis.scenario_parameters import Scenario

_CHANGES = {
    "electricity": (mark("electricity {change} dearer"), mark("electricity {change} cheaper")),
    "gas": (mark("gas {change} dearer"), mark("gas {change} cheaper")),
    "heat": (
        mark("central and district heating {change} dearer"),
        mark("central and district heating {change} cheaper"),
    ),
    "income": (mark("incomes {change} higher"), mark("incomes {change} lower")),
    "cutback": (mark("{change} of energy done without"), ""),
}
"""What is said of a change that is above 0, and below."""


def described(scenario: Scenario, language: str) -> str:
    """The changes of `scenario` in words, those that are nothing left out."""
    parts = []
    for name, (more, less) in _CHANGES.items():
        value = round(100 * getattr(scenario, name))
        if value:
            parts.append(translate(more if value > 0 else less, language, change=f"{abs(value)}%"))
    if scenario.without_bonus:
        parts.append(translate(mark("no social bonus"), language))
    return ", ".join(parts)
