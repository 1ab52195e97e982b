"""What is looked at before an edition is published: the files, the year before, and what privacy will hold back."""

from pathlib import Path

from contract.errors import Fault, Severity
from contract.translations import mark
from data_access.disclosure import PrivacyRule, check_rule
from data_access.editions import list_editions, read_areas
from data_access.intake.mappings import Mapping
from data_access.intake.sources import SourcePaths, Sources, has_errors, read_sources
from data_access.privacy.price import price_of_rules, shares_told
from data_access.publishing.fault_report import check_against_previous
from data_access.publishing.memory import give_back
from data_access.publishing.publish import exact_of

_WITHHELD_MESSAGES = {
    "section": mark("Census sections whose count above 10% is withheld for privacy: {share}%."),
    "nil": mark("NIL whose count above 10% is withheld for privacy: {share}%."),
    "municipio": mark("Municipi whose count above 10% is withheld for privacy: {share}%."),
    "city": mark("The city's count above 10% is withheld for privacy: {share}%."),
}

_PRICE = mark(
    "With windows of {width} households: the count above 10% is shown in {shown}% of the inhabited sections, where "
    "{households}% of the households live, each time as {width} values that hold it."
)


def review(year: int, paths: SourcePaths, mapping: Mapping, rule: PrivacyRule, into: Path) -> Sources:
    """Read and check the files of `year`; where they have no errors, add what changed and what will be withheld.

    Nothing is written. `into` is the folder of the editions, whose latest earlier year is compared with. Raises
    ObservatoryError if the rule withholds less than the law asks.
    """
    check_rule(rule)
    sources = read_sources(year, paths, mapping)
    give_back()
    if has_errors(sources.faults):
        return sources
    former = [edition for edition in list_editions(into) if edition.year < year]
    if former:
        sections, city = (read_areas(former[-1], level) for level in ("section", "city"))
        sources.faults.extend(check_against_previous(sources.households, sections, city.iloc[0]))
    sources.faults.extend(_withheld_notices(sources, rule))
    return sources


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
    withheld = 1 - shares_told(exact, "above_10", rule)["shown"]
    return prices + [
        Fault(
            f"withheld_{level}",
            _WITHHELD_MESSAGES[level],
            severity=Severity.NOTICE,
            values={"share": f"{100 * share:.0f}"},
        )
        for level, share in withheld.items()
        if share > 0
    ]
