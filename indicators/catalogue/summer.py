"""Summer: who is old, alone and in a home that overheats. Its own layer: never averaged with the winter's figures."""

import numpy as np
import pandas as pd

from contract.tables import WITHHELD, State, state_column
from contract.translations import mark
from indicators.basis.figures import amounts, divide, outcome
from indicators.catalogue.indicator import NO_INCOME, Choices, Indicator, always

_CELLS = ("households", "alone_75_plus", "epc_known", "epc_fg")


def _heat_exposed(frame: pd.DataFrame, _choices: Choices) -> pd.DataFrame:
    """Share of households that are old and alone, in a home of class F or G or, where it is counted, on a top floor.

    The counts are of either condition, never of both: the bounds hold however they overlap (Fréchet); the estimate
    takes them as independent.
    """
    households, old, known, leaky = amounts(frame, *_CELLS)
    top, top_low, top_high = _top_floor(frame, households)
    hot_low = np.maximum(leaky, top_low)
    hot_high = np.fmin(households - known + leaky + top_high, households)
    bounds = (
        divide(np.clip(old + hot_low - households, 0, None), households),
        divide(np.fmin(old, hot_high), households),
    )
    hot = 1 - (1 - divide(leaky, known)) * (1 - divide(top, households))
    refusals = {"no_certificates": known == 0}
    return outcome(frame, divide(old, households) * hot, bounds, divide(known, households), refusals)


def _top_floor(frame: pd.DataFrame, households: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Households on a top floor: for the estimate, at least, at most; none at all where no source counts them.

    A count that is withheld is anything up to all; for the estimate it is left out, as where it is not counted.
    """
    (count,) = amounts(frame, "top_floor")
    states = frame[state_column("top_floor")]
    is_shown = (states == State.SHOWN).to_numpy(dtype=bool)
    is_withheld = states.isin(WITHHELD).to_numpy(dtype=bool)
    shown = np.where(is_shown, count, 0.0)
    return shown, shown, np.where(is_withheld, households, shown)


HEAT_EXPOSED = Indicator(
    id="heat_exposed",
    version=1,
    label=mark("Exposed to summer heat"),
    question=mark("How many people of 75 or more live alone in a home that overheats?"),
    definition=mark(
        "Share of households made of one person aged 75 or more whose home is certified F or G or, where the source "
        "counts them, on the top floor."
    ),
    formula_text=mark(
        "Counts are of each condition apart. Minimum and maximum: the fewest and the most households in which they can "
        "meet. Estimate: share of those old and alone × share of homes that overheat, as if independent."
    ),
    method=mark(
        "Estimate as if being old and alone and living in such a home were independent, which they need not be."
    ),
    caveat=mark(
        "A class is made for the winter: it tells of insulation, not of shade, air or a cooler. The risk of heat of "
        "the neighbourhood is a layer of its own, on the page of definitions."
    ),
    source=mark("Population register of the City of Milan; CENED, register of energy certificates of Lombardy (APE)"),
    basis=NO_INCOME,
    unit="share",
    higher_is="worse",
    theme="context",
    season="summer",
    bounds="interval",
    needs=always(*_CELLS),
    compute=_heat_exposed,
)

INDICATORS = (HEAT_EXPOSED,)
