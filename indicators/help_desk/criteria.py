"""The criteria by which estates are ranked: one entry each, from what is known of an estate to points 0–1."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from contract.meter_tables import EPC_CLASSES
from contract.translations import mark
from indicators.basis.desk_parameters import ARREARS_HALF, RATE_HALF, ROOM_SEATS, TRANSIT_FAR, VULNERABLE_HALF
from indicators.help_desk.estates import PLAUSIBLE, plausible_column

Triple = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Least, likely and most points (0–1), one array each, never NaN."""


@dataclass(frozen=True)
class Criterion:
    """One criterion; its id is for ever.

    `weight` is the default, a share of the whole. `score` turns a frame of estates (`estates.estate_frame`) into
    points: more is more reason to hold the desk there. What is unknown gives from none to the most points that it can,
    and the middle as the likely value. Criteria with the same `doubt` are uncertain together: they rest on the same
    unknown numbers. `most`: the points that no estate can exceed.
    """

    id: str
    label: str
    meaning: str
    weight: float
    reason: str
    doubt: str
    score: Callable[[pd.DataFrame], Triple]
    most: float = 1.0


def unknown_as_half(points: Triple) -> Triple:
    """The same points, with 0, 0.5 and 1 where nothing is known."""
    likely = points[1]
    low, high = (np.where(np.isnan(end), missing, end) for end, missing in ((points[0], 0.0), (points[2], 1.0)))
    return low, np.clip(np.where(np.isnan(likely), 0.5, likely), low, high), high


def _growing(name: str, half: float, most: float) -> Callable[[pd.DataFrame], Triple]:
    """Points x ÷ (x + half) of a column with its bounds: none at 0, half at `half`, all only at infinity.

    What is not known may be anything up to `most`; its likely points are then in the middle.
    """
    most_points = 1 / (1 + half / most)

    def score(frame: pd.DataFrame) -> Triple:
        """Least, likely and most points of each row."""
        values = (frame[f"{name}{end}"].to_numpy(dtype=float) for end in ("_low", "", "_high"))
        low, likely, high = (value / (value + half) for value in values)
        low, high = np.nan_to_num(low), np.where(np.isnan(high), most_points, high)
        return low, np.where(np.isnan(likely), (low + high) / 2, likely), high

    return score


def _listed(name: str, points: Mapping[object, float]) -> Callable[[pd.DataFrame], Triple]:
    """Points of each value that a column may have."""

    def score(frame: pd.DataFrame) -> Triple:
        """Points of each row, half of them where its value is not known."""
        found = frame[name].map(points, na_action="ignore").to_numpy(dtype=float, na_value=np.nan)
        return unknown_as_half((found, found, found))

    return score


