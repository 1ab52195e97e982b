"""Estates with shared heating, where the gas bonus does not come by itself: whom to reach, and with which code."""

from data_access.editions import Edition
from ui.kept import editions as cached
from ui.words.formats import ABSENT, count
from ui.words.i18n import language, t, t_count
from ui.words.texts import draw_paragraph, draw_table


def draw_worklist(edition: Edition) -> None:
    """Draw the estates where households must ask for the bonus with the building's PDR."""
    estates = cached.table(edition, "complexes")
    shared = estates[estates["heating_mode"] == "central"] if "heating_mode" in estates else estates.iloc[:0]
    if shared.empty:
        draw_paragraph(t("No estate of this edition is known to have shared heating."))
        return
    draw_paragraph(
        t_count(
            "In {count} estate the gas bonus for shared heating must be asked for.",
            "In {count} estates the gas bonus for shared heating must be asked for.",
            len(shared),
        )
        + " "
        + t("The manager gives the building’s code (PDR). Whether the boiler burns gas is for the manager to say.")
    )
    rows = [
        [
            str(row["name"]),
            str(row["manager"]),
            count(row["dwellings"], language()),
            t("yes") if row["has_social_custodian"] is True or row["has_social_custodian"] == 1 else ABSENT,
        ]
        for _, row in shared.sort_values("dwellings", ascending=False).iterrows()
    ]
    draw_table([t("Estate"), t("Manager"), t("Dwellings"), t("Social custodian")], rows)
