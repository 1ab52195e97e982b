"""Areas are found as people write them."""

import pandas as pd
import pytest

from ui.drawing.search import best_match, find_areas, ranked

NAMES = {
    "nil": pd.Series({"4": "GUASTALLA", "22": "CITTA' STUDI", "55": "BAGGIO - Q.RE DEGLI OLMI", "3": "MONCUCCO"}),
    "municipio": pd.Series({"3": "Municipio 3"}),
    "section": pd.Series({code: code for code in ("0151460000012", "0151460010012", "0151460000999")}),
}


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("città studi", ("nil", "22")),
        ("  STUDI ", ("nil", "22")),
        ("baggio", ("nil", "55")),
        ("Municipio 3", ("municipio", "3")),
        ("55", ("nil", "55")),
        ("151460000012", ("section", "0151460000012")),
        ("0151460000999", ("section", "0151460000999")),
        ("999", ("section", "0151460000999")),
    ],
)
def test_the_best_match_comes_first(query, first):
    assert find_areas(query, NAMES)[0][:2] == first


@pytest.mark.parametrize("query", ["", "   ", "''", "zzz", "99999"])
def test_nothing_is_found_where_there_is_nothing(query):
    assert find_areas(query, NAMES) == []


@pytest.mark.parametrize(
    ("query", "match"),
    [("baggio", ("nil", "55")), ("0012", None), ("zzz", None), ("3", ("municipio", "3")), ("moncucco", ("nil", "3"))],
)
def test_one_meaning_is_taken_at_once_and_several_are_asked(query, match):
    assert best_match(query, NAMES) == match


def test_several_matches_are_all_offered():
    assert [area for _, area, _ in find_areas("0012", NAMES)] == ["0151460000012", "0151460010012"]


def test_a_ranking_tells_the_areas_with_a_figure_from_the_highest():
    figures = pd.DataFrame(
        {"state": ["shown", "base", "shown", "shown"], "estimate": [0.05, pd.NA, 0.204, 0.1],
         "minimum": [0.04, pd.NA, 0.2, 0.1], "maximum": [0.06, pd.NA, 0.3, 0.1]},
        index=["a", "b", "c", "d"],
    )  # fmt: skip
    names = pd.Series({"a": "Adda", "b": "Baggio", "c": "Corvetto - Chiaravalle", "d": "Dergano"})
    told = ranked(names, figures.astype({"estimate": "Float64"}), "share", "it")
    assert told.to_dict("list") == {
        "name": ["1. Corvetto", "2. Dergano", "3. Adda"],
        "estimate": ["20,4%", "10,0%", "5,0%"],
        "range": ["20,0% – 30,0%", "10,0%", "4,0% – 6,0%"],
    }
    assert list(told.index) == ["c", "d", "a"]
    imputed = figures.assign(plausible_low=0.01, plausible_high=0.5)
    assert set(ranked(names, imputed, "share", "en")["range"]) == {"1.0% – 50.0%"}
