"""Where trained people are missing, counted by hand; when a certificate stands."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from contract.aid_records import Catalogue
from data_access.aids.packaged_files import packaged_catalogue
from indicators.training.coverage import (
    desks_wanted,
    estates_without_custodian,
    languages_spoken,
    tutors_by_area,
    walk_minutes,
)
from indicators.training.credentials import credential_of, standing_of, trained
from indicators.training.quotes import quotes_of
from tests.indicators.training.contents import BASE, CREDENTIAL, HELD, TODAY, TUTOR

EMPTY = Catalogue({}, {}, {})


def test_a_tutor_of_two_areas_counts_half_in_each_and_nothing_is_divided_by_nobody():
    poor = pd.DataFrame({"low": [100.0, 0.0, np.nan], "high": [200.0, 50.0, np.nan]}, index=["1", "2", "3"])
    other = replace(TUTOR, person="TED-0001", municipi=("1", "9"))
    told = tutors_by_area([TUTOR, other], poor)
    assert told["tutors"].tolist() == [1.5, 0.5, 0.0]
    assert told["rate_low"].tolist()[:2] == [75.0, 100.0] and told["rate_high"].iloc[0] == 150.0
    assert told.loc["2":, "rate_high"].isna().all() and np.isnan(told.loc["3", "rate_low"])


def test_estates_whose_custodian_is_not_trained_the_largest_first():
    complexes = pd.DataFrame({"complex_id": ["C001", "C002", "C003", "C004"], "households": [10, 20, 30, 40],
                              "has_social_custodian": pd.array([True, True, True, pd.NA], "boolean")})  # fmt: skip
    assert estates_without_custodian(complexes, [TUTOR], {"TED-0042"})["complex_id"].tolist() == ["C003", "C002"]
    assert len(estates_without_custodian(complexes, [TUTOR], set())) == 3


def test_languages_count_each_estate_and_each_tutor_once():
    told = languages_spoken(pd.DataFrame({"languages": ["it ar ar", "it", None]}), [TUTOR])
    assert told.to_dict("index") == {"it": {"estates": 2, "tutors": 1}, "ar": {"estates": 1, "tutors": 1}}


@pytest.mark.parametrize(("households", "desks"), [(750_000, 18), (0, 0)])
def test_europes_yardstick(households, desks):
    assert desks_wanted(households) == desks


def test_the_walk_to_the_nearest_desk_counts_each_household_and_only_ways_that_are_known():
    walks = pd.DataFrame({"a": [600.0, 9000.0, np.inf, 60.0], "b": [1200.0, 3000.0, np.inf, 60.0]}, index=list("wxyz"))
    households = pd.Series({"w": 30, "x": 10, "y": 99, "z": pd.NA}, dtype="Int64")
    assert walk_minutes(households, walks) == pytest.approx((30 * 10 + 10 * 50) / 40)
    assert walk_minutes(households, walks[["a"]]) == pytest.approx((30 * 10 + 10 * 150) / 40)
    for nobody in (walk_minutes(households, walks[[]]), walk_minutes(households * 0, walks)):
        assert np.isnan(nobody)


def test_a_certificate_stands_until_its_last_day_its_rule_or_its_revocation():
    catalogue = packaged_catalogue()
    told = replace(CREDENTIAL, quotes=quotes_of(catalogue, ["BSE-2026"]))
    assert standing_of(told, catalogue, TODAY) == "valid"
    assert standing_of(replace(told, quotes={}), EMPTY, told.valid_to) == "valid"
    assert standing_of(replace(told, quotes={}), EMPTY, told.valid_to + timedelta(days=1)) == "expired"
    edition = replace(catalogue.editions["BSE-2026"], source="altra")
    after = replace(catalogue, editions={**catalogue.editions, "BSE-2026": edition})
    assert standing_of(told, after, TODAY) == "rule_changed"
    assert standing_of(replace(told, revoked_reason="x"), after, TODAY) == "revoked"
    assert trained([told, replace(told, level="tutor", quotes={})], after, TODAY) == {"TED-0042": {"tutor"}}


def test_what_is_earned_has_the_hours_of_the_class_and_the_months_of_the_course():
    told = credential_of(replace(BASE, months=6), HELD, "TED-0042", "N", "Comune", pd.Timestamp("2026-08-31").date(),
                         "https://x.test")  # fmt: skip
    assert (told.hours, str(told.valid_to), told.level) == (8.0, "2027-02-28", "base")
