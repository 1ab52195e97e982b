"""Tables that nobody gave for a new edition are kept from the edition before, and each is told.

One decision for the page and for the command line: what is not uploaded does not vanish.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from contract.errors import Fault, Severity
from contract.household_columns import ESTATE_CELLS
from contract.schema import Kind
from contract.tables import COMPLEXES, TABLES, State, high_column, low_column, state_column
from contract.translations import mark
from data_access.disclosure import PrivacyRule
from data_access.editions import Edition, list_editions, read_sections, read_table
from data_access.editions.origins import Origin, TableOrigin
from data_access.intake.mappings import Mapping, Part
from data_access.intake.points import place_points
from data_access.intake.sources import SourcePaths, Sources

KEPT_TABLES = tuple(name for name in TABLES if name not in ("households", "sections"))
"""Tables beside the extract and the polygons: each is given, kept, or left out on purpose."""

_DEMONSTRATION = mark("One of the two editions holds invented data and the other does not: they are never mixed.")
_OTHER_YEAR = mark("It holds the bills of another year.")
_ANOTHER_CITY = mark("It is of another municipality.")


@dataclass(frozen=True)
class Keeping:
    """What the publisher says of the edition before: tables to leave out, whether the new data are invented, and
    whether the new edition is internal: a public one keeps nothing of an internal one."""

    left_out: Collection[str] = ()
    is_demonstration: bool = False
    is_internal: bool = False


def edition_before(into: Path, year: int, with_internal: bool = False) -> Edition | None:
    """The edition that a new revision of `year` follows: the current one of that year, else of the nearest before."""
    earlier = [edition for edition in list_editions(into, with_internal) if edition.year <= year]
    return earlier[-1] if earlier else None


def with_former_polygons(paths: SourcePaths, mapping: Mapping, former: Edition | None) -> tuple[SourcePaths, Mapping]:
    """Where no polygons are given, those of the edition before, with their neighbourhoods and boroughs."""
    if paths.sections is not None or former is None:
        return paths, mapping
    shapes = read_sections(former).geometry
    undrawn = tuple(str(section) for section in shapes.index[shapes.isna() | shapes.is_empty])
    parts = mapping.parts | {"sections": Part("sections", without_polygon=undrawn)}
    return replace(paths, sections=former.folder / "sections.parquet"), replace(mapping, parts=parts)


def kept_estates(paths: SourcePaths, former: Edition | None, keeping: Keeping) -> pd.Series | None:
    """Ids of the estates that new readings and works may name, where those of the edition before will be kept."""
    is_wanted = paths.complexes is None and "complexes" not in keeping.left_out
    if former is None or not is_wanted or former.is_demonstration != keeping.is_demonstration:
        return None
    estates = read_table(former, "complexes")
    return None if estates.empty else estates["complex_id"]


def with_former_tables(sources: Sources, former: Edition | None, rule: PrivacyRule, keeping: Keeping) -> Sources:
    """`sources` with the tables of `former` that were not given, and `origins` that tell of every table.

    What does not fit the new files is told in faults: rows of estates that are no longer there are left out.
    """
    decided = {name: _decide(name, sources, former, keeping) for name in KEPT_TABLES}
    kept = {name: read_table(former, name) for name, each in decided.items() if each.origin is Origin.KEPT and former}
    faults: list[Fault] = []
    if former and "complexes" in kept:
        kept["complexes"], found = _kept_estates(kept["complexes"], former, rule, sources)
        faults += found
    known = (kept | sources.tables).get("complexes")
    faults += _unplaced_estates(known, sources.households) if known is not None else []
    for name in ("readings", "retrofits"):
        if known is not None and name in kept:
            kept[name], found = _of_known_estates(kept[name], known, decided[name])
            faults += found
    origins = [replace(each, rows=len(kept[name])) if name in kept else each for name, each in decided.items()]
    return replace(sources, tables=sources.tables | kept, faults=sources.faults + faults, origins=origins)


def _decide(name: str, sources: Sources, former: Edition | None, keeping: Keeping) -> TableOrigin:
    before = {"former": _name(former), "former_rows": len(read_table(former, name))} if former else {}
    has_former = bool(before.get("former_rows"))
    told = TableOrigin(name, Origin.MISSING, **before)  # type: ignore[arg-type]
    if name in sources.files:
        origin = Origin.REPLACED if has_former else Origin.GIVEN
        return replace(told, origin=origin, rows=len(sources.tables.get(name, ())))
    if not has_former or former is None:
        return told
    if name in keeping.left_out:
        return replace(told, origin=Origin.LEFT_OUT)
    reason = _why_not(name, sources, former, keeping)
    return replace(told, origin=Origin.NOT_KEPT if reason else Origin.KEPT, reason=reason)


def _name(edition: Edition) -> str:
    return f"{edition.year}.{edition.revision}"


def _why_not(name: str, sources: Sources, former: Edition, keeping: Keeping) -> str:
    if former.is_demonstration != keeping.is_demonstration:
        return _DEMONSTRATION
    ids = sources.households["section_id"].dropna()
    if len(ids) and str(ids.iloc[0])[:6] != former.manifest["city"]["id"]:
        return _ANOTHER_CITY
    return _OTHER_YEAR if name == "city_heat" and former.year != sources.year else ""


def _kept_estates(
    published: pd.DataFrame, former: Edition, rule: PrivacyRule, sources: Sources
) -> tuple[pd.DataFrame, list[Fault]]:
    """The estates of an edition as a register again, in the sections of the new polygons.

    Any number within a window of the rule is told again as that window; of a wider one, or where the rule is another,
    nothing true could be told. Below a least base that was higher nothing is known of this one.
    """
    register = published.reindex(columns=list(COMPLEXES.names))
    same_windows = former.manifest["privacy"]["least_count"] == rule.least_count
    is_still_below = former.manifest["privacy"]["least_base"] <= rule.least_base
    lost = 0
    for name in ESTATE_CELLS:
        low, high = (published[end(name)].astype("Float64") for end in (low_column, high_column))
        is_shown = published[state_column(name)] == State.SHOWN
        is_below = (published[state_column(name)] == State.BASE) & is_still_below
        is_kept = is_shown & (high - low < rule.least_count) | is_below
        register[name] = high.where(is_kept & same_windows)
        lost += int((is_shown & ~is_kept).sum())
    for column in COMPLEXES.columns:
        if column.kind in (Kind.CHOICE, Kind.TEXT) and column.name not in published:
            register[column.name] = pd.Series(pd.NA, register.index, "str")
    faults = _lost_counts(lost, former) if same_windows else [_other_windows(former, rule)]
    drawn = sources.sections[sources.sections.geometry.notna()]
    if drawn.empty:
        return register, faults
    register["section_id"] = register["section_id"].where(register["section_id"].isin(sources.sections["section_id"]))
    placed, _ = place_points(register, drawn, "", Part("complexes"))
    return placed, faults


def _other_windows(former: Edition, rule: PrivacyRule) -> Fault:
    message = mark(
        "The estates kept from edition {former} have their counts in windows of {before}, which cannot be told in "
        "windows of {now}: they are published without counts. Give the register of the estates again."
    )
    values = {
        "former": _name(former),
        "before": str(former.manifest["privacy"]["least_count"]),
        "now": str(rule.least_count),
    }
    return Fault("kept_in_other_windows", message, severity=Severity.WARNING, values=values)


def _lost_counts(lost: int, former: Edition) -> list[Fault]:
    message = mark(
        "Counts of the estates kept from edition {former} that were told in wider windows, and are not told any more: "
        "{count}. Give the register of the estates again to have them."
    )
    values = {"former": _name(former), "count": str(lost)}
    return [Fault("kept_without_counts", message, severity=Severity.WARNING, values=values)] if lost else []


def _unplaced_estates(complexes: pd.DataFrame, households: pd.DataFrame) -> list[Fault]:
    """A warning where counts of estates are given that are not told, as no counted section holds the estate."""
    is_counted = complexes.reindex(columns=[*ESTATE_CELLS]).notna().any(axis=1)
    unplaced = complexes.loc[is_counted & ~complexes["section_id"].isin(households["section_id"]), "complex_id"]
    message = mark(
        "Estates in no census section of the extract: {count} ({estates}). Their counts are not told, as such an "
        "estate may be all the households of a section. Give the section or the position of each."
    )
    values = {"count": str(len(unplaced)), "estates": ", ".join(unplaced)}
    return (
        [Fault("estates_without_section", message, severity=Severity.WARNING, values=values)] if len(unplaced) else []
    )


def _of_known_estates(
    frame: pd.DataFrame, complexes: pd.DataFrame, origin: TableOrigin
) -> tuple[pd.DataFrame, list[Fault]]:
    is_known = frame["complex_id"].isin(complexes["complex_id"])
    if is_known.all():
        return frame, []
    message = mark(
        "Rows of table {table} kept from edition {former} whose estate is no longer there, left out: {count}."
    )
    values = {"table": origin.table, "former": origin.former, "count": str(int((~is_known).sum()))}
    fault = Fault("kept_without_estate", message, severity=Severity.WARNING, values=values)
    return frame[is_known].reset_index(drop=True), [fault]