def _room(frame: pd.DataFrame) -> Triple:
    seats = np.clip(frame["room_capacity"].to_numpy(dtype=float, na_value=np.nan) / ROOM_SEATS.value, 0, 1)
    step_free = frame["is_step_free"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    parts = [unknown_as_half((part, part, part)) for part in (seats, step_free)]
    low, likely, high = ((parts[0][end] + parts[1][end]) / 2 for end in range(3))
    return low, likely, high


def _transit(frame: pd.DataFrame) -> Triple:
    walk = frame["transit_m"].to_numpy(dtype=float, na_value=np.nan)
    near = np.clip(1 - walk / TRANSIT_FAR.value, 0, 1)
    return unknown_as_half((near, near, near))


def _languages(frame: pd.DataFrame) -> Triple:
    counts = frame["languages"].map(lambda text: len(set(re.findall(r"\w+", text.lower()))), na_action="ignore")
    found = counts.to_numpy(dtype=float, na_value=np.nan)
    points = 1 - 1 / np.maximum(found, 1)
    return unknown_as_half((points, points, points))


_ALL = (
    Criterion(
        id="vulnerable_households",
        label=mark("Vulnerable households"),
        meaning=mark("How many households of the estate are in energy poverty."),
        weight=0.30,
        reason=mark("The plan asks for estates with more users; a count favours large estates."),
        doubt="poverty",
        score=_growing("vulnerable_households", VULNERABLE_HALF.value, math.inf),
    ),
    Criterion(
        id="vulnerable_rate",
        label=mark("Share of vulnerable households"),
        meaning=mark("Which share of the estate's households is in energy poverty."),
        weight=0.30,
        reason=mark("The plan asks for a higher incidence; a share favours small estates, so both are shown."),
        doubt="poverty",
        score=_growing("vulnerable_rate", RATE_HALF.value, 1),
        most=1 / (1 + RATE_HALF.value),
    ),
    Criterion(
        id="arrears",
        label=mark("Arrears"),
        meaning=mark("Which share of the estate's households is in arrears."),
        weight=0.08,
        reason=mark("Arrears come before a cut-off, and they shut out of some contributions."),
        doubt="arrears",
        score=_growing("arrears_share", ARREARS_HALF.value, 1),
        most=1 / (1 + ARREARS_HALF.value),
    ),
    Criterion(
        id="room",
        label=mark("Room"),
        meaning=mark(
            "Seats in the room for the desk, and whether it is reached without steps: half of the points each."
        ),
        weight=0.08,
        reason=mark("The desk is held inside the estate: without a room it cannot begin soon."),
        doubt="room",
        score=_room,
    ),
    Criterion(
        id="certificate",
        label=mark("Energy certificate"),
        meaning=mark("Class of the certificate: none of the points for A4, all for G."),
        weight=0.06,
        reason=mark("Where homes lose more heat, advice on use saves more."),
        doubt="certificate",
        score=_listed("epc_class", {name: place / (len(EPC_CLASSES) - 1) for place, name in enumerate(EPC_CLASSES)}),
    ),
    Criterion(
        id="shared_heating",
        label=mark("Shared heating"),
        meaning=mark("All points where heating is shared or absent, none where each home has its own."),
        weight=0.05,
        reason=mark("The bill of shared heating is not seen in the figures, nor understood by those who pay it."),
        doubt="heating",
        score=_listed("heating_mode", {"own": 0.0, "central": 1.0, "district": 1.0, "none": 1.0}),
    ),
    Criterion(
        id="committee",
        label=mark("Tenants' committee"),
        meaning=mark("All points where tenants have a committee."),
        weight=0.05,
        reason=mark("The trial worked with those who are already with the tenants."),
        doubt="committee",
        score=_listed("has_tenants_committee", {True: 1.0, False: 0.0}),
    ),
    Criterion(
        id="transit",
        label=mark("Public transport"),
        meaning=mark("All points at a stop, none beyond the longest walk to one."),
        weight=0.04,
        reason=mark("People of other estates may come, and so do the operators."),
        doubt="transit",
        score=_transit,
    ),
    Criterion(
        id="retrofit",
        label=mark("Works"),
        meaning=mark(
            "All points while works are under way, most where they are planned, fewer where done or not foreseen."
        ),
        weight=0.02,
        reason=mark("Works change how a home is heated: advice before and during them keeps what they save."),
        doubt="retrofit",
        score=_listed("retrofit_state", {"none": 0.25, "planned": 0.75, "under_way": 1.0, "done": 0.5}),
    ),
    Criterion(
        id="languages",
        label=mark("Languages"),
        meaning=mark("1 − 1 ÷ number of languages spoken in the estate."),
        weight=0.02,
        reason=mark(
            "Bills and contributions are written in Italian: where more languages are spoken, help is needed more."
        ),
        doubt="languages",
        score=_languages,
    ),
)

CRITERIA = {criterion.id: criterion for criterion in _ALL}
"""Every criterion by id, in the order in which parts are shown."""


@dataclass(frozen=True)
class Scores:
    """Points of estates (rows, in the order of `ids`) by criterion (columns, in the order of CRITERIA), 0–1.

    `low` and `high`: what is certain; `plausible_low` and `plausible_high`: the same where energy poverty is within its
    plausible range.
    """

    ids: pd.Index
    low: np.ndarray
    likely: np.ndarray
    high: np.ndarray
    plausible_low: np.ndarray
    plausible_high: np.ndarray


def score_estates(frame: pd.DataFrame) -> Scores:
    """Points of every estate of `frame` (index `complex_id`) by every criterion, with their bounds."""
    low, likely, high = _points(frame)
    ends = {f"{name}_{end}": frame[plausible_column(name, end)] for name in PLAUSIBLE for end in ("low", "high")}
    plausible = _points(frame.assign(**ends))
    return Scores(frame.index, low, likely, high, np.minimum(plausible[0], likely), np.maximum(plausible[2], likely))


def _points(frame: pd.DataFrame) -> Triple:
    triples = [criterion.score(frame) for criterion in CRITERIA.values()]
    low, likely, high = (np.column_stack([triple[end] for triple in triples]) for end in range(3))
    return low, likely, high


def is_unknown(scores: Scores) -> pd.DataFrame:
    """Whether nothing is known of an estate (rows) by a criterion (columns): its points could be any."""
    most = np.array([criterion.most for criterion in CRITERIA.values()])
    return pd.DataFrame((scores.low == 0) & (scores.high >= most - 1e-9), index=scores.ids, columns=list(CRITERIA))
