"""Codes that one file writes otherwise than another: a spreadsheet loses zeros, people differ in capitals."""

import pandas as pd
import pytest

from contract.errors import Severity
from data_access.intake.known_codes import with_known_codes
from data_access.intake.mapping_parts import Part


def written(codes, known, column="complex_id"):
    frame = pd.DataFrame({column: pd.array(codes, dtype="string")}, index=range(2, 2 + len(codes)))
    frame, faults = with_known_codes(frame, column, pd.Series(known, dtype="string"), "letture.csv", Part("readings"))
    return frame[column].fillna("none").tolist(), [(fault.code, fault.row) for fault in faults]


@pytest.mark.parametrize("code", ["0012", "12", " 12", "00012", "12 "])
def test_zeros_and_spaces_make_no_other_estate(code):
    told = [] if code == "0012" else [("code_spellings", 2)]
    assert written([code], ["0012", "0120"]) == (["0012"], told)


def test_capitals_make_no_other_estate():
    assert written(["mm-a1", "MM-A1"], ["MM-A1"]) == (["MM-A1", "MM-A1"], [("code_spellings", 2)])


def test_codes_that_two_estates_would_share_are_not_guessed():
    assert written(["012"], ["12", "0012"]) == (["012"], [("unknown_complex", 2)])
    assert written(["12"], ["12", "0012"]) == (["12"], [])


def test_nobody_s_code_is_a_fault_with_its_row_and_an_area_s_a_warning():
    assert written(["1", "7", None], ["01"]) == (["01", "7", "none"], [("code_spellings", 2), ("unknown_complex", 3)])
    assert written(["9"], ["1"], "nil_id") == (["9"], [("unknown_area", 2)])
    frame = pd.DataFrame({"nil_id": pd.Series(["9"], dtype="string")})
    _, (fault,) = with_known_codes(frame, "nil_id", pd.Series(["1"], dtype="string"), "caldo.csv", Part("heat_risk"))
    assert fault.severity is Severity.WARNING
