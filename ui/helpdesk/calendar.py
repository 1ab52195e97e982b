"""The calendar of sessions: proposed from the plan, changed by hand, its conflicts, saved, and as a file for phones."""

from datetime import UTC, date, datetime, time, timedelta

import pandas as pd
import streamlit as st

from contract.errors import ObservatoryError
from contract.local_time import LOCAL_TIME
from data_access.records.sessions import read_sessions, save_calendar
from indicators.help_desk.plan_choices import TIER_2, TIER_3
from indicators.help_desk.sessions import SESSION_COLUMNS, Means, Rhythm, find_conflicts, make_calendar
from reports.addresses import plan_codes as desk_codes
from reports.help_desk.calendar_file import calendar_ics
from reports.help_desk.desk_plan import TIER_NAMES, DeskPlan
from ui import identity
from ui.kept import editions as cached
from ui.kept import help_desk as kept
from ui.widgets.outcome import draw_outcome, note_outcome
from ui.words import address as state
from ui.words.formats import day, place_name
from ui.words.i18n import language, t, t_count
from ui.words.texts import draw_list, draw_notice, draw_paragraph

MOST_CONFLICTS = 12
_SLOTS = tuple((day, time(hour)) for day in range(5) for hour in (9, 14))
_TOLD = "desk_calendar_told"


def draw_calendar(plan: DeskPlan) -> None:
    """Draw what the service has, the sessions to change by hand, what cannot be held, and the files."""
    draw_outcome(_TOLD)
    saved = read_sessions(kept.records())
    views = {"saved": t("Saved calendar ({count})", count=len(saved)), "proposed": t("Proposal from the plan")}
    view = st.segmented_control(
        t("Sessions"),
        list(views),
        format_func=views.__getitem__,
        default="saved" if len(saved) else "proposed",
        key=f"calendar_view_{language()}",
        required=True,
    )
    means, first_day, weeks = _draw_means()
    tiers = site_tiers(plan)
    if view == "proposed":
        proposal = make_calendar(tiers, Rhythm(_SLOTS), means, first_day, weeks)
        _say_unplaced(plan, proposal.unplaced)
        _say_closed(proposal.closed)
        sessions = proposal.sessions.assign(version=0)
        sessions = sessions[~sessions["session_id"].isin(saved["session_id"])]
    else:
        sessions = saved
    edited = _draw_editor(plan, sessions, str(view))
    beside = saved[~saved["session_id"].isin(edited["session_id"])] if view == "proposed" else saved.iloc[:0]
    _draw_conflicts(pd.concat([edited, beside]) if len(beside) else edited, means, tiers, site_names(plan))
    _draw_saving(sessions, edited)
    _offer_file(plan, edited)


def site_tiers(plan: DeskPlan) -> pd.Series:
    """Tier of each site where sessions are held: estates of the plan, and venues picked by hand as tier 2."""
    tiers = plan.rows["tier"][plan.rows["tier"] < TIER_3].astype(int)
    picked = [name for name in desk_codes.venues_of(state.get("venues")) if name in site_names(plan)]
    return pd.concat([tiers, pd.Series(TIER_2, index=pd.Index(picked, dtype="str"), dtype=int)])


def site_names(plan: DeskPlan) -> dict[str, str]:
    """Names of estates and venues by id."""
    venues = cached.table(plan.edition, "venues")
    names = dict(zip(venues["venue_id"], venues["name"].map(place_name), strict=True)) if len(venues) else {}
    return names | plan.rows["name"].to_dict()


def _draw_means() -> tuple[Means, date, int]:
    columns = st.columns(4)
    lang = language()
    desks = columns[0].number_input(t("Desks at once"), 1, 20, 2, key=f"desks_{lang}")
    tutors = columns[1].number_input(t("Tutors (TED) at once"), 1, 60, 4, key=f"tutors_{lang}")
    start = columns[2].date_input(t("From"), date.today(), format="DD/MM/YYYY", key=f"calendar_from_{lang}")
    weeks = columns[3].number_input(t("Weeks"), 1, 52, 8, key=f"weeks_{lang}")
    first = start if isinstance(start, date) else date.today()
    return Means(int(desks), int(tutors)), first, int(weeks)


def _say_unplaced(plan: DeskPlan, unplaced: tuple[str, ...]) -> None:
    if unplaced:
        names = site_names(plan)
        text = t("No weekday is left for: {sites}. More desks or tutors are needed.",
                 sites=", ".join(names[site] for site in unplaced))  # fmt: skip
        draw_notice(text, "warning")


def _say_closed(days: tuple[date, ...]) -> None:
    if days:
        told = ", ".join(day(each.isoformat(), language()) for each in days[:MOST_CONFLICTS])
        draw_paragraph(t("Closed, so that no session is proposed: {days}.", days=told))


