"""Why an activity stands as it does: one sentence for each thing that is late, lacking or judged by hand."""

from datetime import date

from contract.local_time import told_day
from contract.translations import mark, mark_count
from indicators.basis.statements import Statement
from indicators.progress.evidence import Reached
from indicators.progress.standing import Standing

_OVERDUE = mark_count(
    "“{title}” was due on {day}, one day ago.", "“{title}” was due on {day}, {days} days ago.", by="days"
)
_MISSED = mark("“{title}” was not reached in {year}, and is not reached this year so far.")
_ENDED = mark_count(
    "It was to end on {day}, one day ago, and is not done.",
    "It was to end on {day}, {days} days ago, and is not done.",
    by="days",
)
_REASON = mark("Reason given: {reason}")
_NO_REASON = mark("Nobody said why.")
_STOPPED = mark("It is stopped: {reason}")
_NOT_BEGUN = mark("It was to begin on {day}; nothing shows that it did.")
_UNSTATED_START = mark("Nothing shows that it began, and no first day is stated.")
_UNDATED = mark("No date is stated by which anything is due: nobody can tell whether it is on time.")
_NO_OWNER = mark("No department answers for it.")
_NEVER = mark("Nothing was ever recorded of it.")
_STALE = mark_count("The last news is of {day}, one day ago.", "The last news is of {day}, {days} days ago.", by="days")
_MANUAL = mark("The progress shown is what {by} judged, not what the records show: {reason}")
_DONE = mark("Each milestone has its evidence.")
_NO_MILESTONES = mark("It has no milestone: its progress cannot be told.")


def reasons(standing: Standing, today: date) -> list[Statement]:
    """Why `standing` is as it is on the day `today`, what asks for most attention first."""
    activity = standing.activity
    told = _state_reasons(standing, today)
    if not standing.has_owner:
        told.append(Statement("no_owner", _NO_OWNER))
    if standing.is_stale:
        told.append(_stale(standing, today))
    if activity.manual:
        told.append(Statement("manual", _MANUAL, {"by": activity.manual.by, "reason": activity.manual.reason}))
    if not activity.milestones:
        told.append(Statement("no_milestones", _NO_MILESTONES))
    return told


def _state_reasons(standing: Standing, today: date) -> list[Statement]:
    activity = standing.activity
    if standing.state == "late":
        return _late_reasons(standing, today)
    if standing.state == "stopped":
        return [Statement("stopped", _STOPPED, {"reason": activity.status_reason})]
    if standing.state == "not_begun":
        if activity.start is None:
            return [Statement("not_begun", _UNSTATED_START)]
        return [Statement("not_begun", _NOT_BEGUN, {"day": told_day(activity.start)})]
    if standing.state == "undated":
        return [Statement("undated", _UNDATED)]
    return [Statement("done", _DONE)] if standing.state == "done" else []


def _late_reasons(standing: Standing, today: date) -> list[Statement]:
    end = standing.activity.end
    own = standing.activity.delay_reason.strip()
    told: list[Statement] = []
    for each in standing.late:
        told += [_overdue(each, today)]
        reason = each.milestone.delay_reason.strip()
        told += [Statement("reason", _REASON, {"reason": reason})] if reason else []
        told += [Statement("no_reason", _NO_REASON)] if not reason and not own else []
    if end is not None and end < today and not standing.activity.is_continuous:
        told.append(Statement("ended", _ENDED, {"day": told_day(end), "days": (today - end).days}))
        told += [Statement("no_reason", _NO_REASON)] if not standing.is_explained else []
    return told + ([Statement("reason", _REASON, {"reason": own})] if own else [])


def _overdue(each: Reached, today: date) -> Statement:
    labels: dict[str, str | tuple[str, ...]] = {"title": each.milestone.title}
    if each.missed_year is not None:
        return Statement("missed", _MISSED, {"year": each.missed_year}, labels)
    if each.due is None:
        raise ValueError(each.milestone.milestone_id)
    return Statement("overdue", _OVERDUE, {"day": told_day(each.due), "days": (today - each.due).days}, labels)


def _stale(standing: Standing, today: date) -> Statement:
    if standing.last_on is None:
        return Statement("never", _NEVER)
    days = (today - standing.last_on).days
    return Statement("stale", _STALE, {"day": told_day(standing.last_on), "days": days})
