"""What was found in the files, told in both languages; and what changed too much since the year before."""

from pathlib import Path

import pandas as pd

from contract.errors import Fault, Severity, fault_lines
from contract.translations import mark, translate, with_decimals

MOST_SECTION_CHANGE = 0.5
LEAST_SECTION_CHANGE_HOUSEHOLDS = 30
MOST_CITY_CHANGE = 0.1
MOST_SHARE_FACTOR = 2.5
"""Changes in one year beyond which someone should look: a slip of codes or of columns is likelier than the fact."""

COMPARISONS = ("section_jump", "city_jump", "share_jump")
"""Codes of what `check_against_previous` finds: for the publisher alone, as it compares exact counts."""

_TITLES = {
    Severity.ERROR: mark("Errors: to be corrected, nothing is published until then"),
    Severity.WARNING: mark("Warnings: to be looked at"),
    Severity.NOTICE: mark("Notices: for information"),
}


def write_report(faults: list[Fault], path: Path) -> None:
    """Write `report_text` as UTF-8."""
    path.write_text(report_text(faults), encoding="utf-8")


def report_text(faults: list[Fault]) -> str:
    """All faults as text: the Italian part, then the English one, by severity, with counts on top."""
    return "\n\n".join(_part(faults, language) for language in ("it", "en")) + "\n"


def summary(faults: list[Fault], language: str) -> str:
    """How many errors, warnings and notices there are, in one line of `language`."""
    counts = {str(severity): sum(fault.severity is severity for fault in faults) for severity in Severity}
    return translate(mark("Errors: {error}; warnings: {warning}; notices: {notice}."), language, **counts)


def check_against_previous(households: pd.DataFrame, sections: pd.DataFrame, city: pd.Series) -> list[Fault]:
    """Warnings where `households` jumped against the year before.

    `sections` and `city` hold the published cells of the former edition (NA where withheld). Sections are compared
    where both years have a value; the city's total and its certain share above 10% with the city's exact counts.
    """
    now = households.drop_duplicates("section_id").set_index("section_id")
    both = now[["households"]].join(sections[["households"]].add_suffix("_before"), how="inner").astype("Float64")
    total, above = (now[name].astype("Float64").sum(skipna=False) for name in ("households", "above_10"))
    return [*_section_jumps(both), *_city_jump(total, city), *_share_jump(total, above, city)]


def _section_jumps(both: pd.DataFrame) -> list[Fault]:
    """What was published before is told, never the new count: privacy may withhold it."""
    change = (both["households"] - both["households_before"]).abs()
    jumped = (change > MOST_SECTION_CHANGE * both["households_before"]) & (change >= LEAST_SECTION_CHANGE_HOUSEHOLDS)
    message = mark("In section {section} the households changed by more than half since the year before.")
    return [
        Fault(
            "section_jump",
            message,
            column="households",
            severity=Severity.WARNING,
            values={"section": str(section)},
            expected=with_decimals(f"{before * (1 - MOST_SECTION_CHANGE):g} – {before * (1 + MOST_SECTION_CHANGE):g}"),
        )
        for section, before in both.loc[jumped.fillna(False), "households_before"].items()
    ]


def _city_jump(total: float, city: pd.Series) -> list[Fault]:
    former = city["households"]
    if pd.isna(total) or pd.isna(former) or abs(total - former) <= MOST_CITY_CHANGE * former:
        return []
    message = mark("The households of the city changed by more than a tenth since the year before.")
    return [
        Fault("city_jump", message, column="households", severity=Severity.WARNING, found=f"{former:g} → {total:g}")
    ]


def _share_jump(total: float, above: float, city: pd.Series) -> list[Fault]:
    known = (total, above, city["households"], city["above_10"])
    if any(pd.isna(each) or not each for each in known):
        return []
    share, former = above / total, city["above_10"] / city["households"]
    if former / MOST_SHARE_FACTOR <= share <= former * MOST_SHARE_FACTOR:
        return []
    message = mark("The certain share of households above 10% changed beyond what one year explains.")
    found = with_decimals(f"{former:.4f} → {share:.4f}")
    return [Fault("share_jump", message, column="above_10", severity=Severity.WARNING, found=found)]


def _part(faults: list[Fault], language: str) -> str:
    lines = [translate(mark("Report of the checks"), language), summary(faults, language)]
    for severity in Severity:
        found = [fault for fault in faults if fault.severity is severity]
        if found:
            lines += ["", f"{translate(_TITLES[severity], language)} ({len(found)})"]
            lines += [f"- {line}" for line in fault_lines(found, language)]
    return "\n".join(lines)
