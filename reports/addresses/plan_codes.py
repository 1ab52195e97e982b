"""The choices of the plan as codes of the address, and back. Nothing here knows Streamlit."""

import re
from collections.abc import Callable

from indicators.basis.desk_parameters import DESK_CAPACITY, WALK_LIMIT
from indicators.help_desk.plan_choices import CONDITIONS, PlanChoices, default_weights

NONE = "none"
"""Code of an empty choice: "" stands for the default."""

MOST_SITES = 20
"""Highest number of sites a tier can be given on the page."""

MOST_PER_MUNICIPIO = 5
MOST_POINTS = 50
"""Highest weight a slider gives, in points; only their proportions count."""

CHOICE_FIELDS = ("tier1", "tier2", "weights", "conditions", "per_municipio", "ranking")
"""Fields of the address that make the plan's choices."""

WALK_M, CAPACITY = (str(int(number.value)) for number in (WALK_LIMIT, DESK_CAPACITY))
WALKS_M = ("500", "750", "1000", "1500", "2000")
CAPACITIES = ("500", "1000", "1500", CAPACITY, NONE)
MOST_NEW_VENUES = 12

_VENUES = re.compile(r"[\w.:/-]{1,64}(,[\w.:/-]{1,64}){0,59}")


def are_weights(code: str) -> bool:
    """Whether `code` gives known criteria whole points, and leaves one above zero.

    >>> are_weights("room:20,transit:0"), are_weights("size:1"), are_weights("room:-1")
    (True, False, False)
    """
    pairs = [text.partition(":") for text in code.split(",")]
    known = default_weights()
    if not all(name in known and re.fullmatch(r"\d{1,2}", points) for name, _, points in pairs):
        return False
    return all(int(points) <= MOST_POINTS for *_, points in pairs) and any(weights_of(code).values())


def weights_of(code: str) -> dict[str, int]:
    """Points of every criterion: the default's, but for those that `code` names."""
    points = {name: round(100 * weight) for name, weight in default_weights().items()}
    if code:
        points |= {name: int(text) for name, _, text in (pair.partition(":") for pair in code.split(","))}
    return points


def weights_code(points: dict[str, int]) -> str:
    """The code of points that differ from the default's; "" where none does."""
    usual = weights_of("")
    return ",".join(f"{name}:{value}" for name, value in points.items() if value != usual[name])


def are_conditions(code: str) -> bool:
    """Whether `code` names known conditions, or none."""
    return code == NONE or set(code.split(",")) <= set(CONDITIONS)


def conditions_of(code: str) -> tuple[str, ...]:
    """Ids of the conditions, in the order of CONDITIONS."""
    return tuple(name for name in CONDITIONS if name in code.split(","))


def conditions_code(ids: list[str] | tuple[str, ...]) -> str:
    """The code of conditions: their ids with commas between, "none" for none."""
    return ",".join(name for name in CONDITIONS if name in ids) or NONE


def is_number_up_to(highest: int) -> Callable[[str], bool]:
    """A test for whole numbers from 0 to `highest`."""
    return lambda code: code.isdecimal() and len(code) <= 4 and int(code) <= highest


def are_venues(code: str) -> bool:
    """Whether `code` could name venues; whether they exist, the edition tells."""
    return code == NONE or _VENUES.fullmatch(code) is not None


def venues_of(code: str) -> tuple[str, ...]:
    """Ids of the venues picked by hand."""
    return () if code in ("", NONE) else tuple(dict.fromkeys(code.split(",")))


def choices_of(get: Callable[[str], str]) -> PlanChoices:
    """The plan's choices that the address holds; `get` gives the code of a field."""
    return PlanChoices(
        tier_1_sites=int(get("tier1")),
        tier_2_sites=int(get("tier2")),
        weights={name: points / 100 for name, points in weights_of(get("weights")).items()},
        conditions=conditions_of(get("conditions")),
        most_per_municipio=int(get("per_municipio")),
        method=get("ranking"),
    )


def codes_of(choices: PlanChoices) -> dict[str, str]:
    """Codes that bring `choices` back, by field; weights to the nearest point."""
    points = {name: round(100 * float(choices.weights.get(name, 0))) for name in default_weights()}
    return {
        "tier1": str(choices.tier_1_sites),
        "tier2": str(choices.tier_2_sites),
        "weights": weights_code(points),
        "conditions": conditions_code(choices.conditions),
        "per_municipio": str(choices.most_per_municipio),
        "ranking": choices.method,
    }
