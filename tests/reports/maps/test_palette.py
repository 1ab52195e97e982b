"""Colours of the maps stay apart on a grey print, and for eyes that lack one of three kinds of cones."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from reports.maps.palette import HATCHED, MISSING, POINTED, SEQUENTIAL, SPECIAL_COLOURS, UNSURE, ZERO
from reports.maps.scenario_look import PALETTES
from ui.drawing import hot_spot_classes
from ui.observatory.changes import VERDICT_COLOURS

EYES = {
    "no red cones": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "no green cones": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no blue cones": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
"""What such eyes see, on linear light (Machado, Oliveira and Fernandes 2009, severity 1)."""
LEAST_APART = 8.0
"""Difference of two colours (CIE 1976) that readers tell apart on a small area."""


def linear(colour):
    share = np.array(colour) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(light):
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ light
    x, y, z = (cube(value) for value in xyz / (0.9505, 1, 1.089))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def cube(value):
    return np.cbrt(value) if value > 0.008856 else 7.787 * value + 16 / 116


def luma(colour):
    return float(np.dot((0.299, 0.587, 0.114), colour))


@pytest.mark.parametrize("k", SEQUENTIAL)
def test_classes_are_apart_on_a_grey_print_and_more_is_darker(k):
    greys = [luma(colour) for colour in (SPECIAL_COLOURS[MISSING], SPECIAL_COLOURS[ZERO], *SEQUENTIAL[k])]
    assert all(lighter - darker >= 8 for lighter, darker in pairwise(greys))


@pytest.mark.parametrize("kind", PALETTES)
@pytest.mark.parametrize("eyes", EYES)
def test_neighbouring_classes_are_apart_for_colour_blind_eyes(kind, eyes):
    for palette in PALETTES[kind].values():
        seen = [lab(np.clip(np.array(EYES[eyes]) @ linear(colour), 0, 1)) for colour in palette]
        apart = [np.linalg.norm(first - second) for first, second in pairwise(seen)]
        assert min(apart) >= LEAST_APART, (kind, len(palette), apart)


def test_the_low_end_is_calmer_than_the_yellow_that_shone():
    chroma = {k: np.hypot(*lab(linear(palette[0]))[1:]) for k, palette in SEQUENTIAL.items()}
    assert max(chroma.values()) < np.hypot(*lab(linear((253, 231, 37)))[1:]) / 2


def test_two_states_alone_are_pale_and_what_is_withheld_is_told_by_a_pattern():
    states = [colour for name, colour in SPECIAL_COLOURS.items() if name != ZERO]
    assert [colour for colour in (*states, UNSURE) if luma(colour) > 200] == [SPECIAL_COLOURS[MISSING], UNSURE]
    assert {colour for colour in states if luma(colour) < 200} == HATCHED
    assert abs(luma(UNSURE) - luma(SPECIAL_COLOURS[MISSING])) > 30


def test_what_is_under_the_pointer_has_the_colour_of_no_class():
    classes = [colour for kinds in PALETTES.values() for palette in kinds.values() for colour in palette]
    assert POINTED not in classes


@pytest.mark.parametrize("kinds", [hot_spot_classes._COLOURS, VERDICT_COLOURS], ids=["concentrations", "changes"])
def test_kinds_that_have_no_order_are_apart_on_a_grey_print_and_for_colour_blind_eyes(kinds):
    plain = [colour for colour in kinds.values() if colour not in SPECIAL_COLOURS.values()]
    assert len(plain) == 5
    assert all(lighter - darker >= 35 for darker, lighter in pairwise(sorted(map(luma, plain))))
    for eyes in EYES.values():
        seen = [lab(np.clip(np.array(eyes) @ linear(colour), 0, 1)) for colour in plain]
        assert min(np.linalg.norm(first - second) for first, second in combinations(seen, 2)) >= LEAST_APART
