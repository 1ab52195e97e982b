"""Windows: the one way in which a count is published. Pure arithmetic, for any number of areas at once.

A count x of an area is told as the k consecutive values that hold it; where windows begin depends on the area alone,
by a public hash. k consecutive whole numbers ≥ 0 hold 0 or one that is ≥ k: no window tells a small count.
"""

import hashlib
from collections.abc import Iterable

import numpy as np

from data_access.privacy.tree import ESTATE, Tree

_BYTES, _RARE, _MOST = 8, 1e-6, 1e8


def offsets(area_ids: Iterable[str], k: int, tries: np.ndarray | int = 0) -> np.ndarray:
    """Where the windows of each area begin, 0 … k-1: its id's BLAKE2b hash (8 bytes, big endian) plus `tries`, mod k.

    `tries`: the try number of each area, 0 nearly always. A public function: nothing to keep secret, or to lose.
    """
    hashes = [
        int.from_bytes(hashlib.blake2b(area.encode(), digest_size=_BYTES).digest(), "big") % k for area in area_ids
    ]
    return (np.array(hashes, dtype=np.int64) + tries) % k


def offsets_of(tree: Tree, k: int, tries: np.ndarray) -> np.ndarray:
    """Offset of each area of `tree`; an estate has its section's, so that what is both has one window."""
    offset = offsets(tree.areas.get_level_values(1), k, tries)
    estates = tree.nodes(ESTATE)
    placed = estates[tree.parent[estates] >= 0]
    offset[placed] = offset[tree.parent[placed]]
    return offset


def window(counts: np.ndarray, offset: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Least and most of the window that holds each count (households, whole numbers ≥ 0), given the area's offset.

    >>> window(np.array([4, 0]), np.array([0, 1]), 3)
    (array([3, 0]), array([5, 1]))
    """
    low = k * ((counts + offset) // k) - offset
    return np.maximum(low, 0), low + k - 1


def centre(low: np.ndarray, high: np.ndarray, whole: np.ndarray, rate: np.ndarray) -> np.ndarray:
    """Likeliest count of each window: the mean of a binomial (`whole` households, probability `rate`) within its ends.

    The middle where `rate` is unknown (NaN) or no probability strictly between 0 and 1. All are floats, same shape;
    `whole` is the centre of the whole that the count is part of. NaN where `low` or `high` is.
    """
    is_rate = (rate > 0) & (rate < 1) & ~np.isnan(whole)
    likely = np.clip(np.where(is_rate, rate, 0.5), _RARE, 1 - _RARE)
    odds = likely / (1 - likely)
    room = np.fmax(np.where(is_rate, np.minimum(whole, _MOST), high), high)
    weight = np.ones_like(low)
    total, moment = weight.copy(), low.copy()
    for step in range(int(np.nanmax(high - low, initial=0))):
        count = low + step
        weight = weight * np.maximum(room - count, 0) / (count + 1) * odds * (count < high)
        total, moment = total + weight, moment + weight * (count + 1)
    return np.where(is_rate & (high > low), moment / total, (low + high) / 2)
