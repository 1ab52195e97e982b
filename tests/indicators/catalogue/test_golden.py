"""A figure changes with its indicator's version, or not at all."""

import pytest

from indicators.catalogue.registry import INDICATORS
from tests.indicators.catalogue import golden

KEPT = golden.read_golden()


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=list(INDICATORS))
def test_figures_are_those_of_the_version(indicator):
    name = golden.name_of(indicator)
    assert name in KEPT, f"{name} is new: make golden writes its figures down"
    assert golden.figures_of(indicator) == KEPT[name], f"raise the version of {indicator.id}, tell it in CHANGELOG.md"


def test_no_id_was_taken_away():
    assert {name.split()[0] for name in KEPT} <= set(INDICATORS)


def test_the_frame_shows_figures_of_each_indicator_and_lacks_some():
    states = [[row[-2] for row in KEPT[golden.name_of(each)]["default"]] for each in INDICATORS.values()]
    assert all({"shown", "missing"} == set(found) for found in states)


def test_a_changed_figure_without_a_new_version_is_not_written_down(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(golden, "FILE", tmp_path / "golden.json")
    assert golden.main() == 0
    written = golden.FILE.read_text()
    monkeypatch.setattr(golden, "SIZES", (50, 120, 360, 1_000, None))
    assert golden.main() == 1
    assert "energy_poverty_10" in capsys.readouterr().err
    assert golden.FILE.read_text() == written
