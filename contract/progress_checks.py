"""What an activity must say of itself before it is kept: every fault at once."""

import math
import re
from collections.abc import Iterable

from contract.errors import Fault
from contract.progress import EVIDENCE, Activity, Milestone, Money
from contract.translations import mark, with_decimals

MOST_LETTERS = 2000
FIRST_YEAR, LAST_YEAR = 2000, 2100

_BLANK = mark("Write something here: it must not be blank.")
_LONG = mark("The text is too long.")
_UNSEEN = mark("The text has characters that cannot be shown.")


def activity_faults(activity: Activity) -> list[Fault]:
    """Everything that is wrong with an activity; none where it may be kept."""
    faults = _id_faults(activity)
    faults += needed_faults("title", activity.title)
    faults += _texts(activity)
    if activity.start and activity.end and activity.end < activity.start:
        faults.append(Fault("upside_down", mark("It ends before it begins."), column="end", found=str(activity.end)))
    if activity.status == "stopped" and not activity.status_reason.strip():
        message = mark("Say why it is stopped.")
        faults.append(Fault("no_reason", message, column="status_reason"))
    if activity.manual:
        faults += _share("manual.share", activity.manual.share)
        faults += needed_faults("manual.reason", activity.manual.reason) + needed_faults(
            "manual.by", activity.manual.by
        )
    faults += _weight("weight", activity.weight)
    for note in activity.notes:
        faults += needed_faults("notes.text", note.text) + needed_faults("notes.by", note.by)
    for number, milestone in enumerate(activity.milestones, start=1):
        faults += _milestone_faults(f"milestones.{number}", milestone)
    for number, money in enumerate(activity.resources, start=1):
        faults += _money_faults(f"resources.{number}", money)
    faults += _doubled("milestones", [each.milestone_id for each in activity.milestones])
    return faults + _doubled("resources", [f"{each.year} {each.funder.strip()}" for each in activity.resources])


def _id_faults(activity: Activity) -> list[Fault]:
    if re.fullmatch(r"[1-9]\d?\.[1-9]\d?", activity.activity_id, re.ASCII):
        return []
    message = mark("The number of an activity is that of its action, a point, and its own.")
    return [Fault("bad_id", message, column="activity_id", found=activity.activity_id[:80], expected="3.1")]


def _milestone_faults(place: str, milestone: Milestone) -> list[Fault]:
    faults = needed_faults(f"{place}.milestone_id", milestone.milestone_id) + needed_faults(
        f"{place}.title", milestone.title
    )
    faults += _weight(f"{place}.weight", milestone.weight)
    if milestone.counts and milestone.counts not in EVIDENCE:
        message = mark("The product does not count this.")
        found, expected = milestone.counts[:80], ", ".join(EVIDENCE)
        faults.append(Fault("unknown_evidence", message, column=f"{place}.counts", found=found, expected=expected))
    if not 0 <= milestone.baseline < milestone.goal or not math.isfinite(milestone.goal):
        message = mark("The goal must lie above the value at the start, which is not below zero.")
        span = with_decimals(f"{milestone.baseline:g} → {milestone.goal:g}")
        faults.append(Fault("bad_goal", message, column=f"{place}.goal", found=span))
    for proof in milestone.proofs:
        faults += needed_faults(f"{place}.proofs.what", proof.what)
    return faults


def _money_faults(place: str, money: Money) -> list[Fault]:
    faults = needed_faults(f"{place}.funder", money.funder)
    if not FIRST_YEAR <= money.year <= LAST_YEAR:
        message, expected = mark("This is not a year of the plan."), f"{FIRST_YEAR}–{LAST_YEAR}"
        faults.append(Fault("bad_year", message, column=f"{place}.year", found=str(money.year), expected=expected))
    message = mark("Money and posts are numbers that are not negative.")
    for name in ("planned_eur", "spent_eur", "planned_fte", "spent_fte"):
        value = getattr(money, name)
        if value is not None and not (math.isfinite(value) and value >= 0):
            faults.append(Fault("bad_amount", message, column=f"{place}.{name}", found=str(value)))
    return faults


def _texts(activity: Activity) -> list[Fault]:
    """Texts that may be blank, but neither endless nor unseen."""
    told = {name: getattr(activity, name) for name in ("owner", "status_reason", "delay_reason")}
    told |= {f"partners.{number}": each for number, each in enumerate(activity.partners, start=1)}
    for number, each in enumerate(activity.milestones, start=1):
        names = ("description", "verification", "delay_reason")
        told |= {f"milestones.{number}.{name}": getattr(each, name) for name in names}
    return [fault for column, text in told.items() for fault in text_faults(column, text)]


def needed_faults(column: str, text: str) -> list[Fault]:
    """What is wrong with a text that must be there."""
    if not text.strip():
        return [Fault("no_text", _BLANK, column=column)]
    return text_faults(column, text)


def text_faults(column: str, text: str) -> list[Fault]:
    """What is wrong with a text that may be blank."""
    if len(text) > MOST_LETTERS:
        return [Fault("long_text", _LONG, column=column, found=str(len(text)), expected=f"≤ {MOST_LETTERS}")]
    if not all(letter.isprintable() or letter in "\n\t" for letter in text):
        return [Fault("bad_text", _UNSEEN, column=column)]
    return []


def _weight(column: str, weight: float) -> list[Fault]:
    if math.isfinite(weight) and weight >= 0:
        return []
    message = mark("A weight is a number that is not negative.")
    return [Fault("bad_weight", message, column=column, found=str(weight))]


def _share(column: str, share: float) -> list[Fault]:
    if 0 <= share <= 1:
        return []
    return [Fault("bad_share", mark("Progress lies between 0 and 100%."), column=column, found=str(share))]


def _doubled(column: str, ids: Iterable[str]) -> list[Fault]:
    told = list(ids)
    message = mark("It is there more than once: keep one.")
    return [
        Fault("doubled", message, column=column, found=each) for each in dict.fromkeys(told) if told.count(each) > 1
    ]
