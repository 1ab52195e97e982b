"""The plan as it stands on a day: what people saved over what the City wrote, with what the product knows beside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from contract.local_time import LOCAL_TIME
from contract.translations import mark, mark_count, translate
from data_access.records.database import Records
from data_access.records.progress import ProgressEntry, read_activities
from indicators.progress.city_plan import CITY_PLAN
from indicators.progress.evidence import Evidence
from indicators.progress.standing import STATES, Standing, standing

_CAVEAT = mark("Demonstration: the editions that count here as evidence are invented.")

COUNTED = {
    "late": mark("late"),
    "stopped": mark_count("that is stopped", "that are stopped"),
    "not_begun": mark("without any record"),
    "done": mark_count("that is completed", "that are completed"),
}
"""States whose activities are counted at a glance, as they stand after the number."""


@dataclass(frozen=True)
class Overview:
    """How every activity stands on `today`, by the order of its number; `saves`: its last save, where there is one;
    `is_demonstration`: whether the editions that prove things are invented."""

    today: date
    standings: tuple[Standing, ...]
    saves: Mapping[str, ProgressEntry]
    is_demonstration: bool = False

    def caveat(self, language: str) -> str:
        """What files say where editions are invented; "" where they are not."""
        return translate(_CAVEAT, language) if self.is_demonstration else ""

    @property
    def unexplained(self) -> tuple[Standing, ...]:
        """Activities that are late without a reason."""
        return tuple(each for each in self.standings if each.state == "late" and not each.is_explained)

    def within(self, municipio: str = "", owner: str = "", state: str = "") -> "Overview":
        """The same, with only the activities in an area (those of the whole city too), of a department, in a state."""
        kept = (
            each
            for each in self.standings
            if (not municipio or not each.activity.municipi or municipio in each.activity.municipi)
            and (not owner or each.activity.owner.strip() == owner)
            and (not state or each.state == state)
        )
        return replace(self, standings=tuple(kept))

    def counts(self, language: str) -> list[tuple[int, str]]:
        """How many activities stand in each state of COUNTED, with its words."""
        found = {name: sum(each.state == name for each in self.standings) for name in COUNTED}
        return [(found[name], translate(told, language, count=found[name])) for name, told in COUNTED.items()]

    def by_urgency(self) -> list[Standing]:
        """What asks for most attention first; late ones without a reason before the others."""
        order = list(STATES)
        return sorted(self.standings, key=lambda each: (order.index(each.state), each.is_explained))


def progress_overview(
    records: Records, known: Sequence[Evidence], today: date, is_demonstration: bool = False
) -> Overview:
    """How every activity stands on `today`; `known`: evidence. Raises RewrittenHistory."""
    saved = read_activities(records)
    activities = CITY_PLAN | {key: activity for key, (activity, _) in saved.items()}
    saves = {key: entry for key, (_, entry) in saved.items()}
    days = {key: entry.at.astimezone(LOCAL_TIME).date() for key, entry in saves.items()}
    stands = tuple(standing(activities[key], known, today, days.get(key)) for key in in_order(activities))
    return Overview(today, stands, saves, is_demonstration)


def next_number(overview: Overview, action: str) -> str:
    """The number of a further activity of an action: "3.4" after 3.3."""
    taken = [each.activity.activity_id for each in overview.standings if each.activity.action_id == action]
    return f"{action}.{max((int(number.partition('.')[2]) for number in taken), default=0) + 1}"


def counted_kinds(records: Records) -> frozenset[str]:
    """Kinds of evidence that any milestone counts: nothing else needs to be looked up."""
    activities = CITY_PLAN | {key: activity for key, (activity, _) in read_activities(records).items()}
    return frozenset(step.counts for each in activities.values() for step in each.milestones if step.counts)


def in_order(ids: Iterable[str]) -> list[str]:
    """Numbers of activities in their order: 2.10 after 2.9."""
    return sorted(ids, key=lambda told: [int(part) for part in told.split(".")])
