"""Public-housing estates as the plan sees them: what is known of each, and how far what is not known may reach."""

import numpy as np
import pandas as pd

from contract.schema import Kind
from contract.tables import COMPLEXES, POVERTY_LINE, high_column, low_column
from indicators.basis.desk_parameters import OCCUPANCY_FLOOR
from indicators.basis.figures import amounts, divide
from indicators.basis.intervals import Triple, cell_share, cell_triple, certain_and_possible, share_within

_ABOVE, _VALID = f"above_{POVERTY_LINE:02d}", f"valid_above_{POVERTY_LINE:02d}"
PLAUSIBLE = ("vulnerable_rate", "vulnerable_households")
"""Columns that have plausible ends too (`plausible_column`)."""

COUNTS = ("households", "vulnerable_households", "arrears_households")
"""Counts of households of an estate, published as windows as those of areas are."""


def plausible_column(name: str, end: str) -> str:
    """Name of the column of the plausible `end` ("low", "high") of a column of PLAUSIBLE."""
    return f"{name}_plausible_{end}"


def estate_frame(
    complexes: pd.DataFrame, cells: pd.DataFrame, places: pd.DataFrame, poverty: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return one row per estate (index `complex_id`, sorted) with every column of the contract and what follows.

    `complexes`: the edition's table; `cells`: its published cells by section (index `area_id`); `places`: its
    sections (index `section_id`) with `municipio_id` and `municipio_name`; `poverty`: energy poverty of its estates
    with imputed heating bills and their plausible range (`plausible.estates.estate_poverty`),
    None where the edition tells of no heating bill: then the plausible ends are the certain ones. Added:
    `heating_bill_eur` of `poverty` (EUR/year a dwelling);
    `municipio_id`, `municipio_name`; of each of COUNTS and of `vulnerable_rate` and `arrears_share` (0–1) the value
    and its `_low` and `_high`, NaN where nothing bounds it; `vulnerable_source`, `arrears_source`: "estate" where
    the register gives a count, "section" where the section that holds the estate stands for it, "" where neither is
    known. Columns of PLAUSIBLE have plausible ends: those of the section, or what the register's count leaves.

    A section tells only of the households that it can hold: of an estate of 1,000 households in a section of 120, the
    other 880 may be anything, and so may all of them where the size of the estate is unknown. The value is then the
    section's, with those bounds.
    """
    frame = _whole(complexes).set_index("complex_id").sort_index()
    own = cells.reindex(frame["section_id"]).set_axis(frame.index)
    known = places.drop_duplicates().reindex(frame["section_id"]).set_axis(frame.index)
    frame = frame.assign(municipio_id=known["municipio_id"], municipio_name=known["municipio_name"])
    frame = frame.assign(**_named("households", _households(frame)))
    certain = certain_and_possible(own, _ABOVE, _VALID, "both_known")
    counted = _likely_inside(cell_share(own, _VALID, "both_known")[1], certain)
    bill = np.full(len(frame), np.nan) if poverty is None else poverty["heating_bill_eur"].reindex(frame.index)
    frame = frame.assign(heating_bill_eur=bill)
    likely = counted if poverty is None else _imputed(poverty.reindex(frame.index), counted)
    low, owed, high = cell_share(own, "in_arrears", "households")
    arrears = _likely_inside(owed, (low, high))
    around = certain[0], np.clip(likely[1], *certain), certain[1]
    for name, share, of_section in (("vulnerable", "rate", around), ("arrears", "share", arrears)):
        frame = frame.assign(**_told(frame, name, share, _of_estate(frame, own, of_section)))
    return frame.assign(**_plausible_ends(frame, _of_estate(frame, own, likely)))


def _imputed(poverty: pd.DataFrame, counted: Triple) -> Triple:
    """Share in energy poverty of each estate, with its plausible ends; as its section is counted where none is told."""
    told = amounts(poverty, "plausible_low", "estimate", "plausible_high")
    low, likely, high = (np.where(np.isnan(end), other, end) for end, other in zip(told, counted, strict=True))
    return low, likely, high


def _plausible_ends(frame: pd.DataFrame, of_section: Triple) -> dict[str, np.ndarray]:
    """Plausible ends of PLAUSIBLE, within the certain ones and around the likely value."""
    is_section = frame["vulnerable_source"].to_numpy() == "section"
    low, rate, high = cell_triple(frame, "vulnerable_rate")
    least = np.where(is_section, np.clip(of_section[0], low, rate), low)
    most = np.where(is_section, np.clip(of_section[2], rate, high), high)
    fewest, count, many = cell_triple(frame, "vulnerable_households")
    of_all = cell_triple(frame, "households")
    fewest = np.where(is_section, np.clip(least * of_all[0], fewest, count), fewest)
    many = np.where(is_section, np.clip(most * of_all[2], count, many), many)
    ends = dict(zip(PLAUSIBLE, ((least, most), (fewest, many)), strict=True))
    return {
        plausible_column(name, end): value
        for name, pair in ends.items()
        for end, value in zip(("low", "high"), pair, strict=True)
    }


def _whole(complexes: pd.DataFrame) -> pd.DataFrame:
    """Every column of the contract and the windows of the counts, those that the edition lacks without a value."""
    windows = [column(name) for name in COUNTS for column in (str, low_column, high_column)]
    frame = complexes.reindex(columns=list(dict.fromkeys([*COMPLEXES.names, *windows])))
    dtypes = dict.fromkeys(COMPLEXES.of_kind(Kind.FLAG), "boolean")
    dtypes |= dict.fromkeys([*COMPLEXES.of_kind(Kind.COUNT, Kind.NUMBER), *windows], "Float64")
    dtypes |= dict.fromkeys(COMPLEXES.of_kind(Kind.TEXT, Kind.CHOICE, Kind.ID, Kind.SECTION), "str")
    return frame.astype(dtypes)


def _households(frame: pd.DataFrame) -> Triple:
    """Households of each estate: as published, else between those that its dwellings hold."""
    low, households, high = cell_triple(frame, "households")
    (dwellings,) = amounts(frame, "dwellings")
    low = np.where(np.isnan(low), np.ceil(dwellings * OCCUPANCY_FLOOR.value), low)
    high = np.where(np.isnan(high), dwellings, high)
    return low, _middle(households, low, high), high


def _of_estate(frame: pd.DataFrame, own: pd.DataFrame, share: Triple) -> Triple:
    """A share of the section as one of the estate: whom the section cannot hold may all be in it, or none."""
    least, most = amounts(own, low_column("households"))[0], amounts(frame, high_column("households"))[0]
    covered = np.nan_to_num(np.clip(divide(least, most), 0, 1))
    return share[0] * covered, share[1], share[2] * covered + (1 - covered)


def _told(frame: pd.DataFrame, name: str, share: str, of_section: Triple) -> dict[str, object]:
    """Households and share of one condition, and where they come from: the register's count, else the section."""
    low, counted, high = cell_triple(frame, f"{name}_households")
    households = cell_triple(frame, "households")
    counted = _middle(counted, low, high)
    is_told = ~np.isnan(low) & ~((low <= 0) & (high >= households[2]))
    least, most = share_within((low, high), (households[0], households[2]))
    ends = zip((least, np.clip(divide(counted, households[1]), least, most), most), of_section, strict=True)
    shares = tuple(np.where(is_told, of_estate, section) for of_estate, section in ends)
    counts = tuple(
        np.where(is_told, count, part * whole)
        for count, part, whole in zip((low, counted, high), shares, households, strict=True)
    )
    source = np.where(is_told, "estate", np.where(np.isnan(of_section[1]), "", "section"))
    return {
        **_named(f"{name}_{share}", shares),  # type: ignore[arg-type]
        **_named(f"{name}_households", counts),  # type: ignore[arg-type]
        f"{name}_source": source,
    }


def _likely_inside(value: np.ndarray, bounds: tuple[np.ndarray, np.ndarray]) -> Triple:
    return bounds[0], np.clip(_middle(value, *bounds), *bounds), bounds[1]


def _middle(value: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """`value`, and the middle of its bounds where it is unknown."""
    return np.where(np.isnan(value), (low + high) / 2, value)


def _named(name: str, triple: Triple) -> dict[str, np.ndarray]:
    return dict(zip((low_column(name), name, high_column(name)), triple, strict=True))
