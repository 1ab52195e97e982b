"""The request for the next extract: a letter that says the counts, in either language, and a table that holds them."""

import io

import pandas as pd

from indicators.scenarios.next_extract import value_of_fields
from reports.data_request import request_csv, request_letter
from tests.indicators.area_frames import area_frame
from tests.indicators.scenarios.test_next_extract import HAND

FACTS = {"city": "Milano", "year": 2023, "minimum": "3,9%", "maximum": "54,2%", "low": "7,6%", "high": "12,7%"}


def made(language, facts=FACTS):
    frame = area_frame(**{name: [1000 * value, 10 * value] for name, value in HAND.items()})
    values = value_of_fields(frame)
    names = pd.Series(["Uno", "Due"], index=frame.index)
    return values, names, request_letter(values.iloc[0], values, names, facts, language)


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


def test_the_plausible_range_is_told_apart_from_what_is_certain():
    letter = made("en")[2]
    assert "plausibly between 7.6% and 12.7%" in letter.replace(",", ".")
    assert "Certain is only that it lies between 3.9% and 54.2%" in letter.replace(",", ".")
    without = {name: told for name, told in FACTS.items() if name not in ("low", "high")}
    assert "certainly lies between 3.9% and 54.2%" in made("en", without)[2].replace(",", ".")
    assert "{" not in made("it", without)[2]


def test_the_table_reads_back():
    values, names, _ = made("it")
    table = pd.read_csv(io.BytesIO(request_csv(values, names, 2023, "it")), sep=";", decimal=",")
    assert table["area_name"].tolist() == ["Uno", "Due"]
    assert table["spend"].tolist() == [31000, 310]
    assert table["edition"].unique().tolist() == [2023]
