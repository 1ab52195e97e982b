"""Whatever the city and its counts, the gate ends in an edition in which the attack finds nothing."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from contract.tables import CELLS, CUTOFFS, HEATING_MODES, State, high_column, low_column
from data_access.disclosure import PrivacyRule
from data_access.privacy.attack import attack_releases
from data_access.privacy.frames import frames_of
from data_access.privacy.gate import protected
from data_access.privacy.links import link_of
from data_access.privacy.relations import COUNTS, IS_MONEY, IS_SENSITIVE
from data_access.privacy.release import CODE, stacked
from data_access.publishing.publish import exact_of
from tests.data_access.small_publication import IDS, small_sources

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
    cells["income_eur"] = float(both * (21_000 + random.integers(0, 900)))
    return cells


@st.composite
def cities(draw):
    """A city of twelve sections, some small or empty, whose neighbourhoods may lie across two boroughs."""
    sizes = draw(st.lists(st.sampled_from([0, 1, 2, 9, 11, 25, 60, 140]), min_size=SECTIONS, max_size=SECTIONS))
    seed = draw(st.integers(0, 10_000))
    rows = {place: drawn_counts([seed, place], size) for place, size in enumerate(sizes)}
    sources = small_sources(rows=rows)
    sources.sections["municipio_id"] = draw(st.lists(st.sampled_from(["1", "2"]), min_size=SECTIONS, max_size=SECTIONS))
    return sources


def as_it_arrives(sources, below):
    """The sources as an extract brings them that withholds every count under `below`."""
    households = sources.households.copy()
    for cell in COUNTS:
        is_small = (households[cell] < below).fillna(False)
        for column, end in ((low_column(cell), 0), (high_column(cell), below - 1)):
            households[column] = pd.array([end if small else None for small in is_small], dtype="Float64")
        households[cell] = households[cell].mask(is_small)
    return replace(sources, households=households)


def census(sources):
    """Exact households by section, as an attacker may hold them."""
    return sources.households.set_index("section_id")["households"].astype(float)


@settings(max_examples=10)
@given(cities(), st.sampled_from([3, 5, 10]))
def test_nothing_of_any_city_can_be_computed_and_the_truth_is_inside(sources, least_count):
    exact = exact_of(sources)
    release = protected(exact, PrivacyRule(10, least_count))
    assert attack_releases([release], census(sources)) == []
    told = [replace(release, low=ends[0], high=ends[1]) for ends in [ends_of(release)]]
    assert attack_releases(told) == []
    known = ~np.isnan(exact.low)
    assert (told[0].low[known] <= exact.low[known]).all() and (exact.high[known] <= told[0].high[known]).all()
    assert (release.states[~known] == CODE[State.MISSING]).all()


@pytest.mark.parametrize(("seed", "least_count"), [(300_069, 10), (300_098, 3)])
def test_sums_of_money_that_tell_a_count_are_widened_with_it(seed, least_count):
    """Two drawn cities that the gate refused while it widened the count alone."""
    random = np.random.default_rng(seed)
    sizes = random.choice([0, 1, 2, 9, 11, 25, 60, 140], SECTIONS)
    sources = small_sources(rows={place: drawn_counts([seed, place], int(size)) for place, size in enumerate(sizes)})
    sources.sections["municipio_id"] = random.choice(["1", "2"], SECTIONS).tolist()
    release = protected(exact_of(sources), PrivacyRule(10, least_count))
    assert attack_releases([release], census(sources)) == []


@settings(max_examples=6)
@given(cities(), st.sampled_from([3, 5, 10]), st.sampled_from([3, 5, 10]))
def test_a_city_whose_every_small_count_arrives_withheld_is_published_safely(sources, below, least_count):
    exact = exact_of(as_it_arrives(sources, below))
    truth = exact_of(sources)
    release = protected(exact, PrivacyRule(10, least_count))
    assert attack_releases([release]) == []
    known = ~np.isnan(exact.low)
    assert (release.low[known] <= truth.low[known]).all() and (truth.high[known] <= release.high[known]).all()


def ends_of(release):
    """Least and most of each cell as the edition's tables have them."""
    frames = frames_of(release)
    return [stacked(frames, [column(cell) for cell in CELLS]) for column in (low_column, high_column)]


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
        release = protected(exact_of(sources), PrivacyRule(), releases)
        releases.append(replace(release, name=str(sources.year)))
    return releases


@settings(max_examples=4, derandomize=True)
@given(two_years())
def test_nothing_of_two_years_together_can_be_computed(years):
    releases = published_years(years)
    event(f"read together: {len(link_of(*releases).rows) > 0}")
    assert attack_releases(releases) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_a_town_told_again_in_wider_windows_tells_no_small_count_by_both(seed):
    """Windows of three and of five of one count can share one or two values; twelve sections are enough to see it."""
    exact = exact_of(small_sources(rows={place: drawn_counts([seed, place], 25) for place in range(SECTIONS)}))
    first = protected(exact, PrivacyRule(10, 3))
    by_itself, with_first = (protected(exact, PrivacyRule(10, 5), earlier) for earlier in ([], [first]))
    assert small_by_both(first, by_itself) and attack_releases([first, by_itself])
    assert not small_by_both(first, with_first) and not attack_releases([first, with_first])


def small_by_both(one, two):
    """How many counts of people two windows together tell to be one or two."""
    are_told = [np.isin(each.states, [CODE[State.SHOWN], CODE[State.SOURCE]]) for each in (one, two)]
    low = np.maximum(*(np.where(is_told, each.low, 0) for is_told, each in zip(are_told, (one, two), strict=True)))
    high = np.minimum(*(np.where(is_told, each.high, 99) for is_told, each in zip(are_told, (one, two), strict=True)))
    return int(((low >= 1) & (high <= 2))[IS_SENSITIVE[: len(CELLS)]].sum())


def test_a_sum_that_an_edition_shows_is_no_secret_of_one_with_wider_windows():
    """At three the incomes of eleven households known are shown, at ten they are withheld: nobody learns anything."""
    exact = exact_of(small_sources(rows={0: {"both_known": 11}}))
    first = protected(exact, PrivacyRule(10, 3))
    again = protected(exact, PrivacyRule(10, 10), [first])
    income = CELLS.index("income_eur")
    at = exact.tree.areas.get_loc(("section", IDS[0]))
    assert [CODE[State.SHOWN], CODE[State.BASE]] == [each.states[income, at] for each in (first, again)]
    assert attack_releases([first, again]) == []


def test_an_area_has_the_same_windows_in_all_years():
    """Where counts are the same, so are the windows, unless one is a doubling of the other."""
    random = np.random.default_rng(6)
    sizes, boroughs = random.choice(SIZES, MANY_SECTIONS), random.choice(BOROUGHS, MANY_SECTIONS)
    first, second = published_years(years_of(6, sizes, boroughs))
    is_shown = (first.states == CODE[State.SHOWN]) & (second.states == CODE[State.SHOWN]) & ~IS_MONEY[:, None]
    lasting = [CELLS.index(cell) for cell in ("households", "renters")]
    low, high = (np.array([getattr(each, end)[lasting] for each in (first, second)]) for end in ("low", "high"))
    is_nested = ((low[0] <= low[1]) & (high[1] <= high[0])) | ((low[1] <= low[0]) & (high[0] <= high[1]))
    assert is_nested[is_shown[lasting]].all()
