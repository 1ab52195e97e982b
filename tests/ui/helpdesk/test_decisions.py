"""Deciding on the page: overrule with a reason, save, be told of another's save, sign off, reopen by link."""

from dataclasses import replace

import pytest

from data_access.records.plans import change_plan, list_plans, read_history, read_plan
from tests.ui.helpdesk.desk_page import button, codes_of, fill, opened, text_of, unfolded, words

DECIDING = ("overrules", "saving", "plans", "history", "files")


pytestmark = pytest.mark.usefixtures("records")


def decided(app, estate, action, tier="Tier 1", reason="The room is ready", name="A. Rossi"):
    """Fill in the form of a decision and press its button; `estate` is the start of its line in the list."""
    [box] = [each for each in app.selectbox if each.label == "Estate"]
    box.set_value(next(option for option in box.options if option.startswith(estate)))
    fill(app, "Decision", action, "selectbox")
    [*_, tiers] = [each for each in app.selectbox if each.label == "Tier"]
    tiers.set_value(tier)
    fill(app, "Reason (it stays in the history: name no household)", reason, "text_area")
    fill(app, "Name of who decides", name)
    return button(app, "Decide")


def saved(app, name="Piano 2026", by="A. Rossi", press="Save as a new plan"):
    fill(app, "Name of the plan", name)
    fill(app, "Your name", by)
    return button(app, press)


def names_in_tier_1(app):
    return words(app).split("class='headline'>")[1].split("</p>")[0]


def test_a_barred_estate_leaves_tier_1_with_its_cost_and_both_orders():
    app = decided(unfolded(*DECIDING, lang="en"), "1.", "Kept out of tiers 1 and 2")
    assert "Stadera" not in names_in_tier_1(app) and "Gratosoglio (dimostrativo 5)" in names_in_tier_1(app)
    text = text_of(app)
    assert "Decided by A. Rossi: The room is ready" in text
    assert "All together: tiers 1 and 2 reach" in text
    row = words(app).split("Computed order")[1].split("Stadera - Chiesa Rossa</th>")[1].split("</tr>")[0]
    assert "Tier 1" in row and "Tier 3" in row and "Kept out of tiers 1 and 2" in row
    assert "Stadera" in names_in_tier_1(button(app, "Take back"))


def test_an_estate_of_tier_2_is_moved_to_tier_1_and_another_gives_way():
    app = unfolded(*DECIDING, lang="en")
    [box] = [each for each in app.selectbox if each.label == "Estate"]
    third, fourth = (next(each for each in box.options if each.startswith(place))[4:] for place in ("3.", "4."))
    assert third in names_in_tier_1(app) and fourth not in names_in_tier_1(app)
    app = decided(app, "4.", "Moved to another tier")
    assert fourth in names_in_tier_1(app) and third not in names_in_tier_1(app)


@pytest.mark.parametrize(
    ("estate", "changes", "told"),
    [
        ("1.", {"reason": " "}, "An overrule needs a reason."),
        ("1.", {"name": ""}, "An overrule needs the name of who decides."),
        ("9.", {"action": "Moved to another tier"}, "correct the register first"),
    ],
)
def test_what_cannot_be_decided_is_said_and_nothing_changes(estate, changes, told):
    before = names_in_tier_1(opened("plan", lang="en"))
    app = decided(unfolded(*DECIDING, lang="en"), estate, **({"action": "Held in its tier"} | changes))
    assert told in words(app).split("class='notice error'")[1]
    assert names_in_tier_1(app) == before


def test_a_plan_is_saved_and_reopened_by_its_link_with_its_choices_and_decisions(records):
    app = decided(unfolded(*DECIDING, lang="en", tier1="2", weights="room:20"), "1.", "Kept out of tiers 1 and 2")
    saved(app)
    [plan] = list_plans(records)
    assert codes_of(app)["plan"] == plan.plan_id
    assert any(
        code.value.endswith(f"plan={plan.plan_id}") or f"plan={plan.plan_id}&" in code.value for code in app.code
    )
    assert plan.content.choices["tier_1_sites"] == 2 and plan.content.overrules[0].reason == "The room is ready"
    again = opened("plan", plan=plan.plan_id, lang="en")
    assert names_in_tier_1(again) == names_in_tier_1(app)
    assert codes_of(again)["weights"] == "room:20"
    assert "Plan “Piano 2026”, saved by A. Rossi" in text_of(again)


def test_a_plan_without_a_name_is_not_saved(records):
    app = saved(unfolded(*DECIDING, lang="en"), name="")
    assert "it must not be blank" in words(app).split("class='notice error'")[1]
    assert list_plans(records) == []


def test_the_second_of_two_who_save_is_told_and_loses_nothing(records):
    first = saved(unfolded(*DECIDING, lang="en"))
    [plan] = list_plans(records)
    change_plan(records, plan.plan_id, plan.version, plan.content.__class__(
        "Piano di B", plan.content.year, plan.content.revision, plan.content.choices), "B. Verdi")  # fmt: skip
    decided(first, "1.", "Kept out of tiers 1 and 2")
    saved(first, press="Save the changes")
    error = words(first).split("class='notice error'")[1]
    assert "B. Verdi saved on" in error and "Your changes are still here" in error
    assert read_plan(records, plan.plan_id).content.name == "Piano di B"
    assert "Stadera" not in names_in_tier_1(first)
    saved(first, name="Piano di A")
    assert {each.content.name for each in list_plans(records)} == {"Piano di A", "Piano di B"}


