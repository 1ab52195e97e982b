"""Editions made or changed by hand, sealed as the publisher seals them: readers refuse any other."""

import hashlib
import json
from pathlib import Path

from contract.tables import LEVELS
from data_access.editions import FORMAT


def seal(folder: Path) -> Path:
    """Write, or write anew, format, levels and hashes of the tables of the edition in `folder`; return it."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"layers": {}}
    files = sorted(folder.glob("*.parquet"))
    hashes = [{"path": file.name, "hash": f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"} for file in files]
    kept = {each["path"]: each for each in manifest.get("resources", [])}
    resources = [kept.get(each["path"], {}) | each for each in hashes]
    told = {"levels": list(LEVELS)} | manifest | {"format": FORMAT, "resources": resources}
    path.write_text(json.dumps(told), encoding="utf-8")
    return folder
