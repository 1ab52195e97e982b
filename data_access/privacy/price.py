"""What a privacy rule costs the readers, before anything is published."""

import pandas as pd

from data_access.disclosure import PrivacyRule, told_share, withheld_households_share, withheld_share
from data_access.privacy.alone import withhold_alone

PRICED_COUNTS = (3, 5, 10)
"""Least counts whose price a publisher is shown: the law's, and two stricter ones in use among statistical offices."""


def price_of_rules(sections: pd.DataFrame, cell: str, least_base: int) -> pd.DataFrame:
    """Price of each of PRICED_COUNTS: index the least count, shares 0–1 of the inhabited sections or their households.

    `sections`: exact cells by section (`tables.CELLS`). `withheld`: sections where `cell` is not shown; `households`:
    households that live there; `told`: sections where it is shown, or said to be very small. By each section's own
    numbers alone: protection against subtraction withholds somewhat more. NaN where nobody lives.
    """
    rows = {}
    for least_count in PRICED_COUNTS:
        published = withhold_alone(sections, PrivacyRule(max(least_base, least_count), least_count))
        rows[least_count] = {
            "withheld": withheld_share(published, cell),
            "households": withheld_households_share(published, cell, sections["households"]),
            "told": told_share(published, cell),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("least_count")
