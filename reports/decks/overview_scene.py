"""The city's answer on a slide: estimate, plausible range, what is certain."""

import pandas as pd

from contract.translations import mark, translate
from indicators.basis.findings import FINDINGS
from indicators.catalogue.registry import get_indicator
from reports.addresses.map_codes import choices_at
from reports.decks.asked import Asked
from reports.decks.slide import Bar, Bars, Body, Fact
from reports.numbers import count, interval, rounded_count, share, with_article
from reports.privacy_words import window_words

ENDS = {
    "minimum": mark("Certain minimum"),
    "plausible_low": mark("Plausible, at least"),
    "estimate": mark("Estimate"),
    "plausible_high": mark("Plausible, at most"),
    "maximum": mark("Possible maximum"),
}
"""Numbers of the answer, from the least to the most."""

_CAPTION = mark("Households that spend more than {cutoff} of their income on energy · {city} · {year}")
_CHART = mark("Share of households")
_SHARE = mark("of households, by the estimate")
_COUNT = mark("households, by the estimate, of {households}")
_PLAUSIBLE = mark("is plausible")
_CERTAIN = mark("is certain, whatever we do not know")
_AT_LEAST = mark("at least {share}")
_COVERAGE = mark("Income and spend are known in full for {share} of households.")
_HEAT = mark("Missing heating bills are imputed from those of similar homes.")


def overview_body(asked: Asked) -> Body:
    """The answer for the whole city, as the first page gives it."""
    indicator, language = get_indicator("energy_poverty_10"), asked.language
    choices = asked.reading.imputed(choices_at(asked.get))
    city = asked.reading.figures("city", indicator, choices).iloc[0]
    edition = asked.reading.edition
    caption = translate(
        _CAPTION,
        language,
        cutoff=with_article(f"{choices.cutoff}%", language, "di"),
        city=edition.manifest["city"]["name"],
        year=edition.year,
    )
    version = f"{indicator.id}, v{indicator.version}"
    if city["state"] != "shown":
        return Body(caption, notes=(translate(FINDINGS[city["reason"]].sentence, language),), indicator=version)
    notes = [translate(_COVERAGE, language, share=share(city["coverage"], language))]
    notes += [translate(_HEAT, language)] if "plausible_low" in city else []
    notes.append(window_words(edition.manifest["privacy"]["least_count"], language))
    bars, facts = _bars(city, language), _facts(city, language)
    return Body(caption, bars=bars, facts=facts, notes=tuple(notes), indicator=version)


def _bars(city: pd.Series, language: str) -> Bars:
    bars = tuple(
        Bar(translate(label, language), float(city[name]), share(city[name], language))
        for name, label in ENDS.items()
        if name in city and pd.notna(city[name])
    )
    return Bars(translate(_CHART, language), bars, "0.0%")


def _facts(city: pd.Series, language: str) -> tuple[Fact, ...]:
    households = float(city["households"])
    estimate = rounded_count(float(city["estimate"]) * households, language)
    facts = [
        Fact(share(city["estimate"], language), translate(_SHARE, language)),
        Fact(estimate, translate(_COUNT, language, households=count(households, language))),
    ]
    if "plausible_low" in city:
        told = interval(city["plausible_low"], city["plausible_high"], "share", language)
        facts.append(Fact(told, translate(_PLAUSIBLE, language)))
    return (
        *facts,
        Fact(translate(_AT_LEAST, language, share=share(city["minimum"], language)), translate(_CERTAIN, language)),
    )
