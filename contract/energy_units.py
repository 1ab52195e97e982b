"""Units in which energy is billed: how many kWh each is, for which carriers, says who."""

from dataclasses import dataclass

from contract.translations import mark


@dataclass(frozen=True)
class Unit:
    """kWh in one unit, the carriers billed in it (empty: any), source and month in which it was looked up."""

    kwh: float
    carriers: tuple[str, ...]
    source: str
    date: str


UNITS = {
    "kWh": Unit(1.0, (), mark("definition"), "2026-11"),
    "MWh": Unit(1_000.0, (), mark("definition"), "2026-11"),
    "GJ": Unit(1_000 / 3.6, (), mark("definition: 1 kWh = 3.6 MJ"), "2026-11"),
    "Smc": Unit(
        10.69,
        ("gas",),
        mark(
            "gross calorific value (PCS) of natural gas, 38.5 MJ per standard cubic metre ÷ 3.6; net (PCI) about 9.6. "
            "The bill's own PCS, where it is known, is better: convert before loading and give kWh"
        ),
        "2026-11",
    ),
    "therm": Unit(29.3071, ("gas",), mark("100,000 Btu (international table), 105.5056 MJ ÷ 3.6"), "2026-11"),
    "kg": Unit(
        11.88,
        ("oil",),
        mark("gas oil, net calorific value 42.8 MJ/kg ÷ 3.6; usual in inventories, verify"),
        "2026-11",
    ),
}
"""Every unit by its name. Cubic metres that are not standard are not one: the meter's coefficient C makes them Smc."""
