"""What the help-desk did, in counts only: nobody is named, small counts are withheld, and the key figures follow.

Key figures as Barcelona's Punts d'Assessorament Energètic publish theirs (City of Barcelona, balances of 2021 and of
2024): people and households attended, women among them, households in energy poverty or with a notice of cut-off, what
they asked about, requests handled, cut-offs avoided, social bonuses obtained, euro saved.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from contract.errors import Fault, Refused
from contract.translations import mark
from contract.visit_counts import PART_OF, VISIT_COUNTS, excesses
from indicators.basis.parameters import LEAST_COUNT

TOTAL = "total"
"""Name of the last row of the figures."""

RATIOS = {
    "people_per_site": ("came", "sites", mark("People attended per site")),
    "share_of_invited": ("came", "invited", mark("People attended over people invited")),
    "share_of_women": ("women", "came", mark("Share of women among those who attended")),
    "share_alone": ("alone_households", "households", mark("Share of households of one person")),
    "share_in_poverty": ("poverty_households", "households", mark("Share of households with signs of energy poverty")),
    "share_with_notice": ("notice_households", "households", mark("Share of households with a notice of cut-off")),
    "share_sent": ("sent_households", "households", mark("Share of households sent by social services")),
    "savings_per_household": ("savings_eur", "savings_households", mark("Euro a year saved per household")),
}
"""Key figures that are one total over another (`sites` is their number), with their label."""


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
    """Sums by site and in all of checked visits, with those withheld that tell of too few.

    Withheld are counts of 1 to `least` − 1, counts that leave out as few of what they are part of (all women but two),
    and the euro saved by households whose number is withheld or not known. In each column where one is withheld another
    site's count is too, so that neither is the total less the others; where no other can be, the total is withheld.

    A sum told today and again after one more session gives that session away: tell closed periods, a year at a time.
    """
    sums = visits.groupby("site_id")[list(VISIT_COUNTS)].sum(min_count=1)
    table = pd.concat([sums, sums.sum(min_count=1).to_frame(TOTAL).T])
    small = pd.DataFrame({name: _is_small(table, name, least) for name in VISIT_COUNTS}, index=table.index)
    unsure = small["savings_households"] | table["savings_households"].isna()
    small["savings_eur"] = unsure & table["savings_eur"].notna()
    hidden = pd.DataFrame(
        {name: _with_another(table[name], small[name].to_numpy(dtype=bool), least) for name in VISIT_COUNTS},
        index=table.index,
    )
    return Figures(table.mask(hidden).rename_axis("site_id"), hidden)


def key_figures(figures: Figures) -> dict[str, float]:
    """The service's key figures from what is shown: every total, and the ratios of RATIOS.

    NaN where a total is withheld, not counted or zero below the line.
    """
    total = figures.shown.loc[TOTAL].astype("Float64")
    values = {name: float(total[name]) if pd.notna(total[name]) else float("nan") for name in VISIT_COUNTS}
    values["sites"] = float(len(figures.shown) - 1)
    return values | {
        name: values[above] / values[below] if values[below] else float("nan")
        for name, (above, below, _) in RATIOS.items()
    }


def _is_small(table: pd.DataFrame, name: str, least: int) -> np.ndarray:
    values = table[name].to_numpy(dtype=float, na_value=np.nan)
    few = (values > 0) & (values < least)
    if name in PART_OF:
        rest = table[PART_OF[name]].to_numpy(dtype=float, na_value=np.nan) - values
        few |= (rest > 0) & (rest < least)
    return few


def _with_another(counts: pd.Series, small: np.ndarray, least: int) -> np.ndarray:
    hidden, values = small.copy(), counts.to_numpy(dtype=float, na_value=np.nan)
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
    message = mark("This is more than what it is part of.")
    for row, counts in known[list(VISIT_COUNTS)].iterrows():
        told = {str(name): None if pd.isna(count) else float(count) for name, count in counts.items()}
        place = known.at[row, "session_id"]
        faults += [_fault("more_than_whole", message, row, f"{place}, {found}") for found in excesses(told)]
    return faults


def _fault(code: str, message: str, row: int | None, found: object) -> Fault:
    return Fault(code, message, row=row, found=str(found))
