"""What is said of one renovation, in words of either language: the page and the printed sheet say the same."""

import pandas as pd

from contract.meter_tables import CARRIERS
from contract.translations import mark, mark_count, translate, translate_count
from indicators.savings.account import Account
from indicators.savings.comparison import Comparison, Key
from indicators.savings.emission_factors import FACTORS
from indicators.savings.energy_prices import PRICES
from indicators.savings.joint_works import AND
from indicators.savings.periods import Lack
from indicators.savings.portfolio_checks import building_of, is_of_building
from indicators.savings.saving import Range, Saving
from indicators.savings.verdict import Sentence, raw_sentence_of, sentence_of
from indicators.savings.worth import Bill
from reports.directions import change_words, energy_change_words, euro_change_words, range_words, tonnes_change_words
from reports.numbers import count, decimals, euro, month, ratio, rounded_count, share
from reports.renovations.verdicts import doubt_words

CARRIER_NAMES = dict(
    zip(CARRIERS, (mark("Gas"), mark("Electricity"), mark("District heating"), mark("Heating oil")), strict=True)
)

_KWH = mark("About {estimate} a year ({low} to {high}).")
_USUAL_YEAR = mark("In a usual year: {estimate} ({low} to {high})")
_WHOLE_METER = mark(
    "The works were on building {building} alone, the meter is of the whole estate: the share is of all its use, and "
    "less than that of the building."
)
_WHOLE_METER_OF_SEVERAL = mark(
    "The works were on buildings {building}, the meter is of the whole estate: if it has others, the share is less "
    "than that of these."
)
_EACH_TIME = mark(
    "At each time's prices the metered energy cost {before} a year before the works and {after} since{each}."
)
_CONSTANT = mark(
    "At the prices of before it would have cost {after} since the works{each}: what is left of the change is energy "
    "and weather."
)
_SPARED = mark("At equal weather and the prices paid since the works, a year costs {estimate} ({low} to {high}){each}.")
_PER_HOUSEHOLD = mark(" ({change} for each household)")
_UNPRICED = mark("Money cannot be told: the price of a carrier, or of a year, is not known.")
_UNPRICED_BEFORE = mark("What energy cost before the works cannot be told: the price of that year is not known.")
_PRICE = mark("Prices of {carrier}: {source}. Looked up in {date}, to be verified: put the bills' own in their place.")
_CARBON = mark("Carbon dioxide: about {estimate} a year ({low} to {high}).")
_FACTOR = mark("{factor} kg of CO₂ per kWh of {carrier}, of {year}: {source}. Looked up in {date}, to be verified.")
_BESIDE = mark_count(
    "Beside {count} similar estate without works, the works explain {estimate} ({low} to {high}).",
    "Beside {count} similar estates without works, the works explain {estimate} ({low} to {high}).",
)
_ALONE = mark("No estates without works are like enough to be set beside it.")
_MEANWHILE = mark(
    "The similar estates have the same manager and carrier, and a like number of households and use per household. "
    "Meanwhile, at equal weather, they used {share} less energy themselves."
)
_MEANWHILE_MORE = mark(
    "The similar estates have the same manager and carrier, and a like number of households and use per household. "
    "Meanwhile, at equal weather, they used {share} more energy themselves."
)
_PLACEBO = mark_count(
    "Check: when the only similar estate is taken for the renovated one, effects from {low} to {high} are "
    "found; as large as that of the works: {reached}.",
    "Check: when each of the {count} similar estates is taken for the renovated one, effects from {low} "
    "to {high} are found; as large as that of the works: {reached}.",
)


def filled(sentence: Sentence, language: str) -> str:
    """A sentence on shares, with its percentages; those named change have their direction in words."""
    text, values = sentence
    told = {
        name: (change_words if name.endswith("change") else share)(value, language) for name, value in values.items()
    }
    return translate(text, language, **told)


def verdict_words(row: pd.Series, language: str) -> str:
    """The verdict on a renovation (a row of `portfolio.COLUMNS`), and whether it is in doubt."""
    told = filled(sentence_of(row["verdict"], _reach(row), row["lacks"]), language)
    return " ".join([told, *doubt_words(row["verdict"], row["is_doubtful"], language)])


def raw_words(row: pd.Series, language: str) -> str:
    """What the bills alone would have said; "" where they say the same, or nothing."""
    raw = raw_sentence_of(row["raw_share"], _reach(row))
    return filled(raw, language) if raw else ""


def _reach(row: pd.Series) -> Range:
    return Range(row["share"], row["share_low"], row["share_high"])


def lack_words(row: pd.Series, language: str) -> list[str]:
    """What is missing for a verdict on a renovation, one sentence each."""
    return [lack_sentence(lack, language) for lack in row["lacks"]]


def lack_sentence(lack: Lack, language: str) -> str:
    """What is missing for a verdict, its numbers with their thousands apart, and of which carrier it is told."""
    told = translate(lack.sentence, language, **{name: count(value, language) for name, value in lack.values.items()})
    if not lack.carrier:
        return told
    return f"{translate(CARRIER_NAMES[lack.carrier], language)}: {told[0].lower()}{told[1:]}"


def usual_year_words(saved: Range, language: str) -> list[str]:
    """The normalised saving, with its interval; none where the weather does not hold a year."""
    if pd.isna(saved.estimate):
        return []
    return [translate(_USUAL_YEAR, language, **range_words(saved, change_words, share, language))]


