"""What was found in the files, told in both languages; and what changed too much since the year before."""

from pathlib import Path

import pandas as pd

from data_access.errors import Fault, Severity
from data_access.translations import mark, translate

MOST_SECTION_CHANGE = 0.5
LEAST_SECTION_CHANGE_HOUSEHOLDS = 30
MOST_CITY_CHANGE = 0.1
MOST_SHARE_FACTOR = 2.5
"""Changes in one year beyond which someone should look: a slip of codes or of columns is likelier than the fact."""

_TITLES = {
    Severity.ERROR: mark("Errors: to be corrected, nothing is published until then"),
    Severity.WARNING: mark("Warnings: to be looked at"),
    Severity.NOTICE: mark("Notices: for information"),
}


def write_report(faults: list[Fault], path: Path) -> None:
    """Write all faults to a UTF-8 text: the Italian part, then the English one, by severity, with counts on top."""
    path.write_text("\n\n".join(_part(faults, language) for language in ("it", "en")) + "\n", encoding="utf-8")


def summary(faults: list[Fault], language: str) -> str:
    """How many errors, warnings and notices there are, in one line of `language`."""
    counts = {str(severity): sum(fault.severity is severity for fault in faults) for severity in Severity}
    return translate(mark("Errors: {error}; warnings: {warning}; notices: {notice}."), language, **counts)


def check_against_previous(households: pd.DataFrame, previous: pd.DataFrame) -> list[Fault]:
    """Warnings where `households` jumped against the year before.

    `previous` holds the published cells of the former edition by section (`section_id` as index or column; NA where
    withheld). Sections, the city's total and its certain share above 10% are compared where both years have a value.
    """
    before = previous.set_index("section_id") if "section_id" in previous else previous
    now = households.drop_duplicates("section_id").set_index("section_id")
    cells = ["households", "above_10"]
    both = now[cells].join(before[cells].add_suffix("_before"), how="inner").astype("Float64")
    return [*_section_jumps(both), *_city_jump(both), *_share_jump(both)]


def _section_jumps(both: pd.DataFrame) -> list[Fault]:
    change = (both["households"] - both["households_before"]).abs()
    jumped = (change > MOST_SECTION_CHANGE * both["households_before"]) & (change >= LEAST_SECTION_CHANGE_HOUSEHOLDS)
    message = mark("In section {section} the households changed by more than half since the year before.")
    return [
        Fault(
            "section_jump", message, column="households", severity=Severity.WARNING, values={"section": str(section)},
            found=f"{row['households_before']:g} → {row['households']:g}",
        )
        for section, row in both[jumped.fillna(False)].iterrows()
    ]


def _city_jump(both: pd.DataFrame) -> list[Fault]:
    known = both.dropna(subset=["households", "households_before"])
    total, former = known["households"].sum(), known["households_before"].sum()
    if not former or abs(total - former) <= MOST_CITY_CHANGE * former:
        return []
    message = mark("The households of the city changed by more than a tenth since the year before.")
    found = f"{former:.0f} → {total:.0f}"
    return [Fault("city_jump", message, column="households", severity=Severity.WARNING, found=found)]


def _share_jump(both: pd.DataFrame) -> list[Fault]:
    known = both.dropna()
    if known[["households", "households_before", "above_10_before"]].sum().eq(0).any():
        return []
    share = known["above_10"].sum() / known["households"].sum()
    former = known["above_10_before"].sum() / known["households_before"].sum()
    if former / MOST_SHARE_FACTOR <= share <= former * MOST_SHARE_FACTOR:
        return []
    message = mark("The certain share of households above 10% changed beyond what one year explains.")
    return [Fault("share_jump", message, column="above_10", severity=Severity.WARNING,
                  found=f"{former:.4f} → {share:.4f}")]


def _part(faults: list[Fault], language: str) -> str:
    lines = [translate(mark("Report of the checks"), language), summary(faults, language)]
    for severity in Severity:
        found = [fault for fault in faults if fault.severity is severity]
        if found:
            lines += ["", f"{translate(_TITLES[severity], language)} ({len(found)})"]
            lines += [f"- {fault.sentence(language)}" for fault in found]
    return "\n".join(lines)
