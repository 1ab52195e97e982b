"""One activity in detail: how it stands and why, milestones with their evidence, notes, history."""

import html

import streamlit as st

from contract.errors import ObservatoryError
from contract.local_time import told_day, told_moment
from contract.progress import ACTIVITY, EVIDENCE
from data_access.records.progress import read_progress_history
from indicators.catalogue.registry import INDICATORS
from indicators.progress.city_plan import ACTIONS
from indicators.progress.evidence import Reached
from indicators.progress.reasons import reasons
from indicators.progress.standing import STATES, Standing
from reports.progress.overview import Overview
from ui.kept.help_desk import records
from ui.progress.board import open_activity, progress_words
from ui.words.formats import count, ratio
from ui.words.i18n import language, t
from ui.words.texts import draw_heading, draw_list, draw_notice, draw_paragraph, draw_table


def chosen(overview: Overview, activity_id: str) -> Standing | None:
    """The activity of this id, None where there is none."""
    return next((each for each in overview.standings if each.activity.activity_id == activity_id), None)


def draw_detail(overview: Overview, standing: Standing) -> None:
    """Draw one activity: the answer first, then what it rests on."""
    activity = standing.activity
    st.subheader(f"{activity.activity_id} {t(activity.title)}", anchor=False)
    st.button(t("Back to all activities"), on_click=open_activity, args=(None,), key=f"all_activities_{language()}")
    verdict = t("{state}; progress {share}.", state=t(STATES[standing.state]).capitalize(),
                share=progress_words(standing))  # fmt: skip
    draw_paragraph(verdict, "verdict")
    draw_list(each.sentence(language()) for each in reasons(standing, overview.today))
    _draw_facts(standing)
    draw_heading(t("Milestones"))
    heads = [t("Milestone"), t("Due"), t("Reached"), t("Evidence")]
    draw_table(heads, [_milestone(each) for each in standing.milestones], words=(1, 2, 3))
    if activity.notes:
        draw_heading(t("Notes"))
        draw_list(f"{_day(note.day)}, {note.by}: {note.text}" for note in reversed(activity.notes))


def _draw_facts(standing: Standing) -> None:
    activity = standing.activity
    told = {
        t("Action"): f"{activity.action_id}. {t(ACTIONS[activity.action_id])}" if activity.action_id in ACTIONS else "",
        t("Department"): activity.owner or t("not stated"),
        t("Partners"): ", ".join(t(partner) for partner in activity.partners) or t("not stated"),
        t("Runs"): _runs(standing),
        t("Indicators"): ", ".join(t(INDICATORS[name].label) for name in activity.indicators if name in INDICATORS),
    }
    pairs = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(text)}</dd>" for name, text in told.items() if text)
    st.html(f"<dl class='register'>{pairs}</dl>")


def _runs(standing: Standing) -> str:
    activity = standing.activity
    start = t("from {day}", day=_day(activity.start)) if activity.start else t("first day not stated")
    if activity.is_continuous:
        return f"{start}, {t('without end')}"
    return f"{start}, " + (t("to {day}", day=_day(activity.end)) if activity.end else t("end not stated"))


def _milestone(each: Reached) -> list[str]:
    milestone = each.milestone
    due = _day(each.due) if each.due else t("not stated")
    if milestone.counts:
        counted, what = count(each.counted, language()), t(EVIDENCE[milestone.counts])
        done = t("{counted}, goal {goal} ({what})", counted=counted, goal=_plain(milestone.goal), what=what)
    else:
        done = t("yes") if each.is_done else t("no proof yet")
    proofs = [f"{_day(told.day)}: {told.what}" + _saved(told.saved_kwh) for told in each.evidence[:5]]
    more = len(each.evidence) - len(proofs)
    return [t(milestone.title), due, done, "; ".join(proofs) + (f" (+{more})" if more else "")]


def _saved(kwh: float | None) -> str:
    return "" if kwh is None else t(", {saved} kWh a year", saved=count(round(kwh, -2), language()))


def _plain(goal: float) -> str:
    return count(goal, language()) if goal == int(goal) else ratio(goal, language())


def _day(day: object) -> str:
    return told_day(day)[language()]  # type: ignore[arg-type]


def draw_history(standing: Standing) -> None:
    """Draw every save of the activity, the last first."""
    try:
        entries = read_progress_history(records(), ACTIVITY, standing.activity.activity_id)
    except ObservatoryError as error:
        draw_notice(error.sentence(language()), "error")
        return
    if not entries:
        draw_paragraph(t("Nobody changed it yet: it is as the City's plan wrote it."))
        return
    rows = [
        [told_moment(each.at), each.by if each.is_verified else t("{name} (identity not verified)", name=each.by),
         each.reason or "–", each.fingerprint[:12]]
        for each in reversed(entries)
    ]  # fmt: skip
    draw_table([t("When"), t("Who"), t("Why"), t("Fingerprint")], rows, words=(1, 2))
