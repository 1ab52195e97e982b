"""Findings on the page: one row for each kind, with how many and where."""

from contract.errors import Fault, Severity
from ui.publishing.findings import MOST_PLACES, grouped, told


def of_rows(*rows, **more):
    return [Fault("code", "The file is empty.", "a.csv", row, "x", found=str(row * 10), **more) for row in rows]


def test_findings_of_one_kind_are_one_row_with_count_and_places():
    [group] = grouped(of_rows(2, 5, 9))
    assert told(group, "en") == "a.csv, column x: The file is empty. In 3 rows: 2 (20), 5 (50), 9 (90)."
    assert told(group[:1], "en") == "a.csv, row 2, column x: The file is empty. Found: 20."


def test_many_places_are_cut_and_the_count_stays():
    text = told(of_rows(*range(1, 60)), "it")
    assert "In 59 righe" in text and text.count("(") == MOST_PLACES and "…" in text


def test_findings_that_say_different_things_stay_apart():
    faults = of_rows(1) + of_rows(2, severity=Severity.NOTICE)
    assert len(grouped(faults)) == 2
    message = "The sections {first} and {second} overlap by {area} m²: correct one of the two polygons."
    pairs = [
        Fault("overlap", message, "s.gpkg", row, "geometry", values={"first": "A", "second": str(row), "area": "120"})
        for row in range(12)
    ]
    lines = told(pairs, "en").split("\n")
    assert len(lines) == MOST_PLACES + 1 and lines[-1] == "… and 4 more like these."
