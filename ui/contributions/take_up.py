"""Take-up: households that got an aid, as providers report them, beside those in energy poverty where they live."""

from contract.aid_records import Catalogue
from data_access.editions import Edition
from reports.aids.words import in_words
from ui.contributions.matrix import poor_households
from ui.kept import editions as cached
from ui.words.formats import ABSENT, count
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
    rows = []
    for each in sorted(catalogue.recipients.values(), key=lambda each: (-each.year, each.aid_id, each.area)):
        place = "|".join(each.area)
        aid = in_words(catalogue.aids[each.aid_id].name, language())
        number = count(each.households, language())
        rows.append([aid, str(each.year), names.get(place, place), number, poor.get(place, ABSENT), each.source])
    heads = [t("Contribution"), t("Year"), t("Area"), t("Recipients"), t("Households in energy poverty"), t("Source")]
    draw_table(heads, rows, words=(5,))
    draw_paragraph(t("Households in energy poverty are those of this edition; not all of them may have every aid."))
