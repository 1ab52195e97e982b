"""Checks by organisation, worked by hand."""

import pandas as pd
import pytest

from contract.questionnaire import Choice, Question, Questionnaire, Unlikely
from indicators.collection.quality import progress_by_place, quality_by_organisation

WORDS = {"it": "x", "en": "x"}
CODES = (Choice("1", WORDS), Choice("2", WORDS))
FORM = Questionnaire(
    "f", 1, WORDS, WORDS, 1,
    (*(Question(name, "one", WORDS, CODES) for name in "abcd"),
     Question("e", "whole", WORDS, low=0, high=9, asked_if={"a": ("2",)})),
    (Unlikely({"a": ("1",), "b": ("2",)}, WORDS),),
)  # fmt: skip


def frame(*rows, organisation="caf", seconds=None):
    told = [dict(zip("abcde", row, strict=False)) for row in rows]
    return pd.DataFrame(told, columns=list("abcde")).assign(
        organisation=organisation, place_id="12", month="2026-11", seconds=seconds
    )


NOBODY = pd.Series(dtype="int64")


def checked(*rows, **more):
    return quality_by_organisation(frame(*rows, **more), FORM, NOBODY).loc["caf"]


def test_only_questions_that_were_asked_can_be_refused():
    assert checked("1212")["refused_share"] == 0
    assert checked("2112")["refused_share"] == pytest.approx(1 / 5)
    assert checked("1", "1212")["refused_share"] == pytest.approx(3 / 8)


def test_doubles_unlikely_and_straight_answers_are_counted():
    found = checked("1212", "1212", "1111", "2222", "111")
    assert (found["answers"], found["doubled"], found["unlikely"], found["straight"]) == (5, 1, 2, 2)


def test_haste_is_a_third_of_the_median_and_unknown_times_are_no_haste():
    assert checked("1212", "1211", "1221", seconds=[300, 300, 98])["hasty"] == 1
    assert checked("1212", "1211", "1221", seconds=[300, 300, 100])["hasty"] == 0
    assert checked("1212", "1211", seconds=None)["hasty"] == 0


def test_organisations_are_told_apart_and_none_is_a_table_of_nothing():
    both = pd.concat([frame("1212"), frame("1212", organisation="acli")], ignore_index=True)
    found = quality_by_organisation(both, FORM, NOBODY)
    assert found["answers"].to_dict() == {"acli": 1, "caf": 1} and found["doubled"].sum() == 0
    assert quality_by_organisation(frame(), FORM, NOBODY).empty


def test_who_did_not_consent_is_a_share_of_all_who_were_met_also_where_nobody_did():
    found = quality_by_organisation(frame("1212", "1211", "1221"), FORM, pd.Series({"caf": 1, "acli": 2}))
    assert found["not_consenting_share"].to_dict() == {"acli": 1.0, "caf": 0.25}
    assert found["answers"].to_dict() == {"acli": 0, "caf": 3}


def test_progress_tells_first_the_places_that_miss_most():
    rows = frame("1212", "1211", "1221").assign(place_kind="nil", place_id=["12", "12", "13"])
    found = progress_by_place(rows, {("nil", "12"): 4, ("complex", "C001"): 5})
    assert found.index.tolist() == [("complex", "C001"), ("nil", "12"), ("nil", "13")]
    assert found["answers"].tolist() == [0, 2, 1]
    assert found["target"].tolist()[:2] == [5, 4] and pd.isna(found["target"].iloc[2])
    assert progress_by_place(rows.iloc[:0], {}).empty
