"""What the pages of training ask of the records, the catalogue and the edition; records are read anew each time."""

from collections.abc import Collection

import pandas as pd

from contract.local_time import today
from data_access.editions import Edition
from data_access.records.sessions import read_sessions
from data_access.records.training import read_credentials, read_events, read_operators
from indicators.catalogue.poverty import ENERGY_POVERTY
from indicators.training.calendar import Appointment, appointments
from indicators.training.coverage import walk_minutes
from indicators.training.credentials import trained
from ui.kept import aids, help_desk
from ui.kept import areas as kept_areas
from ui.kept.help_desk import records
from ui.kept.progress import site_names


def calendar(edition: Edition) -> list[Appointment]:
    """Every event and session, past ones too, by its start."""
    events = [each for each, _ in read_events(records()).values()]
    names = {str(key): str(name) for key, name in site_names(edition).items()}
    return appointments(events, read_sessions(records()), names)


def trained_now() -> dict[str, frozenset[str]]:
    """Levels for which people who still work have a certificate that stands today, by reference."""
    active = {key for key, (each, _) in read_operators(records()).items() if each.is_active}
    issued = (each for each, _ in read_credentials(records()).values() if each.person in active)
    return trained(issued, aids.catalogue(), today())


def city_households(edition: Edition) -> float:
    """Resident households of the city."""
    figures = kept_areas.figures(edition, "city", ENERGY_POVERTY.id, kept_areas.as_told(edition))
    return float(figures["households"].iloc[0])


def minutes_on_foot(edition: Edition, places: Collection[str]) -> float:
    """Mean walk of the households of the city, by section, to the nearest of `places` (ids of estates or venues); NaN
    where none of them has a position."""
    metres = help_desk.walks(edition)
    figures = kept_areas.figures(edition, "section", ENERGY_POVERTY.id, kept_areas.as_told(edition))
    return walk_minutes(figures["households"], metres[metres.columns.intersection(list(places))])


def poor_households(edition: Edition, level: str) -> pd.DataFrame:
    """Between how many (`low`) and how many (`high`) households are in energy poverty, by area of `level`, as far as
    is plausible; NaN where it is not told."""
    figures = kept_areas.figures(edition, level, ENERGY_POVERTY.id, kept_areas.as_told(edition))
    ends = ("plausible_low", "plausible_high") if "plausible_low" in figures else ("minimum", "maximum")
    shown = figures.where(figures["state"] == "shown")
    told = {name: shown[end].astype(float) * shown["households"].astype(float)
            for name, end in zip(("low", "high"), ends, strict=True)}  # fmt: skip
    return pd.DataFrame(told)
