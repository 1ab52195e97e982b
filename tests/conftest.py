"""Settings of all tests."""

from pathlib import Path

import pytest
from hypothesis import settings

from data_access.records.database import ENVIRONMENT_VARIABLE as RECORDS

SLOW = (
    "benchmarks",
    "data_access/household_counts",
    "data_access/intake/test_bad_input.py",
    "data_access/intake/test_confined.py",
    "data_access/intake/test_source_marks.py",
    "data_access/intake/test_sources_real.py",
    "data_access/privacy",
    "data_access/publishing",
    "data_access/records",
    "indicators/comparison/test_selection.py",
    "indicators/plausible",
    "indicators/savings/test_comparison.py",
    "indicators/savings/test_engine.py",
    "indicators/savings/test_messy_bills.py",
    "peers",
    "reports",
    "sample_data",
    "test_cutoffs.py",
    "test_nothing_withheld_travels.py",
    "ui",
)
"""What `make quick` leaves out, beside the browser's and those marked one by one."""

settings.register_profile("shared-machine", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=10)
settings.load_profile("shared-machine")


def pytest_collection_modifyitems(items):
    """Mark all of `SLOW`."""
    here = Path(__file__).parent
    for item in items:
        if any(item.path.is_relative_to(here / place) for place in SLOW):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def records_of_the_tests(tmp_path_factory):
    """Records in a folder of this process's own, for the servers that it starts too: none are left in the checkout."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(RECORDS, str(tmp_path_factory.mktemp("records")))
        yield
