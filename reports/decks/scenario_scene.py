"""A scenario on a slide: its map in the fixed classes of the page, the city measured and supposed."""

import math
from dataclasses import replace

import pandas as pd

from contract.tables import POVERTY_LINE
from contract.translations import mark, translate
from indicators.basis.findings import FINDINGS
from indicators.basis.ladder import make_ladder
from indicators.basis.scenario_parameters import Scenario, kind_of
from indicators.catalogue.registry import Choices, get_indicator
from indicators.plausible.ranges import plausible_figures
from indicators.plausible.supposed import known_in
from indicators.scenarios.projection import crossings, project
from reports.addresses.labels import level_title
from reports.addresses.map_codes import choices_at
from reports.addresses.observatory_fields import CHANGES
from reports.decks.asked import Asked
from reports.decks.map_scene import ends_of, highest_areas, highest_table, picture_of
from reports.decks.slide import Body, Fact
from reports.maps.classes import classes_at
from reports.maps.scenario_look import KIND_MEANINGS, KIND_NAMES, PALETTES
from reports.numbers import rounded_count, share
from reports.privacy_words import window_words
from reports.scenario_words import described

_CAPTION = mark("{kind}: {changes} · {areas} · {year}")
_UNCHANGED = mark("nothing changed")
_MEASURED = mark("measured: share of households above 10%")
_SUPPOSED = mark("with these changes (from {low} to {high})")
_MORE = mark("more households in energy poverty")
_LESS = mark("fewer households in energy poverty")


def scenario_at(asked: Asked) -> Scenario:
    """The scenario that the codes hold."""
    changes = {name: int(asked.get(name)) / 100 for name in CHANGES}
    return Scenario(**changes, without_bonus=asked.get("bonus") == "0")


def scenario_body(asked: Asked) -> Body:
    """The map of the estimate under the scenario, and what it does to the city."""
    scenario, language, edition = scenario_at(asked), asked.language, asked.reading.edition
    drawn, kind = _projected(asked, asked.level, scenario), kind_of(scenario)
    caption = translate(
        _CAPTION,
        language,
        kind=translate(KIND_NAMES[kind], language),
        changes=described(scenario, language) or translate(_UNCHANGED, language),
        areas=level_title(asked.level, language, edition.level_words),
        year=edition.year,
    )
    classes = classes_at(drawn, "estimate", "share", _ends(asked), PALETTES[kind], language)
    highest = highest_areas(drawn, classes, "estimate", asked.reading.names(asked.level))
    indicator = get_indicator("energy_poverty_10")
    facts, lack = _city(asked, scenario)
    return Body(
        caption,
        map=picture_of(asked, drawn, classes, highest, "estimate", "share", caption),
        table=highest_table(drawn, highest, "estimate", "share", language),
        facts=facts,
        notes=(
            f"{translate(KIND_NAMES[kind], language)}: {translate(KIND_MEANINGS[kind], language)}.",
            *lack,
            window_words(edition.manifest["privacy"]["least_count"], language),
        ),
        indicator=f"{indicator.id}, v{indicator.version}",
    )


def _ends(asked: Asked) -> list[float]:
    """Ends of the classes of the map of the measured figure, so that a change shows; the last is open."""
    plain = replace(asked, codes={"level": asked.level})
    ends = ends_of(plain, get_indicator("energy_poverty_10"), asked.reading.imputed(Choices()), "estimate")
    return [*ends[:-1], math.inf] if ends else ends


def _projected(asked: Asked, level: str, scenario: Scenario) -> pd.DataFrame:
    """Figures of every area of `level` under the scenario, with their plausible range where heating bills are told."""
    frame = asked.reading.areas(level)
    ladder = make_ladder(frame)
    figures, known = project(frame, ladder, scenario), asked.reading.known(level, POVERTY_LINE)
    if known is None:
        return figures
    box = asked.reading.box(replace(choices_at(asked.get), cutoff=POVERTY_LINE))
    return plausible_figures(figures, known_in(known, ladder, figures, scenario), box)


def _city(asked: Asked, scenario: Scenario) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """The city's numbers, or why there are none."""
    language = asked.language
    today, then = (_projected(asked, "city", each) for each in (Scenario(), scenario))
    figure = then.iloc[0]
    if figure["state"] != "shown" or today.iloc[0]["state"] != "shown":
        return (), (translate(FINDINGS[figure["reason"] or today.iloc[0]["reason"]].sentence, language),)
    facts = [Fact(share(today.iloc[0]["estimate"], language), translate(_MEASURED, language))]
    if scenario == Scenario():
        return tuple(facts), ()
    sides = ("plausible_low", "plausible_high") if "plausible_low" in figure else ("minimum", "maximum")
    low, high = (share(figure[side], language) for side in sides)
    label = translate(_SUPPOSED, language, low=low, high=high)
    facts.append(Fact(share(figure["estimate"], language), label))
    moved = float(crossings(make_ladder(asked.reading.areas("city")), today, then, scenario)["estimate"].iloc[0])
    facts.append(Fact(rounded_count(abs(moved), language), translate(_LESS if moved < 0 else _MORE, language)))
    return tuple(facts), ()
