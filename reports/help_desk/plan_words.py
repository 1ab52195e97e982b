"""Plans in words: what was chosen, and what a save changed, for files and for the page."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from contract.translations import mark, translate
from data_access.records.entries import Change
from indicators.basis.desk_parameters import DRAWS, TIER_1_SITES, TIER_2_SITES, UNKNOWN_CONDITION, WEIGHT_FIRMNESS
from indicators.help_desk.criteria import CRITERIA
from indicators.help_desk.overrules import ACTIONS
from indicators.help_desk.plan_choices import CONDITIONS, METHODS
from reports.numbers import count, rounded_count

EVENTS = {
    "created": mark("saved first"),
    "copied": mark("copied from another plan"),
    "changed": mark("changed"),
    "signed": mark("signed off"),
}
"""What a save of a plan was."""

_CHOICES = {
    "tier_1_sites": TIER_1_SITES.label,
    "tier_2_sites": TIER_2_SITES.label,
    "conditions": mark("Conditions of tiers 1 and 2"),
    "most_per_municipio": mark("Sites of one area before the others' turn (0: no such rule)"),
    "kept_names": mark("Places whose desk is kept"),
    "method": mark("Way to make one score"),
    "draws": DRAWS.label,
    "weight_firmness": WEIGHT_FIRMNESS.label,
    "unknown_condition": UNKNOWN_CONDITION.label,
    "seed": mark("Number that repeats the same trials"),
}
_VALUES = {name: condition.label for name, condition in CONDITIONS.items()} | METHODS
_WEIGHT = "weights."


def choice_rows(choices: Mapping[str, Any], language: str) -> list[tuple[str, str | float]]:
    """Each choice of a plan and its value, in words; weights as they were given, one by one.

    `choices` as `records.entries.PlanContent` has them.
    """
    plain = {name: value for name, value in choices.items() if name != "weights"}
    weights = choices["weights"]
    plain |= {f"{_WEIGHT}{name}": weights[name] for name in sorted(weights, key=[*CRITERIA, *weights].index)}
    return [(choice_label(name, language), choice_value(value, language)) for name, value in plain.items()]


def choice_label(name: str, language: str) -> str:
    """What a choice is called; names that this version no longer knows are left as they are."""
    if name.startswith(_WEIGHT):
        criterion = CRITERIA.get(name.removeprefix(_WEIGHT))
        label = translate(criterion.label, language) if criterion else name.removeprefix(_WEIGHT)
        return translate(mark("Weight: {criterion}"), language, criterion=label)
    return translate(_CHOICES.get(name, name), language)


def choice_value(value: Any, language: str) -> str | float:
    """The value of a choice: numbers as they are, names in words."""
    if isinstance(value, list | tuple):
        return ", ".join(str(choice_value(each, language)) for each in value) or "–"
    return translate(_VALUES.get(value, value), language) if isinstance(value, str) else value


def change_words(change: Change, names: Mapping[str, str], language: str) -> tuple[str, str, str]:
    """What a save changed, and its value before and after, in words; `names` of the estates by id."""
    before, after = (_value_words(change, value, language) for value in (change.before, change.after))
    if change.what == "overrule":
        estate = names.get(change.complex_id, change.complex_id)
        return translate(mark("Decision on {estate}"), language, estate=estate), before, after
    if change.what.startswith("choices."):
        return choice_label(change.what.removeprefix("choices."), language), before, after
    labels = {"name": mark("Name of the plan"), "edition": mark("Edition"), "signed": mark("Signed off by")}
    return translate(labels[change.what], language), before, after


def vulnerable_words(row: pd.Series, language: str) -> str:
    """Vulnerable households of an estate with their plausible range: `84 (57 – 118)`; said where nobody knows them."""
    ends = ("", "_plausible_low", "_plausible_high")
    value, low, high = (row.get(f"vulnerable_households{end}", pd.NA) for end in ends)
    if pd.isna(value):
        return translate(mark("not known"), language)
    return f"{rounded_count(float(value), language)} ({count(low, language)} – {count(high, language)})"


def overrule_words(action: str, tier: int, language: str) -> str:
    """A decision in a few words.

    >>> overrule_words("move", 1, "en")
    'Moved to another tier: 1'
    """
    return translate(ACTIONS[action], language) + ("" if action == "bar" else f": {tier}")


def _value_words(change: Change, value: Any, language: str) -> str:
    if value is None:
        return ""
    if change.what == "overrule":
        return f"{overrule_words(value['action'], value['tier'], language)} ({value['name']}: {value['reason']})"
    return str(choice_value(value, language)) if change.what.startswith("choices.") else str(value)


def names_of(rows: pd.DataFrame) -> dict[str, str]:
    """Names of the estates by id; the id where there is none."""
    return dict(zip(rows["complex_id"], rows["name"].fillna(rows["complex_id"]), strict=True))
