"""The attack on an edition before it has its name: what it would add to all that is published already."""

from collections.abc import Mapping, Sequence

from contract.errors import Fault, Refused
from contract.translations import LANGUAGES, Told, mark, translate
from data_access.editions import Edition
from data_access.privacy.attack import Finding, attack_releases
from data_access.privacy.places import Places
from data_access.privacy.release import Release, read_release
from data_access.privacy.tree import ESTATE, PART

MOST_TOLD = 100
"""Findings told one by one."""

_LEAK = mark(
    "The attack on the new edition knows {sum} ({level} {area}) closer than the rule allows: nothing was published. "
    "Publish with a larger least count, without the column, or with larger areas."
)
_LEAK_BESIDE = mark(
    "The attack on the new edition knows {sum} ({level} {area}) closer than the rule allows: nothing was published. "
    "Publish with the least count of the editions before, with wider windows, or without the column."
)
_KINDS = {"section": mark("census section"), "city": mark("city"), ESTATE: mark("estate"), PART: mark("a part of")}


def check_attack(unfinished: Edition, earlier: Sequence[Release], places: Places) -> None:
    """Raise Refused with what a reader of `unfinished` beside the `earlier` editions would know too closely.

    `places`: of the earlier ones.

    What the earlier ones tell by themselves nobody can take back: it does not count. Bounds are never told.
    """
    new = _new([*earlier, read_release(unfinished, places)], earlier)
    if new:
        of_sums = {(each.sum, each.level, each.area): each for each in new}.values()
        message = _LEAK_BESIDE if earlier else _LEAK
        raise Refused([_told(message, each, unfinished.level_words) for each in list(of_sums)[:MOST_TOLD]])


def _told(message: str, found: Finding, words: Mapping[str, Told]) -> Fault:
    plain = _KINDS.get(found.level, found.level)
    kind = words.get(found.level) or {language: translate(plain, language) for language in LANGUAGES}
    return Fault("leak", message, values={"sum": found.sum, "level": kind, "area": found.area})


def _new(releases: Sequence[Release], earlier: Sequence[Release]) -> list[Finding]:
    found = attack_releases(releases)
    if not found:
        return []
    known = {(each.level, each.area, each.cells) for each in attack_releases(earlier)}
    return [each for each in found if (each.level, each.area, each.cells) not in known]
