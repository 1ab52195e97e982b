"""The plan's rules hold for any register; the arithmetic is that of the peers; doubt is told as it is."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.errors import Refused
from indicators.help_desk.criteria import CRITERIA, score_estates
from indicators.help_desk.doubt import _places, _usual, tier_chances
from indicators.help_desk.methods import compare_methods, kendall_tau
from indicators.help_desk.plan_choices import CONDITIONS, METHODS, PlanChoices, default_weights
from indicators.help_desk.priority import place_range, rank_estates
from indicators.help_desk.reasons import contenders, explain
from indicators.help_desk.scorers import topsis, weighted_sum
from tests.indicators.help_desk.estate_frames import REGISTERS, SECTIONS, estates

CHOICES = st.builds(
    PlanChoices,
    tier_1_sites=st.integers(0, 6),
    tier_2_sites=st.integers(0, 8),
    most_per_municipio=st.integers(0, 3),
    method=st.sampled_from(list(METHODS)),
    draws=st.just(100),
)


def plain_estate(complex_id, **more):
    return {"complex_id": complex_id, "name": complex_id, "manager": "MM", "section_id": SECTIONS[3], "households": 100,
            "has_social_custodian": True} | more  # fmt: skip


def test_default_weights_sum_to_one():
    assert sum(default_weights().values()) == pytest.approx(1)
    assert default_weights()["vulnerable_households"] == default_weights()["vulnerable_rate"] == 0.30


@given(REGISTERS, CHOICES)
@settings(max_examples=60)
def test_tiers_have_their_numbers_the_kept_stay_and_all_others_have_a_custodian(rows, choices):
    frame = estates(rows)
    table = rank_estates(frame, choices).table
    kept = frame["is_desk_site"].fillna(False)
    assert (table["tier"] == 0).equals(kept.astype(bool))
    with_custodian = frame["has_social_custodian"].fillna(False) & ~kept
    first, second = (table["tier"] == 1), (table["tier"] == 2)
    assert with_custodian[first | second].all()
    assert first.sum() == min(choices.tier_1_sites, with_custodian.sum())
    assert second.sum() == min(choices.tier_2_sites, with_custodian.sum() - first.sum())


@given(REGISTERS, CHOICES, st.randoms())
@settings(max_examples=40)
def test_the_order_of_the_rows_plays_no_part(rows, choices, random):
    shuffled = rows.copy()
    random.shuffle(shuffled)
    ranking, other = rank_estates(estates(rows), choices), rank_estates(estates(shuffled), choices)
    pd.testing.assert_frame_equal(ranking.table, other.table)
    pd.testing.assert_frame_equal(tier_chances(ranking), tier_chances(other))
    same = estates(rows).sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(rank_estates(same, choices).table, ranking.table)


@given(REGISTERS, CHOICES, st.integers(0, 3), st.integers(0, 3))
@settings(max_examples=40)
def test_larger_numbers_only_add(rows, choices, more_first, more_second):
    frame = estates(rows)
    larger = replace(choices, tier_1_sites=choices.tier_1_sites + more_first,
                     tier_2_sites=choices.tier_2_sites + more_second)  # fmt: skip
    before, after = (rank_estates(frame, each).table["tier"] for each in (choices, larger))
    for tier in (0, 1, 2):
        assert set(before.index[before <= tier]) <= set(after.index[after <= tier])


@given(REGISTERS)
@settings(max_examples=40)
def test_points_lie_between_their_bounds_and_the_place_in_its_range(rows):
    frame = estates(rows)
    scores = score_estates(frame)
    assert ((scores.low >= 0) & (scores.high <= 1)).all()
    assert ((scores.low <= scores.likely + 1e-12) & (scores.likely <= scores.high + 1e-12)).all()
    table = rank_estates(frame).table.dropna(subset="place")
    assert (table["best_place"] <= table["place"]).all()
    assert (table["place"] <= table["worst_place"]).all()


def test_a_place_range_by_hand():
    low, high = np.array([0.5, 0.2, 0.1, 0.9]), np.array([0.6, 0.55, 0.15, 0.9])
    best, worst = place_range(low, high, np.array([True, True, True, False]))
    assert best[:3].tolist() == [1, 1, 3]
    assert worst[:3].tolist() == [2, 2, 3]
    assert np.isnan(best[3])


def test_the_score_is_the_sum_of_its_parts():
    ranking = rank_estates(estates([plain_estate("A"), plain_estate("B", epc_class="G")]))
    assert ranking.parts.sum(axis=1).tolist() == pytest.approx(ranking.table["score"].tolist())
    assert ranking.parts.loc["B", "certificate"] == pytest.approx(CRITERIA["certificate"].weight)


def test_ties_go_to_more_vulnerable_households_and_then_to_the_id():
    choices = PlanChoices(weights={"committee": 1}, tier_1_sites=1, tier_2_sites=1)
    rows = [plain_estate("B"), plain_estate("A"), plain_estate("C", households=119)]
    table = rank_estates(estates(rows), choices).table
    assert table["place"].to_dict() == {"C": 1, "A": 2, "B": 3}


def test_an_unconfirmed_custodian_waits_and_says_so():
    rows = [plain_estate("A", has_social_custodian=None), plain_estate("B", has_social_custodian=False)]
    ranking = rank_estates(estates(rows))
    assert ranking.table["tier"].tolist() == [3, 3]
    assert ranking.table["tier_if_confirmed"].tolist() == [1, 3]
    assert ranking.table["condition"].tolist() == ["unknown", "unmet"]
    said = {statement.id: statement for statement in explain(ranking, "A")}
    assert "a social custodian" in said["waits"].sentence("en")
    assert "lacks" in {statement.id for statement in explain(ranking, "B")}
    chances = tier_chances(ranking)
    assert chances.loc["A", "chance_tier_1"] == pytest.approx(0.5, abs=0.02)
    assert chances.loc["B", "chance_tier_2"] == 0


def test_the_plan_s_two_places_are_kept_by_name_where_the_register_flags_none():
    rows = [plain_estate("S", name="Via SAINT-BON 6"), plain_estate("V", name="Via Giuffre' 8 - Via Villani 3"),
            plain_estate("X", name="San Siro")]  # fmt: skip
    assert rank_estates(estates(rows)).table["tier"].to_dict() == {"S": 0, "V": 0, "X": 1}


def test_equity_gives_each_municipio_a_turn():
    rows = [plain_estate(f"A{number}", section_id=SECTIONS[3], households=119) for number in range(4)]
    rows += [plain_estate("Z", section_id=SECTIONS[4], households=11)]
    frame = estates(rows)
    free = rank_estates(frame, PlanChoices(tier_1_sites=2)).table["tier"]
    fair = rank_estates(frame, PlanChoices(tier_1_sites=2, most_per_municipio=1)).table["tier"]
    assert free["Z"] != 1
    assert fair[fair == 1].index.tolist() == ["A0", "Z"]


def test_equity_counts_the_kept_sites():
    rows = [plain_estate("K", is_desk_site=True), plain_estate("A", households=119),
            plain_estate("Z", section_id=SECTIONS[4], households=11)]  # fmt: skip
    choices = PlanChoices(tier_1_sites=1, most_per_municipio=1, draws=100, weight_firmness=10_000)
    ranking = rank_estates(estates(rows), choices)
    assert ranking.table["tier"].to_dict() == {"K": 0, "A": 2, "Z": 1}
    assert tier_chances(ranking)["chance_tier_1"].to_dict() == {"A": 0, "K": pytest.approx(np.nan, nan_ok=True), "Z": 1}


def test_chances_add_up_to_the_sites_and_repeat():
    rows = [
        plain_estate(f"E{number:02d}", households=30 + 3 * number, section_id=SECTIONS[number]) for number in range(30)
    ]
    ranking = rank_estates(estates(rows), PlanChoices(draws=3_000))
    chances = tier_chances(ranking)
    assert chances[["chance_tier_1", "chance_tier_2"]].sum().tolist() == pytest.approx([3, 8])
    assert (chances["chance_tier_1"] <= chances["chance_tier_2"]).all()
    assert (chances["usual_best"] <= chances["usual_worst"]).all() and chances["usual_worst"].max() <= 30
    pd.testing.assert_frame_equal(chances, tier_chances(ranking))


def test_without_doubt_the_chances_are_the_tiers():
    full = {"dwellings": 100, "has_tenants_committee": True, "heating_mode": "own", "epc_class": "D",
            "is_step_free": True, "retrofit_state": "none", "languages": "it", "transit_m": 100}  # fmt: skip
    rows = [plain_estate(f"E{n}", room_capacity=2 * n + 2, **full) for n in range(10)]
    ranking = rank_estates(estates(rows), PlanChoices(weights={"room": 1, "transit": 0}, draws=100))
    assert (ranking.table["best_place"] == ranking.table["worst_place"]).all()
    chances = tier_chances(ranking)
    assert (chances["chance_tier_1"] == (ranking.table["tier"] == 1)).all()
    assert (chances["chance_tier_2"] == (ranking.table["tier"] <= 2)).all()
    assert chances["usual_best"].equals(chances["usual_worst"])


def test_the_smallest_weight_change_overturns_the_pair():
    rows = [plain_estate("A", epc_class="G", has_tenants_committee=False),
            plain_estate("B", epc_class="A4", has_tenants_committee=True)]  # fmt: skip
    choices = PlanChoices(weights={"certificate": 0.6, "committee": 0.4}, tier_1_sites=1, tier_2_sites=0)
    ranking = rank_estates(estates(rows), choices)
    rival = contenders(ranking, "A", 3).loc["B"]
    assert (rival["criterion"], rival["weight"]) == ("certificate", pytest.approx(0.5))
    said = {statement.id: statement.sentence("en") for statement in explain(ranking, "A")}
    assert "B would take its place" in said["displaced"]
    turned = {"certificate": 0.49, "committee": 0.51}
    assert rank_estates(estates(rows), replace(choices, weights=turned)).table.loc["B", "tier"] == 1


def test_estates_with_the_same_points_stand_level():
    rows = [plain_estate(name, epc_class="G", has_tenants_committee=False) for name in ("A", "B")]
    choices = PlanChoices(weights={"certificate": 0.6, "committee": 0.4}, tier_1_sites=1, tier_2_sites=0)
    ranking = rank_estates(estates(rows), choices)
    (first,) = ranking.table.index[ranking.table["tier"] == 1]
    for language, told in (("en", "stands level with it"), ("it", "è alla pari")):
        said = {statement.id: statement.sentence(language) for statement in explain(ranking, first)}
        assert told in said["displaced"] and "0" not in said["displaced"]


def test_every_wrong_choice_is_told_at_once():
    with pytest.raises(Refused) as error:
        PlanChoices(tier_1_sites=-1, weights={"size": 1, "room": -1}, conditions=("rich",), method="dice",
                    most_per_municipio=-1)  # fmt: skip
    assert {fault.code for fault in error.value.faults} == {
        "unknown_criterion", "bad_weight", "unknown_condition", "unknown_method", "out_of_range",
    }  # fmt: skip
    with pytest.raises(Refused):
        PlanChoices(weights={"room": 0})


@pytest.mark.parametrize("condition", CONDITIONS.values(), ids=list(CONDITIONS))
def test_a_condition_that_is_not_known_is_not_known(condition):
    frame = estates([{"complex_id": "A", "name": "A"}])
    assert condition.met(frame).isna().all()


def test_kendall_s_tau_is_scipy_s():
    from scipy.stats import kendalltau

    rng = np.random.default_rng(1)
    first, second = rng.integers(0, 20, 60).astype(float), rng.integers(0, 20, 60).astype(float)
    assert kendall_tau(first, second) == pytest.approx(kendalltau(first, second).statistic)


def test_the_methods_stand_side_by_side():
    rows = [plain_estate(f"E{n}", households=20 + 10 * n, section_id=SECTIONS[n]) for n in range(20)]
    comparison = compare_methods(rank_estates(estates(rows)))
    assert list(comparison.places) == list(METHODS)
    assert -1 <= comparison.tau <= 1
    differs = comparison.tiers["weighted_sum"] != comparison.tiers["topsis"]
    assert set(comparison.changed) == set(comparison.tiers.index[differs])


def test_the_scores_are_those_of_scikit_criteria():
    skcriteria = pytest.importorskip("skcriteria", reason="scikit-criteria is not installed", exc_type=ImportError)
    simple = pytest.importorskip("skcriteria.agg.simple", exc_type=ImportError)
    similarity = pytest.importorskip("skcriteria.agg.similarity", exc_type=ImportError)
    scalers = pytest.importorskip("skcriteria.preprocessing.scalers", exc_type=ImportError)
    rng = np.random.default_rng(7)
    points, weights = rng.uniform(0.05, 1, (40, 5)), rng.dirichlet(np.ones(5))
    matrix = skcriteria.mkdm(points, [max] * 5, weights=weights)
    theirs = simple.WeightedSumModel().evaluate(matrix)
    assert theirs.e_.score == pytest.approx(weighted_sum(points, weights, points))
    theirs = similarity.TOPSIS().evaluate(scalers.VectorScaler(target="matrix").transform(matrix))
    assert theirs.e_.similarity == pytest.approx(topsis(points, weights, points))
    assert theirs.rank_.tolist() == (np.argsort(np.argsort(-topsis(points, weights, points))) + 1).tolist()


def test_usual_places_are_those_of_the_middle_four_fifths_of_the_trials_that_let_an_estate_in():
    totals = np.array([[0.9, 0.5, -np.inf]] * 2 + [[0.4, 0.5, -np.inf]] * 7 + [[0.4, 0.5, 0.6]] * 2)
    assert _usual(_places(totals)).tolist() == [[1, 1, 1], [3, 2, 1]]
    assert np.isnan(_usual(_places(totals[:9]))[:, 2]).all()
