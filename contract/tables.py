"""The tables of an edition: every column's name, kind, unit, meaning and the whole that it is a part of.

One source of truth: contracts, disclosure gate, manifest, codebook and mappings all read it.
"""

from enum import StrEnum

from contract.city_tables import CITY_HEAT, HEAT_RISK
from contract.household_columns import DOMINANCE, ERP, PANEL, SUMMER
from contract.meter_tables import EPC_CLASSES, READINGS, RETROFITS, WEATHER
from contract.schema import Column, Kind, Table
from contract.street_tables import STREETS
from contract.translations import mark

CUTOFFS = (5, 6, 8, 10, 12, 15, 20)
"""Cut-offs of spend ÷ income, in percent, at which households are counted."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run as a formula by spreadsheets (OWASP, CSV injection): none in or out of here does."""

POVERTY_LINE = 10
"""The cut-off that defines energy poverty, percent of income: `excess_eur` and the panel are counted beyond it."""


class State(StrEnum):
    """Why a published cell has, or has not, a value."""

    SHOWN = "shown"
    MISSING = "missing"
    BASE = "base"
    COMPLEMENT = "complement"
    DOMINANCE = "dominance"
    SOURCE = "source"


WITHHELD = (State.BASE, State.COMPLEMENT, State.DOMINANCE, State.SOURCE)
"""States of a cell that privacy keeps back: too few households in the base; a cell whose window would give another one
away; a sum of money that is mostly one household's; a cell that the source gave withheld already, or a sum of which it
is a part."""


def _count(name: str, meaning: str, part_of: str | None = "households", is_personal: bool = True) -> Column:
    return Column(name, Kind.COUNT, meaning, part_of=part_of, is_personal=is_personal, unit="households", low=0)


def _money(name: str, meaning: str, part_of: str) -> Column:
    return Column(name, Kind.MONEY, meaning, part_of=part_of, unit="EUR/year", low=0)


_SECTION_ID = Column(
    "section_id", Kind.SECTION, mark("census section, 13 digits: municipality (6) and section (7)"), True
)
_PLACE = (
    Column("lon", Kind.NUMBER, "longitude, EPSG:4326", unit="degrees", low=-180, high=180),
    Column("lat", Kind.NUMBER, "latitude, EPSG:4326", unit="degrees", low=-90, high=90),
)

HEATING_MODES = ("own", "central", "district", "none")

SHARED_MODES = ("central", "district")
"""Ways of heating whose bill is shared: the city holds it only where the condominium or the network gives it."""

ABOVE = tuple(
    _count(f"above_{cut:02d}", mark("households certainly above this share of income, on the spend that is known"))
    for cut in CUTOFFS
)
VALID_ABOVE = tuple(
    _count(
        f"valid_above_{cut:02d}",
        mark("households above this share of income, with income and spend known in full"),
        "both_known",
    )
    for cut in CUTOFFS
)

HOUSEHOLDS = Table(
    "households",
    "counts of households by census section",
    (
        _SECTION_ID,
        Column("spend_year", Kind.YEAR, mark("year of the energy spend"), low=1990, high=2100),
        Column("income_year", Kind.YEAR, mark("year of the income"), low=1990, high=2100),
        Column("households", Kind.COUNT, mark("resident households"), True, unit="households", low=0),
        _count("income_known", mark("households whose income is known"), is_personal=False),
        _count("spend_known", mark("households whose energy spend is known in full"), is_personal=False),
        _count("both_known", mark("households with income and spend known in full"), is_personal=False),
        _count("heat_unknown", mark("households with shared heating whose bill is not known"), is_personal=False),
        *ABOVE,
        *VALID_ABOVE,
        _count("heating_own", mark("households with their own heating")),
        _count("heating_central", mark("households heated by a condominium plant")),
        _count("heating_district", mark("households heated by district heating")),
        _count("heating_none", mark("households without heating")),
        _count(
            "below_half_median",
            mark("households spending less than half the median of their mode and size"),
            "spend_known",
        ),
        _count("lihc", mark("households of low income and high costs (approximate)"), "both_known"),
        _count("lilee", mark("households of low income and low efficiency (approximate)"), "epc_known"),
        _count("alone_75_plus", mark("people of 75 or more living alone")),
        _count("renters", mark("households that rent")),
        _count("epc_known", mark("households whose dwelling has an energy certificate"), is_personal=False),
        _count("epc_fg", mark("households whose dwelling is certified F or G"), "epc_known"),
        _count("bonus_recipients", mark("households receiving the social bonus")),
        _count("in_arrears", mark("households in arrears")),
        *ERP,
        *SUMMER,
        *PANEL,
        _money("income_eur", mark("income of the households with both known"), "both_known"),
        _money("electricity_eur", mark("electricity spend of the households with both known"), "both_known"),
        _money("gas_eur", mark("gas spend of the households with both known"), "both_known"),
        _money("heat_eur", mark("shared heating spend of the households with both known"), "both_known"),
        _money(
            "excess_eur", mark("spend beyond 10% of income, of households above 10% with both known"), "valid_above_10"
        ),
        Column("is_estimated", Kind.FLAG, mark("the section's figures are partly estimated by the source")),
        *DOMINANCE,
    ),
    ("section_id",),
)

