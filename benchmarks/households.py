"""Invented households for measuring, as many as asked for, written in pieces: making them needs little memory."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

HOUSEHOLDS_PER_SECTION = 130
"""Of Milan: 751,850 households in about 5,900 inhabited sections."""

PIECE = 500_000
SEED = 20_231_231
EPC_CLASSES = ("A4", "B", "C", "D", "E", "F", "G")
HEATING_MODES = ("own", "central", "district", "none")


def write_households(folder: Path, count: int) -> int:
    """Write `count` households to Parquet files in `folder`, in no order; return the number of their sections.

    What is missing, and how the amounts spread, is roughly as in the sample of Milan. The same count makes the same
    households.
    """
    rng = np.random.Generator(np.random.PCG64(SEED))
    sections = count // HOUSEHOLDS_PER_SECTION
    ids = pa.array([f"015146{number:07d}" for number in range(sections)])
    for number, start in enumerate(range(0, count, PIECE)):
        piece = _piece(ids, min(PIECE, count - start), rng)
        pq.write_table(piece, folder / f"part-{number:04d}.parquet", compression="zstd")
    return sections


def _piece(ids: pa.Array, count: int, rng: np.random.Generator) -> pa.Table:
    mode = rng.choice(len(HEATING_MODES), count, p=[0.26, 0.61, 0.11, 0.02])
    is_heat_known = (mode != 1) | (rng.random(count) < 0.07)
    are_bills_known = rng.random(count) < 0.92
    people = np.minimum(rng.geometric(0.5, count), 8)
    return pa.table(
        {
            "section_id": ids.take(pa.array(rng.integers(0, len(ids), count))),
            "people": people,
            "is_alone_75_plus": (people == 1) & (rng.random(count) < 0.2),
            "is_renter": rng.random(count) < 0.29,
            "is_erp": pa.array(rng.random(count) < 0.08, mask=rng.random(count) < 0.02),
            "heating_mode": pa.array(HEATING_MODES).take(pa.array(mode)),
            "income_eur": _amounts(rng.lognormal(10.4, 0.6, count), rng.random(count) < 0.945),
            "electricity_eur": _amounts(rng.gamma(4, 150, count), are_bills_known),
            "gas_eur": _amounts(rng.gamma(3, 200, count) * (mode == 0), are_bills_known),
            "heat_eur": _amounts(rng.gamma(3, 300, count) * ((mode == 1) | (mode == 2)), is_heat_known),
            "epc_class": pa.array(EPC_CLASSES).take(
                pa.array(rng.integers(0, len(EPC_CLASSES), count), mask=rng.random(count) > 0.42)
            ),
            "has_bonus": rng.random(count) < 0.03,
            "is_in_arrears": rng.random(count) < 0.045,
        }
    )


def _amounts(values: np.ndarray, is_known: np.ndarray) -> pa.Array:
    return pa.array(values.round(2), mask=~is_known)
