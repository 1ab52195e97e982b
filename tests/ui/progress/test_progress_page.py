"""The page of the plan: what is late is said first; people change an activity, and the second of two is told."""

from dataclasses import replace
from datetime import date

import pytest

from contract.progress import Activity, Milestone, Money
from data_access.records.progress import read_activities, save_activity
from indicators.progress.city_plan import CITY_PLAN
from tests.ui.helpdesk.desk_page import button, fill, text_of
from tests.ui.test_pages import opened

TODAY = date(2026, 11, 28)
FOLDS = ("whole", "steps", "spending", "judging", "activity_history")
LATE = replace(
    CITY_PLAN["3.1"],
    owner="Direzione Casa",
    municipi=("4",),
    milestones=(Milestone("open", "The desk opens", due=date(2026, 1, 31)),),
    resources=(Money(2026, "Comune di Milano", 1000.0, 250.0), Money(2026, "SNAM", None, 50.0)),
)


def next_of_city(action):
    """The number after the last one of an action in the City's plan."""
    return f"{action}.{1 + max(int(number.partition('.')[2]) for number in CITY_PLAN if number[0] == action)}"


@pytest.fixture(autouse=True)
def that_day(records, monkeypatch):
    for room in ("ui.kept.progress", "ui.progress.steps", "ui.progress.editing"):
        monkeypatch.setattr(f"{room}.today", lambda: TODAY)


def test_the_plan_opens_as_the_city_wrote_it():
    text = text_of(opened("progress", lang="en"))
    assert "None of the 11 activities in view is late. Of 8 nothing was ever recorded: nobody can say" in text
    assert "11 without a department" in text and "Of no activity in view is any money stated." in text


def test_what_is_late_in_an_area_is_told_first_with_its_reason(records):
    save_activity(records, LATE, 0, "Ada")
    text = text_of(opened("progress", lang="en", within="4"))
    assert "1 activity of 11 is late. Nobody said why." in text
    assert "“The desk opens” was due on 31 January 2026, 301 days ago. Nobody said why." in text
    assert "of 10" not in text and "None of the 10 activities" in text_of(opened("progress", lang="en", within="5"))
    assert "Direzione Casa · Municipio 4 · progress" in text and "answers for it · the whole city ·" in text
    alone = text_of(opened("progress", lang="en", department="Direzione Casa", stands="late"))
    assert "1 activity of 1 is late" in alone and "at least" in alone and "€1,000" in alone


def test_one_activity_says_how_it_stands_and_what_it_rests_on():
    text = text_of(opened("progress", FOLDS, lang="en", activity="1.1"))
    assert "goal 1 (editions published)" in text and "31 December" in text
    assert "No department answers for it." in text and "as the City's plan wrote it" in text


def test_a_manager_changes_an_activity_and_finds_it_in_its_history(records):
    app = opened("progress", FOLDS, lang="en", activity="2.1")
    fill(app, "Department that answers for it", "Direzione Casa", "selectbox")
    fill(app, "Status", "under_way", "selectbox")
    fill(app, "A note of today (name no household)", "The table met.", "text_area")
    [name, *_] = [each for each in app.text_input if each.label == "Your name"]
    name.set_value("Ada")
    [press] = [each for each in app.button if each.label == "Save the activity"]
    press.click().run()
    text = text_of(app)
    assert "It is saved." in text and "The table met." in text and "Ada (identity not verified)" in text
    found, entry = read_activities(records)["2.1"]
    assert (found.owner, found.status, entry.version) == ("Direzione Casa", "under_way", 1)
    assert replace(found, owner="", status="planned", notes=()) == CITY_PLAN["2.1"]


def test_of_two_people_who_edit_one_activity_the_second_is_told(records):
    app = opened("progress", FOLDS, lang="en", activity="2.1")
    save_activity(records, replace(CITY_PLAN["2.1"], owner="Verde"), 0, "Bea")
    fill(app, "Department that answers for it", "Direzione Casa", "selectbox")
    [name, *_] = [each for each in app.text_input if each.label == "Your name"]
    name.set_value("Ada")
    button(app, "Save the activity")
    assert "Bea saved on" in text_of(app)
    assert read_activities(records)["2.1"][0].owner == "Verde"


