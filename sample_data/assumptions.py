"""Every number that was chosen: its unit, why, from where and when. Facts read from files are in `facts/`.

Chosen in November 2026 unless dated. "Simulated extract": a simulation of the city's yearly extract by section on the
real sections of 2011, for the spend of 2021–2023; it gives levels to aim at and is no measurement.
"""

from dataclasses import dataclass

SEED = 15146
"""Seed of the published sample; the ISTAT code of Milan, so that nobody wonders."""

YEARS = (2021, 2022, 2023)
"""Years of spend: before the price shock, the shock, the relief."""

# Sections
MUNICIPALITY = "015146"
"""ISTAT PRO_COM of Milan, first 6 digits of a section id."""
SYNTHETIC_MARK = "9"
"""Seventh digit of a section id: the number of no real section of Milan begins with it (ISTAT 2011)."""
SECTION_COUNT = 6_000
"""Sections of the city, about as many as in the 2011 census (6,017, ISTAT)."""
RELAXATION_STEPS = 3
"""Lloyd steps that make the cells compact; 3 stop before they all look alike (judged on the picture)."""
GRID_M = 0.1
"""Coordinates are rounded to this, metres: census maps are no more exact."""
EVEN_SHARE = 0.15
"""Share of a NIL's sections spread evenly over it; the others go where its households live (judged on the picture)."""

# Where the households live
EMPTY_SECTIONS = 60
"""Sections with nobody: parks, rail yards (2011 census: 68 without residents, ISTAT)."""
SMALL_SECTIONS = 170
"""Further sections of 1–9 households (2011 census: 433 inhabited ones below 10; chosen lower, cells are fewer)."""
WIDEST_SHARE = 0.4
"""The two kinds above are among this share of each NIL's sections, the widest; the others are lived in; chosen."""
CROWDING_SHAPE = 4.0
"""Shape of the gamma spread of households over a NIL's sections: P25–P75 near 56–153 as in the 2011 census (ISTAT)."""
GROWTH_SINCE_2011 = 751_850 / 618_524
"""Households of the city register by NIL ÷ households of the 2011 census."""

# People and tenure
SIZE_SHARES = (0.535, 0.245, 0.12, 0.075, 0.018, 0.007)
"""Share of households of 1, 2, … 6 people: 53.6% of one person by NIL register; the others chosen for 1.84 people."""
ALONE_75_PLUS_OF_SINGLES = 0.186
"""Share of one-person households aged 75+: gives about 10% of all households (simulated extract, ISTAT 2011)."""
RENTER_SHARE = 0.238
"""Mean share of renters outside public housing: with the clusters, 29.1% of the city (ISTAT census 2011)."""
RENTER_CONCENTRATION = 9.0
"""Sum of the beta parameters of renters by section; chosen for a spread of about 0.13."""
CLUSTER_RENTER_SHARE = (0.84, 0.97)
"""Share of renters in public-housing sections: at least 80% there by definition of the cluster (ISTAT census 2011)."""
CLUSTER_ALONE_FACTOR = 1.35
"""Old people alone, public housing ÷ elsewhere: 33% of MM tenants are 66–90 (habitante.it), 20% of the city 65+."""

# Heating
HEATING_SHARES = {"own": 0.26, "central": 0.61, "district": 0.11, "none": 0.02}
"""Share of households by heating; no public figure found: chosen, in line with the simulated extract (2026)."""
CLUSTER_HEATING_SHARES = {"own": 0.10, "central": 0.76, "district": 0.12, "none": 0.02}
"""The same in public housing, where plants are shared (MM, "Oil free" 2020: 49 plants serve 25% of the stock)."""
DISTRICT_NIL = ("65", "60", "57", "61", "46", "42", "41", "22", "25", "26", "33", "30")
"""NIL on the networks Gallaratese–San Siro, Famagosta, Città Studi–Tribunale, Santa Giulia (PGT of the City)."""
DISTRICT_FACTOR = 3.5
"""Odds of district heating in those NIL ÷ elsewhere; chosen so that the networks can be seen on the map."""
HEATING_SPREAD = 0.45
"""Log spread of heating odds between sections: one plant serves whole buildings; chosen."""

