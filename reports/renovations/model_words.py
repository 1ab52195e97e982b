"""A signature in words: what a building uses whatever the weather, and for each degree day."""

from contract.translations import mark, translate
from indicators.savings.signature import Signature
from reports.numbers import count, ratio, share

_SENTENCES = {
    "constant": mark("{base} kWh a day, whatever the weather"),
    "heating": mark("{base} kWh a day, and {slope} kWh for each degree day below {balance} °C (explains {fit})"),
    "cooling": mark("{base} kWh a day, and {cool} kWh for each degree day above {warm} °C (explains {fit})"),
    "both": mark(
        "{base} kWh a day, {slope} kWh for each degree day below {balance} °C and {cool} kWh for each one above {warm} "
        "°C (explains {fit})"
    ),
}


def model_words(model: Signature, language: str) -> str:
    """The model of one period in one line."""
    told = {
        "base": count(model.base_kwh_per_day, language),
        "slope": count(model.slope_kwh_per_degree_day, language),
        "balance": ratio(model.balance_point_c, language),
        "cool": count(model.cooling_slope_kwh_per_degree_day, language),
        "warm": ratio(model.cooling_point_c, language),
        "fit": share(model.r_squared, language),
    }
    return translate(_SENTENCES[model.model], language, **told)
