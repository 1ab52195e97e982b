"""Every test of the pages looks for its own editions: the list of them is kept for seconds."""

import pytest

from ui.kept import editions as cached


@pytest.fixture(autouse=True)
def _no_list_of_another_test():
    cached.forget_list()
