"""What readers lose with each cell that is withheld: the weights by which the gate chooses the least loss."""

import numpy as np

from contract.tables import CELLS, CUTOFFS
from data_access.privacy.relations import CHAINS

CUTOFF_COSTS = {5: 8, 6: 16, 8: 3, 10: 35, 12: 2, 15: 1, 20: 4}
"""Loss by cut-off, without unit. 10% weighs more than all others together (it defines energy poverty), then 6% (it
bounds precarity), then the ends of the scale. A choice of ours, November 2026."""

BASE_COST = 50
"""Loss of a count that other figures are shares of: without it none of them is left."""

USUAL_COST = 5
"""Loss of any other cell."""

LEVEL_COSTS = {"section": 1, "nil": 10, "municipio": 100, "city": 1000}
"""Weight of a cell by the area it tells of, without unit: as many times as areas of the level below, by order of
magnitude (6,000 sections, 88 neighbourhoods, 9 Municipi). A choice of ours, November 2026."""

IDLE_SHARE = 0.01
"""Part of the loss that counts in an area with too few households: it shows nothing else anyway."""

BAND_SHARE = 0.4
"""Part of a cell's loss when a small count is no longer called small: "1 or 2 households" is less than half a figure.
A choice of ours, November 2026."""

_BASES = ("households", "income_known", "spend_known", "both_known", "erp_households", "erp_both_known")
_BY_CUTOFF = {cell: CUTOFF_COSTS[cut] for chain in CHAINS.values() for cell, cut in zip(chain, CUTOFFS, strict=True)}

COSTS = np.array([BASE_COST if cell in _BASES else _BY_CUTOFF.get(cell, USUAL_COST) for cell in CELLS], dtype=float)
"""Loss by cell, in the order of `tables.CELLS`."""

MONEY_MARGIN = 0.1
"""A withheld sum of money may not be known to closer than 10% of it: the p% rule with p = 10 (Hundepool et al.,
Statistical Disclosure Control, Wiley, 2012, 4.2.2)."""
