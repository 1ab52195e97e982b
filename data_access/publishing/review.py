"""What is looked at before an edition is published: the files, the year before, and what privacy will hold back."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from contract.errors import Fault, Severity
from contract.levels import words_of
from contract.translations import mark
from data_access.disclosure import PrivacyRule, check_rule
from data_access.editions import list_editions, read_areas
from data_access.intake.mappings import Mapping
from data_access.intake.sources import SourcePaths, Sources, has_errors, read_sources
from data_access.publishing.carried import (
    Keeping,
    edition_before,
    kept_estates,
    with_former_polygons,
    with_former_tables,
)
from data_access.publishing.fault_report import check_against_previous
from data_access.publishing.memory import give_back
from data_access.publishing.price import price_of_rules, shares_told
from data_access.publishing.publish import exact_of

_WITHHELD_MESSAGES = {
    "section": mark("Census sections whose count above 10% is withheld for privacy: {share}%."),
    "nil": mark("Withheld for privacy at the level of {nil}, the count above 10%: {share}%."),
    "municipio": mark("Withheld for privacy at the level of {municipio}, the count above 10%: {share}%."),
    "city": mark("The city's count above 10% is withheld for privacy: {share}%."),
}
_UNKNOWN_MESSAGES = {
    "section": mark(
        "Census sections whose count above 10% is not known, as the extract withholds it or leaves it empty: {count}."
    ),
    "nil": mark("Not known in full at the level of {nil}, for the same reason, the count above 10%: {count}."),
    "municipio": mark(
        "Not known in full at the level of {municipio}, for the same reason, the count above 10%: {count}."
    ),
    "city": mark("The city's count above 10% is not known in full, for the same reason."),
}

_PRICE = mark(
    "With windows of {width} households: the count above 10% is shown in {shown}% of the inhabited sections, where "
    "{households}% of the households live, each time as {width} values that hold it."
)


def review(
    year: int, paths: SourcePaths, mapping: Mapping, rule: PrivacyRule, into: Path, keeping: Keeping | None = None
) -> Sources:
    """Read and check the files of `year`; where they have no errors, add what changed and what will be withheld.

    Tables that are not given, and the polygons, are those of the edition before (`keeping` says which are not wanted).
    Nothing is written. `into` is the folder of the editions, whose latest earlier year is compared with. Raises
    ObservatoryError if the rule withholds less than the law asks.
    """
    check_rule(rule)
    keeping = keeping or Keeping()
    before = edition_before(into, year, keeping.is_internal)
    paths, mapping = with_former_polygons(paths, mapping, before)
    sources = read_sources(year, paths, mapping, kept_estates(paths, before, keeping))
    give_back()
    if paths.sections is None:
        sources.faults.append(Fault("no_sections", _NO_SECTIONS))
    if has_errors(sources.faults):
        return sources
    sources = with_former_tables(sources, before, rule, keeping)
    former = [edition for edition in list_editions(into, keeping.is_internal) if edition.year < year]
    if former:
        sections, city = (read_areas(former[-1], level) for level in ("section", "city"))
        sources.faults.extend(check_against_previous(sources.households, sections, city.iloc[0]))
    if not has_errors(sources.faults):
        sources.faults.extend(_withheld_notices(sources, rule))
    return sources


PRICED_CELLS = ("above_10", "valid_above_10")
"""Of the certain minimum and of the estimate, the counts whose price is told."""

_NO_SECTIONS = mark("There are no polygons: give their file. There is no edition before to keep them from.")


@dataclass(frozen=True)
class Prices:
    """What privacy costs: by cell, `shares_told` of each level under the rule, and `price_of_rules`."""

    by_level: dict[str, pd.DataFrame]
    by_rule: dict[str, pd.DataFrame]


def review_with_prices(
    year: int, paths: SourcePaths, mapping: Mapping, rule: PrivacyRule, into: Path, keeping: Keeping | None = None
) -> tuple[Sources, Prices | None]:
    """`review`, and what privacy costs: None where the files have errors."""
    sources = review(year, paths, mapping, rule, into, keeping)
    return sources, None if has_errors(sources.faults) else prices_of(sources, rule)


def prices_of(sources: Sources, rule: PrivacyRule) -> Prices:
    """What `rule`, and each that may be chosen in its place, would show of the certain minimum and of the estimate."""
    exact = exact_of(sources)
    return Prices(
        {cell: shares_told(exact, cell, rule) for cell in PRICED_CELLS},
        {cell: price_of_rules(exact, cell, rule.least_base) for cell in PRICED_CELLS},
    )


def _withheld_notices(sources: Sources, rule: PrivacyRule) -> list[Fault]:
    if not sources.households["above_10"].notna().any():
        return []
    exact = exact_of(sources)
    priced = price_of_rules(exact, "above_10", rule.least_base)
    prices = [
        Fault(
            f"price_{least_count}",
            _PRICE,
            severity=Severity.NOTICE,
            values={"width": f"{row['width']:.0f}"}
            | {name: f"{100 * row[name]:.0f}" for name in ("shown", "households")},
        )
        for least_count, row in priced.dropna().to_dict("index").items()
    ]
    told, words = shares_told(exact, "above_10", rule), words_of(sources.level_names)
    withheld = {level: {"share": f"{100 * share:.0f}"} for level, share in told["withheld"].items() if share > 0}
    unknown = {level: {"count": str(number)} for level, number in told["unknown"].items() if number}
    return prices + [
        Fault(f"{code}_{level}", messages[level], severity=Severity.NOTICE, values=words | values)
        for code, messages, found in (
            ("withheld", _WITHHELD_MESSAGES, withheld),
            ("unknown", _UNKNOWN_MESSAGES, unknown),
        )
        for level, values in found.items()
    ]
