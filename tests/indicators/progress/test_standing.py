"""How activities stand: by hand, at the edges of days, and what holds whatever is recorded."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.progress import EVIDENCE, Activity, Manual, Milestone, Note
from indicators.basis.progress_parameters import STALE_AFTER
from indicators.progress.city_plan import ACTIONS, CITY_PLAN
from indicators.progress.reasons import reasons
from indicators.progress.standing import STATES, action_shares, standing, weighted_share
from tests.indicators.progress.activities import TODAY, activity, by_hand, happened

DAY = timedelta(days=1)
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
weights = st.floats(0, allow_infinity=False, allow_nan=False)


def told(stands, language="en"):
    return " ".join(each.sentence(language) for each in reasons(stands, TODAY))


@pytest.mark.parametrize(
    ("due", "state"), [(TODAY - DAY, "late"), (TODAY, "on_time"), (TODAY + DAY, "on_time"), (None, "undated")]
)
def test_it_is_late_from_the_day_after_it_was_due(due, state):
    assert standing(activity(by_hand(due=due), status="under_way"), [], TODAY).state == state


@pytest.mark.parametrize(("age", "is_stale"), [(0, False), (90, False), (91, True), (400, True)])
def test_it_is_stale_after_ninety_days_without_news(age, is_stale):
    assert STALE_AFTER.value == 90
    day = TODAY - age * DAY
    noted = activity(by_hand(), status="under_way", notes=(Note(day, "said", "Ada"),))
    assert standing(noted, [], TODAY).is_stale is is_stale
    assert standing(activity(by_hand(), status="under_way"), [], TODAY, day).is_stale is is_stale
    shown = activity(by_hand("step", day), by_hand("other"), status="under_way")
    assert standing(shown, [], TODAY).is_stale is is_stale


def test_news_of_tomorrow_are_no_news_and_no_evidence():
    ahead = activity(by_hand("step", TODAY + DAY), notes=(Note(TODAY + DAY, "said", "Ada"),))
    stands = standing(ahead, [], TODAY)
    assert (stands.state, stands.share, stands.last_on) == ("not_begun", 0, None)


def test_what_was_never_told_of_says_so():
    stands = standing(activity(by_hand(), owner=" "), [], TODAY)
    assert stands.is_stale and not stands.has_owner
    assert told(stands) == (
        "It was to begin on 1 May 2025; nothing shows that it did. No department answers for it. "
        "Nothing was ever recorded of it."
    )


def test_what_is_stopped_is_neither_late_nor_stale_and_says_why():
    stands = standing(activity(by_hand(due=TODAY - DAY), status="stopped", status_reason="No staff."), [], TODAY)
    assert (stands.state, stands.is_stale) == ("stopped", False)
    assert told(stands) == "It is stopped: No staff."


def test_what_is_late_says_since_when_and_whether_anybody_said_why():
    late = activity(by_hand(due=TODAY - DAY), by_hand("other", due=TODAY - 3 * DAY, delay_reason="The call was void."))
    stands = standing(late, [], TODAY, TODAY)
    assert stands.state == "late" and not stands.is_explained
    assert "“Step” was due on 27 November 2026, one day ago. Nobody said why." in told(stands)
    assert "25 November 2026, 3 days ago. Reason given: The call was void." in told(stands)
    assert "scadeva il 27 novembre 2026, un giorno fa" in told(stands, "it")
    assert standing(replace(late, delay_reason="Strike."), [], TODAY).is_explained


def test_an_end_that_is_over_is_late_even_without_milestones():
    over = activity(end=TODAY - DAY)
    stands = standing(over, [], TODAY)
    assert (stands.state, stands.share, stands.is_explained) == ("late", None, False)
    assert standing(replace(over, is_continuous=True, status="under_way"), [], TODAY).state == "on_time"


def test_a_yearly_milestone_counts_this_year_and_misses_the_one_before():
    yearly = Milestone("edition", "Edition", counts="editions", is_yearly=True)
    of = activity(yearly, is_continuous=True)
    assert standing(of, happened("editions", date(2026, 3, 1)), TODAY).state == "on_time"
    missed = standing(of, happened("editions", date(2024, 3, 1)), TODAY)
    assert missed.state == "late" and "not reached in 2025" in told(missed)
    assert standing(of, happened("editions", date(2025, 3, 1)), TODAY).state == "not_begun"
    assert standing(of, [], date(2025, 12, 31)).state == "not_begun"
    assert standing(of, [], date(2026, 1, 1)).state == "late"


def test_the_same_thing_counts_once_and_towards_the_goal():
    counted = activity(Milestone("sites", "Sites", counts="first_sites", baseline=1, goal=5))
    twice = [*happened("first_sites", *[date(2026, 1, 1)] * 3), *happened("first_sites", *[date(2026, 2, 1)] * 3)]
    stands = standing(counted, twice, TODAY)
    assert stands.share == pytest.approx((3 - 1) / (5 - 1))
    assert [each.day for each in stands.milestones[0].evidence] == [date(2026, 1, 1)] * 3


def test_a_judgement_is_shown_as_such_and_makes_nothing_done():
    judged = activity(by_hand(), manual=Manual(1, "Nearly there.", "Ada"))
    stands = standing(judged, [], TODAY)
    assert (stands.share, stands.evidence_share, stands.is_manual, stands.state) == (1, 0, True, "not_begun")
    assert "what Ada judged, not what the records show: Nearly there." in told(stands)


@given(st.lists(st.tuples(weights, st.floats(0, 1)), min_size=1, max_size=6), st.floats(0.001, 1000))
def test_weights_count_whatever_they_add_up_to(parts, factor):
    share = weighted_share(parts)
    assert min(each for _, each in parts) - 1e-9 <= share <= max(each for _, each in parts) + 1e-9
    if all(weight * factor > 1e-280 and weight * factor < 1e300 for weight, _ in parts):
        assert weighted_share([(weight * factor, each) for weight, each in parts]) == pytest.approx(share)


def test_weights_that_are_all_zero_count_the_same():
    assert weighted_share([(0, 1), (0, 0), (0, 0), (0, 0)]) == 0.25
    assert weighted_share([(5e-324, 1), (5e-324, 0)]) == 0.5
    assert weighted_share([]) is None


milestones = st.builds(
    lambda number, counts, proofs, goal, due, is_yearly, weight: by_hand(
        f"m{number}", *proofs, counts=counts, goal=goal, due=due, is_yearly=is_yearly, weight=weight
    ),
    st.integers(0, 99), st.sampled_from(["", *EVIDENCE]), st.lists(days, max_size=3), st.integers(1, 4),
    st.none() | days, st.booleans(), st.floats(0, 9),
)  # fmt: skip
evidence = st.lists(st.tuples(st.sampled_from(list(EVIDENCE)), days), max_size=8)


@given(st.lists(milestones, max_size=4), evidence, days, st.sampled_from(["planned", "under_way"]))
def test_each_done_has_its_evidence_and_evidence_undoes_nothing(own, things, today, status):
    known = [happened(counts, day, thing=f"{place}-")[0] for place, (counts, day) in enumerate(things)]
    manual = Manual(1, "So I say.", "Ada")
    stands = standing(activity(*own, status=status, manual=manual), known, today)
    assert stands.state in STATES
    for each in stands.milestones:
        assert not each.is_done or each.evidence
        assert all(proof.day <= today for proof in each.evidence)
        assert 0 <= each.share <= 1
    if stands.state == "done":
        assert stands.milestones and all(each.is_done for each in stands.milestones)
    assert standing(activity(*own, status=status), [], today).state != "done" or all(each.proofs for each in own)
    less = standing(activity(*own, status=status), known[1:], today)
    assert (less.evidence_share or 0) <= (stands.evidence_share or 0) + 1e-12


def test_actions_weigh_their_activities():
    stands = [
        standing(replace(activity(by_hand("step", TODAY)), weight=3), [], TODAY),
        standing(replace(activity(by_hand()), weight=1), [], TODAY),
        standing(Activity("2.1", "Other", manual=Manual(0.5, "Half.", "Ada")), [], TODAY),
    ]
    assert action_shares(stands) == {"3": pytest.approx(0.75), "2": 0.5}


def test_the_city_s_plan_has_its_eleven_activities_and_states_no_more_than_it_does():
    assert list(CITY_PLAN) == ["1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "4.1", "4.2", "4.3"]
    assert {each.action_id for each in CITY_PLAN.values()} == set(ACTIONS)
    for each in CITY_PLAN.values():
        assert each.milestones and not each.owner and not each.resources and each.end is None
        assert sum(step.due is not None for step in each.milestones) == (each.activity_id == "3.1")
