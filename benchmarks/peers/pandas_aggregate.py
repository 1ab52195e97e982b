"""The pandas peer: the same sections from the same households, as an analyst who knows pandas writes it."""

import argparse
import time
from pathlib import Path

import pandas as pd

CUTOFFS = (5, 6, 8, 10, 12, 15, 20)
HEATING_MODES = ("own", "central", "district", "none")
BILLS = ["electricity_eur", "gas_eur", "heat_eur"]
LARGEST_SIZE = 6
INCOME_LAG_YEARS = 2


def aggregate(households: Path, year: int, out: Path) -> int:
    """Count the households of a Parquet file by section, write one row each as CSV; return how many."""
    frame = pd.read_parquet(households)
    spend = frame[BILLS].sum(axis=1, skipna=False)
    known_spend = frame[BILLS].sum(axis=1)
    income = frame["income_eur"]
    both = spend.notna() & income.notna()
    median = spend.groupby([frame["heating_mode"], frame["people"].clip(upper=LARGEST_SIZE)]).transform("median")
    columns = {
        "households": True,
        "income_known": income.notna(),
        "spend_known": spend.notna(),
        "both_known": both,
        "heat_unknown": frame["heat_eur"].isna(),
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
        **{name: frame[name].where(both, 0) for name in ("income_eur", *BILLS)},
        "excess_eur": (spend - 0.1 * income).clip(lower=0).where(both, 0),
    }
    flags = pd.DataFrame(columns, index=frame.index)
    extract = flags.groupby(frame["section_id"]).sum().round(2)
    extract.insert(0, "spend_year", year)
    extract.insert(1, "income_year", year - INCOME_LAG_YEARS)
    extract.to_csv(out)
    return len(extract)


def main() -> None:
    """Aggregate what the command line names; print the seconds that it took, without the imports."""
    parser = argparse.ArgumentParser()
    parser.add_argument("households", type=Path)
    parser.add_argument("--year", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    start = time.perf_counter()
    aggregate(options.households, options.year, options.out)
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main()
