"""Publishing: exact tables in, an immutable edition out. Nothing withheld is ever written."""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from contract.errors import Refused, Severity
from contract.household_columns import DOMINANCE
from contract.levels import named
from contract.orders import tightened
from contract.tables import CELLS, COMPLEXES, HOUSEHOLDS, SECTIONS
from contract.translations import mark
from data_access.disclosure import PrivacyRule, check_rule
from data_access.editions import MANIFEST, Edition, every_revision
from data_access.intake.source_marks import highest, lowest
from data_access.intake.sources import Sources
from data_access.privacy.estates import counted, publishable
from data_access.privacy.frames import frames_of
from data_access.privacy.gate import protected
from data_access.privacy.places import Places
from data_access.privacy.release import Release, estate_sections, read_releases, stacked
from data_access.privacy.telling import Exact, dominance_of
from data_access.privacy.tree import ESTATE, tree_of
from data_access.publishing.cell_files import write_cells
from data_access.publishing.manifest import describe, told_rule
from data_access.publishing.map_layers import area_names, levels_of, write_layers
from data_access.publishing.memory import give_back
from data_access.publishing.proof import check_attack
from geo.crs import MEASURED
from geo.rollup import roll_up

_UNFINISHED = ".publishing-"


@dataclass(frozen=True)
class Publication:
    """Choices of the publisher: the rule, whether the data are invented, the moment written down, whether the attack
    comes last and may refuse, whether the edition is for people with a role alone."""

    rule: PrivacyRule = PrivacyRule()
    is_demonstration: bool = False
    created: str = ""
    is_attacked: bool = False
    is_internal: bool = False


def publish(
    sources: Sources, into: Path, choices: Publication | None = None, tell: Callable[[str], object] = lambda _step: None
) -> Edition:
    """Write `sources` as a new revision of its year in `into` and return it.

    The folder appears whole, by one rename, or not at all; former revisions are left as they are. Two publishers take
    turns. `tell` receives each step (an English sentence of the catalogue). Raises Refused if the sources have errors
    or the attack, where asked for, finds something; ObservatoryError if the rule withholds less than the law asks.
    """
    choices = choices or Publication()
    check_rule(choices.rule)
    errors = [fault for fault in sources.faults if fault.severity is Severity.ERROR]
    if errors:
        raise Refused(errors)
    into.mkdir(parents=True, exist_ok=True)
    with _turn(into):
        revision = _next_revision(into, sources.year)
        folder = into / _folder_name(sources.year, revision)
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=into))
        try:
            earlier, places = read_releases(every_revision(into))
            _write_edition(unfinished, sources, choices, revision, (earlier, places), tell)
            if choices.is_attacked:
                tell(mark("Attacking what would be published …"))
                check_attack(Edition(unfinished, sources.year, revision), earlier, places)
            _flush(unfinished)
            unfinished.chmod(0o755)
            unfinished.rename(folder)
            _flush_entry(into)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return Edition(folder, sources.year, revision)


