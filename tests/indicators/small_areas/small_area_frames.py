"""A simulated city for the doubt of small areas: true levels, counted households, published cells."""

import numpy as np
import pandas as pd

from contract.tables import CELLS, CUTOFFS
from data_access.disclosure import PrivacyRule
from data_access.privacy.frames import frames_of
from data_access.privacy.relations import FAMILY
from data_access.privacy.telling import UNKNOWN, Exact, tell
from data_access.privacy.tree import tree_of
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
        self.valid, self.both, self.nils = valid, both, nils
        cells = {"households": households, "both_known": both}
        cells |= {f"valid_above_{cut:02d}": valid for cut in CUTOFFS}
        cells |= {f"above_{cut:02d}": valid + more for cut in CUTOFFS}
        self.publish_counts(cells)

    def publish_counts(self, cells):
        """Take these counts of households, one array by column, for those of the sections."""
        self.counts = cells
        self.cells = area_frame(self.rule, **cells)
        self.nil_cells = self._summed(cells, self.nil, self.nils)
        self.city_cells = self._summed(cells, np.zeros(len(self.nil), dtype=int), 1)

    def _summed(self, cells, place, count):
        sums = {name: np.bincount(place, weights=values, minlength=count) for name, values in cells.items()}
        return area_frame(self.rule, **sums)

    def publish(self, least_count, doubled):
        """Take for cells what the gate's windows tell; those of a share `doubled` of the sections are doubled once,
        and of as many twice."""
        sections, nils, city = self.cells.index, self.nil_cells.index, pd.Index(["city"])
        tree = tree_of(
            {"section": sections, "nil": nils, "city": city},
            pd.DataFrame({"nil_id": self.parents}),
            pd.Series([], dtype="str"),
        )
        counts = np.full((len(CELLS), len(sections)), np.nan)
        counts[[CELLS.index(name) for name in self.counts]] = list(self.counts.values())
        above = [np.bincount(self.nil, weights=row, minlength=self.nils) for row in counts]
        exact = np.hstack([counts, above, counts.sum(axis=1, keepdims=True)])
        doublings = np.zeros((FAMILY.max() + 1, exact.shape[1]), dtype=np.int8)
        doublings[:, : len(sections)] = np.searchsorted(
            [1 - 2 * doubled, 1 - doubled], (self.nil * 0.37 + self.both * 0.61) % 1, side="right"
        )
        unknown = np.full(exact.shape, UNKNOWN, dtype=np.int8)
        frames = frames_of(tell(Exact(tree, exact, exact, unknown), PrivacyRule(10, least_count), doublings))
        self.cells, self.nil_cells, self.city_cells = (frames[level].assign(area_name="") for level in tree.levels[1:])

    @property
    def parents(self):
        return pd.Series([f"area-{nil}" for nil in self.nil], index=self.cells.index)

    def figures(self, indicator=POVERTY, choices=None):
        return compute_figures(self.cells, indicator, choices)

    def doubt(self, indicator=POVERTY, choices=None):
        choices = choices or Choices()
        above = Above(
            self.parents,
            CellIntervals(self.nil_cells),
            compute_figures(self.nil_cells, indicator, choices),
            CellIntervals(self.city_cells),
            compute_figures(self.city_cells, indicator, choices),
        )
        return area_doubt(CellIntervals(self.cells), self.figures(indicator, choices), indicator, choices, above)
