"""What is said of one renovation, in words of either language: the page and the printed sheet say the same."""

import pandas as pd

from contract.meter_tables import CARRIERS
from contract.translations import mark, translate
from indicators.savings.account import Account
from indicators.savings.comparison import Comparison, Key
from indicators.savings.emission_factors import FACTORS
from indicators.savings.energy_prices import PRICES
from indicators.savings.engine import Range, Saving
from indicators.savings.verdict import Sentence, raw_sentence_of, sentence_of
from reports.numbers import count, day, decimals, euro, interval, ratio, rounded_count, share

CARRIER_NAMES = dict(
    zip(CARRIERS, (mark("Gas"), mark("Electricity"), mark("District heating"), mark("Heating oil")), strict=True)
)
VERDICT_NAMES = {
    "saving": mark("Saving"),
    "rise": mark("Higher use"),
    "unclear": mark("Cannot be told"),
    "insufficient": mark("Too few data"),
}

_KWH = {
    "saving": mark("About {kwh} kWh less a year ({low} to {high})."),
    "rise": mark("About {kwh} kWh more a year ({low} to {high})."),
    "unclear": mark("Over a year the difference is {kwh} kWh ({low} to {high}); above zero is a saving."),
}
_USUAL_YEAR = mark("Saving in a usual year: {share} ({low} to {high})")
_PARTIAL = mark("Only {used} of {all} meters of the estate are in the verdict.")
_WHOLE_METER = mark(
    "The works were on building {building} alone, the meter is of the whole estate: the share is of all its use, and "
    "less than that of the building."
)
_EACH_TIME = mark(
    "At each time's prices the energy of the estate cost {before} a year before the works and {after} since ({change} "
    "per household)."
)
_CONSTANT = mark(
    "At the prices of before it would have cost {after} since the works ({change} per household): what is left of the "
    "change is energy and weather."
)
_SPARED = mark(
    "At equal weather and the prices paid since the works, they spare {saved} a year ({low} to {high}), about {each} "
    "per household."
)
_UNPRICED = mark("Money cannot be told: the price of a carrier, or of a year, is not known.")
_PRICE = mark("Prices of {carrier}: {source}. Looked up in {date}, to be verified: put the bills' own in their place.")
_CARBON = mark("Carbon dioxide avoided: about {tonnes} tonnes a year ({low} to {high}).")
_FACTOR = mark("{factor} kg of CO₂ per kWh of {carrier}, of {year}: {source}. Looked up in {date}, to be verified.")
_BESIDE = mark("Beside {count} similar estates without works, the works explain {effect} ({spread}).")
_ALONE = mark("No estates without works are like enough to be set beside it.")
_MEANWHILE = mark(
    "The similar estates have the same manager and carrier, and a like number of households and use per household. "
    "Meanwhile, at equal weather, they used {share} less energy themselves."
)
_MEANWHILE_MORE = mark(
    "The similar estates have the same manager and carrier, and a like number of households and use per household. "
    "Meanwhile, at equal weather, they used {share} more energy themselves."
)
_PLACEBO = mark(
    "Check: when each of the {count} similar estates is taken for the renovated one, effects from {low} to {high} are "
    "found; {reached} of them are as large as that of the works."
)


def filled(sentence: Sentence, language: str) -> str:
    """A sentence on shares, with its percentages."""
    text, values = sentence
    return translate(text, language, **{name: share(value, language) for name, value in values.items()})


def verdict_words(row: pd.Series, language: str) -> str:
    """The verdict on a renovation (a row of `portfolio.COLUMNS`)."""
    return filled(sentence_of(row["verdict"], _reach(row)), language)


def raw_words(row: pd.Series, language: str) -> str:
    """What the bills alone would have said; "" where they say the same, or nothing."""
    raw = raw_sentence_of(row["raw_share"], _reach(row))
    return filled(raw, language) if raw else ""


def _reach(row: pd.Series) -> Range:
    return Range(row["share"], row["share_low"], row["share_high"])


def lack_words(row: pd.Series, language: str) -> list[str]:
    """What is missing for a verdict on a renovation, one sentence each."""
    return [translate(lack.sentence, language, **lack.values) for lack in row["lacks"]]


def works_words(works: pd.Series, language: str) -> str:
    """The facts of the works that are known, in one line; `works`: a row of the contract."""
    ends = [translate(mark("not known"), language) if pd.isna(works[name]) else day(str(works[name]), language)
            for name in ("start_date", "end_date")]  # fmt: skip
    facts = [
        str(works["measure"]),
        translate(mark("works from {first} to {last}"), language, first=ends[0], last=ends[1]),
    ]
    if _is_known(works, "cost_eur"):
        facts.append(translate(mark("cost {cost}"), language, cost=euro(works["cost_eur"], language)))
    if _is_known(works, "funding"):
        facts.append(str(works["funding"]))
    if _is_known(works, "floor_area_m2"):
        facts.append(f"{count(works['floor_area_m2'], language)} m²")
    if _is_known(works, "epc_before") and _is_known(works, "epc_after"):
        classes = {"before": works["epc_before"], "after": works["epc_after"]}
        facts.append(translate(mark("certificate from {before} to {after}"), language, **classes))
    return " · ".join(facts)


def _is_known(works: pd.Series, name: str) -> bool:
    return bool(pd.notna(works.get(name)))


