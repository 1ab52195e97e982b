"""The XLSForm: what ODK's own converter makes of it."""

import re
from io import BytesIO

import pandas as pd
import pytest

from contract.questionnaire import Choice, Question, Questionnaire
from data_access.collection.forms import read_form
from data_access.collection.receipts import receipt_words
from reports.collection.xlsform import xlsform

FORM = read_form()
PLACES = {"nil_12": "Loreto - Casoretto", "complex_C001": "Complesso 1"}


@pytest.fixture(scope="module")
def content():
    return xlsform(FORM, "caf", PLACES)


def sheet(content, name):
    return pd.read_excel(BytesIO(content), sheet_name=name, dtype=str, keep_default_na=False, engine="openpyxl")


def test_pyxform_converts_it_without_a_warning(content, tmp_path):
    from pyxform.xls2xform import convert

    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    converted = convert(path)
    assert converted.warnings == []
    assert 'version="1.1.2"' in converted.xform
    for name in FORM.by_name:
        assert f"/{name}" in converted.xform


def test_every_question_is_there_in_both_languages_with_its_codes(content):
    survey, choices = sheet(content, "survey"), sheet(content, "choices")
    rows = survey.set_index("name")
    for question in FORM.questions:
        assert rows.loc[question.name, "label::Italiano (it)"] == question.label["it"]
        assert rows.loc[question.name, "label::English (en)"] == question.label["en"]
        codes = choices[choices["list_name"] == question.name]["name"].tolist()
        assert codes == [choice.code for choice in question.choices]
    assert choices[choices["list_name"] == "place"]["name"].tolist() == list(PLACES)


def test_nothing_is_asked_without_consent_and_nothing_as_free_text(content):
    survey = sheet(content, "survey")
    types = set(survey["type"].str.split().str[0])
    assert types == {"start", "end", "calculate", "select_one", "begin_group", "end_group", "date", "integer", "note"}
    group = survey[survey["type"] == "begin_group"].iloc[0]
    assert group["relevant"] == "${consent} = '1'"


def test_each_person_is_shown_a_receipt_of_words_of_ours_drawn_once(content):
    rows = sheet(content, "survey").set_index("name")
    names = [f"receipt_{place}" for place in range(1, 5)]
    for name in names:
        listed = re.fullmatch(
            r"once\(selected-at\('([a-z ]+)', int\(random\(\) \* 2048\)\)\)", rows.loc[name, "calculation"]
        )
        assert tuple(listed[1].split()) == receipt_words()
        assert f"${{{name}}}" in rows.loc["receipt_shown", "label::Italiano (it)"]
    assert (
        rows.loc["receipt", "calculation"]
        == "concat(${receipt_1}, ' ', ${receipt_2}, ' ', ${receipt_3}, ' ', ${receipt_4})"
    )


def test_conditions_and_bounds_are_xpath():
    words = {"it": "x", "en": "x"}
    form = Questionnaire(
        "f", 1, words, words, 1,
        (Question("a", "one", words, (Choice("1", words), Choice("2", words))),
         Question("b", "one", words, (Choice("1", words),)),
         Question("c", "whole", words, low=0, high=9, asked_if={"a": ("1", "2"), "b": ("1",)})),
    )  # fmt: skip
    row = sheet(xlsform(form, "caf", PLACES), "survey").set_index("name").loc["c"]
    assert row["relevant"] == "(${a} = '1' or ${a} = '2') and (${b} = '1')"
    assert row["constraint"] == ". >= 0 and . <= 9"
