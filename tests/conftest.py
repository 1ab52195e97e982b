"""Settings of all tests."""

import atexit
import gc
import hashlib
import os
import tempfile
from functools import cache, partial
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import local_script_runner
from xdist.scheduler import LoadScopeScheduling

from data_access.records.database import ENVIRONMENT_VARIABLE as RECORDS
from tests.places import TEMPORARY

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

# What browsers, servers and commands write goes there too.
os.environ["TMPDIR"] = tempfile.tempdir = str(TEMPORARY)

settings.register_profile("shared-machine", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=10)
settings.load_profile("shared-machine")
gc.disable()  # until all is imported and collected
# Streamlit's test runner reads the metadata of every installed package at each run, which is most of what a run costs.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
# It compiles the page's script at each run too, which a server does once.
_compiled = cache(partial(ScriptCache.get_bytecode, ScriptCache()))
ScriptCache.get_bytecode = lambda _, path: _compiled(path)
SLOW_ON_PURPOSE = hashlib.scrypt
# What is kept of a receipt costs a thief 40 ms a try, and each test's answers as much.
hashlib.scrypt = cache(lambda password, *, n, **others: SLOW_ON_PURPOSE(password, n=4, **others))
_looked_at = local_script_runner.require_widgets_deltas


def _ended(runner, timeout):
    """Wait for the end of a page's script: Streamlit's test runner looks for it a thousand times a second, and takes
    the interpreter from the script each time (one twelfth of what a page's test costs)."""
    runner._script_thread.join(timeout)
    _looked_at(runner, timeout=1)


local_script_runner.require_widgets_deltas = _ended
SELDOM = (50_000, 20, 50)
"""Objects made between two searches for garbage, and searches between two that go further back: a twentieth of what a
test of a page cost went into searching frames that stay."""


def pytest_collection_finish():
    """Leave out what was imported from every later search for garbage: each publication and run of a page makes one."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()
    atexit.register(gc.unfreeze)


@cache
def is_under(path, places):
    """Whether a file is one of these places of this folder, or lies in it: asked once a file, not once a test."""
    return any(path.is_relative_to(Path(__file__).parent / place) for place in places)


def pytest_collection_modifyitems(items):
    """Mark `SLOW` and the browser; what waits longest begins first, what takes no time last, when workers end."""
    for item in items:
        if is_under(item.path, SLOW):
            item.add_marker(pytest.mark.slow)
        if is_under(item.path, ("browser",)):
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: (item.get_closest_marker("browser") is None, item.get_closest_marker("slow") is None))


KINDS = {
    "browser": ("tests/browser/",),
    "pages": ("tests/ui/", "tests/test_cutoffs.py"),
    "records": ("tests/data_access/records/", "tests/data_access/aids/"),
}
"""Files that go to few workers: the browser's mostly wait; whoever opens pages keeps what they read and compute, half a
minute of processor that each worker would spend again; records take a server of databases."""


class FilesWhole(LoadScopeScheduling):
    """A worker takes whole files; two take the browser's, one each of the others, while there is anything else."""

    def _split_scope(self, nodeid):
        return nodeid.partition("::")[0]

    def _first_of(self, kind):
        return next((file for file in self.workqueue if file.startswith(KINDS[kind])), None)

    def _wanted(self, node):
        for kind, most in (("browser", min(2, self.numnodes - 1)), ("pages", 1), ("records", 1)):
            at = [each for each, given in self.assigned_work.items() if any(of.startswith(KINDS[kind]) for of in given)]
            if (node in at or len(at) < most) and (file := self._first_of(kind)):
                return file
        every = tuple(chain.from_iterable(KINDS.values()))
        return next((file for file in self.workqueue if not file.startswith(every)), None)

    def _assign_work_unit(self, node):
        if wanted := self._wanted(node):
            self.workqueue.move_to_end(wanted, last=False)
        super()._assign_work_unit(node)


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
