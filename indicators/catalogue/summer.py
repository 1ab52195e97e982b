"""Summer: who is old, alone and in a home that overheats. Its own layer: never averaged with the winter's figures."""

import numpy as np
import pandas as pd

from contract.translations import mark
from indicators.basis.figures import amounts, coverage_of, divide, outcome, refuse_empty
from indicators.basis.intervals import Triple, cell_interval, cell_share, cell_triple, share_within
from indicators.catalogue.indicator import NO_INCOME, Choices, Indicator, always

_CELLS = ("households", "alone_75_plus", "epc_known", "epc_fg")


def _heat_exposed(frame: pd.DataFrame, _choices: Choices) -> pd.DataFrame:
    """Share of households that are old and alone, in a home of class F or G or, where it is counted, on a top floor.

    The counts are of either condition, never of both: the bounds hold however they overlap (Fréchet); the estimate
    takes them as independent.
    """
    households, old, known, leaky = (cell_triple(frame, cell) for cell in _CELLS)
    top = _top_floor(frame, households)
    living = households[0], households[2]
    both = [np.clip(old[end] + np.maximum(leaky[end], top[end]) - households[2 - end], 0, None) for end in (0, 2)]
    hot_most = [np.fmin(households[end] - known[2 - end] + leaky[end] + top[end], households[end]) for end in (0, 2)]
    possible = np.fmin(old[0], np.clip(hot_most[0], 0, None)), np.fmin(old[2], hot_most[1])
    leaky_share, old_share = cell_share(frame, "epc_fg", "epc_known"), cell_share(frame, "alone_75_plus", "households")
    hot = (1 - (1 - leaky_share[end]) * (1 - _within(top[end], households[2 - end])) for end in range(3))
    estimate = tuple(old * part for old, part in zip(old_share, hot, strict=True))
    refusals = refuse_empty(frame, {"no_certificates": "epc_known"})
    return outcome(
        frame,
        estimate,
        (share_within((both[0], both[1]), living), share_within(possible, living)),
        coverage_of(frame, "epc_known"),
        refusals,
    )


def _within(part: np.ndarray, households: np.ndarray) -> np.ndarray:
    return np.clip(divide(part, households), 0, 1)


def _top_floor(frame: pd.DataFrame, households: Triple) -> Triple:
    """Households on a top floor: at least, for the estimate, at most; none at all where no source counts them.

    A count that is withheld is anything up to all; for the estimate it is left out, as where it is not counted.
    """
    (count,) = amounts(frame, "top_floor")
    low, high = cell_interval(frame, "top_floor")
    return np.nan_to_num(low), np.nan_to_num(count), np.fmin(np.nan_to_num(high), households[2])


HEAT_EXPOSED = Indicator(
    id="heat_exposed",
    version=2,
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
        "the area is a layer of its own, on the page of definitions."
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