def _draw_editor(plan: DeskPlan, sessions: pd.DataFrame, view: str) -> pd.DataFrame:
    """Draw the sessions to change, and return them as changed (SESSION_COLUMNS and `version`)."""
    names = site_names(plan)
    local = sessions.assign(
        site=sessions["site_id"].map(names).fillna(sessions["site_id"]),
        tier=sessions["tier"].map({tier: t(name) for tier, name in TIER_NAMES.items()}),
        day=_local(sessions["start"]).dt.date,
        hour=_local(sessions["start"]).dt.time,
        minutes=((_local(sessions["end"]) - _local(sessions["start"])).dt.total_seconds() / 60).round().astype(int),
    )
    shown = local.set_index("session_id")[["site", "tier", "day", "hour", "minutes", "tutors"]]
    config = st.column_config
    edited = st.data_editor(
        shown,
        hide_index=True,
        num_rows="delete",
        disabled=["site", "tier"],
        height=320,
        key=f"calendar_{view}_{language()}_{len(sessions)}",
        column_config={
            "site": config.TextColumn(t("Site"), width="large"),
            "tier": config.TextColumn(t("Tier")),
            "day": config.DateColumn(t("Day"), format="DD/MM/YYYY", required=True),
            "hour": config.TimeColumn(t("Hour"), format="HH:mm", required=True),
            "minutes": config.NumberColumn(
                t("Length, minutes"), min_value=15, max_value=720, step=15, format="%d", required=True
            ),
            "tutors": config.NumberColumn(t("Tutors"), min_value=1, max_value=20, step=1, format="%d", required=True),
        },
        alt=t("The sessions, to change by hand."),
    )
    return _as_sessions(edited, sessions)


def _local(moments: pd.Series) -> pd.Series:
    return pd.to_datetime(moments, utc=True).dt.tz_convert(LOCAL_TIME)


def _as_sessions(edited: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    known = sessions.set_index("session_id").loc[edited.index]
    starts = [datetime.combine(day, hour, LOCAL_TIME) for day, hour in zip(edited["day"], edited["hour"], strict=True)]
    lengths = [timedelta(minutes=int(minutes)) for minutes in edited["minutes"]]
    ends = [start + length for start, length in zip(starts, lengths, strict=True)]
    frame = known.assign(
        start=pd.Series(starts, index=known.index, dtype="object"),
        end=pd.Series(ends, index=known.index, dtype="object"),
        tutors=edited["tutors"].astype(int),
    )
    return frame.reset_index()[[*SESSION_COLUMNS, "version"]]


def _draw_conflicts(sessions: pd.DataFrame, means: Means, tiers: pd.Series, names: dict[str, str]) -> None:
    told = sessions.assign(site_id=sessions["site_id"].map(names).fillna(sessions["site_id"]))
    known = pd.Series(tiers.to_numpy(), index=[names.get(site, site) for site in tiers.index])
    found = [each.sentence(language()) for each in find_conflicts(told, means, known)]
    if not found:
        draw_paragraph(t("No conflict: every session has its desk and its tutors."))
        return
    draw_notice(t_count("{count} conflict.", "{count} conflicts.", len(found)), "warning")
    draw_list(found[:MOST_CONFLICTS])


def _draw_saving(sessions: pd.DataFrame, edited: pd.DataFrame) -> None:
    name, button = st.columns([3, 1], vertical_alignment="bottom")
    with name:
        by = identity.pick_name(t("Your name"), identity.who(), f"calendar_by_{language()}")
    if not button.button(t("Save the calendar"), type="primary"):
        return
    removed = sessions[(sessions["version"] > 0) & ~sessions["session_id"].isin(edited["session_id"])]
    try:
        cancelled = dict(zip(removed["session_id"], removed["version"], strict=True))
        save_calendar(identity.records(), edited, cancelled, by)
    except ObservatoryError as error:
        note_outcome(_TOLD, error.sentence(language()), "error")
    else:
        identity.remember_who(by)
        note_outcome(_TOLD, t_count("{count} session saved.", "{count} sessions saved.", len(edited)))
    st.rerun()


def _offer_file(plan: DeskPlan, sessions: pd.DataFrame) -> None:
    if sessions.empty:
        return
    addresses = plan.rows["address"].dropna().to_dict()
    chosen, names = language(), site_names(plan)
    st.download_button(
        t("Calendar file (.ics)"),
        lambda: calendar_ics(sessions, names, addresses, chosen, datetime.now(UTC)),
        f"{t('help-desk')}-{plan.edition.year}.ics",
        "text/calendar",
        on_click=identity.on_export("calendar.ics", plan.edition),
    )
