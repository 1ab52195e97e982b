"""Windows: the one way in which a count is published. Pure arithmetic, for any number of areas at once.

A count x of an area is told as the k consecutive values that hold it; where windows begin depends on the area alone,
by a public hash. k consecutive whole numbers ≥ 0 hold 0 or one that is ≥ k: no window tells a small count.
"""

import hashlib
from collections.abc import Iterable

import numpy as np

_BYTES, _RARE, _MOST, _MANY = 8, 1e-6, 1e8, 100


def hashes(area_ids: Iterable[str]) -> np.ndarray:
    """BLAKE2b hash of each id (8 bytes, big endian). A public function: nothing to keep secret, or to lose."""
    digests = b"".join(hashlib.blake2b(area.encode(), digest_size=_BYTES).digest() for area in area_ids)
    return np.frombuffer(digests, dtype=">u8").astype(np.uint64)


def offsets(hashed: np.ndarray, k: int) -> np.ndarray:
    """Where the windows of each area begin, 0 … k-1: its hash modulo the least count."""
    return (hashed % np.uint64(k)).astype(np.int64)


def window(counts: np.ndarray, offset: np.ndarray, width: np.ndarray | int) -> tuple[np.ndarray, np.ndarray]:
    """Least and most of the window of `width` values that holds each count (whole households ≥ 0); NaN where it is.

    A window twice as wide is two windows put together, the first of them with the one above it.

    >>> window(np.array([4, 0]), np.array([0, 1]), 3)
    (array([3, 0]), array([5, 1]))
    """
    low = width * ((counts + offset) // width) - offset
    return np.maximum(low, 0), low + width - 1


def centre(low: np.ndarray, high: np.ndarray, whole: np.ndarray, rate: np.ndarray) -> np.ndarray:
    """Likeliest count of each window: the mean of a binomial (`whole` households, probability `rate`) within its ends.

    The middle where `rate` is unknown (NaN) or no probability strictly between 0 and 1; in a window of more than a
    hundred values the mean of the binomial itself, or the end next to it. All are floats, same shape; `whole` is the
    centre of the whole that the count is part of. NaN where `low` or `high` is.
    """
    is_rate = (rate > 0) & (rate < 1) & ~np.isnan(whole)
    likely = np.clip(np.where(is_rate, rate, 0.5), _RARE, 1 - _RARE)
    odds = likely / (1 - likely)
    room = np.fmax(np.where(is_rate, np.minimum(whole, _MOST), high), high)
    weight = np.ones_like(low)
    total, moment = weight.copy(), low.copy()
    is_wide = high - low > _MANY
    for step in range(int(np.nanmax(np.where(is_wide, 0, high - low), initial=0))):
        count = low + step
        weight = weight * np.maximum(room - count, 0) / (count + 1) * odds * (count < high)
        total, moment = total + weight, moment + weight * (count + 1)
    found = np.where(is_wide, np.clip(whole * likely, low, high), moment / total)
    return np.where(is_rate & (high > low), found, (low + high) / 2)
