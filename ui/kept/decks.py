"""What is kept of presentations: what each edition tells, and every slide that was shown."""

from datetime import date

from data_access.editions import Edition
from reports.decks.deck import make_deck, make_slide
from reports.decks.slide import Deck, Slide
from reports.reading.edition_reading import EditionReading
from reports.stories.story import Story, View
from ui.kept import editions as cached
from ui.kept.keep import keep


@keep(max_entries=10)
def reading(of: Edition) -> EditionReading:
    """What the edition tells, worked out as it is asked; shared, read only."""
    return EditionReading(of)


def _readings(of: Edition) -> dict[int, EditionReading]:
    """The edition in view and the current ones of the other years."""
    return {year: reading(cached.edition(year)) for year in cached.years()} | {of.year: reading(of)}


@keep(max_entries=200)
def _slide(of: Edition, page: str, codes: tuple[tuple[str, str], ...], sentence: str, language: str, on: str) -> Slide:
    view = View(page, dict(codes), {language: sentence})
    return make_slide(view, _readings(of), of, language, date.fromisoformat(on), "")


def slide(of: Edition, view: View, language: str, on: date) -> Slide:
    """One slide, with the figures of its view; shared, read only. Raises ObservatoryError for an unknown year."""
    codes = tuple(sorted(view.codes.items()))
    return _slide(of, view.page, codes, view.sentence(language), language, on.isoformat())


def deck(of: Edition, story: Story, language: str, on: date, server: str) -> Deck:
    """All slides of a story, for a file."""
    return make_deck(story, _readings(of), of, language, on, server)
