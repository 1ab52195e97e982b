"""Every test of the pages looks for its own editions: the list of them is kept for seconds."""

import json
import shutil
from datetime import datetime

import pytest
import time_machine

from contract.local_time import LOCAL_TIME
from data_access.records.database import ENVIRONMENT_VARIABLE, FILE, open_records
from ui.kept import editions as cached

OF_THE_CATALOGUE = datetime(2026, 11, 28, 12, tzinfo=LOCAL_TIME)
"""A day on which the entries of the embedded catalogue of contributions hold."""


@pytest.fixture(autouse=True)
def _no_list_of_another_test():
    cached.forget_list()


@pytest.fixture
def while_the_catalogue_holds():
    """Let it be a day of the embedded catalogue: most of what it says ends with a year."""
    with time_machine.travel(OF_THE_CATALOGUE):
        yield


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


@pytest.fixture(scope="session")
def empty_records(tmp_path_factory):
    """Records that hold nothing, made once, to be copied."""
    folder = tmp_path_factory.mktemp("empty")
    open_records(str(folder)).close()
    return folder / FILE


@pytest.fixture
def records(empty_records, tmp_path, monkeypatch):
    """Records of one test alone, which its pages read and write."""
    folder = tmp_path / "records"
    folder.mkdir()
    shutil.copy(empty_records, folder)
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(folder))
    opened = open_records(str(folder))
    yield opened
    opened.close()
