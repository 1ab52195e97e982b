"""Overrules: both orders kept, rules still hold, the cost is told, wrong ones are refused all at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.errors import Refused
from indicators.help_desk.overrules import Overrule, decide
from indicators.help_desk.plan_choices import PlanChoices
from indicators.help_desk.priority import rank_estates
from tests.indicators.help_desk.estate_frames import REGISTERS, SECTIONS, estates

CHOICES = PlanChoices(tier_1_sites=2, tier_2_sites=2)


def ranking(count=8, choices=CHOICES):
    rows = [
        {"complex_id": f"E{n}", "name": f"Estate {n}", "section_id": SECTIONS[2 + n % 3], "households": 119 - 10 * n,
         "has_social_custodian": None if n == 7 else n != 6}
        for n in range(count)
    ]  # fmt: skip
    return rank_estates(estates(rows), choices)


def overrule(complex_id, action, tier=3, **more):
    return Overrule(
        complex_id, action, **({"reason": "The room is being rebuilt", "name": "A. Rossi"} | more), tier=tier
    )


def test_a_barred_estate_gives_its_place_to_the_next_and_the_cost_is_told():
    computed = ranking()
    first = computed.order.index[0]
    decision = decide(computed, [overrule(first, "bar")])
    table = decision.table
    assert (table.loc[first, "computed_tier"], table.loc[first, "tier"]) == (1, 3)
    assert (table["tier"] == 1).sum() == (table["tier"] == 2).sum() == 2
    assert table.loc[first, ["overrule", "overruled_by"]].tolist() == ["bar", "A. Rossi"]
    came = table.index[(table["computed_tier"] == 3) & (table["tier"] < 3)]
    cost = decision.costs.set_index("complex_id").loc[first]
    score, vulnerable = computed.table["score"], computed.estates["vulnerable_households"]
    assert cost["score_lost"] == pytest.approx(score[first] - score[came].sum())
    assert cost["vulnerable_lost"] == pytest.approx(vulnerable[first] - vulnerable[came].sum())
    assert cost["vulnerable_lost_low"] <= cost["vulnerable_lost"] <= cost["vulnerable_lost_high"]
    assert decision.costs["complex_id"].tolist() == ["", first]


def test_a_pin_without_effect_costs_nothing_and_outlives_other_weights():
    computed = ranking()
    second = computed.order.index[1]
    decision = decide(computed, [overrule(second, "pin", 1)])
    assert (decision.table["tier"] == decision.table["computed_tier"]).all()
    assert decision.costs["score_lost"].tolist() == pytest.approx([0, 0])


def test_without_overrules_the_decided_plan_is_the_computed_one():
    decision = decide(ranking(), [])
    assert (decision.table["tier"] == decision.table["computed_tier"]).all()
    assert decision.costs.empty


def test_every_wrong_overrule_is_told_at_once():
    wrong = [overrule("E9", "bar"), overrule("E0", "bar", 1, reason=" "), overrule("E0", "move", 4, name=""),
             overrule("E6", "move", 1), overrule("E7", "pin", 2), overrule("E1", "pin", 1),
             overrule("E2", "pin", 1)]  # fmt: skip
    with pytest.raises(Refused) as error:
        decide(ranking(), wrong)
    assert sorted(fault.code for fault in error.value.faults) == sorted([
        "unknown_complex", "no_reason", "bad_tier", "no_name", "bad_tier", "condition_not_met", "condition_not_met",
        "doubled_overrule", "full_tier", 
    ])  # fmt: skip


def test_the_kept_sites_are_not_overruled():
    rows = [{"complex_id": "K", "name": "K", "is_desk_site": True, "has_social_custodian": True}]
    with pytest.raises(Refused, match="one error"):
        decide(rank_estates(estates(rows)), [overrule("K", "bar")])


@given(REGISTERS, st.data())
@settings(max_examples=40)
def test_tier_counts_and_custodians_hold_after_overrules(rows, data):
    computed = rank_estates(estates(rows), CHOICES)
    free = computed.table.index[computed.table["tier"] != 0].tolist()
    chosen = data.draw(st.lists(st.sampled_from(free), unique=True, max_size=3)) if free else []
    made, room = [], {1: 2, 2: 2}
    for each in chosen:
        tier = data.draw(st.sampled_from([1, 2, 3]))
        if tier == 3 or computed.table.loc[each, "condition"] != "met" or not room[tier]:
            made.append(overrule(each, "bar"))
        else:
            room[tier] -= 1
            made.append(overrule(each, "move", tier))
    table = decide(computed, made).table
    barred = {each.complex_id for each in made if each.tier == 3}
    able = computed.table["condition"].eq("met") & computed.table["tier"].ne(0) & ~computed.table.index.isin(barred)
    assert able[table["tier"].isin([1, 2])].all()
    assert (table["tier"] == 1).sum() <= 2 and (table["tier"] == 2).sum() <= 2
    assert table["tier"].isin([1, 2]).sum() == min(4, able.sum()) or (table["tier"] == 2).sum() == 2
