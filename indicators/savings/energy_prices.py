"""What households paid for a kWh, by carrier and year: dated, sourced, and not yet verified."""

from dataclasses import dataclass

import pandas as pd

from contract.translations import mark

COLUMNS = ("carrier", "start_date", "eur_per_kwh")
"""Columns of a table of prices: a price holds from `start_date` until the next of its carrier."""


@dataclass(frozen=True)
class PriceSeries:
    """EUR per kWh as billed, all taxes in, by the year in which it was paid; `date`: month of the look-up;
    `is_verified`: whether the source could be read again and says exactly this."""

    eur_per_kwh: dict[int, float]
    source: str
    date: str
    is_verified: bool


PRICES = {
    "gas": PriceSeries(
        {2018: 0.08, 2019: 0.08, 2020: 0.075, 2021: 0.085, 2022: 0.12, 2023: 0.105, 2024: 0.105, 2025: 0.11, 2026: 0.1},
        mark("Order of magnitude of Italian households' gas prices (Eurostat, nrg_pc_202), per kWh gross (PCS)"),
        "2026-11",
        False,
    ),
    "electricity": PriceSeries(
        {2018: 0.21, 2019: 0.21, 2020: 0.19, 2021: 0.23, 2022: 0.46, 2023: 0.32, 2024: 0.26, 2025: 0.3, 2026: 0.28},
        mark("Order of magnitude of the regulated price for a usual family (ARERA, mean of the quarters)"),
        "2026-11",
        False,
    ),
    "district_heat": PriceSeries(
        {2018: 0.09, 2019: 0.09, 2020: 0.085, 2021: 0.095, 2022: 0.16, 2023: 0.13, 2024: 0.11, 2025: 0.11, 2026: 0.11},
        mark("Our estimate: Milan's tariff follows that of gas; ask the supplier"),
        "2026-11",
        False,
    ),
    "oil": PriceSeries(
        {2018: 0.13, 2019: 0.13, 2020: 0.115, 2021: 0.13, 2022: 0.17, 2023: 0.15, 2024: 0.15, 2025: 0.14, 2026: 0.14},
        mark("Our estimate from the pump price of heating oil, 10 kWh per litre; ask the supplier"),
        "2026-11",
        False,
    ),
}
"""By carrier. None could be re-read at its source: show them with year and source, to be replaced by the bills' own."""


def price_table() -> pd.DataFrame:
    """PRICES as a table (`COLUMNS`), each from the first of January; the last one holds on."""
    rows = [
        (carrier, pd.Timestamp(year, 1, 1), price)
        for carrier, series in PRICES.items()
        for year, price in series.eur_per_kwh.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))
