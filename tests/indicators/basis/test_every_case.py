"""Every finding is drawn by a small case here; those that no edition of the sample shows are listed."""

from itertools import chain

import numpy as np
import pytest

from contract.tables import CELLS, CUTOFFS, LEVELS, WITHHELD, State, state_column
from contract.translations import translate
from data_access.editions import SAMPLE, list_editions, read_areas
from indicators.basis.findings import FINDINGS
from indicators.basis.ladder import make_ladder
from indicators.basis.scenario_parameters import Scenario
from indicators.catalogue.registry import INDICATORS, Choices, compute_figures, get_indicator
from indicators.scenarios.projection import project
from indicators.small_areas.heat_imputation import imputed_figures
from tests.indicators.area_frames import area_frame, whole_frame

NOT_IN_THE_SAMPLE = {
    "every area that it lists has households, with something known of some": (
        "no_households", "no_known_spend", "no_known_income", "no_income", "no_certificates",
        "heating_modes_missing", "no_poor_households",
    ),
    "its extract is whole, agrees with itself and was not withheld by its source": (
        "not_measured_here", "withheld_source", "inconsistent_counts",
    ),
    "asked by other pages than those of one indicator": (
        "heat_not_imputed", "scenario_out_of_reach", "carriers_unknown",
    ),
    "it has neither of the counts that overlap": ("overlap_uncounted",),
}  # fmt: skip
"""Why no edition of the sample shows these findings, and which: the cases here are all that draws them."""


def area(**cells):
    """One area that lacks nothing but what `cells` say."""
    whole = whole_frame()
    return area_frame(**{cell: float(whole[cell].iloc[0]) for cell in CELLS} | cells)


def of(indicator_id, frame, **choices):
    return compute_figures(frame, get_indicator(indicator_id), Choices(**choices))


def of_scenario(frame, scenario):
    return project(frame, make_ladder(frame), scenario)


def kept_back(state, cell="renters"):
    return area().assign(**{state_column(cell): str(state)})


def lacking(cell):
    two = whole_frame(rows=2)
    two.iloc[1, two.columns.get_loc(state_column(cell))] = str(State.MISSING)
    return two


NOBODY_POOR = {f"{prefix}_{cut:02d}": 0 for prefix in ("above", "valid_above") for cut in CUTOFFS}
CASES = {
    "not_in_extract": lambda: of("renters", area_frame(households=[120, None], renters=[20, None])),
    "not_measured": lambda: of("renters", kept_back(State.MISSING)),
    "not_measured_here": lambda: of("renters", lacking("renters")),
    "no_households": lambda: of("renters", area(**dict.fromkeys(CELLS, 0))),
    "no_complete_households": lambda: of("energy_poverty_10", area(both_known=0, **NOBODY_POOR)),
    "no_poor_households": lambda: of("poverty_gap", area(**NOBODY_POOR)),
    "no_known_spend": lambda: of("hidden_m2", area(spend_known=0, both_known=0, heat_unknown=0, below_half_median=0)),
    "no_known_income": lambda: of("lilee", area(income_known=0, lilee=0)),
    "no_income": lambda: of("energy_burden", area(income_eur=0)),
    "no_certificates": lambda: of("inefficient_stock", area(epc_known=0, epc_fg=0)),
    "overlap_uncounted": lambda: of("lilee", area(income_known=60, epc_known=60, lilee=1)),
    "no_bonus_recipients": lambda: of("bonus_gap", area(bonus_recipients=0)),
    "heat_bills_missing": lambda: of("hidden_m2", area(heat_unknown=61, spend_known=50)),
    "heating_modes_missing": lambda: of("hidden_m2", area(heat_unknown=0, **{
        f"heating_{mode}": 5 for mode in ("own", "central", "district", "none")})),
    "shock_out_of_reach": lambda: of("shock_exposed", area(), price_rise=0.0, income_fall=0.0),
    "scenario_out_of_reach": lambda: of_scenario(area(), Scenario(1.5, 1.5, 1.5)),
    "carriers_unknown": lambda: of_scenario(
        area_frame(households=120, both_known=60, **{
            f"{prefix}_{cut:02d}": 40 - cut for prefix in ("above", "valid_above") for cut in CUTOFFS}),
        Scenario(gas=0.2)),
    "heat_not_imputed": lambda: imputed_figures(of("energy_poverty_10", area()), np.array([np.nan])),
    "inconsistent_counts": lambda: of("lilee", area(lilee=50, income_known=20)),
} | {
    f"withheld_{state}": lambda state=state: of("renters", kept_back(state))
    for state in WITHHELD if f"withheld_{state}" in FINDINGS
}  # fmt: skip


@pytest.mark.parametrize("finding", CASES)
def test_a_small_case_draws_the_finding_and_its_sentence(finding):
    figures = CASES[finding]()
    assert finding in figures["reason"].tolist()
    assert set(figures.loc[figures["reason"] == finding, "state"]) == {FINDINGS[finding].state}
    for language in ("it", "en"):
        told = translate(FINDINGS[finding].sentence, language)
        assert told.endswith(".") and "{" not in told
    assert translate(FINDINGS[finding].sentence, "it") != FINDINGS[finding].sentence


def test_every_finding_has_its_case():
    assert set(CASES) == set(FINDINGS)


@pytest.mark.slow
def test_the_findings_that_no_edition_of_the_sample_shows_are_these():
    shown = {
        reason
        for edition in list_editions(SAMPLE)
        for level in LEVELS
        for frame in [read_areas(edition, level)]
        for indicator in INDICATORS.values()
        for choices in (Choices(), Choices(price_rise=0.0, income_fall=0.0))
        for reason in compute_figures(frame, indicator, choices)["reason"].unique()
    }
    listed = list(chain.from_iterable(NOT_IN_THE_SAMPLE.values()))
    assert set(FINDINGS) - shown == set(listed)
    assert len(listed) == len(set(listed))