def meter_words(works: pd.Series, savings: dict[Key, Saving], language: str) -> list[str]:
    """A caution where one building was renovated and the meter is of the whole estate; else none."""
    if not savings or not building_of(works) or is_of_building(works, savings):
        return []
    sentence = _WHOLE_METER_OF_SEVERAL if AND in building_of(works) else _WHOLE_METER
    return [translate(sentence, language, building=works["building_id"])]


def partial_words(row: pd.Series, language: str) -> list[str]:
    """A caution where not all meters are in the verdict, with what the others lack; else none."""
    if row["verdict"] == "insufficient" or row["series_used"] == row["series"]:
        return []
    told = translate_count(
        "Only one of {all} meters of the estate is in the verdict.",
        "Only {count} of {all} meters of the estate are in the verdict.",
        row["series_used"],
        language,
        all=row["series"],
    )
    return [" ".join([told, *lack_words(row, language)])]


def energy_words(row: pd.Series, language: str) -> list[str]:
    """The energy of a year, and what each euro and each vulnerable household had of it."""
    yearly = Range(row["yearly_kwh"], row["yearly_low_kwh"], row["yearly_high_kwh"])
    lines = [translate(_KWH, language, **range_words(yearly, energy_change_words, rounded_count, language))]
    if row["verdict"] == "saving" and pd.notna(row["kwh_per_eur"]):
        per_euro = decimals(row["kwh_per_eur"], language)
        lines.append(translate(mark("{per_euro} kWh a year for each euro spent."), language, per_euro=per_euro))
    return lines


def money_words(account: Account, households: float, language: str) -> list[str]:
    """The cost of energy before and since, at two sorts of prices, what works spare, and where prices come from."""
    saved = account.saved_eur
    if pd.isna(saved.estimate):
        return [translate(_UNPRICED, language)]
    rounded = Range(*(round(value, -2) for value in (saved.estimate, saved.low, saved.high)))
    spared = _each(saved.estimate, households, language)
    return [
        *_bill_words(account.bill, households, language),
        translate(_SPARED, language, each=spared, **range_words(rounded, euro_change_words, euro, language)),
        *(_price_words(carrier, language) for carrier in account.carriers),
    ]


def _bill_words(bill: Bill, households: float, language: str) -> list[str]:
    """What energy cost before and since."""
    if pd.isna(bill.before):
        return [translate(_UNPRICED_BEFORE, language)]
    before, after, priced = (_rounded_euro(value, language) for value in (bill.before, bill.after, bill.after_constant))
    each, constant = (
        _each(less, households, language) for less in (bill.before - bill.after, bill.before - bill.after_constant)
    )
    return [
        translate(_EACH_TIME, language, before=before, after=after, each=each),
        translate(_CONSTANT, language, after=priced, each=constant),
    ]


def _rounded_euro(value: float, language: str) -> str:
    return euro(round(value, -2), language)


def _each(less: float, households: float, language: str) -> str:
    """What is spared for each household, in brackets; nothing where households are not known, or none."""
    if not households > 0:
        return ""
    return translate(_PER_HOUSEHOLD, language, change=euro_change_words(less / households, language))


def _price_words(carrier: str, language: str) -> str:
    series = PRICES[carrier]
    told = {
        "carrier": _carrier(carrier, language),
        "source": translate(series.source, language),
        "date": month(series.date, language),
    }
    return translate(_PRICE, language, **told)


def _carrier(carrier: str, language: str) -> str:
    return translate(CARRIER_NAMES[carrier], language).lower()


def carbon_words(account: Account, language: str) -> list[str]:
    """Carbon dioxide avoided, and the factors with their year and source."""
    if pd.isna(account.co2_t.estimate):
        return []
    told = range_words(account.co2_t, tonnes_change_words, ratio, language)
    lines = [translate(_CARBON, language, **told)]
    for carrier in account.carriers:
        factor = FACTORS[carrier]
        told = {
            "carrier": _carrier(carrier, language),
            "source": translate(factor.source, language),
            "date": month(factor.date, language),
        }
        number = f"{factor.kg_per_kwh:.3f}".replace(".", "," if language == "it" else ".")
        lines.append(translate(_FACTOR, language, factor=number, year=factor.year, **told))
    return lines


def warmth_words(account: Account, language: str) -> list[str]:
    """Prebound and shortfall in plain words; empty where certificates or area are not known."""
    return [filled(sentence, language) for sentence in account.warmth.sentences]


def beside_words(row: pd.Series, language: str) -> str:
    """The effect beside similar estates without works."""
    if not row["matches"]:
        return translate(_ALONE, language)
    effect = Range(row["effect"], row["effect_low"], row["effect_high"])
    return translate(_BESIDE, language, count=row["matches"], **range_words(effect, change_words, share, language))


def group_words(comparison: Comparison, language: str) -> list[str]:
    """How the similar estates were chosen, what they did meanwhile, and the check with placebos."""
    same = _MEANWHILE if comparison.matched_share >= 0 else _MEANWHILE_MORE
    count_all = len(comparison.placebos)
    reached = round(comparison.chance * (count_all + 1)) - 1
    ends = {name: change_words(each(comparison.placebos), language) for name, each in (("low", min), ("high", max))}
    return [
        filled((same, {"share": abs(comparison.matched_share)}), language),
        translate(_PLACEBO, language, count=count_all, reached=reached, **ends),
    ]
