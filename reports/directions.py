"""Changes in words: how much less or more, never a sign."""

from collections.abc import Callable
from math import isnan

from contract.translations import mark, translate
from indicators.savings.saving import Range
from reports.numbers import euro, points, ratio, rounded_count, share

_TONNES = mark("{tonnes} tonnes")
_LESS = mark("{amount} less")
_MORE = mark("{amount} more")


def change_words(saved: float, language: str) -> str:
    """A share saved (0–1): "8.2% less", or "8.2% more" below zero; the bare number where it rounds to none."""
    return _directed(share(abs(saved), language), share(0.0, language), saved, language)


def energy_change_words(saved_kwh: float, language: str) -> str:
    """Energy saved, rounded: "150,000 kWh less", or more below zero."""
    return _directed(f"{rounded_count(abs(saved_kwh), language)} kWh", "0 kWh", saved_kwh, language)


def euro_change_words(saved_eur: float, language: str) -> str:
    """Money saved, in whole euros: "€95 less", or more below zero."""
    return _directed(euro(abs(saved_eur), language), euro(0, language), saved_eur, language)


def points_change_words(fewer: float, language: str) -> str:
    """Percentage points of a share: "7.9 less", or more below zero."""
    return _directed(bare_points(fewer, language), bare_points(0.0, language), fewer, language)


def bare_points(change: float, language: str) -> str:
    """Percentage points of a change of a share (0–1), whatever its direction."""
    return points(abs(change), language).removeprefix("+")


def tonnes_change_words(saved_t: float, language: str) -> str:
    """Carbon dioxide avoided: "27.9 tonnes less", or more below zero."""
    amount = translate(_TONNES, language, tonnes=ratio(abs(saved_t), language))
    return _directed(amount, translate(_TONNES, language, tonnes=ratio(0.0, language)), saved_t, language)


def _directed(amount: str, nothing: str, saved: float, language: str) -> str:
    if isnan(saved) or amount == nothing:
        return amount
    return translate(_LESS if saved > 0 else _MORE, language, amount=amount)


def range_words(
    change: Range, told: Callable[[float, str], str], bare: Callable[[float, str], str], language: str
) -> dict[str, str]:
    """Estimate, low and high of a change, the ends without their direction where all three have the same.

    `told`: one of the functions above; `bare`: the same amount without direction.
    """
    ends = (change.estimate, change.low, change.high)
    is_one_way = min(ends) > 0 or max(ends) < 0
    lowest, highest = (change.low, change.high) if change.estimate > 0 or not is_one_way else (change.high, change.low)
    write = bare if is_one_way else told
    low, high = (write(abs(end) if is_one_way else end, language) for end in (lowest, highest))
    return {"estimate": told(change.estimate, language), "low": low, "high": high}