def test_a_proof_makes_a_milestone_done_and_a_stop_needs_its_reason(records):
    app = opened("progress", FOLDS, lang="en", activity="2.1")
    fill(app, "What proves that it is done", "Minutes of 3 March")
    button(app, "Save the milestone")
    assert "Your name" not in read_activities(records) and not read_activities(records)
    assert "must not be blank" in text_of(app)
    for each in app.text_input:
        if each.label == "Your name":
            each.set_value("Ada")
    fill(app, "What proves that it is done", "Minutes of 3 March")
    button(app, "Save the milestone")
    assert read_activities(records)["2.1"][0].milestones[0].proofs[0].what == "Minutes of 3 March"
    assert "progress 50%" in text_of(app)
    for each in app.text_input:
        if each.label == "Your name":
            each.set_value("Ada")
    fill(app, "Status", "stopped", "selectbox")
    button(app, "Save the activity")
    assert "Say why it is stopped." in text_of(app)


def test_an_activity_that_is_not_there_is_said():
    app = opened("progress", lang="en", activity="9.9")
    assert "9.9" in " ".join(str(each.proto.body) for each in app.get("html"))


def test_a_new_milestone_counts_what_the_product_knows(records):
    app = opened("progress", FOLDS, lang="en", activity="2.1")
    fill(app, "Milestone", "new", "selectbox").run()
    for each in app.text_input:
        if each.label == "Your name":
            each.set_value("Ada")
    fill(app, "Title of the milestone", "Three editions")
    fill(app, "What it counts", "editions", "selectbox")
    fill(app, "Goal", 3, "number_input")
    button(app, "Save the milestone")
    step = read_activities(records)["2.1"][0].milestones[-1]
    assert (step.title, step.counts, step.goal) == ("Three editions", "editions", 3)
    assert "Three editions" in text_of(app) and "3, goal 3 (editions published)" in text_of(app)


def test_a_further_activity_gets_the_next_number_and_opens_to_be_filled_in(records):
    app = opened("progress", ("adding",), lang="en")
    fill(app, "Action", "3", "selectbox")
    fill(app, "Title of the activity", "A bus that calls at courtyards")
    fill(app, "Your name", "Ada")
    button(app, "Add the activity")
    [number] = read_activities(records)
    assert number == next_of_city("3")
    assert next(each.value for each in app.subheader) == f"{number} A bus that calls at courtyards"
    assert "It has no milestone: its progress cannot be told." in text_of(app)


def test_two_people_who_add_at_once_do_not_write_over_each_other(records):
    app = opened("progress", ("adding",), lang="en")
    save_activity(records, Activity(next_of_city("1"), "Another"), 0, "Bea")
    fill(app, "Title of the activity", "Mine")
    fill(app, "Your name", "Ada")
    button(app, "Add the activity")
    assert "Bea saved on" in text_of(app)
    assert [each.title for each, _ in read_activities(records).values()] == ["Another"]


def test_weight_indicators_and_what_a_call_for_funds_asks_are_written_on_the_page(records):
    app = opened("progress", FOLDS, lang="en", activity="1.1")
    fill(app, "Weight within its action", 2.5, "number_input")
    fill(app, "Indicators that tell of it", ["energy_poverty_10", "hidden_m2"], "multiselect")
    for each in app.text_input:
        if each.label == "Your name":
            each.set_value("Ada")
    button(app, "Save the activity")
    found, _ = read_activities(records)["1.1"]
    assert (found.weight, found.indicators) == (2.5, ("energy_poverty_10", "hidden_m2"))
    fill(app, "Description, as a call for funds asks for it", "The edition is public.", "text_area")
    fill(app, "How it is verified", "By its manifest.", "text_area")
    fill(app, "Goal", 3.0, "number_input")
    fill(app, "Value at the start", 1.0, "number_input")
    for each in app.text_input:
        if each.label == "Your name":
            each.set_value("Ada")
    button(app, "Save the milestone")
    found, _ = read_activities(records)["1.1"]
    step = found.milestones[0]
    assert (step.description, step.verification, step.baseline, step.goal, step.is_yearly) == (
        "The edition is public.", "By its manifest.", 1.0, 3.0, True,
    )  # fmt: skip
    assert found.weight == 2.5
