"""The attack against an oracle: on small hierarchies every possible table is written out and counted."""

from itertools import product

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.tables import CELLS, LEVELS, State, state_column
from data_access.disclosure import PrivacyRule
from data_access.privacy.attack import attack_releases
from data_access.privacy.release import release_of, states_of

HOUSEHOLDS, LEAST = 12, 4
RULE = PrivacyRule(10, LEAST)
MOST_UNKNOWN = 4


@st.composite
def hierarchies(draw):
    """Renters of up to eight sections, the NIL and Municipio of each (they may cross), and what is withheld."""
    count = draw(st.integers(2, 8))
    sections = pd.DataFrame(
        {
            "renters": [draw(st.integers(0, HOUSEHOLDS)) for _ in range(count)],
            "nil_id": [draw(st.sampled_from("ab")) for _ in range(count)],
            "municipio_id": [draw(st.sampled_from("xy")) for _ in range(count)],
        },
        index=[f"s{number}" for number in range(count)],
    )
    hidden = draw(st.sets(st.sampled_from(list(sections.index)), max_size=MOST_UNKNOWN))
    above = [("nil", "a"), ("nil", "b"), ("municipio", "x"), ("municipio", "y"), ("city", "c")]
    return sections, hidden, draw(st.sets(st.sampled_from(above)))


def state_of(renters):
    if 0 < renters < LEAST:
        return State.COUNT
    return State.REST if 0 < HOUSEHOLDS - renters < LEAST else State.COMPLEMENT


def published(sections, hidden, hidden_above):
    """Frames as readers hold them: households of sections and of all above shown, renters but for what is hidden."""
    groups = {"section": sections.index, "nil": sections["nil_id"], "municipio": sections["municipio_id"]}
    groups["city"] = pd.Series("c", index=sections.index)
    frames = {}
    for level in LEVELS:
        sums = sections.assign(households=HOUSEHOLDS).groupby(groups[level])[["households", "renters"]].sum()
        frame = pd.DataFrame(index=sums.index)
        for cell in CELLS:
            is_there = cell in sums
            frame[cell] = sums[cell].astype("Float64") if is_there else pd.Series(pd.NA, sums.index, "Float64")
            frame[state_column(cell)] = str(State.SHOWN if is_there else State.MISSING)
        for area in sums.index:
            if (level == "section" and area in hidden) or (level, area) in hidden_above:
                frame.loc[area, "renters"] = pd.NA
                frame.loc[area, "renters_state"] = str(
                    state_of(sections["renters"][area]) if level == "section" else State.COMPLEMENT
                )
        frames[level] = frame
    return frames


def possible_tables(sections, hidden, hidden_above):
    """Every table of renters that fits what is published, one row each."""
    ranges = {State.COUNT: range(1, LEAST), State.REST: range(HOUSEHOLDS - LEAST + 1, HOUSEHOLDS)}
    choices = [
        ranges.get(state_of(renters), range(HOUSEHOLDS + 1)) if section in hidden else [renters]
        for section, renters in sections["renters"].items()
    ]
    tables = np.array(list(product(*choices)))
    for column, level in (("nil_id", "nil"), ("municipio_id", "municipio")):
        for area in sections[column].unique():
            if (level, area) not in hidden_above:
                inside = (sections[column] == area).to_numpy()
                tables = tables[tables[:, inside].sum(axis=1) == sections["renters"][inside].sum()]
    return tables if ("city", "c") in hidden_above else tables[tables.sum(axis=1) == sections["renters"].sum()]


def is_known_too_well(values):
    """Whether a count is known to be small, and closer than that: nothing else is a leak of a shown base."""
    low, high = values.min(), values.max()
    return low >= 1 and high <= LEAST - 1 and high - low < LEAST - 2


@settings(max_examples=60, deadline=None)
@given(hierarchies())
def test_the_attack_finds_what_writing_out_every_table_finds(hierarchy):
    sections, hidden, hidden_above = hierarchy
    shown_small = [
        section for section, renters in sections["renters"].items() if state_of(renters) is not State.COMPLEMENT
    ]
    hidden = hidden.union(shown_small[:MOST_UNKNOWN])
    frames = published(sections, hidden, hidden_above)
    found = attack_releases([release_of("one", RULE, frames, states_of(frames), sections)])
    tables = possible_tables(sections, hidden, hidden_above)
    areas = {("section", section): [place] for place, section in enumerate(sections.index)}
    for level, column in (("nil", "nil_id"), ("municipio", "municipio_id")):
        areas |= {
            (level, area): np.flatnonzero(sections[column] == area).tolist() for area in sections[column].unique()
        }
    areas["city", "c"] = list(range(len(sections)))
    expected = set()
    for (level, area), places in areas.items():
        sums = tables[:, places].sum(axis=1)
        if is_known_too_well(sums):
            expected.add((level, area, (("renters", 1),)))
        if is_known_too_well(HOUSEHOLDS * len(places) - sums):
            expected.add((level, area, (("households", 1), ("renters", -1))))
    assert {(leak.level, leak.area, leak.cells) for leak in found} == expected
