"""Windows of one area, proven exhaustively: no count and no difference of nested counts is ever known to be small."""

import hashlib

import numpy as np
import pytest

from data_access.privacy.windows import centre, hashes, offsets, window

WIDTHS = [3, 5, 10]


def held(low, high):
    """Every count that a window can hold."""
    return np.arange(int(low), int(high) + 1)


def is_told_small(possible, k):
    return possible.min() >= 1 and possible.max() <= k - 1


@pytest.mark.parametrize("k", WIDTHS)
def test_no_window_tells_a_small_count(k):
    for offset in range(k):
        for count in range(4 * k):
            low, high = window(np.array(count), np.array(offset), k)
            assert low <= count <= high and high - low <= k - 1
            assert not is_told_small(held(low, high), k)


@pytest.mark.parametrize("k", WIDTHS)
def test_no_two_nested_counts_tell_a_small_difference(k):
    for offset in range(k):
        for whole in range(3 * k):
            for part in range(whole + 1):
                whole_low, whole_high = window(np.array(whole), np.array(offset), k)
                part_low, part_high = window(np.array(part), np.array(offset), k)
                assert part_low <= whole_low and part_high <= whole_high
                pairs = [(one, two) for one in held(whole_low, whole_high) for two in held(part_low, part_high)]
                assert not is_told_small(np.array([one - two for one, two in pairs if two <= one]), k)


@pytest.mark.parametrize("k", WIDTHS)
def test_nor_to_one_who_knows_the_whole_where_it_is_a_base(k):
    for offset in range(k):
        for whole in range(10, 10 + 2 * k):
            for part in range(whole + 1):
                low, high = window(np.array(part), np.array(offset), k)
                possible = held(low, min(high, whole))
                assert not is_told_small(possible, k)
                assert not is_told_small(whole - possible, k)


@pytest.mark.parametrize("k", WIDTHS)
def test_a_doubled_window_is_two_and_the_first_holds_zero_and_a_count_that_is_not_small(k):
    for offset in range(k):
        for count in range(4 * k):
            low, high = window(np.array(count), np.array(offset), k)
            wide_low, wide_high = window(np.array(count), np.array(offset), 2 * k)
            assert wide_low <= low and high <= wide_high
            assert wide_high >= k and (wide_low == 0 or wide_high - wide_low == 2 * k - 1)


def test_the_offset_is_the_hash_of_the_id():
    number = int.from_bytes(hashlib.blake2b(b"0151460000001", digest_size=8).digest(), "big")
    assert offsets(hashes(["0151460000001"]), 5).tolist() == [number % 5]


def test_the_same_count_of_an_area_has_one_window_and_all_offsets_are_used():
    ids = [f"{number:013d}" for number in range(600)]
    found = offsets(hashes(ids), 3)
    assert (found == offsets(hashes(ids), 3)).all()
    assert np.bincount(found).min() > 150


def test_the_centre_is_the_mean_of_a_binomial_within_the_window():
    low, high = np.array([0.0, 0.0]), np.array([2.0, 2.0])
    found = centre(low, high, np.array([10.0, 10.0]), np.array([0.1, np.nan]))
    chances = np.array([0.9**10, 10 * 0.1 * 0.9**9, 45 * 0.01 * 0.9**8])
    assert found[0] == pytest.approx((chances * [0, 1, 2]).sum() / chances.sum())
    assert found[1] == 1


def test_the_centre_grows_with_the_rate_and_stays_inside():
    rates = np.array([0.0, 1e-9, 0.2, 0.6, 1 - 1e-12, 1.0])
    found = centre(np.full(6, 4.0), np.full(6, 13.0), np.full(6, 20.0), rates)
    assert ((found >= 4) & (found <= 13)).all()
    assert (np.diff(found[1:5]) > 0).all()
    assert np.isnan(centre(np.array([np.nan]), np.array([2.0]), np.array([5.0]), np.array([0.5]))).all()


def test_in_a_window_of_thousands_the_centre_is_the_likeliest_count_or_the_end_next_to_it():
    low, high = np.array([0.0, 500.0]), np.array([9_000.0, 9_000.0])
    assert centre(low, high, np.full(2, 1_000.0), np.full(2, 0.2)).tolist() == [200.0, 500.0]
