"""Every verdict, lack and caution is drawn by a small case here; those that the sample does not show are listed."""

from itertools import chain

import numpy as np
import pandas as pd
import pytest

from contract.translations import translate
from data_access.editions import SAMPLE, list_editions, read_table
from indicators.savings.cautions import CAUTIONS
from indicators.savings.engine import assess_meter
from indicators.savings.periods import LACKS, Works
from indicators.savings.portfolio import assess_portfolio
from indicators.savings.reasons import REASONS
from reports.renovations.cautions import caution_words
from reports.renovations.words import lack_words, verdict_words
from tests.indicators.savings.buildings import FIRST, bills, daily_use, make_weather, monthly

START, END = 800, 830
VERDICTS = ("saving", "rise", "unclear", "insufficient")


class Estate:
    """A renovated estate with an effect of 20%, by month; cases change it before it is assessed."""

    def __init__(self):
        self.rng = np.random.default_rng(20)
        self.weather = make_weather(self.rng, years=5)
        self.day = np.arange(len(self.weather))
        self.use = daily_use(self.weather, self.rng, 16.0, noise=0.05) * np.where(self.day >= 815, 0.8, 1.0)
        self.readings = monthly(self.use, self.rng)
        self.works, self.buildings = [(START, END)], [pd.NA, pd.NA]
        self.households = 100

    def times(self, factors):
        """Use of each day times `factors`, read again."""
        self.readings = monthly(self.use * factors, self.rng)
        return self

    def only(self, first, last):
        """Only the readings that lie between two days."""
        starts, ends = (FIRST + number for number in (first, last))
        rows = (self.readings["start_date"] >= starts) & (self.readings["end_date"] <= ends)
        self.readings = self.readings[rows]
        return self

    def without(self, first, last):
        """Without the readings that touch the days between."""
        starts, ends = (FIRST + number for number in (first, last))
        rows = (self.readings["start_date"] < ends) & (self.readings["end_date"] > starts)
        self.readings = self.readings[~rows]
        return self

    def also(self, **columns):
        """The same readings again, with other columns."""
        self.readings = pd.concat([self.readings, self.readings.assign(**columns)])
        return self

    def set(self, **fields):
        vars(self).update(fields)
        return self

    def assessed(self):
        """The row of its renovation."""
        told = {"meter_id": pd.NA, "building_id": pd.NA}
        whole = self.readings.assign(**{n: v for n, v in told.items() if n not in self.readings}).reset_index(drop=True)
        whole = whole.assign(reading_id=whole.index.astype(str), is_estimated=False)
        days = [[pd.NaT if day is None else pd.Timestamp(FIRST + day) for day in each] for each in self.works]
        works = pd.DataFrame(days, columns=["start_date", "end_date"]).astype("datetime64[s]")
        works = works.assign(retrofit_id=[f"R{n}" for n in works.index], complex_id="C1", measure="cappotto")
        works = works.assign(cost_eur=1e5, building_id=self.buildings[: len(works)])
        estates = pd.DataFrame({"complex_id": ["C1"], "manager": "MM", "households": [self.households]})
        return assess_portfolio(whole, self.weather, works, estates).retrofits.iloc[0]


def after(estate, factor, first=815, last=10_000):
    return estate.times(np.where((estate.day >= first) & (estate.day < last), factor, 1.0))


def cooled(estate):
    """Use of the hot days doubles, so that the more it is hot, the more is used."""
    estate.weather["temperature_c"] += 4
    hot = np.clip(estate.weather["temperature_c"].to_numpy() - 20, 0, None)
    estate.use = estate.use + 300 * hot
    return estate.times(np.ones(len(hot)))


def counted_up(estate):
    return estate.set(readings=estate.readings.assign(energy_kwh=estate.readings["energy_kwh"].cumsum() + 50_000))


def of_another(estate):
    return estate.set(readings=estate.readings.assign(complex_id="C9"))


