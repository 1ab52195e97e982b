"""Editions with a planted leak: the attack names the planted cell, and finds nothing in the same edition without it."""

from dataclasses import dataclass, field, replace

import pandas as pd
import pytest

from contract.errors import ObservatoryError
from contract.tables import COMPLEXES, HEATING_MODES, State, high_column, low_column, state_column
from data_access.editions import find_edition
from data_access.privacy.attack import attack, read_census
from data_access.publishing.publish import publish
from tests.data_access.small_publication import section_ids, small_sources
from tests.sealed import seal

SECTIONS = 36
S = section_ids(SECTIONS)
CHAIN = {"above_05": 12, "above_06": 12, "above_08": 9, "above_10": 6, "above_12": 3, "above_15": 3, "above_20": 0}
VALID = {"05": 9, "06": 9, "08": 6, "10": 3, "12": 0, "15": 0, "20": 0}
SAFE = CHAIN | {f"valid_above_{cut}": count for cut, count in VALID.items()} | {"renters": 9}
MODES = {"heating_own": 10, "heating_central": 12, "heating_district": 9, "heating_none": 9}
ERP = {"erp_households": 20, "erp_both_known": 10, "erp_above_10": 3, "erp_valid_above_10": 0}
MONEY = {"gas_eur": 20_000.0, "electricity_eur": 9_000.0, "heat_eur": 9_000.0, "excess_eur": 1_000.0}
NIL, OTHERS = ("nil", "1"), [("section", S[place]) for place in (1, 2, 3)]


def exactly(cell, *counts):
    """The cell of the first neighbourhood told exactly: its total, then its sections but the first."""
    return {(*area, cell): (count, count) for area, count in zip((NIL, *OTHERS), counts, strict=True)}


@dataclass(frozen=True)
class Leaky:
    """A city whose windows hide what they should; the leak is that `planted` cells are told within these ends instead.

    `target`: level, area and sum that can then be known. `cells`: by place of the section. `estate`: a register's row.
    """

    name: str
    planted: dict
    target: tuple
    cells: dict = field(default_factory=dict)
    everywhere: dict = field(default_factory=dict)
    estate: dict = field(default_factory=dict)
    dominated: str = ""

    def publish(self, root, years=(2023,)):
        for year in years:
            rows = {place: SAFE | self.everywhere | self.cells.get(place, {}) for place in range(SECTIONS)}
            sources = small_sources(year, rows, SECTIONS)
            if self.dominated:
                flags = pd.array([place == 0 for place in range(SECTIONS)], dtype="boolean")
                sources = replace(sources, households=sources.households.assign(**{self.dominated: flags}))
            if self.estate:
                sources.tables["complexes"] = register(**self.estate)
            publish(sources, root)


def register(**row):
    frame = pd.DataFrame([dict.fromkeys(COMPLEXES.names, None) | {"complex_id": "E", "name": "Estate"} | row])
    counts = [name for name in frame if name.endswith("households")]
    return frame.astype(dict.fromkeys(counts, "Int64"))


def tell(folder, planted):
    """Change what the edition in `folder` tells: {(level, area, cell): (low, high)}, all of it as shown."""
    for name, key in (("households", "section_id"), ("areas", "area_id"), ("complexes", "complex_id")):
        path = folder / f"{name}.parquet"
        if path.is_file():
            frame = pd.read_parquet(path)
            levels = frame["level"] if "level" in frame else {"section_id": "section", "complex_id": "estate"}[key]
            for (level, area, cell), (low, high) in planted.items():
                at = (frame[key] == area) & (levels == level)
                ends = {cell: (low + high) / 2, low_column(cell): low, high_column(cell): high}
                for column, value in (ends | {state_column(cell): str(State.SHOWN)}).items():
                    if at.any():
                        frame.loc[at, column] = value
            frame.to_parquet(path, index=False)
    seal(folder)


def terms(cell, less=""):
    return ((cell, 1), (less, -1)) if less else ((cell, 1),)


