"""The two estimates of energy poverty beside each other, and where the plausible range was tested."""

from dataclasses import replace

from contract.translations import mark
from data_access.editions import Edition
from indicators.catalogue.registry import Choices
from ui.kept import areas as cached_areas
from ui.kept.bench import tested
from ui.widgets.controls import heat_error_sentence
from ui.words.formats import interval, percent, ratio, share
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph, draw_table

_COMPLETE = mark("Homes whose heating bill is not known are as often poor as the homes known in full.")
_IMPUTED = mark(
    "Homes whose shared heating bill is not known pay what homes with shared heating pay in the same area, beside the "
    "same electricity and gas; households without a known income are like the others."
)
_TESTED = mark(
    "Tested on {cities} simulated cities whose truth is known, within the assumptions: the city lay in the range in "
    "{city} of them, its areas in {areas} of cases; the range was {points} percentage points wide. Where unknown bills "
    "are half as dear again, outside the assumptions, only {outside} of areas lay inside: there the range fails."
)


def draw_two_estimates(edition: Edition) -> None:
    """Draw complete cases and imputed heat side by side: what each assumes, what it says of the city; then the test."""
    complete = cached_areas.figures(edition, "city", "energy_poverty_10", Choices()).iloc[0]
    imputed = cached_areas.figures(edition, "city", "energy_poverty_10", replace(Choices(), is_heat_imputed=True)).iloc[
        0
    ]
    lang = language()
    bounds = interval(complete["minimum"], complete["maximum"], "share", lang)
    spread = interval(imputed.get("plausible_low"), imputed.get("plausible_high"), "share", lang)
    rows = [
        [t("Complete cases"), share(complete["estimate"], lang), bounds, t(_COMPLETE), ""],
        [
            t("Heating bills imputed"),
            share(imputed["estimate"], lang),
            spread,
            t(_IMPUTED),
            heat_error_sentence(edition),
        ],
    ]
    heads = [t("Estimate"), t("City"), t("Range"), t("What it assumes"), t("How wrong it is")]
    draw_table(heads, rows, words=(3, 4))
    draw_paragraph(t("The pages show the second; the first and its range, certain to possible, are one choice away."))
    _draw_tested()


def _draw_tested() -> None:
    found, lang = tested(), language()
    if found is None:
        return
    told = {"city": found.city, "areas": found.nil, "outside": found.outside}
    shares = {name: percent(value, lang) for name, value in told.items()}
    draw_paragraph(t(_TESTED, cities=str(found.cities), points=ratio(found.points, lang), **shares))
