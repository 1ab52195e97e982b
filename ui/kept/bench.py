"""Where the plausible range was tested: the results that come with the product."""

import json
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "results_plausible.json"


@dataclass(frozen=True)
class Tested:
    """How often the truth of simulated cities lay in the plausible range.

    `cities`: simulated within the assumptions; `city`, `nil`: share of them, and of their NIL, whose truth lay inside;
    `outside`: the same of NIL where unknown bills are half as dear again; `points`: mean width for the city.
    """

    cities: int
    city: float
    nil: float
    outside: float
    points: float


@st.cache_resource(show_spinner=False)
def tested() -> Tested | None:
    """The results of `python -m benchmarks --only plausible`; None where they did not come along."""
    if not RESULTS.is_file():
        return None
    found = json.loads(RESULTS.read_text(encoding="utf-8"))["benchmarks"]["plausible range"]
    city, nil, outside = (bar["value"] for bar in found["bars"][:3])
    measured = found["measured"]
    return Tested(int(measured["cities inside the box"]), city, nil, outside, measured["points wide, city"])
