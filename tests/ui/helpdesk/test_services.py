"""Venues with their regret, the calendar and the visits on the page, beside the engine's own answers."""

import re
import shutil
from datetime import date, datetime, timedelta

import pandas as pd
import pytest

from contract.local_time import LOCAL_TIME
from data_access.editions import ENVIRONMENT_VARIABLE, SAMPLE, list_editions
from data_access.records.sessions import read_sessions, read_visit, save_calendar, save_visit
from indicators.help_desk.closed_days import is_closed
from indicators.help_desk.covering import best_cover, regret_of
from tests.sealed import seal
from tests.ui.helpdesk.desk_page import button, codes_of, fill, opened, text_of, unfolded, words
from ui.kept import editions as cached
from ui.kept import help_desk as kept
from ui.words.formats import count

KEPT_AND_TIERS = 10
PICK = ("L01", "L02")


pytestmark = pytest.mark.usefixtures("records")


@pytest.fixture(scope="module")
def problem():
    edition = list_editions(SAMPLE)[-1]
    order = kept.ranking(edition, opened_choices()).order
    locked = tuple(sorted(order.index[order["tier"] < 3]))
    return kept.cover_problem(edition, locked, 1000.0, 2500.0)


def opened_choices():
    from indicators.help_desk.plan_choices import PlanChoices

    return PlanChoices()


def test_the_best_venues_are_the_solver_s_and_the_desks_of_the_plan_are_kept(problem):
    text = text_of(unfolded("venues", lang="en"))
    best = best_cover(problem, 5)
    assert len(problem.locked) == KEPT_AND_TIERS and set(problem.locked) <= set(best.sites)
    assert f"{count(best.reached, 'en')} would be: no other choice" in text


def test_a_choice_by_hand_shows_what_it_loses_and_who_stays_uncovered(problem):
    app = unfolded("venues", lang="en", venues=",".join(PICK))
    regret = regret_of(problem, PICK)
    assert regret.lost > 100
    assert f"{count(regret.lost, 'en')} fewer than the best of as many" in text_of(app)
    told = words(app).split("Of its vulnerable households")[1].split("</table>")[0]
    shown = [int(number.replace(",", "")) for number in re.findall(r"<td>([\d,]+)</td>", told)]
    assert sum(shown) == pytest.approx(regret.uncovered.sum(), abs=len(shown))


def test_the_best_choice_by_hand_loses_nothing():
    app = button(unfolded("venues", lang="en", new_venues="3"), "Start from the best")
    assert len(codes_of(app)["venues"].split(",")) == 3
    assert "as many as the best" in text_of(app)


def test_a_longer_walk_and_larger_desks_reach_more():
    def reached(**codes):
        text = text_of(unfolded("venues", lang="en", **codes))
        return int(re.search(r"within a walk of ([\d,]+)", text)[1].replace(",", ""))

    assert reached(walk="500") < reached(walk="1000") < reached(walk="1500")
    assert reached(capacity="500") < reached(capacity="none")


def test_a_venue_that_does_not_exist_is_said():
    assert "no venue “L99”" in text_of(unfolded("venues", lang="en", venues="L99"))


@pytest.fixture
def streets(tmp_path, monkeypatch):
    """The sample with a network of streets that nobody can walk out of one corner of."""
    shutil.copytree(SAMPLE / "2023", tmp_path / "editions" / "2023")
    row = {"street_id": "1", "from_node": "a", "to_node": "b", "from_lon": 9.19, "from_lat": 45.46, "to_lon": 9.191,
           "to_lat": 45.46, "length_m": 80.0}  # fmt: skip
    pd.DataFrame([row]).to_parquet(tmp_path / "editions" / "2023" / "streets.parquet", index=False)
    seal(tmp_path / "editions" / "2023")
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path / "editions"))
    cached.forget_list()
    yield
    monkeypatch.undo()
    cached.forget_list()


def test_walks_follow_a_published_network(streets):
    text = text_of(unfolded("venues", lang="en"))
    assert "Walks follow the published street network." in text
    assert "straight line" not in text


def planned(records, days_ago=120, site="C001", minutes=0):
    day = date.today() - timedelta(days=days_ago)
    while days_ago and is_closed(day):
        day -= timedelta(days=1)
    start = datetime.combine(day, datetime.min.time(), LOCAL_TIME) + timedelta(hours=9, minutes=minutes)
    name = f"{site}-{start:%Y%m%dT%H%M}"
    row = {
        "session_id": name,
        "site_id": site,
        "tier": 0,
        "start": start,
        "end": start + timedelta(hours=3),
        "tutors": 2,
    }
    save_calendar(records, pd.DataFrame([row]), {}, "A. Rossi")
    return name


