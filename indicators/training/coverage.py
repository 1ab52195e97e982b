"""Where trained people are missing: tutors by area, languages, estates without a trained custodian, desks."""

import math
from collections import Counter
from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd

from contract.training import Operator
from indicators.basis.training_parameters import PEOPLE_PER_HOUSEHOLD, RESIDENTS_PER_DESK, WALKED_METRES

HOUSEHOLDS = 10_000
"""Households in energy poverty beside which tutors are counted."""


def tutors_by_area(tutors: Iterable[Operator], poor: pd.DataFrame) -> pd.DataFrame:
    """Tutors by area (index of `poor`), and how many that is for 10,000 households in energy poverty.

    `poor`: households `low` and `high`, NaN where not told. Columns `tutors` (number; who works in several areas counts
    in equal parts), `rate_low`, `rate_high` (tutors per 10,000 households; NaN where nobody is known to be poor).
    """
    parts: Counter[str] = Counter()
    for each in tutors:
        areas = [area for area in each.municipi if area in poor.index]
        for area in areas:
            parts[area] += 1 / len(areas)  # type: ignore[assignment]
    counted = np.array([float(parts[area]) for area in poor.index])
    told = {f"rate_{end}": _rate(counted, poor[other]) for end, other in (("low", "high"), ("high", "low"))}
    return pd.DataFrame({"tutors": counted, **told}, index=poor.index)


def _rate(tutors: np.ndarray, households: pd.Series) -> np.ndarray:
    whole = households.to_numpy(dtype=float, na_value=np.nan)
    return np.divide(HOUSEHOLDS * tutors, whole, out=np.full(len(whole), np.nan), where=whole > 0)


def estates_without_custodian(
    complexes: pd.DataFrame, operators: Iterable[Operator], trained: Collection[str]
) -> pd.DataFrame:
    """Estates that have a social custodian but no trained one, the largest first; `trained`: references."""
    served = {estate for each in operators if each.person in trained for estate in each.estates}
    has_custodian = complexes["has_social_custodian"].astype("boolean").fillna(False).astype(bool)
    left = complexes[has_custodian & ~complexes["complex_id"].astype(str).isin(served)]
    return left.sort_values(["households", "complex_id"], ascending=[False, True])


def languages_spoken(complexes: pd.DataFrame, tutors: Iterable[Operator]) -> pd.DataFrame:
    """By language (index, ISO 639-1): `estates` where it is spoken and `tutors` who speak it, most estates first."""
    lists = complexes["languages"].dropna().astype(str).str.split()
    estates = Counter(code for told in lists for code in set(told))
    speakers = Counter(code for each in tutors for code in set(each.languages))
    codes = sorted({*estates, *speakers}, key=lambda code: (-estates[code], code))
    table = {"estates": [estates[code] for code in codes], "tutors": [speakers[code] for code in codes]}
    return pd.DataFrame(table, index=pd.Index(codes, dtype="str"))


def desks_wanted(households: float) -> int:
    """Desks that a city of so many households needs by the yardstick of RESIDENTS_PER_DESK.

    >>> desks_wanted(0), desks_wanted(43_478), desks_wanted(43_479)
    (0, 1, 2)
    """
    return math.ceil(households * PEOPLE_PER_HOUSEHOLD.value / RESIDENTS_PER_DESK.value)


def walk_minutes(households: pd.Series, walks: pd.DataFrame) -> float:
    """Mean walk, in minutes, of `households` (by area) to the nearest place of `walks` (metres: areas × places).

    It bounds every way of travelling from above. Areas without households, or from which no way is known, are left
    out; NaN where there is no place, or nobody.
    """
    told = households.reindex(walks.index).to_numpy(dtype=float, na_value=0.0)
    nearest = walks.min(axis=1).to_numpy(dtype=float) if len(walks.columns) else np.full(len(walks), np.inf)
    is_known = (told > 0) & np.isfinite(nearest)
    if not is_known.any():
        return math.nan
    return float(np.average(nearest[is_known], weights=told[is_known]) / WALKED_METRES.value)
