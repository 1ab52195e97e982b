"""Simulated cities whose truth is known: households, and what a city would know of them and count."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from contract.tables import CELLS, CUTOFFS, state_column

LEVELS = ("section", "nil", "municipio", "city")


@dataclass(frozen=True)
class World:
    """How one simulated city differs from the plainest: `is_inside` says whether the box of assumptions holds it.

    `prices`: bills of electricity, gas and heat over those of the plainest. `known`: share of shared heating bills
    that are known. `factor`: unknown shared bills over those of homes alike. `dear`: how much likelier a dear bill is
    to be unknown (logits per standard deviation). `poor`: odds that a poor household's income is unknown, over others'.
    """

    name: str
    is_inside: bool = True
    prices: tuple[float, float, float] = (1.0, 1.0, 1.0)
    known: float = 0.07
    factor: float = 1.0
    dear: float = 0.0
    poor: float = 1.0


WORLDS = (
    World("missing at random"),
    World("prices up by half", prices=(1.6, 1.5, 1.5)),
    World("prices down", prices=(0.8, 0.75, 0.8)),
    World("dear homes' bills missing", dear=0.6),
    World("poor homes' incomes missing", poor=1.8),
    World("dear homes' bills and poor homes' incomes missing", dear=0.4, poor=1.6),
    World("unknown bills 20% dearer", factor=1.2),
    World("unknown bills 20% cheaper", factor=0.8),
    World("one bill in twenty known", known=0.05),
    World("unknown bills 50% dearer", is_inside=False, factor=1.5),
)


@dataclass(frozen=True)
class Size:
    """Areas of a simulated city: sections lie in NIL, NIL in Municipi, all in equal numbers but for the last."""

    municipi: int = 9
    nil: int = 88
    sections_of_nil: int = 68
    households_of_section: int = 103


@dataclass(frozen=True)
class City:
    """What is counted of a simulated city, and what is true: cells and share above 10%, by level.

    `places`: of each section, the row of its NIL, Municipio and city; of each NIL that of the city.
    """

    cells: dict[str, pd.DataFrame]
    truth: dict[str, np.ndarray]
    places: dict[str, np.ndarray]


def simulate(world: World, seed: int, size: Size | None = None, cutoff: int = 10) -> City:
    """Draw the city of `world`; the same seed draws the same."""
    size = size or Size()
    rng = np.random.default_rng(seed)
    sections = size.nil * size.sections_of_nil
    place = np.repeat(np.arange(sections), rng.poisson(size.households_of_section, sections) + 1)
    homes = _homes(world, size, place, rng)
    nil = np.arange(sections) // size.sections_of_nil
    places = {"nil": nil, "municipio": nil * size.municipi // size.nil, "city": np.zeros(sections, dtype=int)}
    told, spend = _told(homes), homes["electricity"] + homes["gas"] + homes["heat"]
    told["truly"] = spend > cutoff / 100 * homes["income"]
    counted = pd.DataFrame({name: np.bincount(place, values, minlength=sections) for name, values in told.items()})
    sums = {"section": counted} | {level: counted.groupby(places[level]).sum() for level in LEVELS[1:]}
    truth = {level: (frame["truly"] / frame["households"]).to_numpy() for level, frame in sums.items()}
    return City({level: _area_frame(level, frame) for level, frame in sums.items()}, truth, places)


def _homes(world: World, size: Size, place: np.ndarray, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Income and bills of each household (EUR/year), its heating, and what is known of it."""
    count, nil = len(place), place // size.sections_of_nil
    around = rng.normal(0, 0.25, size.nil)[nil] + rng.normal(0, 0.16, place[-1] + 1)[place]
    income = 33_000 * np.exp(around + rng.normal(0, 0.62, count))
    habit = np.exp(rng.normal(0, 0.42, count)) * (income / 33_000) ** 0.2
    is_shared = rng.random(count) < np.clip(
        rng.uniform(0.45, 0.95, size.nil)[nil] + rng.normal(0, 0.1, place[-1] + 1)[place], 0, 1
    )
    dearness = rng.normal(0, 0.1, size.nil)[nil] + rng.normal(0, 0.25, count)
    odds = 2 / (1 + np.exp(world.dear * dearness / 0.27))
    is_bill_known = rng.random(count) < world.known * odds
    heat = np.where(is_shared, 720 * np.exp(dearness) * habit, 0) * np.where(is_bill_known, 1, world.factor)
    bills = {
        "electricity": 415 * habit * np.exp(rng.normal(0, 0.15, count)) * world.prices[0],
        "gas": np.where(is_shared, 95, 690) * habit * np.exp(rng.normal(0, 0.15, count)) * world.prices[1],
        "heat": heat * world.prices[2],
    }
    is_poor = sum(bills.values()) > 0.1 * income
    missing = 0.055 * np.where(is_poor, world.poor, 1)
    return bills | {
        "income": income,
        "is_shared": is_shared,
        "knows_heat": ~is_shared | is_bill_known,
        "knows_bills": rng.random(count) < 0.987,
        "knows_income": rng.random(count) >= missing,
    }


def _told(homes: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What the city counts of each household, by cell."""
    priced = homes["knows_heat"] & homes["knows_bills"]
    both = priced & homes["knows_income"]
    known = (homes["electricity"] + homes["gas"]) * homes["knows_bills"] + homes["heat"] * homes["knows_heat"]
    told = {
        "households": np.ones(len(both)),
        "income_known": homes["knows_income"],
        "spend_known": priced,
        "both_known": both,
        "heat_unknown": ~homes["knows_heat"],
        "heating_central": homes["is_shared"],
        "heating_district": np.zeros(len(both)),
        "income_eur": homes["income"] * both,
        **{f"{name}_eur": homes[name] * both for name in ("electricity", "gas", "heat")},
    }
    for cut in CUTOFFS:
        is_over = (known > cut / 100 * homes["income"]) & homes["knows_income"]
        told |= {f"above_{cut:02d}": is_over, f"valid_above_{cut:02d}": is_over & both}
    return told


def _area_frame(level: str, counted: pd.DataFrame) -> pd.DataFrame:
    """An area frame in which every cell that is counted is shown as it is."""
    told = counted.reindex(columns=list(CELLS)).astype("Float64")
    states = {state_column(cell): np.where(told[cell].isna(), "missing", "shown") for cell in CELLS}
    ends = {f"{cell}{end}": told[cell] for cell in CELLS for end in ("_low", "_high")}
    return told.assign(**states, **ends).set_axis([f"{level}-{row}" for row in range(len(told))])