FIRST = ("section", S[0])
LEAKY = [
    Leaky(
        "a window that holds small counts alone",
        {(*FIRST, "renters"): (1, 2)},
        (*FIRST, terms("renters")),
        {0: {"renters": 1}},
    ),
    Leaky(
        "the total of a NIL less the other sections",
        exactly("renters", 28, 9, 9, 9),
        (*FIRST, terms("renters")),
        {0: {"renters": 1}},
    ),
    Leaky("an exact total beside windows", {(*NIL, "renters"): (36, 36)}, (*NIL, terms("renters"))),
    Leaky(
        "two cut-offs that differ by two households",
        {(*FIRST, "above_08"): (8, 8), (*FIRST, "above_10"): (6, 6)},
        (*FIRST, terms("above_08", "above_10")),
        {0: {"above_08": 8}},
    ),
    Leaky(
        "two households above on part of their spend",
        {(*FIRST, "above_10"): (6, 6), (*FIRST, "valid_above_10"): (4, 4)},
        (*FIRST, terms("above_10", "valid_above_10")),
        {0: {"valid_above_10": 4}},
    ),
    Leaky(
        "all but one, by the total",
        exactly("renters", 66, 9, 9, 9) | {(*FIRST, "households"): (40, 40)},
        (*FIRST, terms("households", "renters")),
        {0: {"renters": 39}},
    ),
    Leaky(
        "poor households outside public housing",
        {(*FIRST, "above_10"): (6, 6), (*FIRST, "erp_above_10"): (4, 4)},
        (*FIRST, terms("above_10", "erp_above_10")),
        {0: {"erp_above_10": 4}},
        ERP,
    ),
    Leaky(
        "ways of heating that add up to the households",
        {(*FIRST, f"heating_{mode}"): (MODES[f"heating_{mode}"],) * 2 for mode in HEATING_MODES[2:]}
        | {(*FIRST, "heating_central"): (21, 21), (*FIRST, "households"): (40, 40)},
        (*FIRST, terms("heating_own")),
        {0: {"heating_own": 1, "heating_central": 21}},
        MODES,
    ),
    Leaky(
        "known and unknown bills that add up to the households",
        {(*FIRST, cell): (count, count) for cell, count in {"households": 40, "heat_unknown": 15}.items()}
        | {(*FIRST, "below_half_median"): (24, 24)},
        (*FIRST, terms("spend_known", "below_half_median")),
        {0: {"below_half_median": 24}},
        {"spend_known": 25, "heat_unknown": 15, "below_half_median": 6},
    ),
    Leaky(
        "a dominated sum of money, by the total",
        exactly("gas_eur", 160_000, 20_000, 20_000, 20_000),
        (*FIRST, terms("gas_eur")),
        {0: {"gas_eur": 100_000.0}},
        MONEY,
        dominated="gas_is_dominated",
    ),
    Leaky(
        "euros left by the total, which somebody must have spent",
        exactly("excess_eur", 4_000, 1_000, 1_000, 1_000) | {(*FIRST, "valid_above_10"): (0, 2)},
        (*FIRST, terms("valid_above_10")),
        {0: {"valid_above_10": 2}},
        MONEY,
    ),
    Leaky(
        "a count over too few households, by the total",
        exactly("renters", 32, 9, 9, 9),
        (*FIRST, terms("renters")),
        {0: dict.fromkeys([*SAFE, "both_known"], 0) | {"households": 8, "renters": 5}},
    ),
    Leaky(
        "the households of a base, by the total",
        exactly("households", 124, 40, 40, 40),
        (*NIL, terms("households")),
        {0: dict.fromkeys([*SAFE, "both_known"], 0) | {"households": 4}},
    ),
    Leaky(
        "the single inhabited section of a NIL",
        {(*NIL, "renters"): (2, 4), (*FIRST, "renters"): (0, 2)},
        (*FIRST, terms("renters")),
        {place: dict.fromkeys([*SAFE, "households", "both_known"], 0) for place in (1, 2, 3)} | {0: {"renters": 2}},
    ),
    Leaky(
        "an estate of two households in its section",
        {("estate", "E", "vulnerable_households"): (2, 2), ("estate", "E", "households"): (2, 2)},
        ("estate", "E", terms("above_10")),
        estate={"section_id": S[0], "households": 2, "vulnerable_households": 2},
    ),
    Leaky(
        "an estate that is a section",
        {("estate", "E", "arrears_households"): (0, 2), (*FIRST, "in_arrears"): (1, 3)},
        ("estate", "E", terms("in_arrears")),
        {place: {"in_arrears": 1 if place == 0 else 9} for place in range(SECTIONS)},
        estate={"section_id": S[0], "households": 40, "arrears_households": 1},
    ),
]


