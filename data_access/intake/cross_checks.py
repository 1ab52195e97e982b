"""Checks between the files of an edition: year, known sections, areas."""

import re
import unicodedata

import geopandas as gpd
import pandas as pd

from contract.errors import Fault, Severity
from contract.levels import BLANKS, words_of
from contract.tables import SECTIONS
from contract.translations import Told, mark, mark_count
from data_access.intake.area_names import with_one_code
from data_access.intake.mapping_parts import Mapping, Part
from data_access.intake.parsing import SECTION_DIGITS
from data_access.intake.row_faults import faults_of_rows
from data_access.intake.usual_amounts import unit_faults
from geo.crs import MEASURED


def keep_municipality(frame: pd.DataFrame, municipality: str, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Drop the sections of other municipalities, as a region's file has them; a notice says how many."""
    other = frame["section_id"].notna() & (frame["section_id"].str.slice(0, 6) != municipality)
    if not other.any():
        return frame, []
    message = mark("Sections of other municipalities were left out: {count}.")
    return frame[~other], [_count_notice("other_municipalities", message, file, int(other.sum()))]


def check_extract(frame: pd.DataFrame, year: int, file: str, part: Part) -> list[Fault]:
    """Faults of the extract as a whole: another year, several income years, another municipality; empty sections."""
    faults = _year_faults(frame["spend_year"], year, file, part)
    incomes = frame["income_year"].dropna()
    if incomes.nunique() > 1:
        message = mark("The incomes are of several years: an extract has one.")
        found = ", ".join(map(str, sorted(incomes.unique())))
        column = part.column_in_file("income_year")
        faults.append(Fault("several_income_years", message, file, int(incomes.index[0]), column, found, "1"))
    faults += _later_incomes(frame, file, part)
    ids = frame["section_id"].dropna()
    codes = ids.str.slice(0, 6)
    if len(codes):
        usual = codes.mode().iloc[0]
        message = mark(
            "The section lies in another municipality: leave it out, or write the city's code as id "
            "under [city] in the mapping."
        )
        faults += faults_of_rows(
            "other_municipality",
            message,
            file,
            part.column_in_file("section_id"),
            codes.index[codes != usual],
            found=ids,
            expected=f"{usual}…",
        )
    faults += unit_faults(frame, file, part) + _without_headline(frame, file, part)
    uninhabited = int((frame["households"] == 0).sum())
    if uninhabited:
        message = mark("Sections without resident households: {count}.")
        faults.append(_count_notice("uninhabited_sections", message, file, uninhabited))
    return faults


def _later_incomes(frame: pd.DataFrame, file: str, part: Part) -> list[Fault]:
    """A warning where incomes are of a year after the spend: they are known later than bills, never sooner."""
    is_later = (frame["income_year"] > frame["spend_year"]).fillna(False)
    if not is_later.any():
        return []
    row = is_later.idxmax()
    message = mark("The incomes are of a later year than the spend: check that both years are not the wrong way round.")
    found, most = str(frame.at[row, "income_year"]), f"≤ {frame.at[row, 'spend_year']}"
    column = part.column_in_file("income_year")
    return [Fault("later_incomes", message, file, int(row), column, found, most, Severity.WARNING)]


def _without_headline(frame: pd.DataFrame, file: str, part: Part) -> list[Fault]:
    """A warning where an extract that tells spend has no count above 10% at all: the first figure would be missing."""
    is_told = frame["above_10"].notna().any() or frame.get("above_10_high", frame["above_10"]).notna().any()
    if is_told or not frame["spend_known"].notna().any():
        return []
    message = mark(
        "No row tells the households above 10%: the edition will have no figure of energy poverty. If the column has "
        "another name, write it in the mapping."
    )
    return [Fault("no_headline", message, file, column=part.column_in_file("above_10"), severity=Severity.WARNING)]


def _year_faults(years: pd.Series, year: int, file: str, part: Part) -> list[Fault]:
    column = part.column_in_file("spend_year")
    if years.isna().all():
        message = mark("The extract does not say the year of its spend: it is taken for {year}.")
        return [Fault("no_year", message, file, None, column, severity=Severity.WARNING, values={"year": str(year)})]
    other = years[years.notna() & (years != year)]
    message = mark_count(
        "The extract is of another year than the one asked for, in {count} row.",
        "The extract is of another year than the one asked for, in {count} rows.",
    )
    return [
        Fault(
            "other_year",
            message,
            file,
            int(rows.index[0]),
            column,
            str(found),
            str(year),
            values={"count": str(len(rows))},
        )
        for found, rows in other.groupby(other)
    ]


def check_polygons(
    households: pd.DataFrame, sections: pd.DataFrame, extract: str, polygons: str, mapping: Mapping
) -> list[Fault]:
    """Faults of sections that only one of extract and polygons has; `sections` are those of the file of polygons."""
    ids = households["section_id"].dropna()
    undrawn = ids[~ids.isin(sections["section_id"])]
    declared = declared_without_polygon(mapping)
    column = mapping.part("households").column_in_file("section_id")
    message = mark(
        "The polygons lack this section: check its code or, if it has no polygon, list it under "
        "without_polygon in the mapping."
    )
    unknown = undrawn.index[~undrawn.isin(declared)]
    faults = faults_of_rows("unknown_section", message, extract, column, unknown, found=ids, expected=polygons)
    message = mark("The section has no polygon, as the mapping says: it counts in the city, not on the map.")
    faults += faults_of_rows(
        "section_without_polygon",
        message,
        extract,
        column,
        undrawn.index[undrawn.isin(declared)],
        found=ids,
        severity=Severity.NOTICE,
    )
    unlisted = int((~sections["section_id"].isin(ids)).sum())
    if unlisted:
        message = mark("Polygons without a row in the extract, shown as without data: {count}.")
        if not (households["households"] == 0).any():
            message = mark(
                "Polygons without a row in the extract, shown as without data: {count}. As it lists no section without "
                "households, nobody may live there."
            )
        faults.append(_count_notice("unlisted_sections", message, polygons, unlisted))
    return faults


def declared_without_polygon(mapping: Mapping) -> set[str]:
    """Ids, 13 digits, of the sections that the mapping declares to have no polygon."""
    return {code.strip().zfill(SECTION_DIGITS) for code in mapping.part("sections").without_polygon}


def join_lookup(
    sections: gpd.GeoDataFrame, lookup: pd.DataFrame, households: pd.DataFrame, file: str
) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    """Let the lookup's areas replace those of the polygons; add the extract's sections without polygon."""
    areas = lookup.dropna(subset="section_id").drop_duplicates("section_id").set_index("section_id")
    unknown = ~areas.index.isin(sections["section_id"]) & ~areas.index.isin(households["section_id"])
    faults = []
    if unknown.any():
        message = mark("Rows for sections that are neither in the extract nor among the polygons: {count}.")
        faults.append(_count_notice("unknown_lookup_rows", message, file, int(unknown.sum())))
    undrawn = areas.index[~unknown & ~areas.index.isin(sections["section_id"])]
    more = gpd.GeoDataFrame({"section_id": undrawn}, geometry=[None] * len(undrawn), crs=MEASURED)
    # pandas warns of empty frames in a concat, so only add rows where there are any
    joined = pd.concat([sections, more], ignore_index=True) if len(more) else sections
    for name in SECTIONS.names[1:]:
        joined[name] = joined["section_id"].map(areas[name]).fillna(joined[name])
    return gpd.GeoDataFrame(joined, geometry="geometry", crs=MEASURED), faults


def check_areas(
    sections: gpd.GeoDataFrame, households: pd.DataFrame, file: str, mapping: Mapping
) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    """Give each area one name, and say which names differ and how many sections lack an area."""
    faults: list[Fault] = []
    sections = sections.copy()
    unknown = int((~households["section_id"].dropna().isin(sections["section_id"])).sum())
    message = mark("Sections without {area}, counted in the city only: {count}.")
    words = words_of(mapping.level_names)
    for level in BLANKS:
        sections, found = with_one_code(sections, level, file)
        faults += found
        lacking = int(sections[f"{level}_id"].isna().sum()) + unknown
        if lacking:
            values: dict[str, Told] = {"area": words[level], "count": str(lacking)}
            faults.append(Fault(f"no_{level}", message, file, severity=Severity.NOTICE, values=values))
        known = sections.dropna(subset=[f"{level}_id", f"{level}_name"]).groupby(f"{level}_id")[f"{level}_name"]
        first = known.first()
        for area, names in known.unique().items():
            if len(names) > 1:
                faults.append(_name_fault(str(area), list(names), file, f"{level}_name"))
        sections[f"{level}_name"] = sections[f"{level}_id"].map(first)
        faults += _shared_names(first, file, f"{level}_name")
    return sections, faults


def _shared_names(names: pd.Series, file: str, column: str) -> list[Fault]:
    """A warning for each name that several areas (by code) have: nobody could tell them apart on the map."""
    message = mark("Several areas have this name, {areas}: check their codes, or give each a name of its own.")
    shared = names[names.duplicated(keep=False)]
    return [
        Fault("shared_name", message, file, None, column, str(name), "", Severity.WARNING, {"areas": ", ".join(codes)})
        for name, codes in ((name, map(str, areas.index)) for name, areas in shared.groupby(shared))
    ]


def _name_fault(area: str, names: list[str], file: str, column: str) -> Fault:
    values = {"area": area, "name": names[0]}
    if len({plain_name(name) for name in names}) == 1:
        message = mark("Area {area} is written in several ways: “{name}” is used.")
        return Fault("name_variants", message, file, None, column, " / ".join(names), "", Severity.NOTICE, values)
    message = mark("Area {area} has several names: “{name}” is used. Check that the codes are right.")
    return Fault("several_names", message, file, None, column, " / ".join(names), "", Severity.WARNING, values)


def plain_name(name: str) -> str:
    """A name without accents, apostrophes, dashes, spaces and capitals, to tell variants from other names.

    >>> plain_name("MAGENTA - S. VITTORE") == plain_name("Magenta – S.Vittore")
    True
    """
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", name).casefold())


def _count_notice(code: str, message: str, file: str, count: int) -> Fault:
    return Fault(code, message, file, severity=Severity.NOTICE, values={"count": str(count)})
