"""The plan at a glance: what stands how, and the list of activities; a name opens its activity."""

import html

import streamlit as st

from data_access.editions import Edition
from indicators.basis.progress_parameters import STALE_AFTER
from indicators.progress.reasons import reasons
from indicators.progress.standing import STATES, Standing
from reports.progress.overview import Overview
from ui.kept import editions as cached
from ui.widgets.controls import pick
from ui.words import address as state
from ui.words.formats import ABSENT, percent
from ui.words.i18n import language, level_head, t, t_count
from ui.words.texts import as_label, draw_paragraph

COLOURS = {
    "late": "#a33b00",
    "stopped": "#6b4c9a",
    "not_begun": "#8a6100",
    "undated": "#5b6673",
    "on_time": "#0059b3",
    "to_come": "#5b6673",
    "done": "#1b6e3c",
}
"""The colour beside each state; the word always stands with it."""


def draw_filters(edition: Edition, overview: Overview) -> Overview:
    """Draw the lists of areas, departments and states, and return what is in view."""
    owners = sorted({each.activity.owner.strip() for each in overview.standings} - {""})
    area, department, standing = st.columns(3)
    level = edition.largest
    with area:
        if level:
            names = cached.names(edition, level)
            codes = ["", *map(str, names.index)]
            pick("within", level_head(level), codes, lambda code: str(names[code]) if code else t("Whole city"))
    with department:
        pick("department", t("Department"), ["", *owners], lambda code: code or t("All departments"))
    with standing:
        names_of_states = {"": t("All")} | {code: t(told).capitalize() for code, told in STATES.items()}
        pick("stands", t("How it stands"), list(names_of_states), names_of_states.__getitem__)
    return overview.within(state.get("within"), state.get("department"), state.get("stands"))


def draw_answer(overview: Overview) -> None:
    """Draw what is late and unexplained in one sentence, then the counts."""
    total = len(overview.standings)
    late = [each for each in overview.standings if each.state == "late"]
    unrecorded = sum(each.state == "not_begun" for each in overview.standings)
    told_late = _late_sentence(total, len(late), len(overview.unexplained))
    draw_paragraph(f"{told_late} {_unrecorded_sentence(unrecorded)}".strip(), "verdict")
    told = [(str(count), label) for count, label in overview.counts(language())]
    told.append((str(sum(not each.has_owner for each in overview.standings)), t("without a department")))
    told.append(
        (
            str(sum(each.is_stale for each in overview.standings)),
            t("without news for {days} days", days=int(STALE_AFTER.value)),
        )
    )
    items = "".join(f"<li><strong>{count}</strong><span>{html.escape(label)}</span></li>" for count, label in told)
    st.html(f"<ul class='facts'>{items}</ul>")


def _late_sentence(total: int, late: int, unexplained: int) -> str:
    if not total:
        return t("No activity is of this kind.")
    if not late:
        return t_count("The activity in view is not late.", "None of the {count} activities in view is late.", total)
    told = t_count("{count} activity of {total} is late.", "{count} activities of {total} are late.", late, total=total)
    if not unexplained:
        return f"{told} {t('It is said why.')}"
    if unexplained == late:
        return f"{told} {t('Nobody said why.')}"
    return told + " " + t_count("Of one nobody said why.", "Of {count} nobody said why.", unexplained)


def _unrecorded_sentence(unrecorded: int) -> str:
    """What the answer cannot tell: an activity of which nothing was recorded is neither late nor on time."""
    if not unrecorded:
        return ""
    return t_count(
        "Of one nothing was ever recorded: nobody can say whether it is late.",
        "Of {count} nothing was ever recorded: nobody can say whether they are late.",
        unrecorded,
    )


def draw_activities(edition: Edition, overview: Overview) -> None:
    """Draw every activity under the heading of its state, what asks for most attention first."""
    ordered = overview.by_urgency()
    for name in STATES:
        group = [each for each in ordered if each.state == name]
        if group:
            st.html(
                f"<h3 class='tier' style='border-color:{COLOURS[name]}'>{html.escape(t(STATES[name]).capitalize())}"
                f" <small>({len(group)})</small></h3>"
            )
            columns = st.columns(2, gap="medium")
            for place, each in enumerate(group):
                with columns[2 * place >= len(group)]:
                    _draw_card(edition, overview, each)


def open_activity(activity_id: str | None) -> None:
    """Put an activity into the address, or close the one that is open."""
    state.put("activity", activity_id)


def _draw_card(edition: Edition, overview: Overview, standing: Standing) -> None:
    activity = standing.activity
    owner = activity.owner or t("No department answers for it")
    share = t("progress {share}", share=progress_words(standing))
    why = [each.sentence(language()) for each in reasons(standing, overview.today) if each.id != "no_owner"]
    told = [f"{owner} · {_where(edition, standing)} · {share}", *why[:2]]
    lines = "<br>".join(html.escape(line) for line in dict.fromkeys(told))
    with st.container(gap=None):
        st.button(
            as_label(f"{activity.activity_id} {t(activity.title)}"),
            key=f"card_activity_{activity.activity_id}_{language()}",
            type="tertiary",
            on_click=open_activity,
            args=(activity.activity_id,),
            wrap=True,
        )
        st.html(f"<p class='card'>{lines}</p>")


def _where(edition: Edition, standing: Standing) -> str:
    """The areas that an activity is in, as a reader calls them."""
    codes = standing.activity.municipi
    if not codes or not edition.largest:
        return t("the whole city")
    names = cached.names(edition, edition.largest)
    return ", ".join(str(names.get(code, code)) for code in codes)


def progress_words(standing: Standing) -> str:
    """How far an activity is, in words; – where it cannot be told."""
    if standing.share is None:
        return ABSENT
    told = percent(standing.share, language())
    return t("{share}, as judged by hand", share=told) if standing.is_manual else told
