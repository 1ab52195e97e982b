"""Public-housing estates: the two of the help-desk, others known by name, and invented ones."""

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import MEASURED
from sample_data.assumptions import (
    ALER_SHARE,
    ARREARS_BANDS,
    COMMITTEE_SHARE,
    COMPLEX_COUNT,
    COMPLEX_SHARE,
    CUSTODIAN_SHARE,
    EPC_ESTATES,
    EPC_RENEWED,
    ESTATE_HEATING,
    LANGUAGES_KNOWN_SHARE,
    LANGUAGES_SPOKEN,
    LEAST_CLUSTER_HOUSEHOLDS,
    MISSING_SHARE,
    OCCUPANCY,
    RETROFIT_SHARES,
    ROOM_SEATS,
    ROOM_SHARE,
    STEP_FREE_SHARE,
    TRANSIT_M,
)
from sample_data.facts import read_estates, to_degrees, to_metres
from sample_data.population import public_housing, section_of

_GAPS = ("has_tenants_committee", "heating_mode", "epc_class", "room_capacity", "is_step_free")
"""Columns in which a register has holes."""


def make_complexes(sections: gpd.GeoDataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Draw the register of estates, one row each, with holes as a register has.

    Columns: complex_id, name, manager, address, lon, lat (degrees), section_id, dwellings, households,
    has_social_custodian, has_tenants_committee, heating_mode, epc_class, room_capacity (seats), is_step_free,
    retrofit_state, is_desk_site, transit_m, arrears_band, languages. The two desk sites are real places; numbers and
    conditions are invented.
    """
    placed = _placed(sections, rng)
    placed.insert(0, "complex_id", [f"C{number:03d}" for number in range(1, len(placed) + 1)])
    drawn = np.where(rng.permutation(len(placed)) < ALER_SHARE * len(placed), "ALER", "MM")
    placed["manager"] = placed["manager"].where(placed["manager"].notna(), drawn)
    register = placed.assign(**_sizes(placed, rng)).assign(**_conditions(placed, rng))
    register = _with_gaps(register.drop(columns="section_households"), rng)
    register = register[[name for name in register.columns if name != "is_desk_site"] + ["is_desk_site"]]
    return register.assign(**_told_by_others(register, rng))


def _placed(sections: gpd.GeoDataFrame, rng: np.random.Generator) -> pd.DataFrame:
    clusters = public_housing(sections)
    clusters = clusters[clusters >= LEAST_CLUSTER_HOUSEHOLDS]
    places = sections.set_index("section_id").loc[clusters.index]
    estates = _known_estates(sections, places)
    free = clusters.drop(estates["section_id"])
    count = COMPLEX_COUNT - len(estates)
    chosen = rng.choice(free.index.to_numpy(), size=count, replace=False, p=(free / free.sum()).to_numpy())
    invented = _invented(places.loc[chosen])
    register = pd.concat([estates, invented], ignore_index=True)
    return register.assign(section_households=register["section_id"].map(clusters).to_numpy())


def _known_estates(sections: gpd.GeoDataFrame, places: gpd.GeoDataFrame) -> pd.DataFrame:
    """Estates known by name, those of the desk in their true section, the others in the nearest free cluster."""
    estates = read_estates().rename(columns={"households": "known_dwellings"})
    is_desk = estates["is_desk_site"]
    own = section_of(estates[is_desk], sections).set_index("name")["section_id"]
    free = places.drop(own)
    found = dict(own)
    points = gpd.GeoSeries.from_xy(*to_metres(estates[~is_desk]).T, crs=MEASURED)
    for name, point in zip(estates.loc[~is_desk, "name"], points, strict=True):
        found[name] = free.distance(point).idxmin()
        free = free.drop(found[name])
    estates = estates.assign(section_id=estates["name"].map(found))
    moved = _inner_points(places.loc[estates["section_id"]])
    estates.loc[~is_desk, ["lon", "lat"]] = moved[~is_desk.to_numpy()]
    return estates


def _invented(places: gpd.GeoDataFrame) -> pd.DataFrame:
    quarter = places["nil_name"].str.split(" - ").str[0].str.removeprefix("Q.RE ").str.title().replace(_AS_WRITTEN)
    number = pd.Series(range(1, len(places) + 1), index=places.index).astype(str)
    lon, lat = _inner_points(places).T
    return pd.DataFrame(
        {
            "name": quarter + " (dimostrativo " + number + ")",
            "address": "Indirizzo dimostrativo " + number,
            "lon": lon,
            "lat": lat,
            "section_id": places.index,
            "is_desk_site": False,
        }
    )


_AS_WRITTEN = {
    "Citta' Studi": "Città Studi",
    "Ronchetto Sul Naviglio": "Ronchetto sul Naviglio",
    "Xxii Marzo": "XXII Marzo",
}
"""Names of quarters that capitals alone do not tell."""


def _inner_points(places: gpd.GeoDataFrame) -> np.ndarray:
    points = places.representative_point()
    return to_degrees(np.column_stack([points.x, points.y])).round(5)


def _sizes(placed: pd.DataFrame, rng: np.random.Generator) -> dict[str, np.ndarray]:
    drawn = placed["section_households"].to_numpy() * rng.uniform(*COMPLEX_SHARE, len(placed))
    occupancy = rng.uniform(*OCCUPANCY, len(placed))
    dwellings = placed["known_dwellings"].fillna(pd.Series(drawn / occupancy)).round().astype(int)
    return {"dwellings": dwellings, "households": (dwellings * occupancy).round().astype(int)}


def _conditions(placed: pd.DataFrame, rng: np.random.Generator) -> dict[str, object]:
    count, is_desk = len(placed), placed["is_desk_site"].to_numpy(dtype=bool)
    retrofit = rng.choice(list(RETROFIT_SHARES), size=count, p=list(RETROFIT_SHARES.values()))
    retrofit[is_desk] = "done"
    before, after = (
        rng.choice(list(shares), size=count, p=_normalised(shares)) for shares in (EPC_ESTATES, EPC_RENEWED)
    )
    has_room = is_desk | (rng.random(count) < ROOM_SHARE)
    seats = pd.Series(rng.integers(*ROOM_SEATS, size=count) // 5 * 5, dtype="Int64")
    custodian = placed["manager"].map(CUSTODIAN_SHARE).to_numpy()
    return {
        "has_social_custodian": is_desk | (rng.random(count) < custodian),
        "has_tenants_committee": pd.Series(rng.random(count) < COMMITTEE_SHARE, dtype="boolean"),
        "heating_mode": rng.choice(list(ESTATE_HEATING), size=count, p=_normalised(ESTATE_HEATING)),
        "epc_class": np.where(retrofit == "done", after, before),
        "room_capacity": seats.where(has_room),
        "is_step_free": pd.Series(rng.random(count) < STEP_FREE_SHARE, dtype="boolean").where(has_room),
        "retrofit_state": retrofit,
    }


def _told_by_others(register: pd.DataFrame, rng: np.random.Generator) -> dict[str, object]:
    """What the register itself does not say: stops, arrears as the manager counts them, languages as heard on site."""
    count, is_desk = len(register), register["is_desk_site"].to_numpy(dtype=bool)
    walk = pd.Series(rng.gamma(*TRANSIT_M, count).round(-1)).where(is_desk | (rng.random(count) >= MISSING_SHARE))
    bands = pd.Series(rng.choice(list(ARREARS_BANDS), size=count, p=_normalised(ARREARS_BANDS)))
    is_spoken = rng.random((count, len(LANGUAGES_SPOKEN))) < list(LANGUAGES_SPOKEN.values())
    spoken = pd.Series([" ".join(["it", *np.array(list(LANGUAGES_SPOKEN))[row]]) for row in is_spoken])
    return {
        "transit_m": walk,
        "arrears_band": bands.where((register["manager"] == "MM").to_numpy()),
        "languages": spoken.where(is_desk | (rng.random(count) < LANGUAGES_KNOWN_SHARE)),
    }


def _normalised(shares: dict[str, float]) -> np.ndarray:
    values = np.array(list(shares.values()))
    return values / values.sum()


def _with_gaps(register: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    is_known = register["is_desk_site"].to_numpy(dtype=bool)
    for name in _GAPS:
        register[name] = register[name].where(is_known | (rng.random(len(register)) >= MISSING_SHARE))
    return register.drop(columns="known_dwellings").astype({"is_desk_site": bool})
