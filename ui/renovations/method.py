"""What the method page says of savings: how they are found, what they cannot tell, every number behind them."""

import streamlit as st
from babel.numbers import format_decimal

from contract.energy_units import UNITS
from contract.translations import mark
from indicators.basis.parameter import Parameter
from indicators.savings.comparison_parameters import COMPARISON_PARAMETERS
from indicators.savings.emission_factors import FACTORS
from indicators.savings.energy_prices import PRICES
from indicators.savings.parameters import RETROFIT_PARAMETERS
from reports.numbers import LOCALES, month, share
from reports.renovations.words import CARRIER_NAMES
from ui.words.i18n import language, t
from ui.words.texts import draw_list, draw_paragraph, draw_table

_METHOD = (
    mark(
        "A model of the year before the works (so much a day, and so much for each degree day) tells what the building "
        "would have used since in the weather that came; what was used is taken off (IPMVP option C, CalTRACK)."
    ),
    mark(
        "The interval holds the truth in nine cases of ten: readings are drawn again and the model is fitted again "
        "each time, its balance point too. A saving is claimed only where the whole interval lies above zero."
    ),
    mark(
        "Cooling is modelled in electricity alone. Bills of two months or more, plants read in winter alone and "
        "works that change the energy carrier are refused or named, not guessed."
    ),
    mark(
        "A reading beside an estimate of the same days is all that was used, or what the estimate had missed: other "
        "years tell which, at the level of the readings round it. Where they do not, neither is used."
    ),
    mark(
        "Readings may tell the share of homes lived in. The saving is then worked out by home too, its interval holds "
        "both, and no verdict is given where most homes stood empty."
    ),
    mark(
        "Another factor from the meter to energy (pressure, calorific value) that came with the works scales use as "
        "they do. It is asked about where another meter is read, or where hot water and kitchens moved as much as "
        "heating, and by much; else it is not seen."
    ),
    mark(
        "The months of MM's heating sheet are not written in it: they are those of the mapping, to be confirmed with "
        "MM and written again every year."
    ),
)
_UNIT_NAMES = {
    "years": mark("years"),
    "readings": mark("readings"),
    "days": mark("days"),
    "draws": mark("draws"),
    "estates": mark("estates"),
    "ratio": mark("times"),
}


def draw_savings_method() -> None:
    """Draw the method of savings in plain sentences, then its numbers, each with unit, source and date."""
    draw_list(t(sentence) for sentence in _METHOD)
    with st.expander(t("Numbers chosen for savings")):
        numbers = [*RETROFIT_PARAMETERS.values(), *COMPARISON_PARAMETERS.values()]
        rows = [
            [
                t(each.label),
                _valued(each),
                t(each.reason),
                t(each.owner),
                f"{t(each.source)} ({month(each.date, language())})",
            ]
            for each in numbers
        ]
        titles = [t("Number"), t("Value"), t("Reason"), t("Who answers for it"), t("Source")]
        draw_table(titles, rows, words=(2, 4))
    with st.expander(t("Units, carbon dioxide and prices, to be verified")):
        draw_paragraph(
            t("Definitions apart, none of these could be read again at its source: put verified ones in place.")
        )
        _draw_worth()


def _draw_worth() -> None:
    source, value = t("Source"), t("Value")
    rows = [
        [name, f"{_number(unit.kwh)} kWh", f"{t(unit.source)} ({month(unit.date, language())})"]
        for name, unit in UNITS.items()
    ]
    draw_table([t("Unit"), value, source], rows, words=(2,))
    rows = [
        [
            t(CARRIER_NAMES[carrier]),
            f"{_number(each.kg_per_kwh)} kg/kWh",
            str(each.year),
            f"{t(each.source)} ({month(each.date, language())})",
        ]
        for carrier, each in FACTORS.items()
    ]
    draw_table([t("Carbon dioxide"), value, t("Year"), source], rows, words=(3,))
    years = sorted({year for series in PRICES.values() for year in series.eur_per_kwh})
    rows = [
        [
            t(CARRIER_NAMES[carrier]),
            *(_number(each.eur_per_kwh[year]) for year in years),
            f"{t(each.source)} ({month(each.date, language())})",
        ]
        for carrier, each in PRICES.items()
    ]
    draw_table([t("Price, EUR per kWh"), *map(str, years), source], rows, words=(len(years) + 1,))


def _valued(number: Parameter) -> str:
    if number.unit == "share":
        return share(number.value, language())
    unit = t(_UNIT_NAMES[number.unit]) if number.unit in _UNIT_NAMES else number.unit
    return f"{_number(number.value)} {unit}"


def _number(value: float) -> str:
    return str(format_decimal(value, format="#,##0.####", locale=LOCALES[language()]))
