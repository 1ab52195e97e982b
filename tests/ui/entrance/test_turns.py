"""The line in which pages wait to be drawn: two at once, none held up for long, none left out by one that fails."""

import threading

import pytest

from ui.entrance import turns


def test_two_are_drawn_at_once_and_all_are_drawn(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT_S", 20)
    at_once, most, drawn, counting = 0, 0, 0, threading.Lock()

    def draw():
        nonlocal at_once, most, drawn
        with turns.in_turn():
            with counting:
                at_once += 1
                most = max(most, at_once)
            threading.Event().wait(0.002)
            with counting:
                at_once, drawn = at_once - 1, drawn + 1

    readers = [threading.Thread(target=draw) for _ in range(12)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    assert (most, drawn) == (turns.AT_ONCE, 12)


def test_who_waited_long_enough_is_drawn_beside_those_that_hold_the_line_up(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT_S", 0.01)
    with turns.in_turn(), turns.in_turn(), turns.in_turn():
        assert not turns._line.acquire(blocking=False)
    assert all(turns._line.acquire(blocking=False) for _ in range(turns.AT_ONCE))
    assert not turns._line.acquire(blocking=False)
    for _ in range(turns.AT_ONCE):
        turns._line.release()


def test_a_page_that_fails_leaves_its_place():
    for _ in range(turns.AT_ONCE + 1):
        with pytest.raises(ValueError), turns.in_turn():
            raise ValueError
    assert all(turns._line.acquire(blocking=False) for _ in range(turns.AT_ONCE))
    assert not turns._line.acquire(blocking=False)
    for _ in range(turns.AT_ONCE):
        turns._line.release()
