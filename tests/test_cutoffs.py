"""The cut-off that defines poverty and the one where a reader starts are two numbers: moving the second, in one line,
leaves no false sentence."""

import json
import re
import subprocess
import sys

import pytest

from tests.places import ROOT

OTHER = 8
SCRIPT = """
import json, sys
from dataclasses import replace
import indicators.basis.parameters as parameters
parameters.DEFAULT_CUTOFF = replace(parameters.DEFAULT_CUTOFF, value=int(sys.argv[1]))
from reports.__main__ import main
from tests.ui.test_pages import PAGES, opened, words
from indicators.catalogue.registry import Choices
assert Choices().cutoff == int(sys.argv[1])
codes = json.loads(sys.argv[2])
print("@@" + json.dumps({page: words(opened(page, **codes)) for page in PAGES}))
"""
COMMAND = "sample_data/editions/2023"


def told(default, **codes):
    """What every page says where the reader starts at `default`, on an address with `codes`."""
    found = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(default), json.dumps(codes)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert "@@" in found.stdout, found.stderr[-2000:]
    return json.loads(found.stdout.partition("@@")[2])


@pytest.fixture(scope="module")
def pages():
    """Every page at the other default; at that cut-off chosen; as it is."""
    return told(OTHER), told(10, cutoff=str(OTHER)), told(10)


def test_a_page_opened_at_another_default_says_what_the_choice_of_that_cut_off_says(pages):
    moved, chosen, _ = pages
    assert moved.keys() == chosen.keys()
    for page in moved:
        if page != "method":
            assert moved[page] == chosen[page], page


def test_what_is_defined_at_ten_percent_does_not_move(pages):
    moved, _, usual = pages
    follows = {"overview", "map", "hot_spots", "comparison"}
    assert {page for page in moved if moved[page] != usual[page]} == follows | {"method"}
    assert re.search(rf"\b{OTHER}%", moved["overview"])
    for page in follows:
        assert not re.search(r"(oltre|più di|più del|sopra)[^.]{0,20}\b10%", re.sub("<[^>]+>", "", moved[page])), page


def test_commands_start_at_the_default_and_plans_stay_at_the_line(tmp_path):
    script = SCRIPT.partition("from tests")[0] + "main(json.loads(sys.argv[2]))"

    def run(default, *words):
        return subprocess.run(
            [sys.executable, "-c", script, str(default), json.dumps(words)],
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
        ).stdout  # fmt: skip

    figures = ("figures", COMMAND, "--level", "municipio", "--indicator", "energy_poverty_10", "--format", "csv")
    assert run(OTHER, *figures) == run(10, *figures, "--cutoff", str(OTHER)) != run(10, *figures) != ""
    plan = ("plan", COMMAND, "--format", "csv")
    assert run(OTHER, *plan) == run(10, *plan) != ""
