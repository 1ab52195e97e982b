"""The next extract: which missing field would narrow the range of energy poverty most, area by area."""

import numpy as np
import pandas as pd

from contract.tables import POVERTY_LINE
from indicators.basis.figures import amounts, divide

_TEN = f"{POVERTY_LINE:02d}"
NEEDS = ("households", "income_known", "spend_known", "both_known", "heat_unknown", f"above_{_TEN}",
         f"valid_above_{_TEN}")  # fmt: skip
SPEND, INCOME, NOTHING = "spend", "income", "nothing"
"""What to ask for first: the missing bills, the missing incomes, or nothing (all is known)."""

COLUMNS = ("households", "width", "spend", "heat_at_most", "income", "both", "ask", "width_after")


def value_of_fields(frame: pd.DataFrame) -> pd.DataFrame:
    """What each missing field is worth, by area (index of `frame`, an area frame of published cells); COLUMNS.

    `width`: possible maximum less certain minimum of households above 10%, share 0–1. It is made of three groups of
    households, each counted here: `spend`, income known and a bill missing, and not certainly above 10% already;
    `income`, bills known and income missing; `both`, neither known. `heat_at_most`: of `spend`, those that the heating
    bill alone could settle at most (they may lack another bill too: the counts do not tell). `ask`: the field that
    settles most households by itself; `width_after`: the width once it is known for all. NA where a count that is
    needed is not shown, or nobody lives there.
    """
    households, income, spend, both, no_heat, above, valid = amounts(frame, *NEEDS)
    certain = above - valid
    groups = {
        "spend": np.clip(income - both - certain, 0, None),
        "income": spend - both,
        "both": households - income - spend + both,
    }
    best = np.where(groups["spend"] >= groups["income"], SPEND, INCOME)
    gain = np.maximum(groups["spend"], groups["income"])
    width = divide(households - both - certain, households)
    known = ~np.isnan(width)
    columns = {
        "households": households,
        "width": width,
        "spend": groups["spend"],
        "heat_at_most": np.minimum(no_heat, groups["spend"]),
        "income": groups["income"],
        "both": groups["both"],
        "width_after": width - divide(gain, households),
    }
    found = pd.DataFrame(
        {name: pd.array(np.where(known, values, np.nan), dtype="Float64") for name, values in columns.items()},
        index=frame.index,
    )
    ask = np.where(gain > 0, best, NOTHING)
    found["ask"] = pd.Series(ask, index=frame.index, dtype="str").where(known)
    return found[list(COLUMNS)]


def most_worth(values: pd.DataFrame, most: int) -> pd.DataFrame:
    """The `most` areas where the field to ask for settles most households, first the largest."""
    gain = values[["spend", "income"]].astype("Float64").max(axis=1)
    return values.loc[gain.dropna().sort_values(ascending=False, kind="stable").index[:most]]
