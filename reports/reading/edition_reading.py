"""What an edition tells, worked out once for all the views of a deck, as the pages show it."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd

from contract.tables import COMPLEXES
from data_access.editions import Edition, read_areas, read_neighbourhoods, read_sections, read_table
from indicators.basis.assumptions import Box
from indicators.basis.tally import CellIntervals
from indicators.catalogue.registry import Choices, Indicator, compute_figures
from indicators.plausible.levels import read_level
from indicators.plausible.ranges import Known, plausible_figures
from indicators.plausible.told_box import told_box
from indicators.savings.degree_days import of_one_station
from indicators.savings.joint_works import together
from indicators.savings.portfolio import Portfolio, assess_portfolio
from indicators.small_areas.heat_imputation import HeatBills, fit_bills, imputed_figures
from reports.figures import edition_doubt
from reports.help_desk.estates import edition_estates
from reports.maps.shapes import Shapes, read_shapes
from reports.place_names import place_name

_Found = TypeVar("_Found")


class EditionReading:
    """One edition, each of whose answers is worked out at the first question and kept; frames are read only."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._kept: dict[Hashable, Any] = {}

    def _once(self, key: Hashable, make: Callable[[], _Found]) -> _Found:
        if key not in self._kept:
            self._kept[key] = make()
        found: _Found = self._kept[key]
        return found

    def areas(self, level: str) -> pd.DataFrame:
        """The published cells of every area of `level`."""
        return self._once(("areas", level), lambda: read_areas(self.edition, level))

    def names(self, level: str) -> pd.Series:
        """Names of the areas as they are shown, by id."""
        return self._once(("names", level), lambda: self.areas(level)["area_name"].map(place_name))

    def shapes(self, level: str) -> Shapes:
        """Outlines of the areas as they are drawn."""
        return self._once(("shapes", level), lambda: read_shapes(self.edition, level))

    def sections(self) -> gpd.GeoDataFrame:
        """The sections with their larger areas."""
        return self._once("sections", lambda: read_sections(self.edition))

    def table(self, name: str) -> pd.DataFrame:
        """Another table of the edition, empty where it was not published."""
        return self._once(("table", name), lambda: read_table(self.edition, name))

    def intervals(self, level: str) -> CellIntervals:
        """What every cell of the areas can be."""
        return self._once(("intervals", level), lambda: CellIntervals(self.areas(level)))

    def heat_bills(self) -> HeatBills | None:
        """What shared heating adds to the other bills, None where the edition does not tell."""
        return self._once("heat_bills", lambda: fit_bills(self.areas(self.edition.middle), self.areas("section")))

    def imputed(self, choices: Choices) -> Choices:
        """The same choices with missing heating bills imputed, where the edition tells them."""
        return replace(choices, is_heat_imputed=self.heat_bills() is not None)

    def figures(self, level: str, indicator: Indicator, choices: Choices) -> pd.DataFrame:
        """Figures of the areas, missing heating bills imputed where `choices` asks for it."""
        return self._once(("figures", level, indicator.id, choices), lambda: self._figures(level, indicator, choices))

    def _figures(self, level: str, indicator: Indicator, choices: Choices) -> pd.DataFrame:
        plain = replace(choices, is_heat_imputed=False, box=Box())
        counted = compute_figures(self.areas(level), indicator, plain)
        if not choices.is_heat_imputed or "is_heat_imputed" not in indicator.choices:
            return counted
        known = self.known(level, choices.cutoff)
        if known is None:
            return imputed_figures(counted, np.full(len(counted), np.nan))
        return plausible_figures(counted, known, self.box(choices))

    def known(self, level: str, cutoff: int) -> Known | None:
        """What the areas tell of energy poverty, whatever is assumed; None where no heating bill is told."""
        return self._once(("known", level, cutoff), lambda: self._known(level, cutoff))

    def _known(self, level: str, cutoff: int) -> Known | None:
        bills, edition = self.heat_bills(), self.edition
        if bills is None:
            return None
        counts = {name: self.intervals(name) for name in {level, edition.middle, "city"}}
        return read_level(level, counts, edition.middle, read_neighbourhoods(edition), bills, cutoff)

    def box(self, choices: Choices) -> Box:
        """The assumptions that were chosen, else those that the edition tells."""
        city = self.known("city", choices.cutoff)
        if choices.box != Box() or city is None:
            return choices.box
        return told_box(self.table("city_heat"), city)

    def estates(self) -> pd.DataFrame:
        """What is known of each estate (`indicators.help_desk.estates.estate_frame`)."""
        return self._once("estates", lambda: edition_estates(self.edition))

    def works(self) -> pd.DataFrame:
        """Renovations as they are judged (`joint_works.together`)."""
        return self._once("works", lambda: together(self.table("retrofits"), self.table("readings")))

    def portfolio(self) -> Portfolio | None:
        """Every renovation assessed, None where works, readings or weather lack."""
        return self._once("portfolio", self._portfolio)

    def _portfolio(self) -> Portfolio | None:
        readings, weather, works = (self.table(name) for name in ("readings", "weather", "retrofits"))
        if readings.empty or weather.empty or works.empty:
            return None
        station = of_one_station(weather, readings)
        complexes = self.table("complexes").reindex(columns=COMPLEXES.names)
        vulnerable = self.estates()["vulnerable_households"] if len(complexes) else None
        return assess_portfolio(readings, station, works, complexes, vulnerable)

    def doubt(self, level: str, indicator: Indicator, choices: Choices) -> pd.DataFrame:
        """The doubt of small areas (`small_areas.COLUMNS`), on what is known in full."""
        plain = replace(choices, is_heat_imputed=False, box=Box())
        find = self._once(("doubt", plain), lambda: edition_doubt(self.edition, plain))
        found = self._once(("doubt", level, indicator.id, plain), lambda: find(level, indicator))
        assert found is not None
        return found
