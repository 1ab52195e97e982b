"""Editions with a planted leak: the attack names the planted cell, and finds nothing in the same edition without it."""

import json
from dataclasses import dataclass, field

import pandas as pd
import pytest

from contract.tables import CELLS, State, state_column
from data_access.editions import MANIFEST
from data_access.privacy.attack import attack
from data_access.publishing.publish import exact_areas, places_of
from tests.data_access.small_publication import section_ids, small_sources

SECTIONS = 36
"""More than the areas in which a relation must be seen before an attacker trusts it."""

S = section_ids(SECTIONS)
CHAIN = {"above_05": 12, "above_06": 12, "above_08": 9, "above_10": 6, "above_12": 3, "above_15": 3, "above_20": 0}
VALID = {"05": 9, "06": 9, "08": 6, "10": 3, "12": 0, "15": 0, "20": 0}
SAFE = CHAIN | {f"valid_above_{cut}": count for cut, count in VALID.items()} | {"renters": 9}
"""Counts in which nothing is small, no rest and no difference either."""

RENTERS = (("renters", 1),)
COUNT, REST, COMPLEMENT, BASE, DOMINANCE = State.COUNT, State.REST, State.COMPLEMENT, State.BASE, State.DOMINANCE


def write_edition(folder, cells, withheld, year=2023, areas=None):
    """Write what readers of an edition hold: exact cells but for those `withheld`, {(level, area, cell): state}.

    `cells`: by place of the section; `areas`: places of sections that belong to another NIL or Municipio than usual.
    """
    sources = small_sources(year, cells, SECTIONS)
    for place, moved in (areas or {}).items():
        for name, value in moved.items():
            sources.sections.loc[place, name] = value
    levels = exact_areas(sources)
    published = []
    for level, exact in levels.items():
        columns = {}
        for cell in CELLS:
            columns[cell] = exact[cell].copy()
            columns[state_column(cell)] = exact[cell].isna().map({True: "missing", False: "shown"}).astype("str")
            for area in exact.index:
                if (level, area, cell) in withheld:
                    columns[cell][area] = pd.NA
                    columns[state_column(cell)][area] = str(withheld[level, area, cell])
        published.append(pd.DataFrame(columns, index=exact.index).assign(level=level, area_name=""))
    folder.mkdir(parents=True)
    published[0].drop(columns=["level", "area_name"]).rename_axis("section_id").reset_index().to_parquet(
        folder / "households.parquet"
    )
    pd.concat(published[1:]).rename_axis("area_id").reset_index().to_parquet(folder / "areas.parquet")
    places_of(sources).reset_index().to_parquet(folder / "sections.parquet")
    (folder / MANIFEST).write_text(json.dumps({"privacy": {"least_base": 10, "least_count": 3}}))


@dataclass(frozen=True)
class Leaky:
    """A city with protected cells; the leak is that `planted` of them are published after all, in the last edition.

    `target`: level, area and sum that can then be known; `ends`: within what.
    """

    name: str
    cells: dict = field(default_factory=dict)
    withheld: dict = field(default_factory=dict)
    planted: tuple = ()
    target: tuple = ()
    ends: tuple = ()
    everywhere: dict = field(default_factory=lambda: SAFE)
    areas: dict = field(default_factory=dict)
    more: tuple = ()

    def write(self, root, with_leak):
        left = {place: state for place, state in self.withheld.items() if not (with_leak and place in self.planted)}
        cells = {place: self.everywhere | self.cells.get(place, {}) for place in range(SECTIONS)}
        write_edition(root / "2023", cells, left, areas=self.areas)
        for folder, changes, withheld in self.more:
            protected = withheld if with_leak else self.withheld
            changed = {place: row | changes for place, row in cells.items()}
            write_edition(root / folder, changed, protected, int(folder[:4]), self.areas)


def sections(cell, *states):
    """The first sections' cell, withheld for these reasons."""
    return {("section", S[place], cell): state for place, state in enumerate(states) if state}


