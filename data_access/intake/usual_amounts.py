"""Whether the amounts of an extract are in euros a year, by what a city's households can have."""

import pandas as pd

from contract.errors import Fault, Severity
from contract.translations import mark, with_decimals
from data_access.intake.mapping_parts import Part

USUAL_INCOME_EUR = (5_000, 200_000)
USUAL_SPEND_EUR = (100, 10_000)
USUAL_ELECTRICITY_EUR = (50, 5_000)
"""Means of a city's households, per year, beyond which an amount is likelier in another unit (thousands, cents, per
month): Italian means by province lie between 25,000 and 50,000, and between 1,000 and 3,000."""


def unit_faults(frame: pd.DataFrame, file: str, part: Part) -> list[Fault]:
    """Warnings where the mean income, or spend, of the households with both known is none that a city can have."""
    # every home has electricity; few have both gas and shared heating
    amounts = {
        ("income_eur",): USUAL_INCOME_EUR,
        ("electricity_eur",): USUAL_ELECTRICITY_EUR,
        ("electricity_eur", "gas_eur", "heat_eur"): USUAL_SPEND_EUR,
    }
    message = mark("The mean of a household is none that a city can have: is the amount in euros a year?")
    faults = []
    for names, (low, high) in amounts.items():
        amount = frame[list(names)].astype("Float64").sum(axis=1, skipna=False)
        known = amount.notna() & frame["both_known"].notna()
        households = float(frame.loc[known, "both_known"].sum())
        mean = float(amount[known].sum()) / households if households else None
        if mean is not None and not low <= mean <= high:
            column, expected = " + ".join(map(part.column_in_file, names)), f"{low} … {high}"
            found = with_decimals(f"{mean:.0f}" if mean >= 1 else f"{mean:.2g}")
            faults.append(Fault("unusual_mean", message, file, None, column, found, expected, Severity.WARNING))
    return faults
