"""Frames of estates for tests: a small register, and hypothesis strategies that draw registers with holes."""

from functools import cache

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from contract.tables import CELLS, COMPLEXES, EPC_CLASSES, HEATING_MODES, SHARE_BANDS, state_column
from indicators.help_desk.estates import estate_frame

SECTIONS = [f"015146000{number:04d}" for number in range(1, 41)]


@cache
def section_cells(seed=0, households=120):
    """Published cells of the sections; one section in ten is withheld, one in ten is missing."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(index=pd.Index(SECTIONS, name="area_id"))
    known = rng.integers(40, 90, len(SECTIONS))
    values = dict.fromkeys(CELLS, np.zeros(len(SECTIONS)))
    above = rng.integers(3, 30, len(SECTIONS))
    values |= {"households": np.full(len(SECTIONS), households), "both_known": known, "in_arrears": above // 2 + 3}
    for name in CELLS:
        if name.startswith(("above_", "valid_above_")):
            values[name] = above
    for name in CELLS:
        frame[name] = pd.array(values[name], dtype="Float64")
        frame[state_column(name)] = "shown"
    for place in range(0, len(SECTIONS), 10):
        for name in set(CELLS) - {"households"}:
            frame.loc[SECTIONS[place], [name, state_column(name)]] = [pd.NA, "count"]
            frame.loc[SECTIONS[place + 1], [name, state_column(name)]] = [pd.NA, "missing"]
    return frame


@cache
def section_places():
    return pd.DataFrame(
        {
            "municipio_id": [str(1 + place % 9) for place in range(len(SECTIONS))],
            "municipio_name": [f"Municipio {1 + place % 9}" for place in range(len(SECTIONS))],
        },
        index=pd.Index(SECTIONS, name="section_id"),
    )


def register(rows):
    """The table of complexes with every column of the contract from rows of some."""
    return pd.DataFrame(rows).reindex(columns=COMPLEXES.names)


def estates(rows, seed=0):
    return estate_frame(register(rows), section_cells(seed), section_places())


def holes(strategy):
    return st.none() | strategy


ROW = st.fixed_dictionaries(
    {
        "name": st.just("Estate"),
        "manager": holes(st.sampled_from(["MM", "ALER", "other"])),
        "section_id": holes(st.sampled_from(SECTIONS)),
        "dwellings": holes(st.integers(0, 900)),
        "households": holes(st.integers(0, 800)),
        "has_social_custodian": holes(st.booleans()),
        "has_tenants_committee": holes(st.booleans()),
        "heating_mode": holes(st.sampled_from(HEATING_MODES)),
        "epc_class": holes(st.sampled_from(EPC_CLASSES)),
        "room_capacity": holes(st.integers(0, 80)),
        "is_step_free": holes(st.booleans()),
        "retrofit_state": holes(st.sampled_from(["none", "planned", "under_way", "done"])),
        "is_desk_site": holes(st.booleans()),
        "transit_m": holes(st.floats(0, 3000)),
        "vulnerable_band": holes(st.sampled_from(list(SHARE_BANDS))),
        "arrears_band": holes(st.sampled_from(list(SHARE_BANDS))),
        "languages": holes(st.sampled_from(["it", "it ar", "it ar es zh"])),
    }
)

REGISTERS = st.lists(ROW, min_size=1, max_size=25).map(
    lambda rows: [row | {"complex_id": f"C{place:02d}"} for place, row in enumerate(rows)]
)
