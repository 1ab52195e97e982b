"""Settings of all tests."""

import gc
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner
from xdist.scheduler import LoadScopeScheduling

from data_access.records.database import ENVIRONMENT_VARIABLE as RECORDS

SLOW = (
    "benchmarks",
    "data_access/aids",
    "data_access/household_counts",
    "data_access/intake/test_bad_input.py",
    "data_access/intake/test_confined.py",
    "data_access/intake/test_files_as_people_have_them.py",
    "data_access/intake/test_source_marks.py",
    "data_access/intake/test_sources_real.py",
    "data_access/privacy",
    "data_access/publishing",
    "data_access/records",
    "data_access/test_disclosure.py",
    "indicators/comparison/test_selection.py",
    "indicators/help_desk/test_priority.py",
    "indicators/plausible",
    "indicators/savings/test_broken_fields.py",
    "indicators/savings/test_comparison.py",
    "indicators/savings/test_engine.py",
    "indicators/savings/test_messy_bills.py",
    "indicators/small_areas/test_area_doubt.py",
    "peers",
    "reports",
    "sample_data",
    "test_cutoffs.py",
    "test_households_to_overview.py",
    "test_nothing_withheld_travels.py",
    "ui",
)
"""What `make quick` leaves out, beside the browser's and those marked one by one."""

settings.register_profile("shared-machine", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=10)
settings.load_profile("shared-machine")
gc.disable()  # until all is imported and collected
# Streamlit's test runner reads the metadata of every installed package at each run, which is most of what a run costs.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def pytest_collection_finish():
    """Leave out what was imported from every later search for garbage: each publication and run of a page makes one."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_unconfigure():
    gc.unfreeze()


def pytest_collection_modifyitems(items):
    """Mark `SLOW` and the browser; what waits longest begins first, what takes no time last, when workers end."""
    here = Path(__file__).parent
    for item in items:
        if any(item.path.is_relative_to(here / place) for place in SLOW):
            item.add_marker(pytest.mark.slow)
        if item.path.is_relative_to(here / "browser"):
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: (item.get_closest_marker("browser") is None, item.get_closest_marker("slow") is None))


class FilesWhole(LoadScopeScheduling):
    """A worker takes whole files, and one of them all of the browser's but the longest: those mostly wait."""

    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        is_shared = file.startswith("tests/browser/") and not file.endswith("/test_entrance.py")
        return "browser" if is_shared else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    config.option.loadscopereorder = False
    return FilesWhole(config, log)


@pytest.fixture(scope="session", autouse=True)
def records_of_the_tests(tmp_path_factory):
    """Records in a folder of this process's own, for the servers that it starts too: none are left in the checkout."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(RECORDS, str(tmp_path_factory.mktemp("records")))
        yield