def by_level(sources: Sources, households: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Exact cells of `households` by level of `sources` (index: area id). Never to be written or shown."""
    cells = households.set_index("section_id")[list(CELLS)].astype("Float64")
    places = places_of(sources).drop(columns="geometry")
    finest, *between, last = levels_of(places)
    levels = {finest: cells}
    for level in between:
        ids = places[f"{level}_id"]
        levels[level] = roll_up(cells, ids.reindex(cells.index)).reindex(pd.Index(sorted(ids.dropna().unique())))
    levels[last] = roll_up(cells, pd.Series(city_id(sources), index=cells.index))
    return levels


def exact_of(sources: Sources, known: Places | None = None) -> Exact:
    """The numbers to protect, estates too; what the source withheld lies between two. Never to be written or shown.

    `known`: the areas of earlier editions, where there are any.
    """
    least, most = tightened(lowest(sources.households), highest(sources.households), HOUSEHOLDS)
    estates = sources.tables.get("complexes", pd.DataFrame(columns=COMPLEXES.names))
    registers = counted(estates, least.loc[least["households"].notna(), "section_id"])
    lows = {ESTATE: registers[0]} | by_level(sources, least)
    low = high = stacked(lows, list(CELLS))
    if not (least.equals(most) and registers[0].equals(registers[1])):
        high = stacked({ESTATE: registers[1]} | by_level(sources, most), list(CELLS))
    ids = {level: frame.index for level, frame in lows.items() if level != ESTATE}
    known, places = known or Places(), places_of(sources)
    firsts = known.first_codes(ids, places)
    tree = tree_of(ids, places, estate_sections(estates), firsts, known.beginnings(firsts))
    flags = sources.households.set_index("section_id")[[column.name for column in DOMINANCE]]
    return Exact(tree, low, high, dominance_of(flags, tree), sources.year)


def city_id(sources: Sources) -> str:
    """The municipality's PRO_COM code, six digits."""
    return str(sources.households["section_id"].iloc[0])[:6]


def places_of(sources: Sources) -> gpd.GeoDataFrame:
    """Every section of the polygons and of the extract, by id; geometry None where there is no polygon."""
    known = sources.sections.set_index("section_id")
    ids = known.index.union(pd.Index(sources.households["section_id"]))
    return gpd.GeoDataFrame(known.reindex(ids.rename("section_id")), geometry="geometry", crs=MEASURED)


def _write_edition(
    folder: Path,
    sources: Sources,
    choices: Publication,
    revision: int,
    earlier: tuple[list[Release], Places],
    tell: Callable[[str], object],
) -> None:
    places = places_of(sources)
    names = area_names(places, city_id(sources), sources.city_name)
    tell(mark("Rolling up and protecting …"))
    privacy, estates = _write_protected(folder, sources, choices.rule, earlier, names)
    tell(mark("Drawing the map layers …"))
    give_back()
    places[[*SECTIONS.names[1:], "geometry"]].reset_index().to_parquet(folder / "sections.parquet", compression="zstd")
    layers, tiles = write_layers(folder, places, names)
    for table, frame in sources.tables.items():
        told = publishable(frame, estates) if table == "complexes" else frame
        told.to_parquet(folder / f"{table}.parquet", index=False)
    tell(mark("Writing the manifest …"))
    created = choices.created or _now()
    manifest = describe(folder, sources, privacy, revision) | {
        "created": created,
        "is_demonstration": choices.is_demonstration,
        "city": {"id": city_id(sources), "name": sources.city_name},
        "levels": list(levels_of(places)),
        "level_names": named(sources.level_names, levels_of(places)),
        "layers": layers,
        "tiles": tiles,
    }
    if choices.is_internal:
        manifest["is_internal"] = True
    if sources.origins:
        manifest["tables"] = [origin.as_record() for origin in sources.origins]
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")


def _write_protected(
    folder: Path,
    sources: Sources,
    rule: PrivacyRule,
    earlier: tuple[list[Release], Places],
    names: dict[str, dict[str, str]],
) -> tuple[dict[str, Any], pd.DataFrame]:
    """Write what may be told of the areas; return what the manifest says of privacy, and the cells of the estates."""
    releases, places = earlier
    release = protected(exact_of(sources, places), rule, releases)
    frames = frames_of(release)
    write_cells(folder, sources.households, frames, names)
    return told_rule(release), frames[ESTATE]


def _next_revision(into: Path, year: int) -> int:
    taken = {path.name for path in into.iterdir()}
    revision = max((edition.revision for edition in every_revision(into) if edition.year == year), default=0) + 1
    while _folder_name(year, revision) in taken:
        revision += 1
    return revision


def _folder_name(year: int, revision: int) -> str:
    return str(year) if revision == 1 else f"{year}.{revision}"


@contextmanager
def _turn(into: Path) -> Iterator[None]:
    """Wait for any other publisher, and clear away what a killed one left unfinished."""
    with (into / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for leftover in into.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(leftover)
        yield


def _flush(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        _flush_entry(path)
    _flush_entry(folder)


def _flush_entry(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _now() -> str:
    """The moment, or SOURCE_DATE_EPOCH where a reproducible build sets it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.isoformat(timespec="seconds")