# Incomes
MEAN_INCOME_EUR = 40_700.0
"""Mean disposable income per household, EUR of 2019, at the level of the simulated extract."""
INCOME_GROWTH = {2019: 1.0, 2020: 34_403 / 34_569, 2021: 35_992 / 34_569}
"""Income ÷ that of 2019: mean taxable income of Milan's taxpayers, MEF 2019–2021."""
INCOME_LAG_YEARS = 2
"""Years between the income known and the spend (plan of the City of Milan, Action 1)."""
NIL_INCOME_ELASTICITY = 0.72
"""Household income follows the MEF index of taxpayers this much: means per taxpayer overstate the gap; chosen."""
SIZE_INCOME_ELASTICITY = 0.45
"""Income grows with the people of a household (between the square-root scale and none); chosen."""
CLUSTER_INCOME_FACTOR = 0.58
"""Median income in public housing ÷ elsewhere in the NIL, besides size; access there is by means test; chosen."""
ALONE_75_PLUS_INCOME_FACTOR = 0.85
"""The same for people of 75+ alone; chosen."""
RENTER_INCOME_FACTOR = 0.88
"""The same for renters outside public housing; chosen."""
SECTION_INCOME_SPREAD = 0.16
"""Log spread of incomes between the sections of a NIL; chosen."""
INCOME_SPREAD = 0.62
"""Log spread of incomes inside a section: with the rest, log spread of spend ÷ income near 0.7; calibrated."""
YEARLY_INCOME_SPREAD = 0.10
"""Log spread of a household's income from one year to the next; chosen."""
INCOME_KNOWN = 0.945
"""Share of households whose income the city holds (simulated extract: 584,314 of 618,524)."""

# Spend
ELECTRICITY_EUR = 415.0
"""Mean electricity bill of 2021, EUR/year (simulated extract; 1,411 EUR in all for Italy by ISTAT 2021, fuels in)."""
OWN_GAS_EUR = 690.0
"""Mean gas bill of 2021 with own heating, EUR/year: with electricity near the extract's mean of about 1,030 EUR."""
COOKING_GAS_EUR = 95.0
"""Mean gas bill of 2021 for cooking alone, EUR/year; chosen."""
SHARED_HEAT_EUR = {"central": 720.0, "district": 670.0}
"""Mean share of the plant's or network's bill, 2021, EUR/year: like own heating without the standing charge."""
NO_HEATING_ELECTRICITY_FACTOR = 1.25
"""Electricity of homes without heating ÷ others: stoves; chosen."""
ELECTRICITY_SIZE_ELASTICITY = 0.40
"""Electricity grows with people; chosen."""
HEAT_SIZE_ELASTICITY = 0.18
"""Heat grows with people (rooms); chosen."""
INCOME_ELASTICITY = 0.18
"""Spend grows with income; necessities are inelastic; chosen."""
SPEND_SPREAD = 0.44
"""Log spread of the needs of like households; chosen."""
YEARLY_SPEND_SPREAD = 0.12
"""Log spread of a household's bills from one year to the next; chosen."""
EPC_SHARES = {
    "A4": 0.012, "A3": 0.006, "A2": 0.007, "A1": 0.010, "B": 0.025,
    "C": 0.06, "D": 0.12, "E": 0.18, "F": 0.24, "G": 0.34,
}  # fmt: skip
"""Share of dwellings by class: 5–6% in A–B (2022 certificates), 58% in F–G (simulated extract)."""
EPC_HEAT_FACTORS = {
    "A4": 0.45, "A3": 0.50, "A2": 0.54, "A1": 0.58, "B": 0.65,
    "C": 0.78, "D": 0.90, "E": 0.98, "F": 1.05, "G": 1.12,
}  # fmt: skip
"""Heat bill by class ÷ mean; flatter than certificates say, since people in poor dwellings heat less; chosen."""
EPC_KNOWN = 0.42
"""Share of dwellings with a certificate (simulated extract: 259,878 of 618,524)."""
BILLS_KNOWN = 0.987
"""Share of households whose electricity and gas bills the city holds (simulated extract)."""
SHARED_HEAT_KNOWN = 0.07
"""Share of condominium heat bills that reach the city (simulated extract: 93% unknown)."""


