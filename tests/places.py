"""Where the checkout lies, and the public data beside it."""

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
