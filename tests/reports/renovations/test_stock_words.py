"""What is said of all renovations together, in words where a sign or a nought would have to be read twice."""

import pandas as pd
import pytest

from indicators.savings.potential import Potential
from indicators.savings.saving import Range
from reports.renovations.stock_words import potential_words, together_words


@pytest.mark.parametrize(
    ("low", "told"),
    [(0.05, "(18.0% less, anywhere from 5.0% to 38.0% in a single one)"),
     (-0.255, "(18.0% less; in a single one anything from 25.5% more to 38.0% less)")],
)  # fmt: skip
def test_a_single_estate_that_may_use_more_is_told_without_a_sign(low, told):
    complexes = pd.DataFrame({"complex_id": ["C1", "C2"]})
    found = Potential(Range(0.18, low, 0.38), Range(11e6, 6.5e6, 15e6), complexes, ())
    assert told in potential_words(found, pd.Series(dtype=str), "en")[0]


@pytest.mark.parametrize(
    ("difference", "told"),
    [(0.0004, "Rispetto a loro, nessuna differenza."), (-0.0004, "Rispetto a loro, nessuna differenza."),
     (0.0006, "0,1 punti percentuali in più."), (-0.019, "1,9 punti percentuali in meno.")],
)  # fmt: skip
def test_a_difference_that_rounds_to_nothing_is_told_as_none(difference, told):
    row = {"indicator_id": "energy_poverty_10", "renovations": 7, "before": 0.16, "after": 0.24, "others_before": 0.17,
           "others_after": 0.24, "difference": difference}  # fmt: skip
    assert told in together_words(pd.DataFrame([row]), "it")[0]
