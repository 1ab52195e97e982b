"""Editions made or changed by hand, sealed as the publisher seals them: readers refuse any other."""

import hashlib
import json
from pathlib import Path
from typing import Any

from contract.tables import LEVELS
from data_access.editions import FORMAT


def seal(folder: Path) -> Path:
    """Write, or write anew, format, levels and hashes of the tables of the edition in `folder`; return it.

    What a manifest must say besides is said where nobody has.
    """
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"layers": {}}
    files = sorted(folder.glob("*.parquet"))
    hashes = [{"path": file.name, "hash": f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"} for file in files]
    kept = {each["path"]: each for each in manifest.get("resources", [])}
    resources = [kept.get(each["path"], {}) | each for each in hashes]
    told = _said(folder) | manifest | {"format": FORMAT, "resources": resources}
    path.write_text(json.dumps(told), encoding="utf-8")
    return folder


def _said(folder: Path) -> dict[str, Any]:
    """What the manifest of an edition made by hand says where its maker says nothing."""
    year, _, revision = folder.name.partition(".")
    return {
        "name": folder.name, "year": int(year), "revision": int(revision or 1), "created": "2026-11-23",
        "is_demonstration": True, "city": {"id": "015146", "name": "Milano"}, "levels": list(LEVELS),
        "reference_years": {"spend": int(year), "income": None}, "privacy": {"least_base": 10, "least_count": 3},
        "report": [], "sources": {},
    }  # fmt: skip