MODES = {"heating_own": 10, "heating_central": 12, "heating_district": 9, "heating_none": 9}
ERP = {"erp_households": 20, "erp_both_known": 10, "erp_above_10": 3, "erp_valid_above_10": 0}
MONEY = {"gas_eur": 20_000.0, "electricity_eur": 9_000.0, "heat_eur": 9_000.0, "excess_eur": 1_000.0}
KNOWN = {"spend_known": 25, "heat_unknown": 15, "below_half_median": 6}
FEW = {"both_known": None, "above_10": None, "valid_above_10": None, "income_eur": None, "renters": 9}

LEAKY = [
    Leaky(
        "the total of a NIL less the other sections",
        {0: {"renters": 1}},
        sections("renters", COUNT, COMPLEMENT),
        planted=(("section", S[1], "renters"),),
        target=("section", S[0], RENTERS),
        ends=(1, 1),
    ),
    Leaky(
        "a Municipio less the NIL that lie in it whole",
        # section 8 lies in NIL 2, which is otherwise in Municipio 1; NIL 3 is the rest of Municipio 2
        {8: {"renters": 1}},
        {
            ("section", S[8], "renters"): COUNT,
            ("section", S[4], "renters"): COMPLEMENT,
            ("section", S[9], "renters"): COMPLEMENT,
            ("section", S[0], "renters"): COMPLEMENT,
            ("nil", "3", "renters"): COMPLEMENT,
            ("nil", "1", "renters"): COMPLEMENT,
        },
        planted=(("nil", "3", "renters"),),
        target=("section", S[8], RENTERS),
        ends=(1, 1),
        areas={8: {"nil_id": "2"}, **{place: {"municipio_id": "3"} for place in range(12, 16)}},
    ),
    Leaky(
        "two counts that their total puts at their limit",
        {0: {"renters": 2}, 1: {"renters": 2}},
        sections("renters", COUNT, COUNT, COMPLEMENT),
        planted=(("section", S[2], "renters"),),
        target=("section", S[0], RENTERS),
        ends=(2, 2),
    ),
    Leaky(
        "two cut-offs that differ by two households",
        {0: {"above_08": 8, "valid_above_08": 3}},
        sections("above_08", COMPLEMENT, COMPLEMENT),
        planted=(("section", S[0], "above_08"),),
        target=("section", S[0], (("above_08", 1), ("above_10", -1))),
        ends=(2, 2),
    ),
    Leaky(
        "two households above on part of their spend",
        {0: {"valid_above_08": 9, "valid_above_10": 4}},
        sections("valid_above_10", COMPLEMENT, COMPLEMENT),
        planted=(("section", S[0], "valid_above_10"),),
        target=("section", S[0], (("above_10", 1), ("valid_above_10", -1))),
        ends=(2, 2),
    ),
    Leaky(
        "all but one, by the total",
        {0: {"renters": 39}},
        sections("renters", REST, COMPLEMENT),
        planted=(("section", S[1], "renters"),),
        target=("section", S[0], (("households", 1), ("renters", -1))),
        ends=(1, 1),
    ),
    Leaky(
        "poor households outside public housing",
        {0: {"erp_above_10": 4}},
        sections("erp_above_10", COMPLEMENT, COMPLEMENT),
        planted=(("section", S[0], "erp_above_10"),),
        target=("section", S[0], (("above_10", 1), ("erp_above_10", -1))),
        ends=(2, 2),
        everywhere=SAFE | ERP,
    ),
    Leaky(
        "ways of heating that add up to the households",
        {0: {"heating_own": 1, "heating_central": 21}},
        sections("heating_own", COUNT, COMPLEMENT) | sections("heating_none", COMPLEMENT, COMPLEMENT),
        planted=(("section", S[0], "heating_none"), ("section", S[1], "heating_none")),
        target=("section", S[0], (("heating_own", 1),)),
        ends=(1, 1),
        everywhere=SAFE | MODES,
    ),
    Leaky(
        "known and unknown bills that add up to the households",
        {0: {"below_half_median": 24}},
        sections("spend_known", COMPLEMENT, COMPLEMENT) | sections("heat_unknown", COMPLEMENT, COMPLEMENT),
        planted=(("section", S[0], "heat_unknown"), ("section", S[1], "heat_unknown")),
        target=("section", S[0], (("spend_known", 1), ("below_half_median", -1))),
        ends=(1, 1),
        everywhere=SAFE | KNOWN,
    ),
    Leaky(
        "a dominated sum of money, exactly",
        {0: {"gas_eur": 100_000.0}},
        sections("gas_eur", DOMINANCE, COMPLEMENT),
        planted=(("section", S[1], "gas_eur"),),
        target=("section", S[0], (("gas_eur", 1),)),
        ends=(100, 100),
        everywhere=SAFE | MONEY,
    ),
    Leaky(
        "a dominated sum of money, within ten percent",
        {
            0: {"gas_eur": 100_000.0, "electricity_eur": 1_000.0, "heat_eur": 1_000.0, "excess_eur": 97_000.0},
            1: {"gas_eur": 5_000.0},
        },
        sections("gas_eur", DOMINANCE, COMPLEMENT) | sections("excess_eur", COMPLEMENT, COMPLEMENT),
        planted=(("section", S[0], "excess_eur"),),
        target=("section", S[0], (("gas_eur", 1),)),
        ends=(95, 105),
        everywhere=SAFE | MONEY,
    ),
    Leaky(
        "a count over too few households, by the total",
        {0: {"households": 8, "renters": 5}},
        sections("renters", BASE, COMPLEMENT),
        planted=(("section", S[1], "renters"),),
        target=("section", S[0], RENTERS),
        ends=(5, 5),
        everywhere=FEW,
    ),
    Leaky(
        "two households, by the total",
        {0: {"households": 2}},
        sections("households", COUNT, COMPLEMENT),
        planted=(("section", S[1], "households"),),
        target=("section", S[0], (("households", 1),)),
        ends=(2, 2),
        everywhere=FEW | {"renters": None},
    ),
    Leaky(
        "two revisions that withhold different cells",
        {0: {"renters": 1}},
        sections("renters", COUNT, COMPLEMENT),
        target=("section", S[0], RENTERS),
        ends=(1, 1),
        more=(("2023.2", {"above_20": 0}, sections("renters", COUNT, None, COMPLEMENT)),),
    ),
    Leaky(
        "two revisions of which one shows the section and the other the total",
        {0: {"renters": 1}},
        sections("renters", COUNT, COMPLEMENT),
        target=("section", S[0], RENTERS),
        ends=(1, 1),
        more=(
            (
                "2023.2",
                {"above_20": 0},
                {
                    ("section", S[0], "renters"): COUNT,
                    ("section", S[4], "renters"): COMPLEMENT,
                    ("nil", "1", "renters"): COMPLEMENT,
                    ("nil", "2", "renters"): COMPLEMENT,
                },
            ),
        ),
    ),
    Leaky(
        "two years with a column that does not change",
        {0: {"renters": 1}},
        sections("renters", COUNT, COMPLEMENT),
        target=("section", S[0], RENTERS),
        ends=(1, 1),
        more=(("2024", {"households": 45, "above_05": 18}, sections("renters", COUNT, None, COMPLEMENT)),),
    ),
]


@pytest.mark.parametrize("leaky", LEAKY, ids=lambda leaky: leaky.name)
def test_the_attack_names_the_planted_cell(leaky, tmp_path):
    leaky.write(tmp_path, with_leak=True)
    level, area, terms = leaky.target
    found = {(leak.level, leak.area, leak.cells): leak for leak in attack(tmp_path)}
    assert (level, area, terms) in found, sorted(found)
    leak = found[level, area, terms]
    assert (leak.low, leak.high) == pytest.approx(leaky.ends, abs=0.01)


@pytest.mark.parametrize("leaky", LEAKY, ids=lambda leaky: leaky.name)
def test_the_same_edition_without_the_plant_is_clean(leaky, tmp_path):
    leaky.write(tmp_path, with_leak=False)
    assert attack(tmp_path) == []
