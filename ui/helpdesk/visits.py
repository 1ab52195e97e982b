"""Visits as counts only: the form of a session, and the service's key figures with small counts withheld."""

from datetime import date

import pandas as pd
import streamlit as st

from contract.errors import ObservatoryError
from contract.local_time import told_moment
from contract.translations import mark
from contract.visit_counts import OUTCOMES, PEOPLE, TOPICS, VISIT_COUNTS
from data_access.records.chain import as_plain
from data_access.records.sessions import Visit, read_sessions, read_visit, read_visits, save_visit, told_quarter
from indicators.help_desk.visits import RATIOS, TOTAL, Figures, check_visits, key_figures, site_figures
from reports.help_desk.desk_plan import DeskPlan
from ui import identity
from ui.helpdesk.calendar import site_names
from ui.kept import help_desk as kept
from ui.widgets.outcome import draw_outcome, note_outcome
from ui.words.formats import ABSENT, count, percent, ratio
from ui.words.i18n import language, t
from ui.words.texts import draw_heading, draw_notice, draw_paragraph, draw_table

_TOLD = "desk_visit_told"
_GROUPS = (
    (mark("People and households"), PEOPLE),
    (mark("Topics, in households"), TOPICS),
    (mark("What came of it"), OUTCOMES),
)
_NO_SHARES = ("people_per_site", "savings_per_household")
_KEY = ("came", "households", "interventions", "bonuses_obtained", "payment_plans", "cutoffs_avoided")


def draw_visits(plan: DeskPlan) -> None:
    """Draw the form of one session's counts, and what the desk did by quarters."""
    draw_outcome(_TOLD)
    sessions = read_sessions(kept.records())
    if sessions.empty:
        draw_paragraph(t("There are no sessions yet: save a calendar first."))
        return
    names = site_names(plan)
    _draw_form(sessions, names)
    _draw_figures(sessions, names)


def _draw_form(sessions: pd.DataFrame, names: dict[str, str]) -> None:
    labels = {
        str(row.session_id): f"{told_moment(row.start)} · {names.get(str(row.site_id), row.site_id)}"
        for row in sessions.itertuples()
    }
    chosen = st.selectbox(t("Session"), list(labels), format_func=labels.__getitem__, key=f"visit_{language()}")
    visit = read_visit(kept.records(), chosen)
    if visit.changed_at:
        text = t(
            "Counted by {by} on {when}. Numbers of one session are not shown again: to correct one, write all of them "
            "anew.",
            by=visit.changed_by,
            when=told_moment(visit.changed_at),
        )
        draw_notice(text, "info")
    draw_paragraph(
        t("Whole numbers only; nobody is named. An empty box says that nobody counted, 0 that there was none.")
    )
    with st.form(f"visit_form_{chosen}_{visit.version}_{language()}"):
        counts: dict[str, int | None] = {}
        for column, (label, group) in zip(st.columns(len(_GROUPS)), _GROUPS, strict=True):
            with column:
                draw_heading(t(label))
                counts |= {name: _pick_count(visit, name) for name in group}
        by = identity.pick_name(t("Your name"), identity.who(), f"visit_by_{chosen}_{language()}")
        if st.form_submit_button(t("Save the counts"), type="primary"):
            _save(visit, counts, by)


def _pick_count(visit: Visit, name: str) -> int | None:
    value = st.number_input(
        t(VISIT_COUNTS[name]),
        0,
        1_000_000,
        value=None,
        step=1,
        key=f"count_{visit.session_id}_{visit.version}_{name}_{language()}",
    )
    return None if value is None else int(value)


def _save(visit: Visit, counts: dict[str, int | None], by: str) -> None:
    try:
        frame = pd.DataFrame([{"session_id": visit.session_id} | counts])
        check_visits(frame, read_sessions(kept.records()))
        save_visit(identity.records(), visit.session_id, visit.version, counts, by)
    except ObservatoryError as error:
        note_outcome(_TOLD, error.sentence(language()), "error")
    else:
        identity.remember_who(by)
        note_outcome(_TOLD, t("The counts are saved."))
    st.rerun()


def _draw_figures(sessions: pd.DataFrame, names: dict[str, str]) -> None:
    """Draw the figures of one quarter that is over: a running sum would give the last session away by subtraction."""
    draw_heading(t("What the desk did"))
    visits = read_visits(kept.records())
    quarter = sessions.set_index("session_id")["start"].dt.tz_localize(None).dt.to_period("Q")
    visits = visits.assign(quarter=visits["session_id"].map(quarter))
    closed = sorted(visits["quarter"][visits["quarter"] < pd.Period(date.today(), "Q")].unique(), reverse=True)
    draw_paragraph(t("Whole quarters that are over; what would tell of 1 or 2 is withheld."))
    if not closed:
        draw_paragraph(t("No visit was counted in a quarter that is over."))
        return
    labels = {str(each): t("Quarter {number} of {year}", number=each.quarter, year=each.year) for each in closed}
    chosen = st.selectbox(t("Quarter"), list(labels), format_func=labels.__getitem__, key=f"quarter_{language()}")
    told = visits[visits["quarter"].astype(str) == chosen].drop(columns="quarter").reset_index(drop=True)
    figures = _as_first_told(chosen, site_figures(check_visits(told, sessions)))
    _draw_key(figures)
    _draw_by_site(figures, names)


def _as_first_told(quarter: str, figures: Figures) -> Figures:
    """What was told of the quarter when it was first looked at; that it was corrected is said, not by how much."""
    now = as_plain({"shown": _split(figures.shown), "withheld": _split(figures.is_withheld)})
    told, when = told_quarter(kept.records(), quarter, now)
    if told != now:
        text = t(
            "Counts of this quarter were corrected after {when}, when it was first told. It stays as it was: what a "
            "correction changes would give one session's counts away.",
            when=told_moment(when),
        )
        draw_notice(text, "info")
    shown, withheld = (pd.DataFrame(**told[name]).rename_axis("site_id") for name in ("shown", "withheld"))
    return Figures(shown.astype("Int64"), withheld)


def _split(frame: pd.DataFrame) -> dict[str, object]:
    plain = frame.astype(object).where(frame.notna(), None)
    return {"data": plain.to_numpy().tolist(), "index": list(plain.index), "columns": list(plain.columns)}


def _draw_key(figures: Figures) -> None:
    found = key_figures(figures)
    rows = [[t(VISIT_COUNTS[name]), _shown(figures, TOTAL, name)] for name in VISIT_COUNTS]
    rows += [[t(label), _ratio(found[name], name)] for name, (*_, label) in RATIOS.items()]
    draw_table([t("Key figure"), t("In all")], rows)


def _ratio(value: float, name: str) -> str:
    """A key figure that is one total over another; – where one is withheld, or nobody counted."""
    if pd.isna(value):
        return ABSENT
    return ratio(value, language()) if name in _NO_SHARES else percent(value, language())


def _draw_by_site(figures: Figures, names: dict[str, str]) -> None:
    heads = [t("Site"), *(t(VISIT_COUNTS[name]) for name in _KEY)]
    rows = [[t("In all") if site == TOTAL else names.get(str(site), str(site)),
             *(_shown(figures, str(site), name) for name in _KEY)] for site in figures.shown.index]  # fmt: skip
    draw_table(heads, rows)


def _shown(figures: Figures, site: str, name: str) -> str:
    if figures.is_withheld.loc[site, name]:
        return t("withheld")
    value = figures.shown.loc[site, name]
    return t("not counted") if pd.isna(value) else count(value, language())
