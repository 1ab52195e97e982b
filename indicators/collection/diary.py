"""What a diary tells week by week: use between two readings, beside how the home felt."""

import pandas as pd

METERS = {"electricity_reading_kwh": "electricity_kwh", "gas_reading_smc": "gas_smc"}
"""Questions of the diary that are readings of a meter, and the column of the use since the reading before."""

_DAYS = 7


def weekly_use(entries: pd.DataFrame) -> pd.DataFrame:
    """`entries` (`week`, readings of METERS, NA where there is none) with a column of METERS each: the use of a week.

    It is that since the last reading, by week. NA without a reading before, and where a reading is below the one
    before: the meter was changed, or one of the two is wrong; use begins again from there.
    """
    found = entries.sort_values("week").reset_index(drop=True)
    mondays = pd.to_datetime(found["week"] + "-1", format="%G-W%V-%u")
    for reading, use in METERS.items():
        known = found[reading].dropna().astype(float)
        weeks = mondays.loc[known.index].diff().dt.days / _DAYS
        found[use] = (known.diff() / weeks).where(known.diff() >= 0).reindex(found.index)
    return found
