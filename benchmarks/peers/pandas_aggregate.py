"""The pandas peer: the same sections from the same households, as an analyst who knows pandas writes it."""

from pathlib import Path

import pandas as pd

from benchmarks.peers.command import (
    BILLS,
    CUTOFFS,
    HEATING_MODES,
    INCOME_LAG_YEARS,
    LARGEST_SHARE,
    LARGEST_SIZE,
    MONEY,
    run,
)


def aggregate(households: Path, year: int, out: Path) -> None:
    """Count the households of a Parquet file (or folder of them) by section and write one row each as CSV."""
    frame = pd.read_parquet(households)
    bills = frame[list(BILLS)]
    spend, known_spend = bills.sum(axis=1, skipna=False), bills.sum(axis=1)
    income = frame["income_eur"]
    both = spend.notna() & income.notna()
    median = spend.groupby([frame["heating_mode"], frame["people"].clip(upper=LARGEST_SIZE)]).transform("median")
    tests = {
        "households": pd.Series(True, index=frame.index),
        "income_known": income.notna(),
        "spend_known": spend.notna(),
        "both_known": both,
        "heat_unknown": frame["heat_eur"].isna() & frame["heating_mode"].isin(["central", "district"]),
        **{f"above_{cut:02d}": known_spend > cut / 100 * income for cut in CUTOFFS},
        **{f"valid_above_{cut:02d}": both & (spend > cut / 100 * income) for cut in CUTOFFS},
        **{f"heating_{mode}": frame["heating_mode"] == mode for mode in HEATING_MODES},
        "below_half_median": spend < median / 2,
        "alone_75_plus": frame["is_alone_75_plus"],
        "renters": frame["is_renter"],
        "epc_known": frame["epc_class"].notna(),
        "epc_fg": frame["epc_class"].isin(["F", "G"]),
        "bonus_recipients": frame["has_bonus"],
        "in_arrears": frame["is_in_arrears"],
    }
    if "is_erp" in frame:
        is_erp = frame["is_erp"].eq(True)
        tests |= {
            "erp_households": is_erp,
            **{f"erp_{name}": is_erp & tests[name] for name in ("both_known", "above_10", "valid_above_10")},
        }
    sections = frame["section_id"].astype("category")
    columns = {"spend_year": year, "income_year": year - INCOME_LAG_YEARS}
    columns |= {name: test.groupby(sections, observed=False).sum() for name, test in tests.items()}
    for name, amount in _amounts(frame, spend, both).items():
        by_section = amount.groupby(sections, observed=False)
        columns[name] = by_section.sum().round(2)
        columns[f"{name.removesuffix('_eur')}_is_dominated"] = by_section.max() > LARGEST_SHARE * by_section.sum()
    pd.DataFrame(columns).to_csv(out)


def _amounts(frame: pd.DataFrame, spend: pd.Series, both: pd.Series) -> dict[str, pd.Series]:
    amounts = {name: frame[name].where(both, 0) for name in MONEY}
    amounts["excess_eur"] = (spend - 0.1 * frame["income_eur"]).clip(lower=0).where(both, 0)
    return amounts


if __name__ == "__main__":
    run(aggregate)