SECTIONS = Table(
    "sections",
    "census sections with the areas that hold them",
    (
        _SECTION_ID,
        Column("nil_id", Kind.ID, "area that holds the section: the finer level of the two between section and city"),
        Column("nil_name", Kind.TEXT, "name of that area"),
        Column("municipio_id", Kind.ID, "area that holds the section: the wider level of the two"),
        Column("municipio_name", Kind.TEXT, "name of that area"),
    ),
    ("section_id",),
)

SHARE_BANDS = {
    "under_10": (0.0, 0.1),
    "10_20": (0.1, 0.2),
    "20_30": (0.2, 0.3),
    "30_50": (0.3, 0.5),
    "over_50": (0.5, 1.0),
}
"""Bands in which a register may give an estate's shares of households, with their ends."""

COMPLEXES = Table(
    "complexes",
    "public-housing estates",
    (
        Column("complex_id", Kind.ID, "estate", True),
        Column("name", Kind.TEXT, "name of the estate", True),
        Column("manager", Kind.TEXT, "who runs it: MM, ALER, other"),
        Column("address", Kind.TEXT, "address"),
        *_PLACE,
        Column("section_id", Kind.SECTION, "census section that holds it"),
        Column("dwellings", Kind.COUNT, "dwellings", unit="dwellings", low=0),
        Column("households", Kind.COUNT, "households", unit="households", low=0),
        Column("has_social_custodian", Kind.FLAG, "a social custodian is present"),
        Column("has_tenants_committee", Kind.FLAG, "tenants have a committee"),
        Column("heating_mode", Kind.CHOICE, "heating", choices=HEATING_MODES),
        Column("epc_class", Kind.CHOICE, "energy certificate", choices=EPC_CLASSES),
        Column("room_capacity", Kind.COUNT, "seats in the room for the desk", unit="people", low=0),
        Column("is_step_free", Kind.FLAG, "the room is reached without steps"),
        Column("retrofit_state", Kind.CHOICE, "works", choices=("none", "planned", "under_way", "done")),
        Column("is_desk_site", Kind.FLAG, "the help-desk is already held here"),
        Column("transit_m", Kind.NUMBER, "walk to the nearest stop", unit="m", low=0, high=20_000),
        Column("heating_cost_eur", Kind.NUMBER, "heating expense of the estate in a year", unit="EUR/year", low=0),
        _count("vulnerable_households", "households in energy poverty"),
        _count("arrears_households", "households in arrears"),
        Column("vulnerable_band", Kind.CHOICE, "share of households in energy poverty", choices=tuple(SHARE_BANDS)),
        Column("arrears_band", Kind.CHOICE, "share of households in arrears", choices=tuple(SHARE_BANDS)),
        Column("languages", Kind.TEXT, "languages spoken, ISO 639 codes with spaces between"),
    ),
    ("complex_id",),
)

VENUES = Table(
    "venues",
    "places outside public housing where the desk can be held",
    (
        Column("venue_id", Kind.ID, "place", True),
        Column("name", Kind.TEXT, "name", True),
        Column("kind", Kind.TEXT, "library, Municipio, CAM, Casa di Quartiere …"),
        Column("address", Kind.TEXT, "address"),
        *_PLACE,
    ),
    ("venue_id",),
)

CONTRIBUTIONS = Table(
    "contributions",
    "aid in money, goods or services",
    (
        Column("contribution_id", Kind.ID, "contribution", True),
        Column("name", Kind.TEXT, "name", True),
        Column("level", Kind.TEXT, "who grants it: EU, state, region, city, private", True),
        Column("beneficiaries", Kind.TEXT, "whom it is for"),
        Column("isee_threshold", Kind.TEXT, "means-test threshold, in words"),
        Column("coverage", Kind.TEXT, "what it pays"),
        Column("amount", Kind.TEXT, "how much, in words"),
        Column("frequency", Kind.TEXT, "how often"),
        Column("channel", Kind.TEXT, "how to ask"),
        Column("status", Kind.TEXT, "active, closed, unconfirmed"),
        Column("source", Kind.TEXT, "where it was read"),
        Column("source_date", Kind.TEXT, "when it was read"),
    ),
    ("contribution_id",),
)

TABLES = {
    table.name: table
    for table in (
        HOUSEHOLDS,
        SECTIONS,
        COMPLEXES,
        READINGS,
        RETROFITS,
        WEATHER,
        VENUES,
        STREETS,
        CONTRIBUTIONS,
        HEAT_RISK,
        CITY_HEAT,
    )
}

LEVELS = ("section", "nil", "municipio", "city")
"""Levels of area that an edition can have, finest first; between the first and the last, those that the city has."""

CELLS = tuple(column.name for column in HOUSEHOLDS.columns if column.kind in (Kind.COUNT, Kind.MONEY))
"""Columns of `households` and `areas` that the disclosure gate guards; each has a `<name>_state` beside it."""


def state_column(cell: str) -> str:
    """Name of the column that holds the State of `cell`."""
    return f"{cell}_state"


def low_column(cell: str) -> str:
    """Name of the column that holds the least that `cell` can be."""
    return f"{cell}_low"


def high_column(cell: str) -> str:
    """Name of the column that holds the most that `cell` can be."""
    return f"{cell}_high"