def test_a_plan_of_another_revision_says_so_and_not_that_the_reader_changed_it(records):
    saved(unfolded(*DECIDING, lang="en"))
    [plan] = list_plans(records)
    older = replace(plan.content, revision=plan.content.revision + 1)
    change_plan(records, plan.plan_id, plan.version, older, "A. Rossi")
    app = unfolded(*DECIDING, lang="en", plan=plan.plan_id)
    assert "It was saved on revision 2 of 2023. What you see rests on revision 1" in text_of(app)
    assert "your changes are not saved" not in text_of(app)
    assert [each.disabled for each in app.button if each.label in ("Save the changes", "Sign off")] == [False, True]
    saved(app, press="Save the changes")
    assert read_plan(records, plan.plan_id).content.revision == plan.content.revision
    assert "It was saved on revision" not in text_of(app)
    assert [each.disabled for each in app.button if each.label in ("Save the changes", "Sign off")] == [True, False]


def test_changes_are_saved_with_their_reason_and_told_in_the_history(records):
    app = saved(unfolded(*DECIDING, lang="en"))
    decided(app, "1.", "Kept out of tiers 1 and 2")
    assert "your changes are not saved" in text_of(app)
    fill(app, "Why (goes into the history)", "Meeting of 3 December")
    saved(app, press="Save the changes")
    [plan] = list_plans(records)
    assert [entry.event for entry in read_history(records, plan.plan_id)] == ["created", "changed"]
    told = text_of(app).split("Before After Why")[1]
    assert "Meeting of 3 December" in told
    assert "Decision on Stadera - Chiesa Rossa" in told and "(A. Rossi: The room is ready)" in told


def test_a_signed_plan_is_frozen_shown_as_signed_and_copied_to_go_on(records):
    app = saved(decided(unfolded(*DECIDING, lang="en"), "1.", "Kept out of tiers 1 and 2"))
    fill(app, "Your name", "A. Rossi")
    button(app, "Sign off")
    assert not list_plans(records)[0].is_signed
    [read] = [each for each in app.checkbox if each.label.startswith("I have read it")]
    read.check()
    button(app, "Sign off")
    [plan] = list_plans(records)
    assert plan.is_signed and plan.signed_by == "A. Rossi"
    again = unfolded(*DECIDING, plan=plan.plan_id, lang="en", weights="room:50")
    assert "signed off by A. Rossi" in text_of(again)
    assert names_in_tier_1(again) == names_in_tier_1(app)
    assert not [each for each in again.button if each.label in ("Decide", "Sign off", "Save the changes")]
    saved(again, name="Copia")
    assert {each.content.name: each.is_signed for each in list_plans(records)} == {"Piano 2026": True, "Copia": False}
    assert list_plans(records)[0].copied_from == plan.plan_id


def test_a_saved_plan_is_compared_with_what_is_shown(records):
    saved(unfolded(*DECIDING, lang="en"))
    app = decided(unfolded(*DECIDING, lang="en"), "1.", "Kept out of tiers 1 and 2")
    table = words(app).split("Tier in “Piano 2026”")[1].split("</table>")[0]
    assert "Stadera - Chiesa Rossa" in table
    apart = words(app).split("What differs")[1].split("</table>")[0]
    assert "Decision on Stadera - Chiesa Rossa" in apart and "The room is ready" in apart
    same = unfolded(*DECIDING, lang="en")
    assert "puts every estate into the tier that is shown here" in text_of(same)
    button(same, "Open this plan")
    assert codes_of(same)["plan"] == list_plans(records)[0].plan_id


def test_a_decision_that_no_longer_fits_is_said_and_left_out():
    app = decided(unfolded(*DECIDING, lang="en"), "4.", "Moved to another tier")
    app.session_state["address_codes"]["tier1"] = "0"
    app.run()
    assert "The decisions do not fit these choices" in words(app)
    assert not app.exception


def decided_bar(estate="1."):
    return decided(unfolded(*DECIDING, lang="en"), estate, "Kept out of tiers 1 and 2")


def test_decide_pressed_twice_decides_once_and_says_where_the_reader_is():
    app = decided_bar()
    before = [each.label for each in app.button].count("Take back")
    app = button(app, "Decide")
    assert [each.label for each in app.button].count("Take back") == before == 1
    assert "Choose the estate that the decision is about" in " ".join(each.value for each in app.toast)


def test_after_a_decision_the_headline_tells_of_it_and_names_no_barred_estate_as_a_rival():
    text = text_of(decided_bar("2."))
    answer = text.split("Next come")[1].split("Whole screen")[0]
    assert "1 decision" in answer
    assert "Bovisasca" not in answer


def test_signing_without_the_tick_says_so(records):
    app = decided_bar()
    app = button(saved(app), "Sign off")
    assert "Not signed" in " ".join(each.value for each in app.toast)
    assert "not signed" in text_of(app).lower()