def beside_works_on_the_whole(estate):
    """One building, with a meter of its own, is renovated; then the whole estate."""
    estate.readings = estate.readings.assign(building_id="A")
    return estate.set(works=[(START, END), (900, 930)], buildings=["A", pd.NA])


def lived_in(estate, share):
    """The readings tell that so many homes are lived in since the works, and all were before."""
    is_after = estate.readings["start_date"] >= FIRST + 815
    return estate.set(readings=estate.readings.assign(occupied_share=np.where(is_after, share, 1.0)))


def heated_by_current(estate):
    """Gas falls by three quarters with the works, and electricity appears."""
    gas = after(estate, 0.25).readings
    current = monthly(estate.use * np.where(estate.day >= 815, 0.5, 0.01), estate.rng, carrier="electricity")
    return estate.set(readings=pd.concat([gas, current]))


def flat(estate, first, last):
    """Bills of equal amounts for a time."""
    estate.use = np.where((estate.day >= first) & (estate.day < last), 800.0, estate.use)
    return estate.times(np.ones(len(estate.day)))


def of_another_station(estate):
    estate.weather.loc[815:, "temperature_c"] += 5
    return estate


def unused_in_the_warm(estate):
    warm = estate.weather.assign(temperature_c=estate.weather["temperature_c"] + 25)
    return estate.set(weather=warm).times(np.where(estate.day >= 815, 1.0, 0.0))


def behind_panels(estate):
    """From the works on panels take away a tenth of use, most of it in June."""
    season = 1 - 0.6 * np.cos(2 * np.pi * (estate.day - 172 + 182.5) / 365)
    estate.use = estate.use - 70 * season * (estate.day >= 815)
    return estate.times(np.ones(len(estate.day)))


def with_another_meter(estate, first=END):
    """From a day on bills are of another meter, by another name."""
    is_new = estate.readings["start_date"] >= FIRST + first
    return estate.set(readings=estate.readings.assign(meter_id=np.where(is_new, "new", "old")))


CASES = {
    "saving": lambda estate: estate,
    "rise": lambda estate: after(estate, 1.5),
    "unclear": lambda estate: after(estate, 1.25),
    "insufficient": lambda estate: estate.only(0, 800),
    "baseline_empty": lambda estate: estate.only(815, 1825),
    "reporting_empty": lambda estate: estate.only(0, 815),
    "baseline_uncovered": lambda estate: estate.only(600, 1825),
    "reporting_uncovered": lambda estate: estate.only(0, 1000),
    "baseline_few": lambda estate: estate.set(readings=bills(estate.use, [62] * 29)),
    "reporting_few": lambda estate: estate.set(readings=bills(estate.use, [62] * 29)),
    "baseline_far": lambda estate: estate.without(400, 800),
    "reporting_far": lambda estate: estate.without(830, 1230),
    "no_weather": lambda estate: estate.set(weather=estate.weather[estate.weather.index < 815]),
    "no_readings": of_another,
    "works_open": lambda estate: estate.set(works=[(None, END)]),
    "works_going_on": lambda estate: estate.set(works=[(START, None)]),
    "unlikely_use": lambda estate: estate.set(households=1),
    "mixed_meters": lambda estate: estate.also(building_id="A"),
    "other_works": beside_works_on_the_whole,
    "carrier_changed": heated_by_current,
    "growing_use": counted_up,
    "level_shift": lambda estate: after(estate, 0.01),
    "no_use": unused_in_the_warm,
    "step_before": lambda estate: after(estate, 0.3, 650, 815),
    "step_after": lambda estate: after(estate, 0.6, 950),
    "stretch_before": lambda estate: after(estate, 1.8, 665, 725),
    "stretch_after": lambda estate: after(estate, 0.3, 1060, 1090),
    "flat_before": lambda estate: flat(estate, 0, 815),
    "flat_after": lambda estate: flat(estate, 815, 10_000),
    "deep_fall": lambda estate: after(estate, 0.3),
    "weather_apart": of_another_station,
    "meter_changed": with_another_meter,
    "even_change": lambda estate: after(estate, 1 / 1.5),
    "sunlit": behind_panels,
    "occupancy": lambda estate: lived_in(after(estate, 0.8), 0.7),
    "emptied": lambda estate: lived_in(estate, 0.4),
    "part_year": lambda estate: estate.only(0, 1000),
    "joint_works": lambda estate: estate.set(works=[(START, END), (START + 5, END + 10)]),
    "moved_before": lambda estate: after(estate, 0.6, 430, 815),
    "moved_after": lambda estate: after(estate, 0.7, 1190),
}