@pytest.mark.parametrize("leaky", LEAKY, ids=lambda leaky: leaky.name)
def test_the_attack_names_the_planted_cell_and_nothing_without_it(leaky, tmp_path):
    leaky.publish(tmp_path)
    assert attack(tmp_path) == []
    tell(tmp_path / "2023", leaky.planted)
    found = {(leak.level, leak.area, leak.cells) for leak in attack(tmp_path)}
    assert leaky.target in found, sorted(found)


TWICE = Leaky("", {}, (), {0: {"renters": 2}})


@pytest.mark.parametrize("years", [(2023, 2024), (2023, 2023)], ids=["another year", "a revision"])
def test_an_offset_that_changes_is_found(tmp_path, years):
    TWICE.publish(tmp_path, years)
    assert attack(tmp_path) == []
    last = find_edition(tmp_path / str(years[-1])).folder
    first = pd.read_parquet(tmp_path / "2023" / "households.parquet").set_index("section_id").loc[S[0]]
    ends = [first[low_column("renters")], first[high_column("renters")]]
    other = {0: (1, 3), 1: (0, 2), 2: (1, 3)}[int(ends[0])]
    tell(last, {(*FIRST, "renters"): other})
    assert (last.name, *FIRST) in {(leak.edition, leak.level, leak.area) for leak in attack(tmp_path)}


def test_two_windows_of_one_count_are_read_together(tmp_path):
    TWICE.publish(tmp_path, (2023, 2023))
    for folder, ends in (("2023", (0, 2)), ("2023.2", (1, 3))):
        tell(tmp_path / folder, {(*FIRST, "renters"): ends})
    found = {(leak.edition, leak.level, leak.area, leak.cells): (leak.low, leak.high) for leak in attack(tmp_path)}
    assert found["2023", *FIRST, terms("renters")] == (1, 2)


def test_with_the_census_more_can_be_known_than_without(tmp_path):
    """Households of forty, told as 39 to 41 by windows: who holds the census knows how many do not rent."""
    TWICE.publish(tmp_path)
    tell(tmp_path / "2023", {(*FIRST, "renters"): (38, 39)})
    census = tmp_path / "census.csv"
    pd.DataFrame({"section_id": S, "households": 40}).to_csv(census, index=False)
    target = (*FIRST, terms("households", "renters"))
    found = [
        {(leak.level, leak.area, leak.cells) for leak in attack(tmp_path, households)}
        for households in (None, read_census(census))
    ]
    assert target in found[1] - found[0]


@pytest.mark.parametrize("text", ["", "section,people\n1,2\n", "section_id,households\n1,many\n"])
def test_a_census_that_cannot_be_read_is_told(tmp_path, text):
    (tmp_path / "census.csv").write_text(text)
    with pytest.raises(ObservatoryError):
        read_census(tmp_path / "census.csv")


@pytest.mark.parametrize("place", [None, "0151460009999"], ids=["no section", "a section of no extract"])
def test_an_estate_in_no_section_may_be_one_and_its_counts_are_not_told(tmp_path, place):
    city = Leaky("", {}, (), estate={"section_id": place, "households": 40, "vulnerable_households": 2})
    city.publish(tmp_path)
    told = pd.read_parquet(tmp_path / "2023" / "complexes.parquet").iloc[0]
    assert told[["households_state", "vulnerable_households_state"]].eq(str(State.MISSING)).all()
    assert pd.isna(told["households_high"]) and attack(tmp_path) == []
    tell(tmp_path / "2023", {("estate", "E", "households"): (0, 100)})
    assert [(leak.level, leak.area) for leak in attack(tmp_path)] == [("estate", "E")] * len(attack(tmp_path))
    assert attack(tmp_path)