@dataclass(frozen=True)
class Market:
    """What one year did to bills and to aid; ratios to 2021 and shares of all households."""

    electricity: float
    gas: float
    heat: float
    bonus_share: float
    arrears_share: float

    @property
    def price_ratios(self) -> dict[str, float]:
        """Bill ÷ that of 2021 by carrier."""
        return {"electricity": self.electricity, "gas": self.gas, "heat": self.heat}


MARKETS = {
    2021: Market(1.0, 1.0, 1.0, 0.020, 0.041),
    2022: Market(1.44, 1.41, 1.37, 0.040, 0.050),
    2023: Market(1.20, 1.24, 1.25, 0.028, 0.045),
}
"""Bills after savings and relief, not list prices: about +41% in 2022 and +23% in 2023 as in the simulated extract;
bonus widened in 2022 (threshold raised by ARERA), arrears 4–5%."""

BONUS_NOISE = 0.7
"""Log spread between income per head and receiving the bonus: wealth, take-up, missing PDR; chosen."""
ARREARS_NOISE = 1.1
"""Log spread between burden and arrears; chosen."""
RENTER_ARREARS = 0.35
"""Added log burden of renters when it comes to arrears; chosen."""

# Estates
COMPLEX_COUNT = 60
"""Estates: a fifth of MM's almost 300 (habitante.it), enough to choose from."""
ALER_SHARE = 24_438 / 45_982
"""Public-housing families in ALER's hands (Il Foglio, 2023)."""
CUSTODIAN_SHARE = {"MM": 0.70, "ALER": 0.35}
"""Estates with a social custodian by manager; no public list; chosen."""
COMMITTEE_SHARE = 0.45
"""Estates with a tenants' committee; chosen."""
OCCUPANCY = (0.82, 0.97)
"""Households ÷ dwellings of an estate; vacancy of ALER's San Siro is higher (673 of about 4,000, 2024); chosen."""
COMPLEX_SHARE = (0.6, 0.95)
"""Households of an estate ÷ households of its section; chosen."""
LEAST_CLUSTER_HOUSEHOLDS = 90
"""Estates are placed in sections of at least this many households in public housing; chosen."""
RETROFIT_SHARES = {"none": 0.60, "planned": 0.15, "under_way": 0.10, "done": 0.15}
"""Works of the estates without the desk; chosen ("Oil free" touched 42 complexes, 2020)."""
ESTATE_HEATING = {"own": 0.10, "central": 0.78, "district": 0.12}
"""Share of estates by heating, as in public housing; none is without; chosen."""
EPC_ESTATES = {"D": 0.06, "E": 0.18, "F": 0.30, "G": 0.46}
"""Share of estates by class before works: worse than the city's dwellings; chosen."""
EPC_RENEWED = {"B": 0.15, "C": 0.45, "D": 0.40}
"""Share of estates by class after works: half the heat saved ("Oil free", MM, 2020) is two or three classes; chosen."""
ROOM_SHARE = 0.65
"""Estates with a room for the desk; chosen."""
ROOM_SEATS = (10, 65)
"""Seats of such a room, least and first too many; chosen."""
STEP_FREE_SHARE = 0.6
"""Rooms reached without steps; chosen."""
TRANSIT_M = (4.0, 60.0)
"""Shape and scale of the gamma spread of the walk to the nearest stop, metres: mean 240; chosen."""
ARREARS_BANDS = {"under_10": 0.40, "10_20": 0.38, "20_30": 0.17, "30_50": 0.05}
"""Share of MM's estates by band of households behind with the rent; ALER's are not told; no public figure; chosen."""
LANGUAGES_SPOKEN = {"ar": 0.6, "es": 0.45, "ro": 0.35, "zh": 0.25, "uk": 0.2, "tl": 0.2, "si": 0.1, "bn": 0.1}
"""Chance that a language is spoken in an estate, ISO 639: those of the city's largest foreign communities; chosen."""
LANGUAGES_KNOWN_SHARE = 0.6
"""Estates whose custodian or committee told the languages spoken; chosen."""
MISSING_SHARE = 0.12
"""Cells left empty in the register of estates, as in any register; chosen."""
