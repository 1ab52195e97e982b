"""Settings of all tests."""

import pytest
from hypothesis import settings

from data_access.records.database import ENVIRONMENT_VARIABLE as RECORDS

settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")


@pytest.fixture(scope="session", autouse=True)
def records_of_the_tests(tmp_path_factory):
    """Records in a folder of this process's own, for the servers that it starts too: none are left in the checkout."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(RECORDS, str(tmp_path_factory.mktemp("records")))
        yield
