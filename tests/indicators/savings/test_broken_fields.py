"""One bad estate, meter or work costs its own verdict at most: every field broken in turn, the others stay."""

import numpy as np
import pandas as pd
import pytest

from contract.tables import COMPLEXES, READINGS, RETROFITS, WEATHER
from indicators.savings.portfolio import assess_portfolio
from reports.renovations.words import energy_words, lack_words, verdict_words
from tests.indicators.savings.buildings import FIRST, daily_use, make_weather, monthly

ESTATES = ("C1", "C2", "C3", "C4", "C5")
WEIRD = {
    "text": ["", "\u00e0" * 300],
    "number": [np.nan, 0.0, -1.0, 1e12],
    "date": [pd.NaT, pd.Timestamp("1950-01-01")],
}


def stock():
    rng = np.random.default_rng(4)
    weather = make_weather(rng)
    bills, works = [], []
    for number, code in enumerate(ESTATES):
        use = daily_use(weather, rng, 16.0, noise=0.1)
        if number < 2:
            use = np.where(np.arange(len(use)) >= 500, 0.75 * use, use)
            start, end = pd.Timestamp(FIRST + 470), pd.Timestamp(FIRST + 530)
            works.append({"retrofit_id": f"R{number}", "complex_id": code, "measure": "cappotto", "start_date": start,
                          "end_date": end, "cost_eur": 1e5, "building_id": pd.NA})  # fmt: skip
        bills.append(monthly(use, rng, complex_id=code).assign(meter_id=f"{code}-M1", building_id=pd.NA))
    readings = pd.concat(bills, ignore_index=True).assign(is_estimated=False)
    readings["reading_id"] = readings.index.astype(str)
    readings["occupied_share"] = 1.0
    weather["station_id"] = "S"
    complexes = pd.DataFrame({"complex_id": ESTATES, "manager": "MM", "households": [100, 90, 80, 110, 120]})
    return {"readings": readings, "weather": weather, "retrofits": pd.DataFrame(works), "complexes": complexes}


def breakages():
    tables = {"retrofits": RETROFITS, "complexes": COMPLEXES, "readings": READINGS, "weather": WEATHER}
    frames = stock()
    for table, contract in tables.items():
        for column in frames[table].columns:
            kind = contract[column].kind.value
            sort = "date" if kind == "date" else "number" if kind in ("number", "count", "money") else "text"
            yield from ((table, column, value) for value in ([pd.NA] if sort == "text" else []) + WEIRD[sort])


@pytest.mark.filterwarnings("ignore::FutureWarning")
@pytest.mark.parametrize("table, column, value", list(breakages()), ids=str)
def test_the_others_keep_their_verdict(table, column, value):
    frames = stock()
    frame = frames[table].astype({column: object})
    frame.loc[0, column] = value
    frames[table] = frame.astype({column: frames[table][column].dtype}, errors="ignore")
    found = assess_portfolio(**frames, vulnerable_households=pd.Series({"C1": 0.0, "C2": 5.0}))
    rows = found.retrofits
    assert len(rows) == 2
    second = rows.set_index("retrofit_id").loc["R1"]
    assert second["verdict"] == "saving" and second["share_low"] <= 0.25 <= second["share_high"]
    for _, row in rows.iterrows():
        for language in ("it", "en"):
            assert verdict_words(row, language)
            assert lack_words(row, language) if row["verdict"] == "insufficient" else energy_words(row, language)
