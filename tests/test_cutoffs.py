"""The cut-off that defines poverty and the one where a reader starts are two numbers: moving the second, in one line,
leaves no false sentence."""

import contextlib
import hashlib
import io
import json
import re
import subprocess
import sys

import pytest

from reports.__main__ import main
from tests.places import ROOT
from tests.ui.test_pages import PAGES, opened, words
from ui.words.served import find_offered

OTHER = 8
EDITION = "sample_data/editions/2023"
FIGURES = ("figures", EDITION, "--level", "municipio", "--indicator", "energy_poverty_10", "--format", "csv")
PLAN = ("plan", EDITION, "--format", "csv")
MOVED = f"""
import json
from dataclasses import replace
import tests.conftest
import indicators.basis.parameters as parameters
parameters.DEFAULT_CUTOFF = replace(parameters.DEFAULT_CUTOFF, value={OTHER})
from indicators.catalogue.registry import Choices
from tests.test_cutoffs import FIGURES, PLAN, said_by, printed_by
assert Choices().cutoff == {OTHER}
print("@@" + json.dumps([said_by(), printed_by(FIGURES), printed_by(PLAN)]))
"""
"""Where the reader starts is read as modules are imported: moving it takes a process of its own."""


def said_by(**codes):
    """What every page says, on an address with `codes`, and what its map's hovers say."""
    return {page: re.sub(r"/shown/(\w+)\.json", _offered, words(opened(page, **codes))) for page in PAGES}


def _offered(address):
    return hashlib.sha256(find_offered(address[1]).content).hexdigest()


def printed_by(arguments):
    """What the command prints."""
    told = io.BytesIO()
    with contextlib.redirect_stdout(io.TextIOWrapper(told, encoding="utf-8", write_through=True)):
        assert main(list(arguments)) == 0
        return told.getvalue().decode("utf-8")


@pytest.fixture(scope="module")
def moved():
    """What every page says, then what the commands print, where the reader starts at `OTHER`."""
    found = subprocess.run(
        [sys.executable, "-c", MOVED], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert "@@" in found.stdout, found.stderr[-2000:]
    return json.loads(found.stdout.partition("@@")[2])


def test_a_page_opened_at_another_default_says_what_the_choice_of_that_cut_off_says(moved):
    chosen = said_by(cutoff=str(OTHER))
    assert moved[0].keys() == chosen.keys()
    for page in chosen:
        if page != "method":
            assert moved[0][page] == chosen[page], page


def test_what_is_defined_at_ten_percent_does_not_move(moved):
    usual = said_by()
    follows = {"overview", "map", "hot_spots", "comparison"}
    assert {page for page in usual if moved[0][page] != usual[page]} == follows | {"method"}
    assert re.search(rf"\b{OTHER}%", moved[0]["overview"])
    for page in follows:
        told = re.sub("<[^>]+>", "", moved[0][page])
        assert not re.search(r"(oltre|più di|più del|sopra)[^.]{0,20}\b10%", told), page


def test_commands_start_at_the_default_and_plans_stay_at_the_line(moved):
    _, figures, plan = moved
    assert figures == printed_by((*FIGURES, "--cutoff", str(OTHER))) != printed_by(FIGURES) != ""
    assert plan == printed_by(PLAN) != ""
