"""Tests that publish or attack a whole city take many minutes: OBSERVATORY_WHOLE_CITY=1 asks for them."""

import os

import pytest

ASKED = "OBSERVATORY_WHOLE_CITY"

whole_city = pytest.mark.skipif(
    os.environ.get(ASKED) != "1", reason=f"publishing a whole city takes many minutes: {ASKED}=1 runs it"
)
