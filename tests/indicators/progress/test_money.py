"""Money by year and funder: what is not stated is no zero."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from contract.progress import Money
from indicators.progress.money import AMOUNTS, money_rows, money_sums
from tests.indicators.progress.activities import activity

amounts = st.none() | st.integers(0, 10**6).map(float)
lines = st.builds(Money, st.integers(2025, 2027), st.sampled_from(["City", "EU"]), amounts, amounts, amounts, amounts)


def test_sums_by_year_leave_what_nobody_stated_open():
    own = (Money(2026, "City", 100.0, None), Money(2026, "EU", 50.0), Money(2027, "EU"))
    rows = money_rows([activity(resources=own)])
    sums = money_sums(rows, ["year"]).set_index("year")
    assert sums.loc[2026, "planned_eur"] == 150
    assert sums.loc[2026, "unstated_spent_eur"] == 2 and pd.isna(sums.loc[2026, "spent_eur"])
    assert pd.isna(sums.loc[2027, "planned_eur"])


@given(st.lists(lines, max_size=8))
def test_sums_add_up_whatever_they_are_grouped_by(own):
    rows = money_rows([activity(resources=tuple(own))])
    for by in (["year"], ["funder"], ["year", "funder"], ["action_id"]):
        sums = money_sums(rows, by)
        for name in AMOUNTS:
            stated = [getattr(line, name) for line in own if getattr(line, name) is not None]
            assert sums[name].sum() == sum(stated)
            assert sums[f"unstated_{name}"].sum() == len(own) - len(stated)
