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
    "MJ": Unit(1 / 3.6, (), mark("definition: 1 kWh = 3.6 MJ"), "2026-11"),
    "Gcal": Unit(1_163.0, (), mark("definition: 1 cal (international table) = 4.1868 J"), "2026-11"),
    "Smc": Unit(
        10.69,
        ("gas",),
        mark(
            "gross calorific value (PCS) of natural gas, 38.5 MJ per standard cubic metre ÷ 3.6; net (PCI) about 9.6. "
            "The bill's own PCS, where it is known, is better: give it in pcs_mj_smc"
        ),
        "2026-11",
    ),
    "m3": Unit(
        10.69,
        ("gas",),
        mark("as standard cubic metres, once multiplied by the meter's coefficient C, without which it is no energy"),
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
"""Every unit by its name."""

_SPELLINGS = {"sm3": "Smc", "smc": "Smc", "stdm3": "Smc", "mc": "m3", "therms": "therm", "metricubi": "m3"}
"""Other spellings of a unit, without capitals, spaces and dots; ³ is 3."""


def known_unit(text: str) -> str:
    """The unit that `text` stands for, however it is written; `text` itself where none is.

    >>> known_unit("KWH"), known_unit("Sm³"), known_unit("mc"), known_unit("barili")
    ('kWh', 'Smc', 'm3', 'barili')
    """
    plain = text.replace("³", "3").replace(" ", "").replace(".", "").replace("^", "").lower()
    return {name.lower(): name for name in UNITS}.get(plain) or _SPELLINGS.get(plain, text)
