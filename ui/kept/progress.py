"""What the page of the plan keeps: what editions prove. What people record is read anew each time."""

from datetime import date

import pandas as pd

from contract.local_time import today
from data_access.editions import Edition
from indicators.progress.evidence import Evidence
from reports.progress.gathering import published_evidence, record_evidence
from reports.progress.overview import Overview, counted_kinds, progress_overview
from ui.kept import editions as cached
from ui.kept.help_desk import records
from ui.kept.keep import keep


@keep(max_entries=20)
def _published(folders: tuple[str, ...], kinds: frozenset[str]) -> list[Evidence]:
    return published_evidence([cached.edition(int(folder.split("|")[0])) for folder in folders], kinds)


def site_names(of: Edition) -> pd.Series:
    """Names of estates and venues, by id."""
    tables = [("complexes", "complex_id"), ("venues", "venue_id")]
    frames = [cached.table(of, name).reindex(columns=[key, "name"]).set_index(key)["name"] for name, key in tables]
    return pd.concat(frames)


def overview(day: date | None = None) -> Overview:
    """How the plan stands on a day, today unless another is named. Raises RewrittenHistory."""
    editions = [cached.edition(year) for year in cached.years()]
    folders = tuple(f"{each.year}|{each.folder}" for each in editions)
    names = site_names(editions[-1]) if editions else pd.Series(dtype=str)
    known = [*_published(folders, counted_kinds(records())), *record_evidence(records(), names)]
    is_demonstration = any(each.is_demonstration for each in editions)
    return progress_overview(records(), known, day or today(), is_demonstration)