def usual_year_words(saved: Range, language: str) -> list[str]:
    """The normalised saving, with its interval; none where the weather does not hold a year."""
    if pd.isna(saved.estimate):
        return []
    return [filled((_USUAL_YEAR, {"share": saved.estimate, "low": saved.low, "high": saved.high}), language)]


def meter_words(works: pd.Series, savings: dict[Key, Saving], language: str) -> list[str]:
    """A caution where one building was renovated and the meter is of the whole estate; else none."""
    if not _is_known(works, "building_id") or any(building for _, building, _, _ in savings):
        return []
    return [translate(_WHOLE_METER, language, building=works["building_id"])] if savings else []


def partial_words(row: pd.Series, language: str) -> list[str]:
    """A caution where not all meters are in the verdict, with what the others lack; else none."""
    if row["verdict"] == "insufficient" or row["series_used"] == row["series"]:
        return []
    told = translate(_PARTIAL, language, used=row["series_used"], all=row["series"])
    return [" ".join([told, *lack_words(row, language)])]


def energy_words(row: pd.Series, language: str) -> list[str]:
    """The energy of a year, and what each euro and each vulnerable household had of it."""
    ends = [row["yearly_kwh"], row["yearly_low_kwh"], row["yearly_high_kwh"]]
    if row["verdict"] == "rise":
        ends = [-ends[0], -ends[2], -ends[1]]
    told = dict(zip(("kwh", "low", "high"), (rounded_count(end, language) for end in ends), strict=True))
    lines = [translate(_KWH[row["verdict"]], language, **told)]
    if row["verdict"] == "saving" and pd.notna(row["kwh_per_eur"]):
        per_euro = decimals(row["kwh_per_eur"], language)
        lines.append(translate(mark("{per_euro} kWh a year for each euro spent."), language, per_euro=per_euro))
    return lines


def money_words(account: Account, households: float, language: str) -> list[str]:
    """The cost of energy before and since, at two sorts of prices, what works spare, and where prices come from."""
    bill, saved = account.bill, account.saved_eur
    if pd.isna(saved.estimate) or pd.isna(bill.before):
        return [translate(_UNPRICED, language)]
    change, constant = (_each(after - bill.before, households, language) for after in (bill.after, bill.after_constant))
    before, after, priced = (_rounded_euro(value, language) for value in (bill.before, bill.after, bill.after_constant))
    ends = [_rounded_euro(value, language) for value in (saved.estimate, saved.low, saved.high)]
    told = dict(zip(("saved", "low", "high"), ends, strict=True)) | {
        "each": euro(saved.estimate / households, language)
    }
    return [
        translate(_EACH_TIME, language, before=before, after=after, change=change),
        translate(_CONSTANT, language, after=priced, change=constant),
        translate(_SPARED, language, **told),
        *(_price_words(carrier, language) for carrier in account.carriers),
    ]


def _rounded_euro(value: float, language: str) -> str:
    return euro(round(value, -2), language)


def _each(change: float, households: float, language: str) -> str:
    each = change / households
    return ("+" if each > 0 else "−") + euro(abs(each), language) if pd.notna(each) else euro(each, language)


def _price_words(carrier: str, language: str) -> str:
    series = PRICES[carrier]
    told = {"carrier": _carrier(carrier, language), "source": translate(series.source, language), "date": series.date}
    return translate(_PRICE, language, **told)


def _carrier(carrier: str, language: str) -> str:
    return translate(CARRIER_NAMES[carrier], language).lower()


def carbon_words(account: Account, language: str) -> list[str]:
    """Carbon dioxide avoided, and the factors with their year and source."""
    if pd.isna(account.co2_t.estimate):
        return []
    ends = [ratio(value, language) for value in (account.co2_t.estimate, account.co2_t.low, account.co2_t.high)]
    lines = [translate(_CARBON, language, **dict(zip(("tonnes", "low", "high"), ends, strict=True)))]
    for carrier in account.carriers:
        factor = FACTORS[carrier]
        told = {"carrier": _carrier(carrier, language), "source": translate(factor.source, language)}
        number = f"{factor.kg_per_kwh:.3f}".replace(".", "," if language == "it" else ".")
        lines.append(translate(_FACTOR, language, factor=number, year=factor.year, date=factor.date, **told))
    return lines


def warmth_words(account: Account, language: str) -> list[str]:
    """Prebound and shortfall in plain words; empty where certificates or area are not known."""
    return [filled(sentence, language) for sentence in account.warmth.sentences]


def beside_words(row: pd.Series, language: str) -> str:
    """The effect beside similar estates without works."""
    if not row["matches"]:
        return translate(_ALONE, language)
    spread = interval(row["effect_low"], row["effect_high"], "share", language)
    return translate(_BESIDE, language, count=row["matches"], effect=share(row["effect"], language), spread=spread)


def group_words(comparison: Comparison, language: str) -> list[str]:
    """How the similar estates were chosen, what they did meanwhile, and the check with placebos."""
    same = _MEANWHILE if comparison.matched_share >= 0 else _MEANWHILE_MORE
    count_all = len(comparison.placebos)
    reached = round(comparison.chance * (count_all + 1)) - 1
    ends = {name: share(each(comparison.placebos), language) for name, each in (("low", min), ("high", max))}
    return [
        filled((same, {"share": abs(comparison.matched_share)}), language),
        translate(_PLACEBO, language, count=count_all, reached=reached, **ends),
    ]
