"""Estates of the embedded sample: their poverty is that of the map, its plausible ends lie within the certain ones."""

import numpy as np
import pandas as pd
import pytest

from data_access.editions import SAMPLE, find_edition, read_areas, read_sections, read_table
from indicators.help_desk.criteria import score_estates
from indicators.help_desk.doubt import tier_chances
from indicators.help_desk.estates import estate_frame
from indicators.help_desk.plan_choices import PlanChoices
from indicators.help_desk.priority import rank_estates
from reports.help_desk.estates import edition_estates
from ui.kept import areas as kept_areas
from ui.kept import help_desk as kept

EDITION = find_edition(SAMPLE / "2023")
ORDERED = (
    ("vulnerable_rate_low", "vulnerable_rate_plausible_low", "vulnerable_rate", "vulnerable_rate_plausible_high",
     "vulnerable_rate_high"),
    ("vulnerable_households_low", "vulnerable_households_plausible_low", "vulnerable_households",
     "vulnerable_households_plausible_high", "vulnerable_households_high"),
)  # fmt: skip


@pytest.fixture(scope="module")
def estates():
    return edition_estates(EDITION)


@pytest.mark.parametrize("names", ORDERED)
def test_the_ends_of_every_estate_stand_in_their_order(estates, names):
    told = estates[list(names)].to_numpy(dtype=float)
    is_told = ~np.isnan(told).any(axis=1)
    assert is_told.sum() > 40
    assert (np.diff(told[is_told], axis=1) >= -1e-12).all()


def test_the_section_of_an_estate_has_the_map_s_figure(estates):
    of_section = estates[estates["vulnerable_source"] == "section"]
    figures = kept_areas.figures(EDITION, "section", "energy_poverty_10", kept_areas.as_told(EDITION))
    figures = figures.reindex(of_section["section_id"])
    shown = figures["estimate"].notna().to_numpy()
    assert shown.sum() > 20
    np.testing.assert_allclose(
        of_section["vulnerable_rate"].to_numpy(dtype=float)[shown],
        np.clip(figures["estimate"].to_numpy(dtype=float, na_value=np.nan)[shown],
                of_section["vulnerable_rate_low"].to_numpy(dtype=float)[shown],
                of_section["vulnerable_rate_high"].to_numpy(dtype=float)[shown]),
    )  # fmt: skip


def test_the_page_and_the_files_have_the_same_estates(estates):
    pd.testing.assert_frame_equal(kept.estates(EDITION), estates)


def test_what_is_plausible_moves_an_estate_less_than_what_is_possible(estates):
    scores = score_estates(estates)
    assert (scores.low <= scores.plausible_low + 1e-12).all() and (scores.plausible_high <= scores.high + 1e-12).all()
    assert (scores.plausible_low <= scores.likely + 1e-12).all() and (
        scores.likely <= scores.plausible_high + 1e-12
    ).all()
    narrower = (scores.plausible_high - scores.plausible_low)[:, :2] < 0.7 * (scores.high - scores.low)[:, :2]
    assert narrower.any(axis=1).sum() > 20


def test_the_chance_of_a_tier_is_drawn_from_what_is_plausible(estates):
    choices = PlanChoices(draws=300)
    sure, open_ended = (_doubt(tier_chances(rank_estates(frame, choices))) for frame in (estates, _possible(estates)))
    assert sure < open_ended


def _possible(estates):
    """The same estates with the plausible ends as wide as the certain ones."""
    ends = {f"{name}_plausible_{end}": estates[f"{name}_{end}"]
            for name in ("vulnerable_rate", "vulnerable_households") for end in ("low", "high")}  # fmt: skip
    return estates.assign(**ends)


def _doubt(chances):
    """How far the chances of tier 1 are from yes and no, all estates together."""
    told = chances["chance_tier_1"].dropna()
    return float((told * (1 - told)).sum())


def test_without_a_heating_bill_what_is_plausible_is_what_is_certain(estates):
    frame = estate_frame(
        read_table(EDITION, "complexes"), read_areas(EDITION, "section"), read_sections(EDITION), poverty=None
    )
    for name in ("vulnerable_rate", "vulnerable_households"):
        for end in ("low", "high"):
            pd.testing.assert_series_equal(
                frame[f"{name}_plausible_{end}"], frame[f"{name}_{end}"], check_names=False, check_dtype=False
            )
