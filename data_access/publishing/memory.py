"""Memory given back to the system between the steps of a publication."""

import ctypes
import gc

import pyarrow as pa


def give_back() -> None:
    """Return freed memory to the system: Arrow and the C library keep it, which at a country's size is a gigabyte."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
