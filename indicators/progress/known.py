"""What the product knows, as evidence that milestones count: editions, sessions, renovations, areas."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

import pandas as pd

from contract.aid_records import Catalogue
from contract.events import Event, Material
from contract.training import Credential
from indicators.help_desk.plan_choices import KEPT, TIER_1, TIER_2
from indicators.progress.evidence import Evidence

_SITES_OF_TIER = {KEPT: "kept_sites", TIER_1: "first_sites", TIER_2: "second_sites"}


def edition_evidence(editions: pd.DataFrame) -> list[Evidence]:
    """Each year that has an edition (`year`, `day` of publishing), by the day of the first one."""
    first = editions.groupby("year")["day"].min()
    return [Evidence("editions", day, str(year), str(year)) for year, day in first.items()]


def session_evidence(sessions: pd.DataFrame, visited: Collection[str], names: pd.Series) -> list[Evidence]:
    """Sessions that were held, and sites where one was, by tier; a session was held where visits were counted.

    `sessions`: `session_id`, `site_id`, `tier`, `start`; `visited`: ids of sessions with visits; `names`: by site id.
    """
    held = sessions[sessions["session_id"].isin(list(visited))]
    told = []
    for row in held.itertuples():
        day, site = row.start.date(), str(row.site_id)
        name = str(names.get(site, site))
        told.append(Evidence("sessions", day, str(row.session_id), name))
        if row.tier in _SITES_OF_TIER:
            told.append(Evidence(_SITES_OF_TIER[row.tier], day, site, name))
    return told


def aid_evidence(catalogue: Catalogue) -> list[Evidence]:
    """Aids of which an edition was checked, by the day that it was."""
    return [
        Evidence("aids", each.checked_on, each.aid_id, catalogue.aids[each.aid_id].name["it"])
        for each in catalogue.editions.values()
        if each.checked_on is not None and each.aid_id in catalogue.aids
    ]


def training_evidence(
    events: Iterable[Event], materials: Mapping[str, tuple[Material, date]], credentials: Iterable[Credential]
) -> list[Evidence]:
    """Events to which somebody came; material with the day it came in, by id; people who got a certificate."""
    held = [Evidence("events", each.day, each.event_id, each.title) for each in events if each.people]
    there = [Evidence("materials", day, key, each.title)
             for key, (each, day) in materials.items() if not each.is_withdrawn]  # fmt: skip
    kinds = {"base": "base_trained", "tutor": "tutors_trained"}
    earned = [Evidence(kinds[each.level], each.issued_on, each.person, each.person)
              for each in credentials if not each.revoked_reason]  # fmt: skip
    return [*held, *there, *earned]


def saving_evidence(retrofits: pd.DataFrame, day: date, names: pd.Series) -> list[Evidence]:
    """Renovations (`savings.portfolio.COLUMNS`) that saved energy beyond doubt, known since `day`; `names` of estates
    by id."""
    saved = retrofits[(retrofits["verdict"] == "saving") & ~retrofits["is_doubtful"].astype(bool)]
    return [
        Evidence("savings", day, str(row.retrofit_id), str(names.get(row.complex_id, row.complex_id)),
                 float(row.yearly_kwh))
        for row in saved.itertuples()
    ]  # fmt: skip


def fall_evidence(changes: pd.DataFrame, day: date, names: pd.Series) -> list[Evidence]:
    """Areas where poverty fell beyond doubt (`comparison.change`), known since `day`; `names` by area id."""
    fallen = changes[changes["verdict"].isin(["fall", "certain_fall"])]
    return [Evidence("poverty_falls", day, str(area), str(names.get(area, area))) for area in fallen.index]
