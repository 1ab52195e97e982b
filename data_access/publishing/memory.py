"""Memory given back to the system between the steps of a publication."""

import ctypes
import gc

import pyarrow as pa

MUCH_BYTES = 2**28
"""What Arrow held at most, from which on it is worth while; 60,000 sections take 58 MiB; chosen, 2026-11."""


def give_back() -> None:
    """Return freed memory to the system: Arrow and the C library keep it, which at a country's size is a gigabyte.

    Of a city nothing is worth the search for what is no longer used.
    """
    pool = pa.default_memory_pool()
    if (pool.max_memory() or 0) < MUCH_BYTES:
        return
    gc.collect()
    pool.release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
