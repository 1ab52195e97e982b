"""Gathering what the product knows: editions that were published, sessions that were held, what works saved."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime

import pandas as pd

from contract.local_time import LOCAL_TIME
from data_access.aids.store import read_catalogue_of
from data_access.editions import Edition
from data_access.records.database import Records
from data_access.records.sessions import read_sessions, read_visits
from data_access.records.training import read_credentials, read_events, read_materials
from indicators.basis.tally import Tallied, tallied
from indicators.catalogue.indicator import AS_DEFINED
from indicators.catalogue.poverty import ENERGY_POVERTY
from indicators.comparison.change import Reading, compare_editions
from indicators.progress.evidence import Evidence
from indicators.progress.known import (
    aid_evidence,
    edition_evidence,
    fall_evidence,
    saving_evidence,
    session_evidence,
    training_evidence,
)
from reports.reading.edition_reading import EditionReading


def record_evidence(records: Records, names: pd.Series) -> list[Evidence]:
    """Sessions and events that were held, aids checked, people trained, as the records tell; `names` of sites by id."""
    held = session_evidence(read_sessions(records), set(read_visits(records)["session_id"]), names)
    return [*held, *aid_evidence(read_catalogue_of(records)), *_of_training(records)]


def _of_training(records: Records) -> list[Evidence]:
    materials = {key: (each, entry.at.astimezone(LOCAL_TIME).date())
                 for key, (each, entry) in read_materials(records).items()}  # fmt: skip
    events = [each for each, _ in read_events(records).values()]
    credentials = [each for each, _ in read_credentials(records).values()]
    return training_evidence(events, materials, credentials)


def published_evidence(editions: Sequence[Edition], kinds: Collection[str]) -> list[Evidence]:
    """What editions (oldest year first) tell of some `kinds` of evidence: that they are there, what works saved by the
    latest, where poverty fell since the one before."""
    if not editions:
        return []
    told = []
    if "editions" in kinds:
        days = [published_on(each) for each in editions]
        told += edition_evidence(pd.DataFrame({"year": [each.year for each in editions], "day": days}))
    latest = EditionReading(editions[-1])
    if "savings" in kinds and (portfolio := latest.portfolio()) is not None:
        told += saving_evidence(portfolio.retrofits, published_on(editions[-1]), site_names(latest))
    if "poverty_falls" in kinds and len(editions) > 1:
        told += _falls(EditionReading(editions[-2]), latest)
    return told


def site_names(reading: EditionReading) -> pd.Series:
    """Names of estates and venues of an edition, by id."""
    tables = [("complexes", "complex_id"), ("venues", "venue_id")]
    frames = [reading.table(name).reindex(columns=[key, "name"]).set_index(key)["name"] for name, key in tables]
    return pd.concat(frames)


def published_on(edition: Edition) -> date:
    """The day on which an edition was published."""
    return datetime.fromisoformat(str(edition.manifest["created"])).date()


def _falls(former: EditionReading, latter: EditionReading) -> list[Evidence]:
    level = latter.edition.middle
    if level not in former.edition.levels:
        return []
    index = latter.areas(level).index
    changes = compare_editions(_read(former, level, index), _read(latter, level, index))
    return fall_evidence(changes, published_on(latter.edition), latter.names(level))


def _read(reading: EditionReading, level: str, index: pd.Index) -> Reading:
    figures = reading.figures(level, ENERGY_POVERTY, AS_DEFINED)
    tally = ENERGY_POVERTY.tally(AS_DEFINED)
    if tally is None:
        return Reading(figures.reindex(index), None)
    counted = pd.DataFrame(asdict(tallied(reading.intervals(level), tally)), index=figures.index).reindex(index)
    return Reading(figures.reindex(index), Tallied(**{name: counted[name].to_numpy(dtype=float) for name in counted}))
