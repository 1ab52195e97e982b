"""Take-up: households that got an aid, beside those that might (as providers report) and those in energy poverty."""

from contract.aid_records import Catalogue, Recipients
from data_access.editions import Edition
from reports.aids.words import in_words
from ui.contributions.matrix import poor_households
from ui.kept import editions as cached
from ui.words.formats import ABSENT, count, share
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph, draw_table


def draw_take_up(edition: Edition, catalogue: Catalogue) -> None:
    """Draw what providers report, the last year first, or how to bring it in where none does."""
    if not catalogue.recipients:
        draw_paragraph(
            t("No provider has reported recipients yet: they come in with the sheet “recipients” of the file.")
        )
        return
    poor, names = {"": poor_households(edition, "city").iloc[0]}, {"": t("Whole city")}
    for level in edition.levels[1:-1]:
        told = cached.names(edition, level)
        households = poor_households(edition, level)
        poor |= {f"{level}:{area}": text for area, text in households.items()}
        names |= {f"{level}:{area}": str(name) for area, name in told.items()}
    reported = sorted(catalogue.recipients.values(), key=lambda each: (-each.year, each.aid_id, each.area))
    rows = [_row(each, catalogue, names, poor) for each in reported]
    heads = [
        t("Contribution"),
        t("Year"),
        t("Area"),
        t("Recipients"),
        t("Might have had it"),
        t("Reached"),
        t("Households in energy poverty"),
        t("Source"),
    ]
    draw_table(heads, rows, words=(7,))
    draw_paragraph(
        t(
            "How many households might have an aid is known to whoever gives it alone: the extract does not tell the "
            "ISEE. Those in energy poverty, of this edition, stand beside; not all of them may have every aid."
        )
    )


def _row(each: Recipients, catalogue: Catalogue, names: dict[str, str], poor: dict[str, str]) -> list[str]:
    place, reached = "|".join(each.area), [ABSENT, ABSENT]
    if each.eligible_households:
        of_them = each.households / each.eligible_households
        reached = [count(each.eligible_households, language()), share(of_them, language())]
    return [
        in_words(catalogue.aids[each.aid_id].name, language()),
        str(each.year),
        names.get(place, place),
        count(each.households, language()),
        *reached,
        poor.get(place, ABSENT),
        each.source,
    ]
