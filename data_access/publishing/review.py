"""What is looked at before an edition is published: the files, the year before, and what privacy will hold back."""

from pathlib import Path

from contract.errors import Fault, Severity
from contract.tables import LEVELS
from contract.translations import mark
from data_access.disclosure import PrivacyRule, check_rule, withheld_share
from data_access.editions import list_editions, read_areas
from data_access.intake.mappings import Mapping
from data_access.intake.sources import SourcePaths, Sources, has_errors, read_sources
from data_access.privacy.alone import withhold_alone
from data_access.privacy.price import price_of_rules
from data_access.publishing.fault_report import check_against_previous
from data_access.publishing.publish import exact_areas

_WITHHELD_MESSAGES = {
    "section": mark("Census sections whose count above 10% is withheld for privacy: {share}%."),
    "nil": mark("NIL whose count above 10% is withheld for privacy: {share}%."),
    "municipio": mark("Municipi whose count above 10% is withheld for privacy: {share}%."),
    "city": mark("The city's count above 10% is withheld for privacy: {share}%."),
}

_PRICE = mark(
    "If counts below {least_count} are withheld: the count above 10% is missing in at least {withheld}% of the "
    "inhabited sections, where {households}% of the households live; {told}% show it or say that it is very small."
)


def review(year: int, paths: SourcePaths, mapping: Mapping, rule: PrivacyRule, into: Path) -> Sources:
    """Read and check the files of `year`; where they have no errors, add what changed and what will be withheld.

    Nothing is written. `into` is the folder of the editions, whose latest earlier year is compared with. Raises
    ObservatoryError if the rule withholds less than the law asks.
    """
    check_rule(rule)
    sources = read_sources(year, paths, mapping)
    if has_errors(sources.faults):
        return sources
    former = [edition for edition in list_editions(into) if edition.year < year]
    if former:
        sections, city = (read_areas(former[-1], level) for level in ("section", "city"))
        sources.faults.extend(check_against_previous(sources.households, sections, city.iloc[0]))
    sources.faults.extend(_withheld_notices(sources, rule))
    return sources


def _withheld_notices(sources: Sources, rule: PrivacyRule) -> list[Fault]:
    exact = exact_areas(sources)
    shares = {level: withheld_share(withhold_alone(exact[level], rule), "above_10") for level in LEVELS}
    if not exact["section"]["above_10"].notna().any():
        return []
    priced = price_of_rules(exact["section"], "above_10", rule.least_base)
    prices = [
        Fault(
            f"price_{least_count}",
            _PRICE,
            severity=Severity.NOTICE,
            values={"least_count": least_count} | {name: f"{100 * share:.0f}" for name, share in row.items()},
        )
        for least_count, row in priced.dropna().to_dict("index").items()
    ]
    return prices + [
        Fault(
            f"withheld_{level}",
            _WITHHELD_MESSAGES[level],
            severity=Severity.NOTICE,
            values={"share": f"{100 * share:.0f}"},
        )
        for level, share in shares.items()
        if share > 0
    ]
