"""What is kept of the plan's progress: activities with their milestones, evidence, money and notes.

All are plain values that JSON can hold; `read_activity` makes them of what the records kept, and refuses the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

from contract.errors import Fault, Refused
from contract.translations import mark

ACTIVITY = "activity"

EVIDENCE = {
    "editions": mark("editions published"),
    "sessions": mark("sessions of the help-desk held"),
    "kept_sites": mark("estates of the trial that stay served"),
    "first_sites": mark("estates of tier 1 served"),
    "second_sites": mark("estates of tier 2 served"),
    "aids": mark("aids of the catalogue checked"),
    "savings": mark("renovations that saved energy beyond doubt"),
    "events": mark("events held"),
    "materials": mark("materials in the library"),
    "base_trained": mark("operators with basic training"),
    "tutors_trained": mark("tutors certified"),
    "poverty_falls": mark("areas where energy poverty fell beyond doubt"),
}
"""What the product itself knows and a milestone may count, as it stands in a sentence."""

Status = Literal["planned", "under_way", "stopped"]
STATUSES: dict[Status, str] = {
    "planned": mark("to be started"),
    "under_way": mark("under way"),
    "stopped": mark("stopped"),
}
"""What people say of an activity. Nobody says that it is done: its evidence does."""


class Kept:
    """What is kept: values without a name here are refused, and so are numbers that are none."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", allow_inf_nan=False)


@dataclass(frozen=True)
class Proof(Kept):
    """One thing that proves a milestone which the product cannot count: a day, what it is, where it is kept."""

    day: date
    what: str
    place: str = ""


@dataclass(frozen=True)
class Milestone(Kept):
    """One step of an activity, in the columns that a call of the Social Climate Fund asks for.

    `due` None: not stated. `counts`: a key of EVIDENCE, from `baseline` to `goal` of it; "" where proofs by hand show
    that it is done. `is_yearly`: to be reached anew every year. `delay_reason`: why it is late, "" where nobody said.
    """

    milestone_id: str
    title: str
    due: date | None = None
    counts: str = ""
    baseline: float = 0
    goal: float = 1
    is_yearly: bool = False
    weight: float = 1
    description: str = ""
    verification: str = ""
    delay_reason: str = ""
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True)
class Money(Kept):
    """What one funder gives an activity in one year: EUR and full-time posts, planned and spent; None: not stated."""

    year: int
    funder: str
    planned_eur: float | None = None
    spent_eur: float | None = None
    planned_fte: float | None = None
    spent_fte: float | None = None


@dataclass(frozen=True)
class Note(Kept):
    """What somebody said of an activity on a day."""

    day: date
    text: str
    by: str


@dataclass(frozen=True)
class Manual(Kept):
    """Progress as somebody judges it (`share` 0–1), with the reason and the name: shown as such, never as done."""

    share: float
    reason: str
    by: str


@dataclass(frozen=True)
class Activity(Kept):
    """One activity of the plan; its id begins with that of its action ("3.1").

    `owner`: the department that answers for it, "" where none does; `municipi`: codes of the areas that it is in, none
    for the whole city; `start`, `end` None: not stated; `indicators`: ids of those that tell of it. Weights count among
    the activities of an action, whatever they add up to.
    """

    activity_id: str
    title: str
    owner: str = ""
    partners: tuple[str, ...] = ()
    municipi: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    is_continuous: bool = False
    status: Status = "planned"
    status_reason: str = ""
    delay_reason: str = ""
    weight: float = 1
    milestones: tuple[Milestone, ...] = ()
    resources: tuple[Money, ...] = ()
    notes: tuple[Note, ...] = ()
    indicators: tuple[str, ...] = ()
    manual: Manual | None = None

    @property
    def action_id(self) -> str:
        """Id of the action that it belongs to."""
        return self.activity_id.partition(".")[0]


@cache
def _adapter(kept: type) -> TypeAdapter[Any]:
    return TypeAdapter(kept)


def plain_of(kept: Any) -> dict[str, Any]:
    """A record of this module as plain values, days as texts."""
    kind: type = type(kept)
    return dict(_adapter(kind).dump_python(kept, mode="json"))


def typed(kept: type, content: Mapping[str, Any], place: str = "") -> Any:
    """The record of the class `kept` that plain values hold. Raises Refused with every value that cannot be one.

    `place` goes before the name of each value.
    """
    try:
        return _adapter(kept).validate_python(content)
    except ValidationError as error:
        raise Refused([_fault(told, place) for told in error.errors()]) from error


def read_activity(content: Mapping[str, Any]) -> Activity:
    """The activity that plain values hold. Raises Refused with every value that cannot be one."""
    activity: Activity = typed(Activity, content)
    return activity


def _fault(told: Any, place: str) -> Fault:
    where = ".".join(
        str(each + 1 if isinstance(each, int) else each) for each in (*([place] if place else []), *told["loc"])
    )
    if told["type"] == "missing":
        return Fault("absent_value", mark("A value that must be there is missing."), column=where)
    if told["type"] == "unexpected_keyword_argument":
        return Fault("unknown_value", mark("There is no such value."), column=where)
    return Fault("bad_value", mark("The value is not of the kind that belongs here."), column=where,
                 found=str(told["input"])[:80])  # fmt: skip
