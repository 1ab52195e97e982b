"""The request for the next extract: a letter that says the counts, in either language, and a table that holds them."""

import io

import pandas as pd

from indicators.scenarios.next_extract import value_of_fields
from reports.data_request import request_csv, request_letter
from tests.indicators.area_frames import area_frame
from tests.indicators.scenarios.test_next_extract import HAND

FACTS = {"city": "Milano", "year": 2023, "low": "11,7%", "high": "54,2%"}


def made(language):
    frame = area_frame(**{name: [1000 * value, 10 * value] for name, value in HAND.items()})
    values = value_of_fields(frame)
    names = pd.Series(["Uno", "Due"], index=frame.index)
    return values, names, request_letter(values.iloc[0], values, names, FACTS, language)


def test_the_letter_says_the_counts_in_italian():
    _, _, letter = made("it")
    assert "31.000 famiglie hanno il reddito noto" in letter
    assert "al massimo 20.000" in letter
    assert "- Uno: bollette mancanti" in letter
    assert "da 42 a 17 punti" in letter
    assert letter.index("- Uno") < letter.index("- Due")
    assert "{" not in letter


def test_the_letter_in_english():
    assert "31,000 households have a known income" in made("en")[2]


def test_the_table_reads_back():
    values, names, _ = made("it")
    table = pd.read_csv(io.BytesIO(request_csv(values, names, 2023, "it")), sep=";", decimal=",")
    assert table["area_name"].tolist() == ["Uno", "Due"]
    assert table["spend"].tolist() == [31000, 310]
    assert table["edition"].unique().tolist() == [2023]
