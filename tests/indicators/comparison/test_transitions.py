"""Moves between editions: by hand, and never outside what withheld moves can be."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from contract.household_columns import PANEL_MOVES, panel_cell
from contract.rules import rules_of
from contract.tables import HOUSEHOLDS
from indicators.basis.tally import CellIntervals
from indicators.comparison.transitions import FLOWS, board, flows, has_panel
from tests.indicators.area_frames import EXACT, USUAL, Windows, area_frame

MOVES = {"panel_poor_poor": 20, "panel_poor_near": 8, "panel_poor_safe": 4, "panel_near_poor": 9, "panel_near_near": 30,
         "panel_near_safe": 12, "panel_safe_poor": 5, "panel_safe_near": 10}  # fmt: skip
WHOLE = {"households": 400, "both_known": 250, "panel_known": 200}


def intervals(rule=EXACT, **cells):
    return CellIntervals(area_frame(rule, **cells))


def test_flows_by_hand():
    row = flows(intervals(**WHOLE, **MOVES)).iloc[0]
    assert row["known"] == 200
    assert (row["entered_low"], row["entered_high"]) == (14, 14)
    assert (row["left_low"], row["left_high"]) == (12, 12)
    assert row["stayed_low"] == 20
    assert row["neared_high"] == 10


def test_the_board_adds_up_to_the_households_known_in_both():
    found = board(intervals(**WHOLE, **MOVES), "area-0")
    assert found.loc["safe", "safe"] == (102, 102)
    assert sum(low for column in found for low, _ in found[column]) == 200


def test_moves_are_known_to_their_windows():
    closed = intervals(USUAL, **WHOLE, **MOVES)
    row = flows(closed).iloc[0]
    ends = [closed[name] for name in ("panel_near_poor", "panel_safe_poor")]
    assert row["entered_low"] == sum(low[0] for low, _ in ends)
    assert row["entered_high"] == sum(high[0] for _, high in ends)
    assert row["entered_high"] - row["entered_low"] == 4


def test_an_extract_without_links_says_nothing():
    frame = area_frame(households=100, both_known=50)
    assert not has_panel(frame)
    assert has_panel(area_frame(**WHOLE, **MOVES))
    assert flows(CellIntervals(frame)).isna().all(axis=None)


def test_moves_that_add_up_to_too_many_are_a_fault():
    rule = next(rule for rule in rules_of(HOUSEHOLDS) if rule.code == "moves_above_panel")
    frame = pd.DataFrame({**{name: [count, count + 30] for name, count in MOVES.items()}, "panel_known": [200, 200]})
    assert (rule.value(frame) > rule.bound(frame)).tolist() == [False, True]


def test_every_move_is_counted_but_the_rest():
    assert len(PANEL_MOVES) == 8
    assert {move for moves in FLOWS.values() for move in moves} < set(PANEL_MOVES)


@given(st.lists(st.integers(0, 12), min_size=9, max_size=9), st.sampled_from([1, 3, 5, 10]))
def test_ranges_hold_the_truth(counts, least_count):
    truth = dict(zip((panel_cell(*move) for move in PANEL_MOVES), counts, strict=False))
    known = sum(counts)
    closed = intervals(
        Windows(least_count, 10), households=known + 20, both_known=known + 10, panel_known=known, **truth
    )
    row = flows(closed).iloc[0]
    for flow, moves in FLOWS.items():
        exact = sum(truth[panel_cell(*move)] for move in moves)
        assert row[f"{flow}_low"] <= exact <= row[f"{flow}_high"]