def test_the_proposed_calendar_is_saved_and_comes_back(records):
    app = unfolded("calendar", lang="en")
    assert "No conflict" in text_of(app)
    fill(app, "Your name", "A. Rossi")
    button(app, "Save the calendar")
    saved = read_sessions(records)
    assert set(saved["site_id"]) <= set(kept.sites(list_editions(SAMPLE)[-1]).index)
    assert len(saved) > KEPT_AND_TIERS
    assert "sessions saved." in text_of(app)


def test_a_calendar_saved_by_nobody_is_not_saved(records):
    app = unfolded("calendar", lang="en")
    button(app, "Save the calendar")
    assert "it must not be blank" in words(app).split("class='notice error'")[1]
    assert read_sessions(records).empty


def test_conflicts_of_the_saved_calendar_are_shown(records):
    for minutes in (0, 60):
        planned(records, minutes=minutes)
    text = text_of(unfolded("calendar", lang="en"))
    assert "two sessions at the same time" in text
    assert "1 conflict." in text


def test_counts_are_saved_never_shown_again_and_corrected(records):
    name = planned(records)
    app = unfolded("visits", lang="en")
    fill(app, "People invited", 30, "number_input")
    fill(app, "People attended", 12, "number_input")
    fill(app, "Your name", "A. Rossi")
    button(app, "Save the counts")
    visit = read_visit(records, name)
    assert (visit.counts["invited"], visit.counts["came"], visit.counts["households"]) == (30, 12, None)
    again = unfolded("visits", lang="en")
    assert "Counted by A. Rossi" in text_of(again)
    assert {each.value for each in again.number_input if each.label.startswith("People")} == {None}
    fill(again, "People attended", 11, "number_input")
    fill(again, "Your name", "B. Verdi")
    button(again, "Save the counts")
    visit = read_visit(records, name)
    assert (visit.counts["invited"], visit.counts["came"], visit.changed_by) == (None, 11, "B. Verdi")


def test_counts_that_contradict_each_other_are_refused(records):
    name = planned(records)
    app = unfolded("visits", lang="en")
    fill(app, "People attended", 3, "number_input")
    fill(app, "Households attended", 5, "number_input")
    fill(app, "Your name", "A. Rossi")
    button(app, "Save the counts")
    assert "This is more than what it is part of." in words(app).split("class='notice error'")[1]
    assert read_visit(records, name).version == 0


def test_small_counts_are_withheld_and_the_running_quarter_is_not_told(records):
    figures = {"C001": 40, "C002": 25}
    for site, came in figures.items():
        save_visit(
            records, planned(records, site=site), 0, {"came": came, "cutoffs_avoided": 1 if site == "C001" else 9}, "A"
        )
    save_visit(records, planned(records, days_ago=0, site="C002"), 0, {"came": 500}, "A")
    table = words(unfolded("visits", lang="en")).split("<th scope='col'>Site</th>")[1].split("</table>")[0]
    rows = {
        row.split("</th>")[0]: re.findall(r"<td[^>]*>([^<]*)</td>", row) for row in table.split("<th scope='row'>")[1:]
    }
    assert rows["Via Saint Bon 6"][0] == "40" and rows["In all"][0] == "65"
    assert rows["Via Saint Bon 6"][5] == "withheld"
    assert [row[5] for row in rows.values()].count("withheld") >= 2
    assert rows["In all"][1] == "not counted"


def test_a_quarter_stays_as_it_was_first_told_whatever_is_corrected(records):
    name = planned(records, site="C001")
    save_visit(records, name, 0, {"came": 40, "households": 30}, "A")
    save_visit(records, planned(records, site="C002"), 0, {"came": 25}, "A")
    assert "corrected after" not in text_of(unfolded("visits", lang="en"))
    save_visit(records, name, 1, {}, "A")
    told = words(unfolded("visits", lang="en"))
    assert "corrected after" in told
    assert re.findall(r"<td[^>]*>([^<]*)</td>", told.split("Via Saint Bon 6</th>")[1])[0] == "40"


def test_without_sessions_there_is_nothing_to_count():
    assert "save a calendar first" in text_of(unfolded("visits", lang="en"))
    assert not opened("plan").exception
