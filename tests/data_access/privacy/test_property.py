"""Whatever the city and its counts, the gate leaves nothing that the attack can find, or refuses to publish."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from contract.errors import ObservatoryError
from contract.tables import CELLS, CUTOFFS, HEATING_MODES, State, state_column
from data_access.disclosure import PrivacyRule
from data_access.privacy import gate
from data_access.privacy.attack import attack_releases
from data_access.privacy.gate import withhold
from data_access.privacy.linking import shared_columns
from data_access.privacy.release import release_of, states_of
from data_access.publishing.publish import exact_areas, places_of
from tests.data_access.small_publication import small_sources

SECTIONS = 12
MANY_SECTIONS = 40
"""Enough for an attacker to see which columns do not change from one year to the next."""


def drawn_counts(seed, households):
    """Cells of one section as nested draws give them: parts within wholes, cut-offs that never grow."""
    random = np.random.default_rng(seed)
    both = int(random.binomial(households, 0.6))
    modes = random.multinomial(households, [0.4, 0.4, 0.15, 0.05])
    cells = {"households": households, "both_known": both, "renters": int(random.binomial(households, 0.1))}
    cells |= {f"heating_{mode}": int(count) for mode, count in zip(HEATING_MODES, modes, strict=True)}
    valid, partial = both, households - both
    for cut, share in zip(CUTOFFS, (0.3, 0.8, 0.8, 0.7, 0.8, 0.7, 0.6), strict=True):
        valid, partial = int(random.binomial(valid, share)), int(random.binomial(partial, share / 2))
        cells |= {f"valid_above_{cut:02d}": valid, f"above_{cut:02d}": valid + partial}
    certified = random.binomial(both, 0.4), random.binomial(households - both, 0.4)
    cells |= {"income_known": both + int(random.binomial(households - both, 0.8)), "epc_known": int(sum(certified))}
    cells |= {"lihc": int(random.binomial(both, 0.15)), "lilee": int(random.binomial(certified[0], 0.3))}
    cells["income_eur"] = float(both * 21_000 + random.integers(0, 900))
    return cells


@st.composite
def cities(draw):
    """A city of twelve sections, some small or empty, whose neighbourhoods may lie across two boroughs."""
    sizes = draw(st.lists(st.sampled_from([0, 2, 11, 25, 60, 100, 140]), min_size=SECTIONS, max_size=SECTIONS))
    seed = draw(st.integers(0, 10_000))
    rows = {place: drawn_counts([seed, place], size) for place, size in enumerate(sizes)}
    sources = small_sources(rows=rows)
    sources.sections["municipio_id"] = draw(st.lists(st.sampled_from(["1", "2"]), min_size=SECTIONS, max_size=SECTIONS))
    return sources


@settings(max_examples=6)
@given(cities(), st.sampled_from([3, 5]))
def test_nothing_of_any_city_can_be_computed(sources, least_count):
    rule = PrivacyRule(10, least_count)
    exact, places = exact_areas(sources), places_of(sources).drop(columns="geometry")
    try:
        published = withhold(exact, places, rule)
    except ObservatoryError:
        event("refused")
        return
    assert attack_releases([release_of("2023", rule, published, states_of(published), places)]) == []
    for level, frame in published.items():
        for cell in CELLS:
            shown = frame[state_column(cell)] == State.SHOWN
            pd.testing.assert_series_equal(
                frame.loc[shown, cell].astype("Float64"), exact[level].loc[shown, cell].astype("Float64")
            )
            assert frame.loc[~shown, cell].isna().all()


def years_of(seed, sizes, boroughs):
    """Sections of these households, the same in two years, as are renters and heating; incomes and spending change."""
    years = []
    for year in (2022, 2023):
        fixed, drawn = (
            {place: drawn_counts([seed, place, part], int(size)) for place, size in enumerate(sizes)}
            for part in (0, year)
        )
        lasting = ("households", "renters", *(f"heating_{mode}" for mode in HEATING_MODES))
        rows = {place: drawn[place] | {cell: fixed[place][cell] for cell in lasting} for place in fixed}
        years.append(small_sources(year, rows, MANY_SECTIONS))
        years[-1].sections["municipio_id"] = list(boroughs)
    return years


SIZES, BOROUGHS = [2, 4, 11, 25, 60], ["1", "2"]


@st.composite
def two_years(draw):
    """Two years of a city, some of whose sections are small."""
    sizes = draw(st.lists(st.sampled_from(SIZES), min_size=MANY_SECTIONS, max_size=MANY_SECTIONS))
    boroughs = draw(st.lists(st.sampled_from(BOROUGHS), min_size=MANY_SECTIONS, max_size=MANY_SECTIONS))
    return years_of(draw(st.integers(0, 10_000)), sizes, boroughs)


def published_years(years):
    """Releases of these years, each protected together with those before."""
    releases = []
    for sources in years:
        places = places_of(sources).drop(columns="geometry")
        published = withhold(exact_areas(sources), places, PrivacyRule(), earlier=releases)
        releases.append(release_of(str(sources.year), PrivacyRule(), published, states_of(published), places))
    return releases


@settings(max_examples=4)
@given(two_years())
def test_nothing_of_two_years_together_can_be_computed(years):
    try:
        releases = published_years(years)
    except ObservatoryError:
        event("refused")
        return
    event(f"read together: {len(shared_columns(releases)) == 1}")
    assert attack_releases(releases) == []


@pytest.mark.parametrize("knows_the_earlier", [True, False])
def test_years_that_tell_nothing_alone_may_tell_something_together(knows_the_earlier, monkeypatch):
    if not knows_the_earlier:
        monkeypatch.setattr(gate._Gate, "_close_linked", lambda self, states: None)
    random = np.random.default_rng(6)
    sizes, boroughs = random.choice(SIZES, MANY_SECTIONS), random.choice(BOROUGHS, MANY_SECTIONS)
    releases = published_years(years_of(6, sizes, boroughs))
    assert [attack_releases([release]) for release in releases] == [[], []]
    assert (attack_releases(releases) == []) == knows_the_earlier
