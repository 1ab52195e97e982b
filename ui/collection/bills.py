"""What the shared heating bills that people told do to the plausible range of their estates."""

import pandas as pd

from data_access.editions import Edition
from indicators.plausible.collected import collected_bills, narrowed_ranges
from ui.collection.places import places
from ui.kept import editions as cached
from ui.kept import help_desk as kept
from ui.words.formats import count, euro, interval, points
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph, draw_table


def draw_bills(edition: Edition, responses: pd.DataFrame) -> None:
    """Draw the estates of which enough people told a bill; nothing where there are none."""
    bills, complexes = collected_bills(responses), cached.table(edition, "complexes")
    if bills.empty or complexes.empty:
        return
    if kept.poverty_of(edition, complexes[complexes["complex_id"].isin(bills.index)]) is None:
        return
    found = narrowed_ranges(complexes, bills, lambda table: kept.poverty_of(edition, table))
    if found.empty:
        return
    draw_paragraph(
        t(
            "With the heating bills that people told, the plausible range of energy poverty of their estate is "
            "narrower. It stands beside the figures of the edition, and does not go into them."
        )
    )
    named = places(edition)
    heads = [
        t("Estate"),
        t("Bills told"),
        t("Mean bill, euro a year"),
        t("Plausible range before"),
        t("Plausible range with the bills"),
        t("Gain, in percentage points"),
    ]
    draw_table(heads, [
        [named[f"complex_{name}"], count(bills.loc[name, "answers"], language()),
         f"{euro(bills.loc[name, 'bill_low_eur'], language())} – {euro(bills.loc[name, 'bill_high_eur'], language())}",
         interval(row["before_low"], row["before_high"], "share", language()),
         interval(row["low"], row["high"], "share", language()), points(row["gain"], language())]
        for name, row in found.iterrows()
    ])  # fmt: skip
