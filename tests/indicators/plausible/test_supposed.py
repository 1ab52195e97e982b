"""The plausible range in a scenario: today's where nothing changes, moved the right way, in its order."""

from dataclasses import replace

import numpy as np
import pytest

from contract.tables import POVERTY_LINE
from data_access.editions import SAMPLE, find_edition, read_areas
from indicators.basis.assumptions import Assumptions, Box
from indicators.basis.ladder import make_ladder
from indicators.basis.scenario_parameters import Scenario
from indicators.catalogue.poverty import ENERGY_POVERTY
from indicators.catalogue.registry import Choices, compute_figures
from indicators.plausible.ranges import plausible_figures, share
from indicators.plausible.supposed import known_in
from indicators.scenarios.projection import project
from reports.figures import edition_known

EDITION = find_edition(SAMPLE / "2023")
LEVELS = ("city", "municipio", "nil", "section")
ORDER = ["minimum", "plausible_low", "estimate", "plausible_high", "maximum"]


@pytest.fixture(scope="module")
def known():
    return edition_known(EDITION, Choices(cutoff=POVERTY_LINE))


def supposed(known, level, scenario):
    frame = read_areas(EDITION, level)
    ladder = make_ladder(frame)
    figures = project(frame, ladder, scenario)
    return plausible_figures(figures, known_in(known(level), ladder, figures, scenario), Box())


@pytest.mark.parametrize("level", LEVELS)
def test_without_any_change_it_is_today_s(known, level):
    today = plausible_figures(
        compute_figures(read_areas(EDITION, level), ENERGY_POVERTY, Choices()), known(level), Box()
    )
    found = supposed(known, level, Scenario())
    shown = found["estimate"].notna() & today["estimate"].notna()
    assert shown.sum() >= 0.9 * len(shown)
    for name in ORDER[1:4]:
        np.testing.assert_allclose(found[name][shown].astype(float), today[name][shown].astype(float), atol=1e-9)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    "scenario",
    [Scenario(heat=1.0), Scenario(gas=0.5, electricity=0.3), Scenario(income=-0.1), Scenario(cutback=0.2),
     Scenario(without_bonus=True)],
)  # fmt: skip
def test_the_ends_stand_in_their_order(known, level, scenario):
    told = supposed(known, level, scenario)[ORDER].dropna().to_numpy(dtype=float)
    assert len(told)
    assert (np.diff(told, axis=1) >= -1e-9).all()


@pytest.mark.parametrize("name", ["electricity", "gas", "heat"])
def test_dearer_energy_raises_every_end_and_income_lowers_it(known, name):
    steps = [supposed(known, "city", Scenario(**{name: change})).iloc[0] for change in (0.0, 0.2, 0.5)]
    for end in ORDER[1:4]:
        assert steps[0][end] < steps[1][end] < steps[2][end]
    richer = supposed(known, "city", Scenario(income=0.1)).iloc[0]
    assert all(richer[end] < steps[0][end] for end in ORDER[1:4])


def test_all_prices_and_incomes_alike_change_nothing(known):
    alike = Scenario(electricity=0.25, gas=0.25, heat=0.25, income=0.25)
    found, today = (supposed(known, "nil", each)[ORDER[1:4]].dropna().astype(float) for each in (alike, Scenario()))
    np.testing.assert_allclose(found, today, atol=1e-9)


def test_a_dearer_heat_moves_whoever_s_bill_is_missing_as_a_larger_bill_would(known):
    """Heat at twice the price is, for bills that nobody knows, the same as bills twice as large: f = 2."""
    frame = read_areas(EDITION, "nil")
    ladder = make_ladder(frame)
    today = known("nil")
    figures = project(frame, ladder, Scenario())
    larger = known_in(today, ladder, figures, Scenario())
    counted = {name: getattr(larger, name) for name in ("above", "above_low", "above_high")}
    doubled = replace(known_in(today, ladder, figures, Scenario(heat=1.0)), **counted)
    np.testing.assert_allclose(share(doubled, Assumptions()), share(larger, Assumptions(bill=2.0)))
