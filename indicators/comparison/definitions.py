"""Definitions disagree: which areas are flagged by how many ways of saying what energy poverty is."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from contract.errors import ObservatoryError
from contract.translations import mark
from indicators.basis.depth_parameters import FLAGGED_SHARE
from indicators.catalogue.indicator import AS_DEFINED, Choices

ALWAYS, SOMETIMES, NEVER, WITHHELD, MISSING = "always", "sometimes", "never", "withheld", "missing"
VERDICTS = (ALWAYS, SOMETIMES, NEVER, WITHHELD, MISSING)
"""Flagged by every definition; by some; by none; judged by fewer than two, some being withheld, or for lack of data."""

LEAST_DEFINITIONS = 2
"""Fewest definitions that can disagree."""


@dataclass(frozen=True)
class Definition:
    """One way of saying who is in energy poverty: an indicator of the registry, with its choices."""

    id: str
    label: str
    indicator_id: str
    choices: Choices


_ALL = (
    Definition("above_08", mark("Spend above 8% of income"), "energy_poverty_10", Choices(cutoff=8)),
    Definition("above_10", mark("Spend above 10% of income (the city's)"), "energy_poverty_10", Choices(cutoff=10)),
    Definition("above_15", mark("Spend above 15% of income"), "energy_poverty_10", Choices(cutoff=15)),
    Definition("gap", mark("Depth: euros beyond 10% of income"), "poverty_gap", AS_DEFINED),
    Definition("burden", mark("Burden: all spend over all incomes"), "energy_burden", AS_DEFINED),
    Definition("hidden", mark("Hidden: spend below half of those alike"), "hidden_m2", AS_DEFINED),
    Definition("arrears", mark("Households in arrears"), "in_arrears", AS_DEFINED),
    Definition("lihc", mark("Low income, high costs (approximate)"), "lihc_pniec", AS_DEFINED),
    Definition("lilee", mark("Low income, low efficiency (approximate)"), "lilee", AS_DEFINED),
)

DEFINITIONS = {definition.id: definition for definition in _ALL}
"""Every definition by id."""

DEFAULT_DEFINITIONS = ("above_08", "above_10", "above_15", "hidden", "arrears")
"""Those that a page starts with: they count households, do not depend on a mean, and most extracts can tell them."""


def flag_areas(estimates: pd.DataFrame, share: float) -> pd.DataFrame:
    """Flag, in each column of `estimates` (areas × definitions, NA where not shown), its worst `share` of areas.

    Of n areas with an estimate the round(n × share) highest are flagged, at least one, and all that tie with the last
    of them; an area of which the estimate is 0 never is. NA where there is no estimate. Nullable booleans; index and
    columns of `estimates`. Raises ObservatoryError for a share out of its range.
    """
    FLAGGED_SHARE.check(share)
    return estimates.apply(lambda column: _flag(column.astype("Float64"), share))


def _flag(estimates: pd.Series, share: float) -> pd.Series:
    known = estimates.dropna()
    if known.empty:
        return pd.Series(pd.array([pd.NA] * len(estimates), dtype="boolean"), index=estimates.index)
    most = max(1, round(len(known) * share))
    cut = known.nlargest(most).iloc[-1]
    return (estimates >= cut) & (estimates > 0)


@dataclass(frozen=True)
class Agreement:
    """How far definitions agree.

    `areas` has `flagged` and `judged` (definitions) and `verdict` (of VERDICTS) by area; `sets` one row for
    each combination of definitions: for each of them whether it flags (NA: it cannot judge), and `areas`, how
    many areas that is so of. Areas judged by fewer than two are in no set.
    """

    flags: pd.DataFrame
    areas: pd.DataFrame
    sets: pd.DataFrame


def agree(flags: pd.DataFrame, is_withheld: pd.Series) -> Agreement:
    """Count, by area, the definitions that flag it; `flags` as of `flag_areas`.

    `is_withheld`: whether privacy keeps back the figure of any definition, by area. An area that some definition
    cannot judge is held to those that can. Raises ObservatoryError for fewer than two definitions.
    """
    if flags.shape[1] < LEAST_DEFINITIONS:
        raise ObservatoryError(mark("Choose at least two definitions: one alone cannot disagree."))
    flagged, judged = flags.fillna(False).astype(bool).sum(axis=1), flags.notna().sum(axis=1)
    unjudged = judged < LEAST_DEFINITIONS
    cases = {WITHHELD: unjudged & is_withheld, MISSING: unjudged, NEVER: flagged == 0, ALWAYS: flagged == judged}
    verdict = np.select([case.to_numpy(dtype=bool) for case in cases.values()], list(cases), SOMETIMES)
    areas = pd.DataFrame({"flagged": flagged, "judged": judged, "verdict": verdict}, index=flags.index)
    whole = flags[~unjudged].astype("boolean")
    sets = whole.value_counts(dropna=False).rename("areas").reset_index() if len(whole) else whole.assign(areas=0)
    return Agreement(flags, areas, sets.sort_values("areas", ascending=False, kind="stable", ignore_index=True))


def verdict_counts(agreement: Agreement) -> dict[str, int]:
    """Areas by verdict, every one of VERDICTS."""
    counts = agreement.areas["verdict"].value_counts()
    return {verdict: int(counts.get(verdict, 0)) for verdict in VERDICTS}
