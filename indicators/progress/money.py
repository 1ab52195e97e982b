"""Money and posts of activities, planned and spent, by year and funder; what nobody stated is never taken as 0."""

from collections.abc import Iterable
from dataclasses import asdict

import pandas as pd

from contract.progress import Activity

AMOUNTS = ("planned_eur", "spent_eur", "planned_fte", "spent_fte")
COLUMNS = ("action_id", "activity_id", "year", "funder", *AMOUNTS)


def money_rows(activities: Iterable[Activity]) -> pd.DataFrame:
    """Every line of money of every activity (COLUMNS); NA where an amount is not stated."""
    rows = [
        {"action_id": each.action_id, "activity_id": each.activity_id} | asdict(line)
        for each in activities
        for line in each.resources
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"year": "Int64", **dict.fromkeys(AMOUNTS, "Float64")})


def money_sums(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Sums of `money_rows` by some of its columns, in their order: AMOUNTS, NA where none of a sum is stated, and
    `unstated_NAME` beside each: how many lines do not state it, so that the sum is at least so much."""
    if rows.empty:
        return pd.DataFrame(columns=[*by, *AMOUNTS, *(f"unstated_{name}" for name in AMOUNTS)])
    groups = rows.groupby(by, sort=True)
    sums = groups[list(AMOUNTS)].sum(min_count=1)
    unstated = rows[list(AMOUNTS)].isna().groupby([rows[name] for name in by], sort=True).sum()
    return sums.join(unstated.add_prefix("unstated_")).reset_index()
