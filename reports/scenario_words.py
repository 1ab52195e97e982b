"""A scenario in words."""

from contract.translations import mark, translate
from indicators.basis.scenario_parameters import Scenario

_CHANGES = {
    "electricity": mark("electricity {change}"),
    "gas": mark("gas {change}"),
    "heat": mark("central and district heating {change}"),
    "income": mark("incomes {change}"),
    "cutback": mark("{change} of energy done without"),
}


def described(scenario: Scenario, language: str) -> str:
    """The changes of `scenario` in words, those that are nothing left out."""
    parts = []
    for name, sentence in _CHANGES.items():
        value = round(100 * getattr(scenario, name))
        if value:
            sign = "" if name == "cutback" else "+" if value > 0 else "−"
            parts.append(translate(sentence, language, change=f"{sign}{abs(value)}%"))
    if scenario.without_bonus:
        parts.append(translate(mark("no social bonus"), language))
    return ", ".join(parts)
