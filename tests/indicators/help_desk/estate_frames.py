"""Frames of estates for tests: a small register, and hypothesis strategies that draw registers with holes."""

from functools import cache

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from contract.tables import CELLS, COMPLEXES, EPC_CLASSES, HEATING_MODES
from indicators.help_desk.estates import COUNTS, estate_frame
from tests.indicators.area_frames import area_frame, withheld

POVERTY = ("both_known", "above_10", "valid_above_10", "in_arrears")
SHARES = ((0.0, 0.1), (0.1, 0.2), (0.2, 0.3), (0.3, 0.5), (0.5, 1.0))
SECTIONS = [f"015146000{number:04d}" for number in range(1, 41)]


@cache
def section_cells(seed=0, households=120):
    """Published cells of the sections; one section in ten is withheld, one in ten is missing."""
    rng = np.random.default_rng(seed)
    known, above = rng.integers(40, 90, len(SECTIONS)), rng.integers(3, 30, len(SECTIONS))
    values = {name: np.zeros(len(SECTIONS)) for name in CELLS}
    values |= {"households": np.full(len(SECTIONS), households), "both_known": known, "in_arrears": above // 2 + 3}
    values |= {name: above for name in CELLS if name.startswith(("above_", "valid_above_"))}
    frame = area_frame(**values).set_axis(pd.Index(SECTIONS, name="area_id"))
    for place in range(0, len(SECTIONS), 10):
        for name in POVERTY:
            frame = withheld(frame, SECTIONS[place], name, "complement")
            frame = withheld(frame, SECTIONS[place + 1], name, "missing")
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
    """The table of complexes with every column of the contract from rows of some.

    Counts without ends of their own are known exactly.
    """
    frame = pd.DataFrame(rows)
    for name in COUNTS:
        if name in frame:
            ends = {f"{name}{end}": frame.get(f"{name}{end}", frame[name]) for end in ("_low", "_high")}
            frame = frame.assign(**{column: told.fillna(frame[name]) for column, told in ends.items()})
    windows = [f"{name}{end}" for name in COUNTS for end in ("", "_low", "_high")]
    return frame.reindex(columns=list(dict.fromkeys([*COMPLEXES.names, *windows])))


def share_of(row):
    """Of the households of an estate those in two conditions, as windows; none where the estate is of unknown size."""
    told = {}
    for name, ends in row.pop("shares").items():
        if ends and row["households"]:
            low, high = (round(end * row["households"]) for end in ends)
            told |= {name: (low + high) / 2, f"{name}_low": low, f"{name}_high": high}
    return row | told


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
        "shares": st.fixed_dictionaries(
            {name: holes(st.sampled_from(SHARES)) for name in ("vulnerable_households", "arrears_households")}
        ),
        "languages": holes(st.sampled_from(["it", "it ar", "it ar es zh"])),
    }
)

REGISTERS = st.lists(ROW, min_size=1, max_size=25).map(
    lambda rows: [share_of(dict(row)) | {"complex_id": f"C{place:02d}"} for place, row in enumerate(rows)]
)
