"""What caches of renovations: the portfolio, what is drawn of each, poverty beside. The rest is in `ui.kept.editions`.

Frames are shared by every session and never changed in place.
"""

from dataclasses import replace

import pandas as pd

from contract.tables import COMPLEXES
from data_access.editions import Edition
from indicators.savings.comparison import Key
from indicators.savings.degree_days import DegreeDays, of_one_station
from indicators.savings.joint_works import together
from indicators.savings.periods import Works
from indicators.savings.portfolio import Portfolio, assess_portfolio
from indicators.savings.poverty_beside import BESIDE, poverty_beside
from indicators.savings.series import Depth, depths_of
from ui.kept import areas as kept_areas
from ui.kept import editions as cached
from ui.kept.help_desk import estates
from ui.kept.keep import keep


def weather(of: Edition) -> pd.DataFrame:
    """Temperatures of the station that has most of the days of the readings."""
    return of_one_station(cached.table(of, "weather"), cached.table(of, "readings"))


@keep()
def works(of: Edition) -> pd.DataFrame:
    """Renovations as they are judged (`joint_works.together`), index retrofit_id."""
    joint = together(cached.table(of, "retrofits"), cached.table(of, "readings"))
    return joint.set_index("retrofit_id", drop=False)


@keep()
def _portfolio(of: Edition) -> Portfolio:
    complexes = cached.table(of, "complexes").reindex(columns=COMPLEXES.names)
    return assess_portfolio(
        cached.table(of, "readings"),
        weather(of),
        cached.table(of, "retrofits"),
        complexes,
        estates(of)["vulnerable_households"],
    )


def portfolio(of: Edition) -> Portfolio | None:
    """Every renovation of the edition assessed, None where works, readings or weather lack; shared, read only."""
    if any(cached.table(of, name).empty for name in ("retrofits", "readings", "weather")):
        return None
    return _portfolio(of)


@keep(max_entries=200)
def depths(of: Edition, retrofit_id: str) -> dict[Key, Depth]:
    """What is drawn of each series of one renovation; shared, read only."""
    row = works(of).loc[retrofit_id]
    readings = cached.table(of, "readings")
    own = readings[readings["complex_id"] == row["complex_id"]]
    savings = _portfolio(of).savings[retrofit_id]
    if not savings:
        return {}
    days = Works.between(row["start_date"], row["end_date"])
    return depths_of(savings, own, DegreeDays(weather(of)), days)


@keep(max_entries=20)
def _beside(of: Edition, until: tuple[Edition, ...]) -> pd.DataFrame:
    told = [kept_areas.as_told(edition) for edition in until]
    choices = replace(told[0], is_heat_imputed=all(each.is_heat_imputed for each in told))
    figures = {
        (each.year, name): kept_areas.figures(each, "section", name, choices) for each in until for name in BESIDE
    }
    complexes = cached.table(of, "complexes").reindex(columns=COMPLEXES.names)
    return poverty_beside(figures, complexes, works(of).reset_index(drop=True))


def beside(of: Edition) -> pd.DataFrame:
    """Poverty before and after each renovation beside estates without works, by the editions until this one."""
    until = tuple(of if year == of.year else cached.edition(year) for year in cached.years() if year <= of.year)
    return _beside(of, until)
