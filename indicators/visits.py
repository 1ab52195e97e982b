"""What the help-desk did, in counts only: nobody is named, small counts are withheld, and the key figures follow.

Key figures as Barcelona's Punts d'Assessorament Energètic publish theirs (City of Barcelona, balance of 2024, August
2025): people and households attended, requests handled, cut-offs avoided, social bonuses obtained.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_access.errors import Fault, Refused
from data_access.translations import mark
from data_access.visit_counts import VISIT_COUNTS
from indicators.parameters import LEAST_COUNT

TOTAL = "total"
"""Name of the last row of the figures."""


@dataclass(frozen=True)
class Figures:
    """`shown`: counts by site (index `site_id`, last row "total"), NA where withheld; `is_withheld` tells which."""

    shown: pd.DataFrame
    is_withheld: pd.DataFrame


def check_visits(visits: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """Return `visits` (session_id and columns of VISIT_COUNTS; whole numbers, NA where not counted) with `site_id`.

    Raises Refused with every fault and its row: an unknown session or column, a session counted twice, a count below
    zero or not whole, more households than people.
    """
    faults = [_fault("unknown_column", mark("This is not one of the counts of a session."), None, name)
              for name in visits.columns if name not in ("session_id", *VISIT_COUNTS)]  # fmt: skip
    known = visits.reindex(columns=["session_id", *VISIT_COUNTS])
    numbers = known[list(VISIT_COUNTS)].apply(pd.to_numeric, errors="coerce").astype("Float64")
    faults += _unread_faults(known, numbers)
    known = known[["session_id"]].join(numbers)
    sites = sessions.set_index("session_id")["site_id"]
    message = mark("There is no session of this name.")
    faults += [_fault("unknown_session", message, row, known.at[row, "session_id"])
               for row in known.index[~known["session_id"].isin(sites.index)]]  # fmt: skip
    message = mark("The session is counted twice.")
    faults += [_fault("doubled_key", message, row, known.at[row, "session_id"])
               for row in known.index[known["session_id"].duplicated()]]  # fmt: skip
    faults += _count_faults(known)
    if faults:
        raise Refused(faults)
    return known.assign(site_id=known["session_id"].map(sites))


def site_figures(visits: pd.DataFrame, least: int = int(LEAST_COUNT.value)) -> Figures:
    """Sums by site and in all of checked visits, with counts of 1 to `least` − 1 withheld.

    In each column where one is withheld another site's count is too, so that neither is the total less the others;
    where no other can be, the total is withheld.
    """
    sums = visits.groupby("site_id")[list(VISIT_COUNTS)].sum(min_count=1)
    table = pd.concat([sums, sums.sum(min_count=1).to_frame(TOTAL).T])
    hidden = pd.DataFrame({name: _withheld(table[name], least) for name in VISIT_COUNTS}, index=table.index)
    return Figures(table.mask(hidden).rename_axis("site_id"), hidden)


def key_figures(figures: Figures) -> dict[str, float]:
    """The service's key figures from what is shown: the totals, people per site, and the share of invited who came.

    NaN where a total is withheld, not counted or zero below the line.
    """
    total = figures.shown.loc[TOTAL].astype("Float64")
    values = {name: float(total[name]) if pd.notna(total[name]) else float("nan") for name in VISIT_COUNTS}
    sites = len(figures.shown) - 1
    invited = values["invited"]
    return values | {
        "people_per_site": values["came"] / sites if sites else float("nan"),
        "share_of_invited": values["came"] / invited if invited else float("nan"),
    }


def _withheld(counts: pd.Series, least: int) -> np.ndarray:
    values = counts.to_numpy(dtype=float, na_value=np.nan)
    hidden = (values > 0) & (values < least)
    sites = values[:-1]
    if hidden[:-1].any():
        others = np.where(~hidden[:-1] & (sites >= least), sites, np.inf)
        smallest = int(np.argmin(others))
        hidden[smallest if np.isfinite(others[smallest]) else -1] = True
    return hidden


def _unread_faults(known: pd.DataFrame, numbers: pd.DataFrame) -> list[Fault]:
    message = mark("A count is a whole number that is not negative.")
    return [
        _fault("bad_count", message, row, f"{name}: {known.at[row, name]}")
        for name in VISIT_COUNTS
        for row in known.index[known[name].notna() & numbers[name].isna()]
    ]


def _count_faults(known: pd.DataFrame) -> list[Fault]:
    faults = []
    for name in VISIT_COUNTS:
        values = known[name]
        wrong = values.notna() & ((values < 0) | (values % 1 != 0))
        message = mark("A count is a whole number that is not negative.")
        faults += [
            _fault("bad_count", message, row, f"{name}: {values[row]:g}") for row in known.index[wrong.fillna(False)]
        ]
    more = (known["households"] > known["came"]).fillna(False)
    message = mark("More households than people attended.")
    faults += [_fault("more_households", message, row, known.at[row, "session_id"]) for row in known.index[more]]
    return faults


def _fault(code: str, message: str, row: int | None, found: object) -> Fault:
    return Fault(code, message, row=row, found=str(found))
