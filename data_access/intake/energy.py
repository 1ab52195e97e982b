"""Energy in kWh of readings billed in any unit."""

import pandas as pd

from contract.energy_units import UNITS
from contract.errors import Fault, Severity
from contract.translations import mark
from data_access.intake.mapping_parts import Part
from data_access.intake.row_faults import faults_of_rows


def with_energy(readings: pd.DataFrame, file: str, part: Part) -> tuple[pd.DataFrame, list[Fault]]:
    """Fill `energy_kwh` from `quantity` and `unit` where a reading gives those, and say which give neither.

    `readings` has the columns of the contract, the file's lines as index. Faults: no_energy (no quantity, or no unit
    to it), no_coefficient (m³ without C), wrong_unit (not a unit of that carrier), two_energies (kWh and a quantity
    that do not agree).
    """
    factor = _factors(readings)
    is_wrong = pd.Series(False, index=readings.index)
    for name, unit in UNITS.items():
        if unit.carriers:
            is_wrong |= (readings["unit"] == name) & ~readings["carrier"].isin(unit.carriers)
    converted = (readings["quantity"] * factor).mask(is_wrong)
    energy = readings["energy_kwh"].fillna(converted)
    is_apart = ((readings["energy_kwh"] - converted).abs() > 0.01 * converted.abs() + 1).fillna(False).astype(bool)
    column = part.column_in_file("quantity")
    message = mark("Neither energy in kWh, nor a quantity with its unit, can be read here.")
    is_raw = (readings["unit"] == "m3") & readings["coefficient_c"].isna() & energy.isna()
    lacking = energy.index[energy.isna() & ~is_wrong & ~is_raw]
    faults = faults_of_rows("no_energy", message, file, column, lacking, severity=Severity.WARNING)
    message = mark("Cubic metres of the meter are no energy without its coefficient C: give it in coefficient_c.")
    faults += faults_of_rows("no_coefficient", message, file, part.column_in_file("unit"), energy.index[is_raw])
    message = mark("This carrier is not billed in this unit.")
    faults += faults_of_rows(
        "wrong_unit", message, file, part.column_in_file("unit"), energy.index[is_wrong], found=readings["unit"]
    )
    message = mark("The energy in kWh and the quantity in its unit do not agree.")
    faults += faults_of_rows(
        "two_energies", message, file, column, energy.index[is_apart], found=readings["energy_kwh"], expected=converted
    )
    return readings.assign(energy_kwh=energy.mask(is_apart)), faults


def _factors(readings: pd.DataFrame) -> pd.Series:
    """kWh in one unit of each reading: by the bill's own gross calorific value where known; NA for m³ without C."""
    factor = readings["unit"].map({name: unit.kwh for name, unit in UNITS.items()}).astype("Float64")
    is_volume = readings["unit"].isin(["Smc", "m3"])
    factor = factor.mask(is_volume & readings["pcs_mj_smc"].notna(), readings["pcs_mj_smc"] / 3.6)
    return factor.mask(readings["unit"] == "m3", factor * readings["coefficient_c"])
