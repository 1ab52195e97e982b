"""A story and an edition made into slides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from contract.errors import ObservatoryError
from contract.translations import mark, translate
from data_access.editions import Edition
from reports.addresses.pages import PAGES
from reports.decks.asked import Asked
from reports.decks.map_scene import map_body
from reports.decks.overview_scene import overview_body
from reports.decks.plan_scene import plan_body
from reports.decks.renovation_scene import renovation_body
from reports.decks.request_scene import request_body
from reports.decks.scenario_scene import scenario_body
from reports.decks.slide import Body, Deck, Slide
from reports.numbers import day
from reports.reading.edition_reading import EditionReading
from reports.stories.story import Story, View

Progress = Callable[[int, int], None]
"""Told after each slide: how many are done, of how many."""

SCENES: dict[str, Callable[[Asked], Body]] = {
    "": overview_body,
    "mappa": map_body,
    "scenari": scenario_body,
    "riqualificazioni": renovation_body,
    "sportello": plan_body,
    "dati": request_body,
}
"""What draws a view, by page; of the other pages a slide holds the sentence and the link."""

WORDS = {
    "what": mark("What"),
    "value": mark("How much"),
    "legend": mark("Legend"),
    "indicator": mark("Indicator"),
    "link": mark("This view in the app"),
}
_SUBTITLE = mark("{city} · edition {year}, revision {revision} · {today}")
_SOURCE = mark("Source: observatory on energy wellbeing of {city}, edition {year}, revision {revision}; {today}")
_CAVEAT = mark("Demonstration data: invented, not a measure of {city}")
_ELSEWHERE = mark("“{page}” is a page of the app: this view opens there.")
_OTHER_YEAR = mark("There is no edition of {year} beside this one.")


def make_deck(
    story: Story,
    readings: dict[int, EditionReading],
    edition: Edition,
    language: str,
    today: date,
    server: str = "",
    progress: Progress = lambda _done, _all: None,
) -> Deck:
    """The slides of `story` in `language`, each with the figures that the pages show.

    `readings`: editions by year, for views that name one; `edition` answers the others. `server`: address before that
    of the pages, so that links open. Raises ObservatoryError where a view names a year that is not there.
    """
    slides = []
    for place, view in enumerate(story.views, 1):
        slides.append(make_slide(view, readings, edition, language, today, server))
        progress(place, len(story.views))
    words = {name: translate(word, language) for name, word in WORDS.items()}
    subtitle = translate(_SUBTITLE, language, today=day(today.isoformat(), language), **_facts(edition))
    return Deck(language, story.title(language), subtitle, tuple(slides), words)


def make_slide(
    view: View, readings: dict[int, EditionReading], edition: Edition, language: str, today: date, server: str
) -> Slide:
    """One view with its sentence, figures, source and link."""
    year = int(view.codes.get("year", edition.year))
    if year not in readings:
        raise ObservatoryError(_OTHER_YEAR, year=year)
    read = readings[year]
    body = body_of(Asked(read, readings, view.page, view.codes, language))
    told = _facts(read.edition)
    codes = {"year": str(year)} | dict(view.codes) | {"lang": language}
    return Slide(
        view.sentence(language),
        replace(body, notes=tuple(note for note in body.notes if note)),
        translate(_SOURCE, language, today=day(today.isoformat(), language), **told),
        translate(_CAVEAT, language, **told) if read.edition.is_demonstration else "",
        f"{server.rstrip('/')}/{view.page}?{urlencode(codes)}",
    )


def body_of(asked: Asked) -> Body:
    """What a view shows, without its sentence."""
    return SCENES.get(asked.page, _elsewhere)(asked)


def _elsewhere(asked: Asked) -> Body:
    title = next(page.title for page in PAGES if page.address == asked.page)
    told = translate(title, asked.language)
    return Body(told, notes=(translate(_ELSEWHERE, asked.language, page=told),))


def _facts(edition: Edition) -> dict[str, object]:
    return {"city": edition.manifest["city"]["name"], "year": edition.year, "revision": edition.revision}
