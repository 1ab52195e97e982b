"""The order of renovations: what is told without doubt, what is in doubt, what is unclear, what has no verdict."""

import pandas as pd
import pytest

from indicators.savings.cautions import CAUTIONS, NO_DOUBT, Caution
from indicators.savings.portfolio import _ranked, ranked_by

ROWS = {
    "small": ("saving", False, 0.1),
    "doubtful": ("saving", True, 0.9),
    "large": ("saving", False, 0.5),
    "unclear": ("unclear", False, 0.8),
    "unclear, in doubt": ("unclear", True, 0.95),
    "rise": ("rise", False, -0.2),
    "rise, in doubt": ("rise", True, -0.1),
    "no cost": ("saving", False, float("nan")),
    "nothing": ("insufficient", False, float("nan")),
}


@pytest.fixture
def ranked():
    return _ranked(
        [
            {"retrofit_id": code, "verdict": verdict, "is_doubtful": doubt, "kwh_per_eur": value,
             "kwh_per_vulnerable": -value}
            for code, (verdict, doubt, value) in ROWS.items()
        ]
    )  # fmt: skip


def test_a_saving_in_doubt_stands_after_every_sure_one_however_large(ranked):
    assert ranked["retrofit_id"].tolist() == [
        "large", "small", "rise", "no cost", "doubtful", "rise, in doubt", "unclear, in doubt", "unclear", "nothing",
    ]  # fmt: skip
    by_people = ranked_by(ranked, "kwh_per_vulnerable")["retrofit_id"].tolist()
    assert by_people[:6] == ["rise", "small", "large", "no cost", "rise, in doubt", "doubtful"]


def test_only_what_is_told_without_doubt_has_a_place(ranked):
    places = ranked.set_index("retrofit_id")["rank_per_eur"].dropna()
    assert places.to_dict() == {"large": 1, "small": 2, "rise": 3}


def test_what_a_saving_is_of_makes_no_doubt_and_every_other_caution_does():
    assert {code for code in CAUTIONS if not Caution(code).is_doubt} == set(NO_DOUBT)


def test_an_order_of_nothing_is_empty():
    assert ranked_by(_ranked([]), "kwh_per_eur").empty
    assert isinstance(_ranked([]), pd.DataFrame)
