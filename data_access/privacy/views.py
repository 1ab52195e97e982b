"""Views: what an attacker holds of a new release, alone or beside the editions that were published before."""

from dataclasses import dataclass, replace

import numpy as np

from data_access.privacy.inference import System, own_columns, scaled, system_of
from data_access.privacy.linked import Linked
from data_access.privacy.release import Release
from data_access.privacy.stages import Stage
from data_access.privacy.targets import Targets, targets_of


@dataclass(frozen=True)
class View:
    """What an attacker holds of `release`; the areas of the targets are those of that release."""

    system: System
    targets: Targets
    release: Release


def alone(release: Release, stage: Stage, known: np.ndarray) -> View:
    """The release by itself, with the reasoning of a stage. `known`: cells that an earlier edition shows, else NaN."""
    column = own_columns(release, 0)
    system = system_of([release], [column], stage.relations, stage.with_sums, stage.is_local)
    is_known = ~np.isnan(known)
    system.value[column[: len(known)][is_known]] = scaled(known)[is_known]
    return View(system, targets_of([release], system, [release.rule.least_count], stage.forms), release)


def together(release: Release, linked: Linked) -> View:
    """The release with those that are linked to it, judged by the loosest rule among them.

    What an area that is gone leaks is put on the city.
    """
    releases = [release, *linked.releases]
    system = system_of(releases, linked.columns)
    least = min(member.rule.least_count for member in releases)
    targets = targets_of(releases, system, [least] * len(releases))
    area = np.empty(len(targets.area), dtype=int)
    for number, member in enumerate(releases):
        is_own = targets.release == number
        place = release.areas.get_indexer(member.areas)[targets.area[is_own]]
        area[is_own] = np.where(place < 0, len(release.areas) - 1, place)
    return View(system, replace(targets, area=area), release)