def codes_of(row):
    """The verdict, and what it lacks or is told with."""
    return {row["verdict"], *(lack.code for lack in row["lacks"]), *(caution.code for caution in row["cautions"])}


@pytest.mark.parametrize("code", CASES)
def test_a_small_case_draws_it_and_its_sentence(code):
    row = CASES[code](Estate()).assessed()
    assert code in codes_of(row)
    told = {}
    for language in ("en", "it"):
        told[language] = [
            verdict_words(row, language), *lack_words(row, language), *caution_words(row["cautions"], language)
        ]  # fmt: skip
        assert all(sentence.endswith(".") and "{" not in sentence for sentence in told[language])
    assert len(told["it"]) == len(told["en"]) and not set(told["it"]) & set(told["en"])


def filled_in(estate):
    estate.weather.loc[100:119, "temperature_c"] = 7.0
    return estate


OF_ONE_METER = {"cooling": cooled, "filled_weather": filled_in}
"""Looked for where one meter is assessed."""


@pytest.mark.parametrize("code", OF_ONE_METER)
def test_a_small_case_of_one_meter_draws_it(code):
    estate = OF_ONE_METER[code](Estate())
    saving, _ = assess_meter(estate.readings, estate.weather, Works(FIRST + START, FIRST + END))
    assert code in [caution.code for caution in saving.cautions]
    for language in ("en", "it"):
        assert all("{" not in sentence for sentence in caution_words(saving.cautions, language))


def test_every_one_has_its_case():
    assert {*CASES, *OF_ONE_METER} == {*VERDICTS, *LACKS, *CAUTIONS}


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_not_to_use_a_reading_is_said_in_both_languages(reason):
    assert translate(REASONS[reason], "it") != REASONS[reason]


NOT_IN_THE_SAMPLE = {
    "its tables passed the contract, which refuses them": ("backward", "works_open"),
    "its homes are in Milan, where no winter goes by without heat": ("no_use",),
    "all its estates read one station, which stayed where it was": ("weather_apart",),
    "it is told of one meter alone, not of a portfolio": ("works", "outside", "filled_weather"),
}
"""Why no estate of the sample shows these, and which: the cases here are all that draws them."""


def test_what_no_estate_of_the_sample_shows_is_this():
    latest = list_editions(SAMPLE)[-1]
    tables = (read_table(latest, name) for name in ("readings", "weather", "retrofits", "complexes"))
    found = assess_portfolio(*tables)
    shown = set(chain.from_iterable(codes_of(row) for _, row in found.retrofits.iterrows()))
    shown |= set(found.set_aside["reason"])
    listed = list(chain.from_iterable(NOT_IN_THE_SAMPLE.values()))
    assert {*VERDICTS, *LACKS, *CAUTIONS, *REASONS} - shown == set(listed)
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize(
    ("first", "is_told"), [(START - 95, False), (START - 30, True), (END + 30, True), (END + 95, False)]
)
def test_a_meter_that_came_long_before_or_after_the_works_is_no_doubt_of_theirs(first, is_told):
    row = with_another_meter(Estate(), first).assessed()
    assert row["verdict"] == "saving" and ("meter_changed" in codes_of(row)) == is_told == row["is_doubtful"]
