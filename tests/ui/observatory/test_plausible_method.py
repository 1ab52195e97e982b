"""The method page sets the two estimates side by side and says where the range was tested."""

import json

from tests.ui.test_pages import opened, words
from ui.kept import bench


def test_both_estimates_stand_beside_what_they_assume_and_how_wrong_they_are():
    text = words(opened("method"))
    assert text.index("Casi completi") < text.index("Bollette del riscaldamento stimate")
    assert "lasciando fuori un’area alla volta" in text.split("Bollette del riscaldamento stimate")[1]


def test_where_the_range_was_tested_and_where_it_fails_is_told():
    found = json.loads(bench.RESULTS.read_text(encoding="utf-8"))["benchmarks"]["plausible range"]
    text = words(opened("method"))
    assert f"Provato su {found['measured']['cities inside the box']} città simulate" in text
    assert f"solo il {round(100 * found['bars'][2]['value'])}% delle aree" in text


def test_without_the_results_nothing_is_claimed(monkeypatch, tmp_path):
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "none.json")
    bench.tested.clear()
    assert bench.tested() is None
    bench.tested.clear()
