"""The tables of the data page."""

from data_access.editions import Edition
from indicators.basis.figures import state_counts
from indicators.catalogue.poverty import ENERGY_POVERTY
from ui.kept import areas as kept_areas
from ui.kept import editions as cached
from ui.words.formats import ABSENT, count, day, share, window
from ui.words.i18n import language, level_title, t
from ui.words.privacy import window_sentence
from ui.words.texts import draw_paragraph, draw_table
from ui.words.titles import SEVERITY_NAMES


def draw_editions(editions: list[Edition]) -> None:
    """Draw one row per edition: years, households, revision, when it was published."""
    rows = []
    for edition in reversed(editions):
        years = edition.manifest["reference_years"]
        city = cached.areas(edition, "city").iloc[0]
        rows.append(
            [
                str(edition.year),
                str(years["spend"] or ABSENT),
                str(years["income"] or ABSENT),
                window(city["households_low"], city["households_high"], language()),
                str(edition.revision),
                day(edition.manifest["created"], language()),
            ]
        )
    draw_table([t("Edition"), t("Spend of"), t("Income of"), t("Households"), t("Revision"), t("Published on")], rows)


def draw_coverage(edition: Edition) -> None:
    """Draw one row per level: areas with the headline's figure, withheld, without data; and how much is known."""
    rows = []
    for level in edition.levels:
        figures = kept_areas.figures(edition, level, ENERGY_POVERTY.id, kept_areas.as_told(edition))
        counts = state_counts(figures)
        rows.append(
            [
                level_title(level),
                count(len(figures), language()),
                *(count(counts[name], language()) for name in ("shown", "withheld", "missing", "nobody")),
                share(figures["coverage"].iloc[0] if level == "city" else None, language()),
            ]
        )
    draw_table(
        [
            t("Level"),
            t("Areas"),
            t("Energy poverty shown"),
            t("Withheld for privacy"),
            t("No data"),
            t("Nobody lives there"),
            t("Income and spend known in full"),
        ],
        rows,
    )
    draw_paragraph(window_sentence(edition.manifest["privacy"]["least_count"]))
    unplaced = cached.sections(edition)
    unplaced = unplaced[unplaced.geometry.isna()].index
    if len(unplaced):
        draw_paragraph(
            t(
                "Counted in the city and drawn nowhere, as they have no polygon: {sections}.",
                sections=", ".join(unplaced),
            )
        )


def draw_report(edition: Edition) -> None:
    """Draw what the check of the files found, gravest first."""
    order = list(SEVERITY_NAMES)
    found = sorted(edition.manifest["report"], key=lambda fault: order.index(fault["severity"]))
    if not found:
        draw_paragraph(t("Nothing to report."))
        return
    rows = [
        [
            t(SEVERITY_NAMES[fault["severity"]]),
            t(fault["message"], **fault["values"]),
            fault["column"] or ABSENT,
            count(fault["count"], language()),
        ]
        for fault in found
    ]
    draw_table([t("Weight"), t("Finding"), t("Column"), t("Times")], rows, words=(1,))
