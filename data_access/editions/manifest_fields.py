"""What a manifest must say before pages and commands read it, field by field."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from contract.errors import Severity
from contract.levels import words_of
from contract.tables import LEVELS

_NEEDED_TABLES = {"areas", "households", "sections"}
"""Tables without which an edition has no figure and no map."""


def broken_field(manifest: Mapping[str, Any]) -> str:
    """The first field of `manifest` that is missing or not what publishing writes there, "" where all are sound."""
    checked = _FIELDS | {name: is_sound for name, is_sound in _OPTIONAL.items() if name in manifest}
    for name, is_sound in checked.items():
        try:
            if not is_sound(manifest[name]):
                return name
        except (KeyError, TypeError, ValueError, AttributeError):
            return name
    return ""


def _is_city(told: Any) -> bool:
    return all(isinstance(told[name], str) and told[name] for name in ("id", "name"))


def _is_rule(told: Any) -> bool:
    return all(isinstance(told[name], int) and told[name] >= 1 for name in ("least_base", "least_count"))


def _are_years(told: Any) -> bool:
    return all(told[name] is None or isinstance(told[name], int) for name in ("spend", "income"))


def _are_levels(told: Any) -> bool:
    return list(told) == [level for level in LEVELS if level in told] and {LEVELS[0], LEVELS[-1]} <= set(told)


def _are_faults(told: Any) -> bool:
    return all(
        Severity(fault["severity"]) and isinstance(fault["message"], str) and isinstance(fault["values"], dict)
        and isinstance(fault["column"], str) and isinstance(fault["count"], int)
        for fault in told
    )  # fmt: skip


def _are_resources(told: Any) -> bool:
    return {str(each["path"]).removesuffix(".parquet") for each in told if each["hash"]} >= _NEEDED_TABLES


def _are_tiles(told: Any) -> bool:
    return all(_is_cut(tiles) for tiles in told.values())


def _is_cut(tiles: Any) -> bool:
    """Whether a folder of tiles says where it is, how finely it is cut, and a box that is one."""
    int(tiles["min_zoom"]), int(tiles["max_zoom"])
    west, south, east, north = map(float, tiles["bounds"])
    return west < east and south < north and isinstance(tiles["path"], str)


_FIELDS: dict[str, Callable[[Any], bool]] = {
    "name": lambda told: isinstance(told, str),
    "year": lambda told: isinstance(told, int),
    "revision": lambda told: isinstance(told, int),
    "created": lambda told: datetime.fromisoformat(told) is not None,
    "is_demonstration": lambda told: isinstance(told, bool),
    "city": _is_city,
    "levels": _are_levels,
    "layers": lambda told: all(isinstance(path, str) for path in told.values()),
    "reference_years": _are_years,
    "privacy": _is_rule,
    "report": _are_faults,
    "sources": lambda told: isinstance(told, dict),
    "resources": _are_resources,
}
_OPTIONAL: dict[str, Callable[[Any], bool]] = {
    "level_names": lambda told: bool(words_of(told)),
    "tiles": _are_tiles,
}
