"""Where the checkout lies, the public data beside it, and what the tests write."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
REAL = SHARED / "data"
PACKAGES = tuple(
    sorted(
        path.parent.name for path in ROOT.glob("[!.]*/__init__.py") if path.parent.name not in ("benchmarks", "tests")
    )
)
"""The product's packages: every folder of the checkout that is one, but what measures and tests it."""

_IN_MEMORY, _ROOM_BYTES = Path("/dev/shm"), 4 * 2**30
TEMPORARY = _IN_MEMORY if _IN_MEMORY.is_dir() and shutil.disk_usage(_IN_MEMORY).free > _ROOM_BYTES else Path("/tmp")
"""In memory where there is room: whatever is saved waits for the disk, five milliseconds each time, and the tests save
some thousands of times; a database is made of 300 files (0.12 s of processor on a disk, 0.02 in memory)."""
