"""The verdict says no more than the ranges allow."""

import pandas as pd
import pytest

from contract.translations import translate
from indicators.catalogue.registry import INDICATORS, get_indicator
from indicators.catalogue.verdict import _SENTENCES as SENTENCES
from indicators.catalogue.verdict import verdict


def figure(minimum, estimate, maximum, reason=""):
    state = {"": "shown", "withheld_base": "withheld"}.get(reason, "missing")
    return pd.Series({"minimum": minimum, "estimate": estimate, "maximum": maximum, "state": state, "reason": reason})


CITY = figure(0.04, 0.09, 0.30)


@pytest.mark.parametrize(
    "area, begins",
    [
        (figure(0.31, 0.40, 0.50), "Certainly more than in the city: at least 0.31 here, at most 0.3 there."),
        (figure(0.01, 0.02, 0.03), "Certainly less than in the city: at most 0.03 here, at least 0.04 there."),
        (figure(0.05, 0.15, 0.50), "By the estimate alone, more than in the city: 0.15 here, 0.09 there."),
        (figure(0.02, 0.05, 0.50), "By the estimate alone, less than in the city"),
        (figure(0.02, 0.095, 0.50), "By the estimate alone, about as in the city"),
        (figure(0.30, 0.30, 0.30), "By the estimate alone, more than in the city: 0.3 here, 0.09 there."),
        (figure(0.31, 0.31, 0.31), "Certainly more than in the city"),
    ],
)
def test_certain_only_where_the_ranges_do_not_meet(area, begins):
    sentence, values = verdict(get_indicator("energy_poverty_10"), area, CITY)
    assert translate(sentence, "en", **values).startswith(begins)


@pytest.mark.parametrize("value, word", [(0.5, "More"), (0.1, "Less"), (0.21, "About")])
def test_exact_shares_and_ratios_are_compared_as_they_are(value, word):
    exact, _ = verdict(get_indicator("renters"), figure(value, value, value), figure(0.2, 0.2, 0.2))
    ratio, values = verdict(get_indicator("energy_burden"), figure(pd.NA, value, pd.NA), figure(pd.NA, 0.2, pd.NA))
    assert exact.startswith(word)
    assert ratio.startswith(word)
    assert values == {"estimate": value, "other_estimate": 0.2}


def test_what_is_not_shown_says_why_and_no_number():
    sentence, values = verdict(get_indicator("renters"), figure(pd.NA, pd.NA, pd.NA, "withheld_base"), CITY)
    assert "privacy" in sentence
    assert values == {}


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=list(INDICATORS))
def test_without_a_city_figure_the_estimate_stands_alone(indicator):
    sentence, values = verdict(indicator, figure(0.1, 0.2, 0.3), figure(pd.NA, pd.NA, pd.NA, "not_measured"))
    assert translate(sentence, "en", **values) == "Here the estimate is 0.2."


@pytest.mark.parametrize(
    ("standing", "begins"),
    [
        ("unsure", "No difference from the city can be told"),
        ("below", "No difference from the city can be told"),
        ("above", "By the estimate alone, more than in the city"),
        ("", "By the estimate alone, more than in the city"),
    ],
)
def test_a_difference_is_said_only_where_chance_does_not_explain_it(standing, begins):
    sentence, values = verdict(get_indicator("energy_poverty_10"), figure(0.05, 0.15, 0.5), CITY, standing=standing)
    assert translate(sentence, "en", **values).startswith(begins)


def test_what_is_certain_stays_certain_whatever_chance_says():
    sentence, _ = verdict(get_indicator("energy_poverty_10"), figure(0.31, 0.4, 0.5), CITY, standing="unsure")
    assert sentence.startswith("Certainly more")


def test_an_exact_share_that_chance_explains_says_so_without_a_range():
    sentence, values = verdict(
        get_indicator("renters"), figure(0.5, 0.5, 0.5), figure(0.2, 0.2, 0.2), standing="unsure"
    )
    assert "anywhere" not in sentence
    assert translate(sentence, "en", **values).startswith("No difference from the city can be told: 0.5 here")


def test_every_sentence_of_a_verdict_is_drawn():
    interval, exact = get_indicator("energy_poverty_10"), get_indicator("renters")
    ranges = [(0.31, 0.4, 0.5), (0.01, 0.02, 0.03), (0.05, 0.15, 0.5), (0.02, 0.05, 0.5), (0.02, 0.09, 0.5)]
    drawn = {
        verdict(indicator, figure(*values), other, standing)[0]
        for indicator, other, all_values in (
            (interval, CITY, ranges), (exact, figure(0.2, 0.2, 0.2), [(0.5,) * 3, (0.1,) * 3, (0.2,) * 3])
        )
        for values in all_values
        for standing in ("", "unsure")
    }  # fmt: skip
    assert drawn == set(SENTENCES.values())


@pytest.mark.parametrize(("estimate", "begins"), [(0.2, "More"), (0.05, "Less"), (0.1, "About")])
def test_of_a_plausible_range_the_arithmetic_ends_are_not_said(estimate, begins):
    row = {"state": "shown", "minimum": 0.01, "maximum": 0.7, "estimate": estimate, "plausible_low": 0.04,
           "plausible_high": 0.3}  # fmt: skip
    sentence, values = verdict(get_indicator("energy_poverty_10"), pd.Series(row), pd.Series(row | {"estimate": 0.1}))
    assert sentence.startswith(begins) and "{plausible_low} to {plausible_high}" in sentence
    assert (values["plausible_low"], values["plausible_high"]) == (0.04, 0.3)
    assert "{maximum}" not in sentence
