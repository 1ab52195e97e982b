"""A simulated city for the doubt of small areas: true levels, counted households, published cells."""

import numpy as np
import pandas as pd

from contract.tables import CUTOFFS
from indicators.basis.tally import CellIntervals
from indicators.catalogue.registry import Choices, compute_figures, get_indicator
from indicators.small_areas.area_doubt import Above, area_doubt
from tests.indicators.area_frames import USUAL, area_frame

POVERTY = get_indicator("energy_poverty_10")


class City:
    """`sections` areas in `nils` of NIL; `level` is each one's true share, drawn around its NIL's with `precision`."""

    def __init__(self, seed, sections=3000, nils=30, precision=25.0, rule=USUAL, known=0.5):
        rng, self.rule = np.random.default_rng(seed), rule
        self.nil = np.sort(rng.integers(nils, size=sections))
        middle = rng.beta(6, 37, nils)[self.nil]
        self.level = rng.beta(precision * middle, precision * (1 - middle))
        households = rng.integers(20, 220, sections)
        both = rng.binomial(households, known)
        valid = rng.binomial(both, self.level)
        more = rng.binomial(households - both, self.level / 3)
        self.valid, self.both = valid, both
        cells = {"households": households, "both_known": both}
        cells |= {f"valid_above_{cut:02d}": valid for cut in CUTOFFS}
        cells |= {f"above_{cut:02d}": valid + more for cut in CUTOFFS}
        self.cells = area_frame(rule, **cells)
        self.nil_cells = self._summed(cells, self.nil, nils)
        self.city_cells = self._summed(cells, np.zeros(sections, dtype=int), 1)

    def _summed(self, cells, place, count):
        sums = {name: np.bincount(place, weights=values, minlength=count) for name, values in cells.items()}
        return area_frame(self.rule, **sums)

    @property
    def parents(self):
        return pd.Series([f"area-{nil}" for nil in self.nil], index=self.cells.index)

    def figures(self, indicator=POVERTY, choices=None):
        return compute_figures(self.cells, indicator, choices)

    def doubt(self, indicator=POVERTY, choices=None):
        choices = choices or Choices()
        city = compute_figures(self.city_cells, indicator, choices)["estimate"].iloc[0]
        above = Above(
            self.parents,
            CellIntervals(self.nil_cells),
            compute_figures(self.nil_cells, indicator, choices),
            float("nan") if pd.isna(city) else float(city),
        )
        return area_doubt(CellIntervals(self.cells), self.figures(indicator, choices), indicator, choices, above)
