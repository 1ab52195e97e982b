"""Every test of the pages looks for its own editions: the list of them is kept for seconds."""

import json

import pytest

from ui.kept import editions as cached


@pytest.fixture(autouse=True)
def _no_list_of_another_test():
    cached.forget_list()


def assert_charts_tell(app):
    """Each chart of a page writes its numbers or tells them under the pointer; no column is named to screen readers."""
    for chart in app.get("vega_lite_chart"):
        spec = json.loads(chart.proto.spec)
        drawn = list(_drawn(spec))
        assert any("tooltip" in each["encoding"] or each["mark"]["type"] == "text" for each in drawn), spec
        assert {spec["config"][part]["aria"] for part in ("axis", "legend", "mark")} == {False}
        titles = [told["title"] for each in drawn for told in each["encoding"].get("tooltip", [])]
        assert not [title for title in titles if "_" in title]


def _drawn(spec):
    """What is drawn of a chart: each mark, in whatever layer it lies."""
    return [each for layer in spec["layer"] for each in _drawn(layer)] if "layer" in spec else [spec]
