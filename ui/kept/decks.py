"""What is kept of presentations: what each edition tells, and every slide that was shown."""

import json
from datetime import date

import geopandas as gpd
import pandas as pd

from data_access.editions import Edition
from indicators.basis.tally import CellIntervals
from indicators.plausible.ranges import Known
from indicators.small_areas.heat_imputation import HeatBills
from reports.decks.deck import make_deck, make_slide
from reports.decks.slide import Deck, Slide
from reports.reading.edition_reading import EditionReading
from reports.stories.story import Story, View
from ui.kept import areas as kept_areas
from ui.kept import editions as cached
from ui.kept.keep import keep


class _Kept(EditionReading):
    """A reading that asks what the pages keep already, where they do."""

    def areas(self, level: str) -> pd.DataFrame:
        """The published cells of every area of `level`."""
        return cached.areas(self.edition, level)

    def sections(self) -> gpd.GeoDataFrame:
        """The sections with their larger areas."""
        return cached.sections(self.edition)

    def table(self, name: str) -> pd.DataFrame:
        """Another table of the edition, empty where it was not published."""
        return cached.table(self.edition, name)

    def intervals(self, level: str) -> CellIntervals:
        """What every cell of the areas can be."""
        return kept_areas.intervals(self.edition, level)

    def heat_bills(self) -> HeatBills | None:
        """What shared heating adds to the other bills, None where the edition does not tell."""
        return kept_areas.heat_bills(self.edition)

    def known(self, level: str, cutoff: int) -> Known | None:
        """What the areas tell of energy poverty, whatever is assumed; None where no heating bill is told."""
        return kept_areas.known(self.edition, level, cutoff)


@keep(max_entries=10)
def reading(of: Edition) -> EditionReading:
    """What the edition tells, worked out as it is asked; shared, read only."""
    return _Kept(of)


def _beside() -> tuple[Edition, ...]:
    """The current editions of all years that whoever is there may see."""
    return tuple(cached.edition(year) for year in cached.years())


def _readings(of: Edition, beside: tuple[Edition, ...]) -> dict[int, EditionReading]:
    """The edition in view and the current ones of the other years."""
    return {each.year: reading(each) for each in beside} | {of.year: reading(of)}


@keep(max_entries=200)
def _slide(of: Edition, beside: tuple[Edition, ...], view: tuple[str, ...], codes: str, on: str) -> Slide:
    page, sentence, language = view
    told = View(page, json.loads(codes), {language: sentence})
    return make_slide(told, _readings(of, beside), of, language, date.fromisoformat(on), "")


def slide(of: Edition, view: View, language: str, on: date) -> Slide:
    """One slide, with the figures of its view; shared, read only. Raises ObservatoryError for an unknown year."""
    codes = json.dumps(dict(view.codes), sort_keys=True)
    return _slide(of, _beside(), (view.page, view.sentence(language), language), codes, on.isoformat())


def deck(of: Edition, story: Story, language: str, on: date, server: str) -> Deck:
    """All slides of a story, for a file."""
    return make_deck(story, _readings(of, _beside()), of, language, on, server)
